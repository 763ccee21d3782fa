"""What people call the fields of a partner file, beside their names and our own words for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

CALLED: Mapping[str, str] = {
    "name": "partner, partner name, organization, organisation, community, שם השותף, ארגון, קהילה",
    "kind": "type",
    "tagline": "slogan, motto, subtitle, סיסמה",
    "website": "url, site, homepage, web, web site, אתר אינטרנט",
    "links": "social, socials, social media, רשתות חברתיות",
    "tags": "tag, topics, keywords, labels, category, categories, תגית, נושאים",
    "photo": "image, picture, pic, photograph, logo, photos, לוגו, צילום",
    "events": "event, meetup, meetups, אירוע",
    # Of a photo
    "file": "filename, file name, path, src, image, photo, קובץ",
    "alt": "alt text, תיאור",
    "caption": "text, כותרת",
    "credit": "photographer, owner, copyright, צלם, צלמת, צילום, קרדיט",
    "consent": "permission, approval, approved, אישור, הסכמה",
    "given_by": "by, who, approved by, מי, מאת, מי אישר",
    "given_on": "on, date, day, when, approved on, given at, תאריך, יום, מתי",
    "via": "how, איך",
    "valid_until": "until, expires, expires on, valid to, valid, בתוקף עד, עד",
    "withdrawn_on": "withdrawn, revoked, revoked on",
    # Of the vetting
    "proposed_by": "proposer, suggested by, הציע",
    "win_win": "winwin, win",
    "ours": "us, we, for us, לנו, שלנו, אנחנו",
    "theirs": "them, they, for them, להם, שלהם, הם",
    "members": "our members, for members, חברים, לחברים",
    "sources": "source, מקור, מקורות",
    "flags": "red flags, red flag, flag, דגל אדום",
    "checked_on": "checked, checked at, נבדק",
    "decision": "status, verdict, decided, סטטוס",
    "decided_by": "approved by, by, אושר על ידי",
    "decided_on": "approved on, decided at, date, on, תאריך",
    "note": "notes, comment, comments, remark, reason, reasons, message, text, הערה, הערות, הודעה",
    # Of what was written
    "platform": "channel, where, ערוץ, פלטפורמה",
    "contact": "contacts, person, contact person, איש קשר, אשת קשר",
    "log": "messages, history, conversation, יומן",
    "from": "sender, by, who, מאת, מי",
    # Of an event
    "title": "name, headline, subject, event, event name, talk, topic, כותרת, שם, שם האירוע, נושא",
    "start": "date, day, time, when, hour, begin, begins, starts, start time, start date, תאריך, יום, שעה, מועד, מתי",
    "end": "finish, ends, until, till, end time, end date, to, עד, שעת סיום",
    "duration": "length, lasts, how long, אורך",
    "timezone": "tz, zone",
    "whole_day": "all day, allday, full day, fullday, wholeday, כל היום, יום מלא",
    "place": "location, venue, where, address, מיקום, איפה, כתובת",
    "online": "zoom, virtual, remote, זום, אונליין",
    "link": "url, registration, register, sign up, signup, rsvp, tickets, website, הרשמה, לינק, אתר",
    "summary": "abstract, teaser, in short, סיכום",
    "description": "details, about, text, body, content, פרטים",
    "agenda": "schedule, program, programme, timetable, לוח זמנים, תוכנית, תכנית",
    "price": "cost, fee, entry, ticket, עלות, כניסה",
    "members_get": "members, benefit, benefits",
    "language": "lang, languages, שפות",
    "with": "cohosts, co host, cohost, partners, partner, together with, hosts, שותפים, עם",
    "status": "state, סטטוס",
    "agreed": "agreement, confirmed, approved, agreed on, סוכם, אושר",
    "announced": "published, announcement, announcements, published on, announced on, פורסם",
    "thanked_on": "thanked, thanks, thank you",
    "outcome": "result, results, outcomes, תוצאה, תוצאות",
    # Of a part of it
    "at": "time, hour, when, start, date, day, שעה, מתי, תאריך",
    "speaker": "name, by, who, presenter, lecturer, מרצה, דובר, דוברת",
    "date": "on, day, when, at, תאריך, יום, מתי",
    "where": "place, link, url, channel, איפה, היכן",
    "attendance": "attendees, participants, visitors, people, count, משתתפים, נוכחות, הגיעו",
}
"""Field → words for it, in lower case and with spaces; of several that have one word, the first of a place is meant."""


def called(word: str, known: Sequence[str]) -> str | None:
    """The field that people mean by a word, among those of a place."""
    return next((name for name in _by_word().get(word, ()) if name in known), None)


@cache
def _by_word() -> Mapping[str, Sequence[str]]:
    names = defaultdict[str, list[str]](list)
    for name, words in CALLED.items():
        for word in words.split(", "):
            names[word].append(name)
    return names
