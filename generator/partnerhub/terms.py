"""Our words on the pages, by language. `render` asks for them; a language without them reads English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from babel import Locale

Words = Mapping[str, str | Mapping[str, str]]
"""Term → text, or CLDR plural category → text. `{…}` are filled in by the templates."""

EN: Words = {
    "next_event": "Next up",
    "happening_now": "Happening now",
    "cancelled": "Cancelled",
    "cancelled_long": "This event was cancelled.",
    "postponed": "Postponed, new date to follow",
    "postponed_long": "This event was postponed. A new date will follow; the old one was {day}.",
    "postponed_heading": "Postponed, new date to follow",
    "past_long": "This event took place on {day}.",
    "no_upcoming": "Nothing is planned right now",
    "no_upcoming_long": "The next event appears here once its day is set. Until then, get to know our partners.",
    "no_past": "No event has taken place yet.",
    "no_partners": "No partner is public yet.",
    "updated_on": "Updated on {day}",
    "with": "with",
    "online": "Online",
    "place_and_online": "also online",
    "when": "When",
    "where": "Where",
    "about_event": "What happens",
    "about_partner": "Who they are",
    "members_get": "What you get",
    "how_to_join": "How to join",
    "details": "Details and registration",
    "join_online": "Join online",
    "event_page": "More about this event",
    "language": "Language",
    "shared_values": "What we share",
    "promotes": "Together we promote",
    "website": "Website",
    "upcoming": "Coming up",
    "past": "Past events",
    "hosts": "Who hosts it",
    "outcome": "How it went",
    "outcome_link": "More about how it went",
    "attendance": {"one": "{count} person came", "other": "{count} people came"},
    "event_count": {"one": "{count} event coming up", "other": "{count} events coming up"},
    "credit": "Credit: {credit}",
    "kind_person": "Person",
    "kind_community": "Community",
    "kind_organization": "Organization",
    "findings": {"one": "{count} finding", "other": "{count} findings"},
    "findings_hint": "Only this preview shows them.",
}

HE: Words = {
    "next_event": "האירוע הבא",
    "happening_now": "קורה עכשיו",
    "cancelled": "בוטל",
    "cancelled_long": "האירוע בוטל.",
    "postponed": "נדחה, מועד חדש יפורסם",
    "postponed_long": "האירוע נדחה. מועד חדש יפורסם; המועד הקודם היה {day}.",
    "postponed_heading": "נדחו, ומועד חדש יפורסם",
    "past_long": "האירוע התקיים ב{day}.",
    "no_upcoming": "כרגע אין אירועים מתוכננים",
    "no_upcoming_long": "האירוע הבא יופיע כאן ברגע שייקבע לו מועד. בינתיים אפשר להכיר את השותפים שלנו.",
    "no_past": "עדיין לא היו אירועים.",
    "no_partners": "עדיין אין כאן שותפים.",
    "updated_on": "עודכן ב{day}",
    "with": "עם",
    "online": "מקוון",
    "place_and_online": "וגם מקוון",
    "when": "מתי",
    "where": "איפה",
    "about_event": "מה קורה שם",
    "about_partner": "נעים להכיר",
    "members_get": "מה יוצא לכם מזה",
    "how_to_join": "איך מצטרפים",
    "details": "לפרטים ולהרשמה",
    "join_online": "להצטרפות מקוונת",
    "event_page": "עוד על האירוע",
    "language": "שפה",
    "shared_values": "מה משותף לנו",
    "promotes": "יחד אנחנו מקדמים",
    "website": "אתר",
    "upcoming": "בקרוב",
    "past": "אירועים שהיו",
    "hosts": "מי מארח",
    "outcome": "איך היה",
    "outcome_link": "עוד על מה שהיה שם",
    "attendance": {"one": "הגיע משתתף אחד", "two": "הגיעו שני משתתפים", "other": "הגיעו {count} משתתפים"},
    "event_count": {"one": "אירוע אחד בקרוב", "two": "שני אירועים בקרוב", "other": "{count} אירועים בקרוב"},
    "credit": "קרדיט: {credit}",
    "kind_person": "אדם",
    "kind_community": "קהילה",
    "kind_organization": "ארגון",
    "findings": {"one": "ממצא אחד", "two": "שני ממצאים", "other": "{count} ממצאים"},
    "findings_hint": "רק התצוגה המקדימה הזאת מראה אותם.",
}

LANGUAGES: Mapping[str, Words] = {"en": EN, "he": HE}


@dataclass(frozen=True)
class Terms:
    """The words of one language."""

    language: str
    """BCP 47 tag of the pages."""

    @property
    def words(self) -> Words:
        """The language's own words, else English ones."""
        return LANGUAGES.get(self.language.partition("-")[0], EN)

    @property
    def words_language(self) -> str:
        """The language that the words are in."""
        return self.language if self.words is not EN else "en"

    def __call__(self, term: str, **facts: object) -> str:
        """A term with its facts filled in; with a `count` in the plural form that the language has for it."""
        words = self.words[term]
        if isinstance(words, str):
            return words.format_map(facts)
        form = Locale.parse(self.words_language, sep="-").plural_form(int(str(facts["count"])))
        return (words.get(form) or words["other"]).format_map(facts)
