"""A small hub as the search sees it, and what queries must find in it first, or not at all."""

from __future__ import annotations

import html
import json

from partnerhub.site import search_index
from public_samples import renderer

NOW = "2026-12-01T12:00:00+02:00"
PREFIXES = {"he": "", "en": "en/"}

PAGES = {
    "about/walk/": ("סיור ארוך לאורך הנמל הישן", "הולכים לאט."),
    "about/": ("מי אנחנו", "קהילת פנס היא קהילה של שכנים. ב־partnerhub בנינו את האתר."),
    "about/#rules": ("כללי הבית", "באים בזמן, ומכבים טלפון."),
    "p/garden/": ("גינת השכנים", "גינה אחת, שלושים שכנים, הרבה עגבניות. בני שש עד שמונים מטפלים בה יחד."),
    "p/paper/": ("בית הנייר", "מוזיאון קטן. בכל חדר יש שולחן, והסדנאות מתחילות כשמישהו שואל."),
    "p/bench/": ("שולחן הייצור", "סדנה פתוחה עם כלים אמיתיים, תכנית עבודה, ומכונת תפירה ישנה."),
    "p/choir/": ("מקהלת הנמל", "ארבעים קולות ואף אודישן. שרים במוסיקה של הנמל."),
    "p/noa/": ("נועה ברוש", "מאיירת שמציירת אנשים בהמתנה: בתור לדואר, בתחנת האוטובוס."),
    "p/code/": ("Code by Night", 'קהילת Code by Night נפגשת בימי שלישי. המנמ"ר של העירייה בא גם הוא, עם צ׳יפס.'),
    "p/cinema/": ("קולנוע תחת כיפת השמיים", "סרטים בחינם על קיר לבן, ובגִּנָּה הקהילתית, על Compost."),
    "p/clinic/": ("מרפאת לב", "תזונה נכונה, מנורה קטנה ותורה ארוכה. ליד התיכון. הלבנים נצבעו."),
    "en/p/garden/": ("The Neighbours' Garden", "One garden, thirty neighbours, many tomatoes."),
    "en/p/noa/": ("Noa Brosh", "An illustrator of people who wait, at the Café Zoë."),
    "en/p/code/": ("Code by Night", "Volunteers who build small software for charities, in C++ and C#."),
    "en/p/bench/": ("The Making Bench", "An open workshop with real tools, boxes, stories and a house."),
}
EVENTS = {
    "p/garden/compost/": ("קומפוסט מאפס", "10 בדצמבר · גינת השכנים, חיפה", "נבנה ערימת קומפוסט אחת.", "2026-12-10"),
    "p/garden/planting/": ("שתילת סתיו", "9 בנובמבר · גינת השכנים, חיפה", "שתלנו את ערוגות החורף.", "2026-11-09"),
    "p/bench/repair/": ("ערב תיקונים", "6 בינואר · שולחן הייצור, חיפה", "מתקנים מנורה או טוסטר.", "2027-01-06"),
    "p/bench/repair-more/": ("ערב תיקונים", "6 בפברואר · שולחן הייצור, חיפה", "מתקנים עוד.", "2027-02-06"),
    "p/bench/repair-past/": ("ערב תיקונים", "6 באוקטובר · שולחן הייצור, חיפה", "תיקנו הרבה.", "2026-10-06"),
    "p/noa/draw/": ("לצייר את התור", "23 בדצמבר · בית הקהילה, חיפה", "יוצאים לרחוב וחוזרים עם שרבוטים.", "2026-12-23"),
    "p/code/first/": (
        "השינוי הראשון שלכם",
        "16 בדצמבר · בית הקהילה, חיפה",
        "תוכנית של ערב. משחק קוד, ודוגמה אחת.",
        "2026-12-16",
    ),
    "p/choir/sea/": ("שירה מול הים", "14 בדצמבר · המזח הישן, יפו", "שיר בשלושה קולות.", "2026-12-14"),
    "p/choir/off/": ("בוטל: קונצרט מול הים", "3 בדצמבר · המזח הישן, יפו", "שרים יחד.", "2026-12-03"),
    "p/choir/on/": ("ערב קונצרט גדול מול הים", "20 בדצמבר · המזח הישן, יפו", "שרים יחד.", "2026-12-20"),
    "p/cinema/shorts/": ("סרטים קצרים", "20 בינואר · הקיר, חיפה", "שישה סרטים, שמיכות ומרק.", "2027-01-20"),
    "p/noa/photo-past/": ("ערב צילום", "6 באוקטובר · יפו", "צילמנו.", "2026-10-06"),
    "p/noa/photo/": ("סיור צילום בעיר", "24 בדצמבר · יפו", "מצלמים.", "2026-12-24"),
    "en/p/garden/compost/": ("Compost from zero", "Dec 10 · Haifa", "We build one compost heap.", "2026-12-10"),
    "en/p/bench/repair/": ("Repair evening", "Jan 6 · Haifa", "Bring a lamp or a toaster.", "2027-01-06"),
    "en/p/noa/draw/": ("Draw the queue", "Dec 23 · Haifa", "A quarter of an hour in the street.", "2026-12-23"),
}

