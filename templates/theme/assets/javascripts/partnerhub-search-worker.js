/* What a query finds, and in which order. Runs beside the page, so that typing stays smooth: `partnerhub-search.js` asks.

   A query's word meets a word of the site as it is typed; as its beginning, while it is being typed; folded, which is
   without prefixes, in another spelling or in another number; or, where it is met by nothing else, with one slip. */
"use strict";

importScripts("partnerhub-search-words.js");

const SHOWN = 20; // results at a time
const SNIPPET = 140; // letters

const MET = { typed: 1, begun: 0.8, folded: 0.6, foldedBegun: 0.5, slip: 0.2 };
const FIELDS = ["title", "line", "text"];
const WEIGHT = { title: 10, line: 3, text: 1 };
const PAST = 0.6; // of what it would be worth if it were to come

/* ── Index ── */

/* The theme's search takes titles and texts for HTML, and the plugin leaves some in; here they are text. */
const ENTITIES = { lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " ", amp: "&" };
const asText = (html) => html.replace(/<[^>]*>/g, " ").replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (all, number, hex, name) => {
  if (name) return ENTITIES[name] ?? all;
  return String.fromCodePoint(Math.min(number ? Number(number) : parseInt(hex, 16), 0x10ffff));
}).replace(/\s+/g, " ").trim();

const addTo = (lists, key, item) => (lists.has(key) ? lists.get(key).push(item) : lists.set(key, [item]));

/* A page, or a part of one. */
class Doc {
  #text;

  constructor({ location, title, line, text, end, boost = 1 }, language) {
    this.location = location;
    this.page = location.slice(language.prefix.length).replace(/#.*/, "");
    this.language = language;
    this.title = asText(title);
    this.wordsInTitle = (this.title.match(WORD) ?? []).length;
    this.line = asText(line);
    this.end = Date.parse(end);
    this.boost = boost;
    this.#text = () => asText(text);
  }

  /* Read when it is asked for: most of the index is texts, and titles need not wait for them. */
  get text() {
    const text = this.#text();
    this.#text = () => text;
    return text;
  }
}

class Site {
  constructor({ config, docs }) {
    this.languages = Object.entries(config.languages).map(([tag, about]) => ({ tag, ...about }));
    const titles = new Map(docs.map(({ location, title }) => [location, title]));
    // A part of a page says of which.
    const pageOf = ({ location }) => titles.get(/^(.*)#/.exec(location)?.[1]) ?? "";
    this.docs = docs.map((doc) => new Doc({ line: pageOf(doc), ...doc }, this.languageOf(doc.location)));
  }

  /* The one whose home is the nearest above an address. */
  languageOf(location) {
    const above = this.languages.filter(({ prefix }) => location.startsWith(prefix));
    return above.sort((one, other) => other.prefix.length - one.prefix.length)[0];
  }
}

class Index {
  constructor({ docs }) {
    this.docs = docs;
    this.terms = new Map(); // word → in turns, the number of a doc in which it stands and that of the field
    this.keys = new Map(); // folded form → words
    this.byLength = new Map(); // keys in which a slip is forgiven
  }

