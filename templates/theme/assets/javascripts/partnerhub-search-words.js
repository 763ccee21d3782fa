/* Words of a text, and which of them are as good as the same: without case, accents, niqqud, gershayim and final forms;
   without prefixes; in another spelling or another number; with one slip of the keyboard. */
"use strict";

const SHORTEST = 3; // letters that must remain of a word without its prefix or its ending
const SLIPS_FROM = 5; // letters of words in which a slip is forgiven

const HEBREW = "\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7\\u05d0-\\u05ea\\ufb1d-\\ufb4f";
const MARKS = "\"'\\u05f3\\u05f4\\u2018-\\u201f";
/* A word ends where the script changes: `בGitHub`. `C++` and `C#` are words. */
const WORD = new RegExp(
  `[${HEBREW}]+(?:[${MARKS}]{1,2}[${HEBREW}]+)*|(?:(?![${HEBREW}])[\\p{L}\\p{M}\\p{N}])+(?:['\\u2019]\\p{L}+)*[+#]*`,
  "gu",
);
const UNHEARD = new RegExp(`[\\p{M}${MARKS}]`, "gu");
const FINALS = { ך: "כ", ם: "מ", ן: "נ", ף: "פ", ץ: "צ" };

const isHebrew = (word) => word[0] >= "א" && word[0] <= "ת";
const withoutFinals = (word) => word.replace(/[ךםןףץ]/g, (letter) => FINALS[letter]);
const plain = (typed) => withoutFinals(typed.normalize("NFKD").replace(UNHEARD, "").toLowerCase());

/* Which letters stand before a Hebrew word, in which order: and, when, from, the. */
const CHAIN = /^ו?(?:לכש|כש|מש|ש)?[בכלמ]?ה?$/;

/* Words that begin as if they had a prefix, and that are another word, or nearly one, without it. */
const WHOLE = new Set(withoutFinals(`
  בדיקה בחור בחירה בטיחות ביטוח ביקור בישול בלון במאי בנייה בניין בעיה בריאות בריכה ברכה בשורה
  הגרלה הדפסה הדרכה הופעה הזמנה החלטה הכנסה המלצה הנחה הפסקה הצגה הקרנה הרצאה השקה התנדבות
  כביש כדור כיתה כלב כלי כלים כלכלה כרטיס כתבה כתיבה
  לבנה להקה ליווי לילה לימוד לקוח
  מאמר מארח מבחן מבצע מגדל מגרש מדבר מדינה מזון מזרח מחברת מחיר מחקר מחשב מטבח מטפל מטרה מידע מכון מכונה מכללה מכתב
  מלאכה מלון מנהל מנורה מסגרת מסיבה מסלול מסעדה מספר מעבדה מעגל מערב מערכת מפגש מפתח מקהלה מקום מרכז משחק משימה משפחה
  משקל משרד מתכון מתנדב מתנה
  שאלה שבוע שחור שחייה שחקן שיחה שיעור שיפוץ שיר שירה שירות שיתוף שכונה שכן שלום שמונה שמחה שמיים שמיכה שמירה שמלה
  שעון
`).trim().split(/\s+/));

/* Endings of a Hebrew word, and what stands in their place in other numbers and before another noun. */
const ENDINGS = {
  אות: ["ה"],
  ות: ["ה", "ת"],
  ימ: ["", "ה", "י"],
  ה: ["ת", "ות", "אות", "ימ"],
  ת: ["ה", "ות"],
  "": ["ימ"],
};

function inflected(word) {
  if (!isHebrew(word)) return [];
  const fitting = Object.keys(ENDINGS).filter((ending) => word.endsWith(ending) && word.length - ending.length >= SHORTEST);
  return fitting.flatMap((ending) => ENDINGS[ending].map((other) => word.slice(0, word.length - ending.length) + other));
}

/* One spelling for those that are as good: `סדנא` and `סדנה`, `שניה` and `שנייה`, `box` and `boxes`, `story` and `stories`. */
function spelled(word) {
  if (isHebrew(word)) return word.replace(/(.{3})א$/, "$1ה").replace(/וו/g, "ו").replace(/יי/g, "י");
  const one = word.length > SHORTEST ? word.replace(/([^s])s$/, "$1") : word;
  return one.replace(/ie$/, "y").replace(/(s|x|z|ch|sh)e$/, "$1");
}

/* With one vowel letter more or less: `תכנית` for `תוכנית`. */
function vowelled(word) {
  if (!isHebrew(word) || word.length < SLIPS_FROM) return [];
  return [...word].flatMap((_, at) => at === 0 ? [] : [
    ...["ו", "י"].map((vowel) => word.slice(0, at) + vowel + word.slice(at)),
    ...(/[וי]/.test(word[at]) && word.length > SLIPS_FROM ? [word.slice(0, at) + word.slice(at + 1)] : []),
  ]);
}

/* Whether two words that differ are one missing, added or other letter apart, or two that changed places. */
function isSlip(one, other) {
  let first = 0;
  while (first < one.length && one[first] === other[first]) first += 1;
  const rest = (word, from) => word.slice(first + from);
  if (one.length !== other.length) {
    return one.length > other.length ? rest(one, 1) === rest(other, 0) : rest(one, 0) === rest(other, 1);
  }
  const haveSwapped = one[first] === other[first + 1] && one[first + 1] === other[first];
  return rest(one, 1) === rest(other, 1) || (haveSwapped && rest(one, 2) === rest(other, 2));
}