FINDS = {
    # As it is typed, and as its beginning
    "קומפוסט": "p/garden/compost/", "קומפ": "p/garden/compost/", "חיפה": "p/garden/compost/", "נועה": "p/noa/",
    "ברוש נועה": "p/noa/", "שולחן": "p/bench/", "שולחן הייצור": "p/bench/", "בית": "p/paper/", "שיר": "p/choir/sea/",
    "קולנוע": "p/cinema/", "compost heap": "en/p/garden/compost/", "compost": "p/cinema/", "COMPOST": "p/cinema/", "comp": "p/cinema/",
    # Prefixes of the query and of the site
    "בקומפוסט": "p/garden/compost/", "הקומפוסט": "p/garden/compost/", "ושבקומפוסט": "p/garden/compost/",
    "בקומפ": "p/garden/compost/", "בחיפה": "p/garden/compost/", "מחיפה": "p/garden/compost/", "הגינה": "p/garden/",
    "בגינה": "p/garden/", "כשהגינה": "p/garden/", "לקולנוע": "p/cinema/", "קהילה": "p/code/first/", "בקהילה": "p/code/first/",
    "רחוב": "p/noa/draw/", "ברחוב": "p/noa/draw/", "אוטובוס": "p/noa/", "מהאוטובוס": "p/noa/", "דואר": "p/noa/",
    "נמל": "p/choir/", "partnerhub": "about/", "בpartnerhub": "about/", "ב־partnerhub": "about/",
    # Final letters, number, and before another noun
    "תיקון": "p/bench/repair/", "תיקונים": "p/bench/repair/", "בתיקונים": "p/bench/repair/", "שכן": "p/garden/",
    "גינות": "p/garden/", "מקהלה": "p/choir/", "סרט": "p/cinema/shorts/", "שתילה": "p/garden/planting/",
    "סדנאות": "p/paper/", "קונצרטים": "p/choir/on/",
    # Spellings
    "סדנה": "p/bench/", "סדנא": "p/bench/", "בסדנא": "p/bench/", "תכנית": "p/bench/", "תכנית משחק": "p/code/first/", "דוגמאות": "p/code/first/", "נועא": "p/noa/",
    "מוזיקה": "p/choir/", 'מנמ"ר': "p/code/", "מנמ״ר": "p/code/", "מנמר": "p/code/", "למנמר": "p/code/",
    "ציפס": "p/code/", "צ'יפס": "p/code/", "גִּינָה": "p/garden/", "cafe": "en/p/noa/", "zoe": "en/p/noa/",
    "volunteer": "en/p/code/", "box": "en/p/bench/", "story": "en/p/bench/", "houses": "en/p/bench/", "tomato": "en/p/garden/",
    "neighbours garden": "en/p/garden/", "c++": "en/p/code/", "C#": "en/p/code/",
    # One slip, with a prefix too
    "קומפוצט": "p/garden/compost/", "קומפסוט": "p/garden/compost/", "קומפוט": "p/garden/compost/",
    "בקומפוצט": "p/garden/compost/", "קולנןע": "p/cinema/", "תיקוניפ": "p/bench/repair/", "comopst": "p/cinema/",
    # All words; names and titles first; what comes before what was; what was cancelled last
    "ערב תיקונים": "p/bench/repair/", "תיקונים פברואר": "p/bench/repair-more/", "סדנה של תפירה": "p/bench/",
    "צילום": "p/noa/photo/", "קונצרט": "p/choir/on/", "קונצרט מול הים": "p/choir/on/", "בוטל": "p/choir/off/", "code by night": "p/code/", "קומפוסט זברה": "p/garden/compost/",
    "גינת השכנים": "p/garden/", "כללי הבית": "about/#rules",
}  # fmt: skip
"""Query → the first of what it finds, from a Hebrew page."""