  /* Take in some fields of all docs, in steps of about a millisecond. */
  * read(fields) {
    const typedAs = new Map();
    const spotsOf = (typed) => {
      const term = plain(typed);
      if (!this.terms.has(term)) this.terms.set(term, []);
      typedAs.set(typed, this.terms.get(term));
      return this.terms.get(term);
    };
    for (const [number, doc] of this.docs.entries()) {
      for (const field of fields) {
        for (const typed of doc[field].match(WORD) ?? []) {
          const spots = typedAs.get(typed) ?? spotsOf(typed);
          // The first field of a doc that holds it counts most.
          if (spots.at(-2) !== number) spots.push(number, FIELDS.indexOf(field));
        }
      }
      if (number % 10 === 0) yield;
    }
    let done = 0;
    for (const term of this.terms.keys()) {
      for (const form of new Set([term, ...this.#bare(term)].map(spelled))) addTo(this.keys, form, term);
      if ((done += 1) % 200 === 0) yield;
    }
    this.sorted = [...this.keys.keys()].sort();
    this.sorted.filter(({ length }) => length >= SLIPS_FROM).forEach((key) => addTo(this.byLength, key.length, key));
  }

  /* A Hebrew word without one, two and three letters of prefixes, as far as they may be some. */
  #bare(word) {
    const bare = [];
    for (let taken = 1; isHebrew(word) && taken <= 3 && word.length - taken >= SHORTEST; taken += 1) {
      if (this.#isWhole(word.slice(taken - 1))) break;
      const rest = word.slice(taken);
      // Where a word begins with a vav, a second one stands after a prefix.
      if (CHAIN.test(word.slice(0, taken)) && !/^ו(?!ו)/.test(rest)) bare.push(rest);
    }
    return bare;
  }

  /* Whether a word is known with the letters that it begins with: after an article stand no other prefixes. */
  #isWhole(word) {
    return [word, ...inflected(word)].some((form) => WHOLE.has(form)) || this.terms.has(`ה${word}`);
  }

  /* The words of the site that a word of a query meets, each with how well. */
  meet({ word, isBegun }) {
    const met = new Map();
    const add = (term, how) => met.set(term, Math.max(how, met.get(term) ?? 0));
    const forms = [word, ...this.#bare(word)].map(spelled);
    if (this.terms.has(word)) add(word, MET.typed);
    for (const form of new Set(forms.flatMap((each) => [each, ...inflected(each).map(spelled), ...vowelled(each)]))) {
      this.keys.get(form)?.forEach((term) => add(term, MET.folded));
    }
    // A short word that is known is no beginning of another.
    if (isBegun && (word.length >= SLIPS_FROM || !this.terms.has(word))) {
      this.#begunWith(word).forEach((term) => add(term, term.startsWith(word) ? MET.begun : MET.foldedBegun));
      for (const form of forms.filter((each) => each.length > SHORTEST)) {
        this.#begunWith(form).forEach((term) => add(term, MET.foldedBegun));
      }
    }
    if (!met.size) this.#withSlip(forms).forEach((term) => add(term, MET.slip));
    return met;
  }

  #begunWith(start) {
    if (start.length < (isHebrew(start) ? SHORTEST : SHORTEST - 1)) return [];
    let [low, high] = [0, this.sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.sorted[middle] < start) low = middle + 1;
      else high = middle;
    }
    const terms = [];
    while (this.sorted[low]?.startsWith(start)) terms.push(...this.keys.get(this.sorted[low++]));
    return terms;
  }

  #withSlip(forms) {
    const terms = [];
    for (const form of forms.filter((each) => each.length >= SLIPS_FROM)) {
      for (const length of [form.length - 1, form.length, form.length + 1]) {
        for (const key of this.byLength.get(length) ?? []) if (isSlip(form, key)) terms.push(...this.keys.get(key));
      }
    }
    return terms;
  }

  /* The docs that meet a query, the best one first; and the words of theirs that were met. All words must be met, but
     short ones beside longer ones, and those that stand nowhere. */
  find(query, language, now) {
    const words = wordsOf(query);
    const met = words.map((word) => this.meet(word));
    const worths = met.map((each) => this.#worth(each));
    const known = words.map(({ word }, at) => ({ word, worth: worths[at] })).filter(({ worth }) => worth.size);
    const long = known.filter(({ word }) => word.length >= SHORTEST);
    const required = long.length ? long : known;
    const found = [];
    for (const number of required[0]?.worth.keys() ?? []) {
      if (!required.every(({ worth }) => worth.has(number))) continue;
      const doc = this.docs[number];
      let score = doc.boost * worths.reduce((sum, worth) => sum + (worth.get(number) ?? 0), 0);
      if (doc.end <= now) score *= PAST;
      found.push({ doc, score });
    }
    found.sort((one, other) =>
      (other.doc.language === language) - (one.doc.language === language)
      || other.score - one.score
      || byTime(one.doc, other.doc, now));
    return { docs: eachOnce(found.map(({ doc }) => doc)), terms: new Set(met.flatMap((each) => [...each.keys()])) };
  }

  /* Number of a doc → what it is worth that it holds one of the words that were met; more in a short title. */
  #worth(met) {
    const worth = new Map();
    for (const [term, how] of met) {
      const spots = this.terms.get(term);
      for (let at = 0; at < spots.length; at += 2) {
        const [number, field] = [spots[at], FIELDS[spots[at + 1]]];
        const share = field === "title" ? 1 + 1 / this.docs[number].wordsInTitle : 1;
        worth.set(number, Math.max(how * share * WEIGHT[field], worth.get(number) ?? 0));
      }
    }
    return worth;
  }
}

/* The last word of a query is still being typed, unless it ends in a letter that ends words. */
function wordsOf(query) {
  const typed = query.match(WORD) ?? [];
  return typed.map((each, at) => ({
    word: plain(each),
    isBegun: at === typed.length - 1 && query.endsWith(each) && !/[ךםןףץ]$/.test(each),
  }));
}

/* What comes next before what comes later, and what was last before what was earlier. */
function byTime(one, other, now) {
  if (Number.isNaN(one.end) || Number.isNaN(other.end)) return 0;
  return one.end > now && other.end > now ? one.end - other.end : other.end - one.end;
}

/* A page once: not for each of its headings, and not in other languages too. */
function eachOnce(docs) {
  const seen = new Set();
  return docs.filter(({ page }) => !seen.has(page) && seen.add(page));
}

/* ── Results ── */

/* A text in pieces, every other of which is a word that was met. */
function marked(text, terms) {
  const pieces = [];
  let end = 0;
  for (const { 0: typed, index } of text.matchAll(WORD)) {
    if (!terms.has(plain(typed))) continue;
    pieces.push(text.slice(end, index), typed);
    end = index + typed.length;
  }
  return [...pieces, text.slice(end)];
}

/* The part of a text where the first of its words was met, else its beginning. */
function snippet(text, terms) {
  const first = [...text.matchAll(WORD)].find(([typed]) => terms.has(plain(typed)))?.index ?? 0;
  const from = first < SNIPPET / 2 ? 0 : text.indexOf(" ", first - SNIPPET / 3) + 1 || first;
  const begin = Math.min(from, first);
  const cut = text.length > begin + SNIPPET ? text.lastIndexOf(" ", begin + SNIPPET) : text.length;
  const until = cut > first ? cut : begin + SNIPPET;
  return `${begin ? "… " : ""}${text.slice(begin, until)}${until < text.length ? " …" : ""}`;
}

function answer(site, index, { query, from, location, now }) {
  const language = site.languageOf(location);
  const { docs, terms } = index.find(query, language, now);
  const results = docs.slice(from, from + SHOWN).map((doc) => ({
    location: doc.location,
    language: doc.language.tag,
    foreign: doc.language === language ? "" : doc.language.name,
    title: marked(doc.title, terms),
    line: marked(doc.line, terms),
    text: marked(snippet(doc.text, terms), terms),
  }));
  return { query, from, results, count: docs.length, words: language };
}

const SLICE = 30; // milliseconds, after which a question may come in between
const pause = () => new Promise((resume) => { setTimeout(resume); });

async function indexOf(site, fields) {
  const index = new Index(site);
  let begun = performance.now();
  for (const _ of index.read(fields)) {
    if (performance.now() - begun < SLICE) continue;
    await pause();
    begun = performance.now();
  }
  return index;
}

let site;
let index; // of titles first, and then of all
let isWhole = false;
let asked; // the last question

function say() {
  if (!index || !asked) return;
  const said = answer(site, index, asked);
  // What titles don't hold, texts may.
  if (isWhole || said.count) postMessage({ ...said, isWhole });
}

async function open(address) {
  const response = await fetch(address);
  site = new Site(await response.json());
  index = await indexOf(site, FIELDS.slice(0, -1));
  say();
  index = await indexOf(site, FIELDS);
  isWhole = true;
  if (asked) asked.from = 0;
  say();
}

addEventListener("message", ({ data }) => {
  if (data.open) {
    open(data.open);
  } else {
    asked = data;
    say();
  }
});