MISSES = {
    # Shorter than three letters without what looks like a prefix
    "ית": ["p/paper/"], "לב": ["p/cinema/"], "כלב": ["p/clinic/", "p/cinema/"], "הר": ["p/garden/", "p/bench/repair/"],
    "שלום": ["p/garden/", "p/choir/sea/"], "שוב": [], "מים": ["p/choir/on/"], "בים": [], "לים": [], "אול": [], "ליי": [],
    "שש": ["p/cinema/shorts/"], "של": ["p/garden/"], "הים": ["p/bench/repair/"], "בני": ["p/garden/compost/"],
    # Whole words that begin like a prefix
    "מורה": [], "ורה": [], "תורה": ["p/noa/draw/"], "מסיבה": [], "מכתב": [], "שחק": ["p/code/first/"], "הרצאה": [],
    "כלבים": ["p/clinic/"], "לבנת": [], "מנהל": [], "שקט": [], "לילה": [], "מטבח": [], "במה": [], "מאמר": [],
    "ולחן": ["p/bench/"], "לחן": ["p/bench/"], "תוכן": [], "הלה": ["p/choir/"], "קהל": ["p/choir/"], "נורה": ["p/clinic/"],
    # Slips in short words, two slips, and slips of what is known
    "קיר": ["p/choir/sea/"], "שור": ["p/choir/sea/"], "ספר": [], "סוד": [], "קוץ": ["p/code/first/"], "נוגה": ["p/noa/"],
    "תיקון": ["p/clinic/"], "קומצוצט": [], "קולןןה": [], "תזונה": ["p/garden/"], "שרבוט": ["p/garden/"], "מנורה": ["p/garden/"], "corn": [], "comxxst": [],
    # Words of different pages, and words that are nowhere
    "קומפוסט נועה": [], "קולנוע חיפה תיקונים": [], "חיפה יפו": [], "תיקונים נועה": [], "רבעון": [],
    "קומפוסט קולנוע": [], "מקלדת": [], "zebra": [], "code garden": [], "ask": [], "art": ["en/p/noa/draw/"], "C": ["en/p/code/"],
    # What is no word
    "": [], " ": [], "־": [], '"': [], "*": [], "<b>": [], "+": [], ".*": [],
}  # fmt: skip
"""Query → what it must not find; where that is empty, it finds nothing."""


def index() -> str:
    """The index of the hub, as it is written."""
    docs: list[dict[str, object]] = [
        {"location": address, "title": html.escape(title), "text": f"<p>{html.escape(text)}</p>"}
        for address, (title, text) in PAGES.items()
    ]
    docs += [
        {
            "location": address,
            "title": title,
            "line": line,
            "text": text,
            "end": f"{day}T21:00:00+02:00",
            "boost": 0.5 if title.startswith("בוטל") else 1,
        }
        for address, (title, line, text, day) in EVENTS.items()
    ]
    renderers = [renderer(language=language, prefixes=PREFIXES) for language in PREFIXES]
    return search_index.extended(json.dumps({"config": {}, "docs": docs}).encode(), renderers)
