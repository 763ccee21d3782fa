"""Slips of the keyboard → what is said of them, in two languages → the lines mended: what real people typed, and its kin.

Each is done to one sound record (`records.SOUND`), a line of which stands for every line of its kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Slip(NamedTuple):
    """One slip."""

    sound: str
    """Lines of the sound record."""
    typed: str
    """What was typed in their place."""
    mended: str
    """What is typed in the end, with which nothing is said."""
    place: str
    """Line, column, weight and rule."""
    english: tuple[str, str]
    """Message and hint. Fields of an event stand in angle brackets: how they are named is no affair of theirs."""
    hebrew: tuple[str, str]


TITLE = "    title: Open data night\n"
START = "    start: 2026-12-10 19:00\n"
PLACE = "    place: Community House, 5 Example St., Tel Aviv\n"
CONSENT = "  consent: {given_by: Their community lead, given_on: 2026-11-02, valid_until: 2027-11-02}\n"
WEBSITE = "website: https://codeforgood.example\n"
TAGS = "tags: [open-source]\n"
CAPTION = "  caption: The Code for Good team at their autumn hackathon\n"
KIND = "kind: community\n"
SLUG = "  - slug: open-data-night\n"
END = "    end: 21:30\n"
DECISION = "  decision: approved\n"

# fmt: off
SLIPS: Mapping[str, Slip] = {
    'a tab before a field': Slip(
        CAPTION,
        '\tcaption: The Code for Good team at their autumn hackathon\n',
        CAPTION,
        '8:1: error yaml-invalid',
        (
            'the indentation must be spaces, but here is a tab',
            'Type two spaces instead of each tab.',
        ),
        (
            'ההזחה חייבת להיות ברווחים, אבל יש כאן טאב',
            'הקלידו שני רווחים במקום כל טאב.',
        ),
    ),
    'a tab behind a hyphen': Slip(
        SLUG,
        '  -\tslug: open-data-night\n',
        SLUG,
        '26:4: error yaml-invalid',
        (
            'the indentation must be spaces, but here is a tab',
            'Type two spaces instead of each tab.',
        ),
        (
            'ההזחה חייבת להיות ברווחים, אבל יש כאן טאב',
            'הקלידו שני רווחים במקום כל טאב.',
        ),
    ),
    'an at sign first': Slip(
        KIND,
        KIND + 'tagline: @codeforgood\n',
        KIND + 'tagline: "@codeforgood"\n',
        '4:10: error yaml-invalid',
        (
            'a text must not begin with @ unless it is in quotes',
            'Put it in quotes: tagline: "@codeforgood".',
        ),
        (
            'טקסט יכול להתחיל ב־@ רק אם הוא במירכאות',
            'שימו במירכאות: tagline: "@codeforgood".',
        ),
    ),
    'a percent sign first': Slip(
        KIND,
        KIND + 'tagline: %100 volunteers\n',
        KIND + 'tagline: "%100 volunteers"\n',
        '4:10: error yaml-invalid',
        (
            'a text must not begin with % unless it is in quotes',
            'Put it in quotes: tagline: "%100 volunteers".',
        ),
        (
            'טקסט יכול להתחיל ב־% רק אם הוא במירכאות',
            'שימו במירכאות: tagline: "%100 volunteers".',
        ),
    ),
    'stars around a text': Slip(
        TITLE,
        '    title: *Open* data night\n',
        '    title: "*Open* data night"\n',
        '27:12: error yaml-invalid',
        (
            'a text must not begin with * unless it is in quotes',
            'Put it in quotes: title: "*Open* data night".',
        ),
        (
            'טקסט יכול להתחיל ב־* רק אם הוא במירכאות',
            'שימו במירכאות: title: "*Open* data night".',
        ),
    ),
    'an ampersand first': Slip(
        KIND,
        KIND + 'tagline: &more\n',
        KIND + 'tagline: "&more"\n',
        '4:10: error yaml-invalid',
        (
            'a text must not begin with & unless it is in quotes',
            'Put it in quotes: tagline: "&more".',
        ),
        (
            'טקסט יכול להתחיל ב־& רק אם הוא במירכאות',
            'שימו במירכאות: tagline: "&more".',
        ),
    ),
    'an exclamation mark first': Slip(
        TITLE,
        '    title: !Open data night\n',
        '    title: "!Open data night"\n',
        '27:12: error yaml-invalid',
        (
            'a text must not begin with ! unless it is in quotes',
            'Put it in quotes: title: "!Open data night".',
        ),
        (
            'טקסט יכול להתחיל ב־! רק אם הוא במירכאות',
            'שימו במירכאות: title: "!Open data night".',
        ),
    ),
    'a backtick first': Slip(
        TITLE,
        '    title: `make` night\n',
        '    title: "`make` night"\n',
        '27:12: error yaml-invalid',
        (
            'a text must not begin with ` unless it is in quotes',
            'Put it in quotes: title: "`make` night".',
        ),
        (
            'טקסט יכול להתחיל ב־` רק אם הוא במירכאות',
            'שימו במירכאות: title: "`make` night".',
        ),
    ),
    'a sign first in a private field': Slip(
        '    ours: New volunteers for our monthly meetup\n',
        '    ours: @dana brings volunteers\n',
        '    ours: "@dana brings volunteers"\n',
        '15:11: error yaml-invalid',
        (
            'a text must not begin with @ unless it is in quotes',
            'Put it in quotes: ours: "…".',
        ),
        (
            'טקסט יכול להתחיל ב־@ רק אם הוא במירכאות',
            'שימו במירכאות: ours: "…".',
        ),
    ),
    'a sign first in brackets': Slip(
        TAGS,
        'tags: [@home, law]\n',
        'tags: ["@home", law]\n',
        '5:8: error yaml-invalid',
        (
            'a text must not begin with @ unless it is in quotes',
            'Put it in quotes: "@…".',
        ),
        (
            'טקסט יכול להתחיל ב־@ רק אם הוא במירכאות',
            'שימו במירכאות: "@…".',
        ),
    ),
    'a text on the line of its bar': Slip(
        CAPTION,
        '  caption: | The team in autumn\n',
        '  caption: The team in autumn\n',
        '8:12: error yaml-invalid',
        (
            'behind | the text begins on the line below, but here it stands on the same line',
            'Write it without |: caption: The team in autumn; or begin it on the next line, indented.',
        ),
        (
            'אחרי | הטקסט מתחיל בשורה הבאה, אבל כאן הוא באותה שורה',
            'כתבו אותו בלי |: caption: The team in autumn; או התחילו אותו בשורה הבאה, אחרי רווחים.',
        ),
    ),
    'a text that begins with brackets': Slip(
        TITLE,
        '    title: [online] Open data night\n',
        '    title: "[online] Open data night"\n',
        '27:12: error yaml-invalid',
        (
            '] ends what [ began, but the text goes on',
            'Put a text that begins with [ in quotes: title: "[online] Open data night".',
        ),
        (
            '] סוגר את מה ש־[ פתח, אבל הטקסט ממשיך',
            'טקסט שמתחיל ב־[ שימו במירכאות: title: "[online] Open data night".',
        ),
    ),
    'a list on the line of its name': Slip(
        TAGS,
        'tags: - open-source\n',
        TAGS,
        '5:7: error yaml-invalid',
        (
            'a list with hyphens begins on the line below its name',
            'Put it in brackets, tags: [open-source], or write one item a line.',
        ),
        (
            'רשימה עם מקפים מתחילה בשורה שמתחת לשמה',
            'כתבו בסוגריים מרובעים, tags: [open-source], או פריט בכל שורה.',
        ),
    ),
    'a remark in brackets': Slip(
        TAGS,
        'tags: [law #3, open-source]\n',
        'tags: ["law #3", open-source]\n',
        '5:12: error yaml-invalid',
        (
            'behind a space, # begins a remark, which hides the rest of the line with its bracket',
            'Put the text with the # in quotes: "… #…".',
        ),
        (
            'אחרי רווח # פותח הערה, שמסתירה את המשך השורה יחד עם הסוגר',
            'שימו במירכאות את הטקסט שיש בו #: "… #…".',
        ),
    ),
    'gershayim in quotes': Slip(
        TITLE,
        '    title: "ליל מד"א"\n',
        '    title: \'ליל מד"א\'\n',
        '27:19: error yaml-invalid',
        (
            'the quotation mark here ends the text, but the text goes on',
            'Put the text in the other kind of quotation marks: title: \'ליל מד"א\'.',
        ),
        (
            'המירכאות כאן סוגרות את הטקסט, אבל הוא ממשיך',
            'שימו את הטקסט במירכאות מהסוג האחר: title: \'ליל מד"א\'.',
        ),
    ),
    'an apostrophe in quotes': Slip(
        TITLE,
        "    title: 'It's open data night'\n",
        '    title: "It\'s open data night"\n',
        '27:15: error yaml-invalid',
        (
            'the quotation mark here ends the text, but the text goes on',
            'Put the text in the other kind of quotation marks: title: "It\'s open data night".',
        ),
        (
            'המירכאות כאן סוגרות את הטקסט, אבל הוא ממשיך',
            'שימו את הטקסט במירכאות מהסוג האחר: title: "It\'s open data night".',
        ),
    ),
    'a quoted word first': Slip(
        TITLE,
        '    title: "Open" data night\n',
        '    title: \'"Open" data night\'\n',
        '27:17: error yaml-invalid',
        (
            'the quotation mark here ends the text, but the text goes on',
            'Put the text in the other kind of quotation marks: title: \'"Open" data night\'.',
        ),
        (
            'המירכאות כאן סוגרות את הטקסט, אבל הוא ממשיך',
            'שימו את הטקסט במירכאות מהסוג האחר: title: \'"Open" data night\'.',
        ),
    ),
    'quotes that never close': Slip(
        KIND,
        KIND + 'tagline: "Volunteers for charities\n',
        KIND + 'tagline: "Volunteers for charities"\n',
        '4:10: error yaml-invalid',
        (
            'a quotation mark opens here, and none closes it on this line',
            'Close it at the end of the text: tagline: "Volunteers for charities".',
        ),
        (
            'כאן נפתחות מירכאות, ואין בשורה מירכאות שסוגרות אותן',
            'סגרו אותן בסוף הטקסט: tagline: "Volunteers for charities".',
        ),
    ),
    'quotes that the next ones close': Slip(
        '    title: Open data night\n    start: 2026-12-10 19:00\n',
        '    title: "Open data night\n    start: "2026-12-10 19:00"\n',
        '    title: "Open data night"\n    start: "2026-12-10 19:00"\n',
        '27:12: error yaml-invalid',
        (
            'a quotation mark opens here, and none closes it on this line',
            'Close it at the end of the text: title: "Open data night".',
        ),
        (
            'כאן נפתחות מירכאות, ואין בשורה מירכאות שסוגרות אותן',
            'סגרו אותן בסוף הטקסט: title: "Open data night".',
        ),
    ),
    'a backslash in quotes': Slip(
        TITLE,
        '    title: "Open\\data night"\n',
        "    title: 'Open\\data night'\n",
        '27:17: error yaml-invalid',
        (
            'in double quotation marks a backslash means something of its own',
            "Put the text in single ones: title: 'Open\\data night'.",
        ),
        (
            'במירכאות כפולות לקו נטוי הפוך יש משמעות משלו',
            "שימו את הטקסט במירכאות בודדות: title: 'Open\\data night'.",
        ),
    ),
    'curly quotes around a colon': Slip(
        TITLE,
        '    title: “Open data: the night”\n',
        '    title: "Open data: the night"\n',
        '27:12: error yaml-invalid',
        (
            "curly quotation marks (U+201C) are part of the text, and don't hold it together",
            'Type straight ones: title: "Open data: the night".',
        ),
        (
            'מירכאות מעוגלות (U+201C) הן חלק מהטקסט, ולא תוחמות אותו',
            'הקלידו ישרות: title: "Open data: the night".',
        ),
    ),
    'a colon in a text': Slip(
        TITLE,
        '    title: Night: the second\n',
        '    title: "Night: the second"\n',
        '27:17: error yaml-invalid',
        (
            'a text with a colon and a space must be in quotes',
            'Put it in quotes: title: "Night: the second".',
        ),
        (
            'טקסט שיש בו נקודתיים ורווח חייב להיות במירכאות',
            'שימו במירכאות: title: "Night: the second".',
        ),
    ),
    'a colon in a text that goes on': Slip(
        CAPTION,
        '  caption: The team\n    in autumn: a hackathon\n',
        '  caption: "The team in autumn: a hackathon"\n',
        '9:5: error yaml-invalid',
        (
            'a text that goes on here holds a colon, so that it must be in quotes',
            'Put the whole text in quotes, or on one line.',
        ),
        (
            'בטקסט שממשיך כאן יש נקודתיים, ולכן הוא חייב להיות במירכאות',
            'שימו את כל הטקסט במירכאות, או בשורה אחת.',
        ),
    ),
    'a colon in a private text': Slip(
        '    theirs: Reviewers for their charity projects\n',
        '    theirs: Dana: reviewers\n',
        '    theirs: "Dana: reviewers"\n',
        '16:17: error yaml-invalid',
        (
            'a text with a colon and a space must be in quotes',
            'Put it in quotes: theirs: "…".',
        ),
        (
            'טקסט שיש בו נקודתיים ורווח חייב להיות במירכאות',
            'שימו במירכאות: theirs: "…".',
        ),
    ),
    'no space behind a colon': Slip(
        KIND,
        'kind:community\n',
        KIND,
        '3:5: error yaml-invalid',
        (
            "a space must follow the colon behind a field's name",
            'Write kind: community.',
        ),
        (
            'אחרי הנקודתיים שבאות אחרי שם של שדה צריך רווח',
            'כתבו kind: community.',
        ),
    ),
    'no space behind a colon within a part': Slip(
        CAPTION,
        '  caption:The team\n',
        '  caption: The team\n',
        '8:10: error yaml-invalid',
        (
            "a space must follow the colon behind a field's name",
            'Write caption: The team.',
        ),
        (
            'אחרי הנקודתיים שבאות אחרי שם של שדה צריך רווח',
            'כתבו caption: The team.',
        ),
    ),
    'no colon': Slip(
        KIND,
        'kind community\n',
        KIND,
        '3:5: error yaml-invalid',
        (
            'a colon must follow the name of a field',
            'Write kind: community.',
        ),
        (
            'אחרי שם של שדה באות נקודתיים, והן חסרות כאן',
            'כתבו kind: community.',
        ),
    ),
    'a colon of another width': Slip(
        KIND,
        'kind：community\n',
        KIND,
        '3:5: error yaml-invalid',
        (
            "a colon and a space must follow a field's name, but “：” stands there",
            'Write kind: community.',
        ),
        (
            'אחרי שם של שדה באים נקודתיים ורווח, אבל כתוב כאן “：”',
            'כתבו kind: community.',
        ),
    ),
    'an equals sign': Slip(
        'name: Code for Good\n',
        'name = Code for Good\n',
        'name: Code for Good\n',
        '2:6: error yaml-invalid',
        (
            "a colon and a space must follow a field's name, but “=” stands there",
            'Write name: Code for Good.',
        ),
        (
            'אחרי שם של שדה באים נקודתיים ורווח, אבל כתוב כאן “=”',
            'כתבו name: Code for Good.',
        ),
    ),
    'a colon in braces': Slip(
        CONSENT,
        '  consent: {given_by: Dana: lead, given_on: 2026-11-02}\n',
        '  consent: {given_by: "Dana: lead", given_on: 2026-11-02}\n',
        '9:27: error yaml-invalid',
        (
            'within { a text with a colon must be in quotes',
            'Put it in quotes: "…: …".',
        ),
        (
            'בתוך { טקסט שיש בו נקודתיים חייב להיות במירכאות',
            'שימו במירכאות: "…: …".',
        ),
    ),
    'a comma in braces': Slip(
        CONSENT,
        '  consent: {given_by: Dana, their lead, given_on: 2026-11-02}\n',
        '  consent: {given_by: "Dana, their lead", given_on: 2026-11-02}\n',
        '9:23: error field-invalid',
        (
            'photo.consent.given_by must be in quotes, since between braces a comma ends a text',
            'Put it in quotes: given_by: "…, …".',
        ),
        (
            'השדה photo.consent.given_by חייב להיות במירכאות: בין סוגריים מסולסלים פסיק מסיים טקסט',
            'שימו במירכאות: given_by: "…, …".',
        ),
    ),
    'no spaces in braces': Slip(
        CONSENT,
        '  consent: {given_by:Dana, given_on: 2026-11-02}\n',
        '  consent: {given_by: Dana, given_on: 2026-11-02}\n',
        '9:13: error field-unknown',
        (
            'photo.consent must have fields of the format only, but this one is not known',
            'Put a space behind the colon: given_by: ….',
        ),
        (
            'אין שדה כזה תחת השדה photo.consent',
            'שימו רווח אחרי הנקודתיים: given_by: ….',
        ),
    ),
    'braces that never close': Slip(
        CONSENT,
        '  consent: {given_by: Their community lead, given_on: 2026-11-02, valid_until: 2027-11-02\n',
        CONSENT,
        '9:12: error yaml-invalid',
        (
            '{ opens here, and no } closes it on this line',
            'Write } behind the last of what belongs to it.',
        ),
        (
            '{ נפתח כאן, ואין בשורה } שסוגר אותו',
            'כתבו } אחרי הדבר האחרון ששייך לסוגריים.',
        ),
    ),
    'brackets that never close': Slip(
        TAGS,
        'tags: [open-source, law\n',
        'tags: [open-source, law]\n',
        '5:7: error yaml-invalid',
        (
            '[ opens here, and no ] closes it on this line',
            'Write ] behind the last of what belongs to it.',
        ),
        (
            '[ נפתח כאן, ואין בשורה ] שסוגר אותו',
            'כתבו ] אחרי הדבר האחרון ששייך לסוגריים.',
        ),
    ),
    'a brace that closes a bracket': Slip(
        TAGS,
        'tags: [open-source, law}\n',
        'tags: [open-source, law]\n',
        '5:24: error yaml-invalid',
        (
            '[ must be closed by ], but here stands }',
            'Write ] here.',
        ),
        (
            'את [ סוגר ], אבל כתוב כאן }',
            'כתבו כאן ].',
        ),
    ),
    'a field that is not indented': Slip(
        CAPTION,
        'caption: The Code for Good team at their autumn hackathon\n',
        CAPTION,
        '8:1: error yaml-invalid',
        (
            'this line is indented otherwise than those to which it belongs: 0 instead of 2',
            'Put as many spaces before it as before those: 2.',
        ),
        (
            'השורה מוזחת אחרת מהשורות שהיא שייכת אליהן: מספר הרווחים לפניה הוא 0 ולא 2',
            'שימו לפניה רווחים כמו לפניהן: 2.',
        ),
    ),
    'a last field that is not indented': Slip(
        CONSENT,
        'consent: {given_by: Their community lead, given_on: 2026-11-02, valid_until: 2027-11-02}\n',
        CONSENT,
        '9:1: error field-unknown',
        (
            'consent is not a field of the format',
            'It belongs under photo: move it there, indented as what stands there.',
        ),
        (
            'השדה consent אינו מוכר',
            'מקומו תחת photo: העבירו אותו לשם, בהזחה כמו של מה שכתוב שם.',
        ),
    ),
    'a field of an event that is not indented': Slip(
        PLACE,
        'place: Community House, 5 Example St., Tel Aviv\n',
        PLACE,
        '30:1: error yaml-invalid',
        (
            'this line is indented otherwise than those to which it belongs: 0 instead of 4',
            'Put as many spaces before it as before those: 4.',
        ),
        (
            'השורה מוזחת אחרת מהשורות שהיא שייכת אליהן: מספר הרווחים לפניה הוא 0 ולא 4',
            'שימו לפניה רווחים כמו לפניהן: 4.',
        ),
    ),
    'a field that is indented too much': Slip(
        KIND,
        ' kind: community\n',
        KIND,
        '3:2: error yaml-invalid',
        (
            'this line is indented otherwise than those to which it belongs: 1 instead of 0',
            'Begin it at the start of the line, without a space.',
        ),
        (
            'השורה מוזחת אחרת מהשורות שהיא שייכת אליהן: מספר הרווחים לפניה הוא 1 ולא 0',
            'התחילו אותה בתחילת השורה, בלי רווח.',
        ),
    ),
    'a field that is indented too little': Slip(
        PLACE,
        '   place: Community House, 5 Example St., Tel Aviv\n',
        PLACE,
        '30:4: error yaml-invalid',
        (
            'this line is indented otherwise than those to which it belongs: 3 instead of 4',
            'Put as many spaces before it as before those: 4.',
        ),
        (
            'השורה מוזחת אחרת מהשורות שהיא שייכת אליהן: מספר הרווחים לפניה הוא 3 ולא 4',
            'שימו לפניה רווחים כמו לפניהן: 4.',
        ),
    ),
    'a field below its hyphen': Slip(
        TITLE,
        '  title: Open data night\n',
        TITLE,
        '27:3: error yaml-invalid',
        (
            'this line is indented otherwise than those to which it belongs: 2 instead of 4',
            'Put as many spaces before it as before those: 4.',
        ),
        (
            'השורה מוזחת אחרת מהשורות שהיא שייכת אליהן: מספר הרווחים לפניה הוא 2 ולא 4',
            'שימו לפניה רווחים כמו לפניהן: 4.',
        ),
    ),
    'a block text that is indented less on its second line': Slip(
        CAPTION,
        CAPTION + '  credit: >\n      Dana\n    of the team\n',
        CAPTION + '  credit: >\n      Dana\n      of the team\n',
        '11:5: error yaml-invalid',
        (
            'this line belongs to the text of credit, but stands too far left',
            'Put 6 spaces before it, as before every line of that text.',
        ),
        (
            'השורה שייכת לטקסט של credit, אבל היא מתחילה מוקדם מדי',
            'שימו לפניה 6 רווחים, כמו לפני כל שורה של הטקסט הזה.',
        ),
    ),
    'a block text that is not indented on its second line': Slip(
        PLACE,
        PLACE + '    description: |\n      Bring a laptop.\nAnd a friend.\n',
        PLACE + '    description: |\n      Bring a laptop.\n      And a friend.\n',
        '33:1: error yaml-invalid',
        (
            'this line belongs to the text of description, but stands too far left',
            'Put 6 spaces before it, as before every line of that text.',
        ),
        (
            'השורה שייכת לטקסט של description, אבל היא מתחילה מוקדם מדי',
            'שימו לפניה 6 רווחים, כמו לפני כל שורה של הטקסט הזה.',
        ),
    ),
    'a block text that is not indented at all': Slip(
        PLACE,
        PLACE + '    description: |\nBring a laptop.\n',
        PLACE + '    description: |\n      Bring a laptop.\n',
        '32:1: error yaml-invalid',
        (
            'this line belongs to the text of description, but stands too far left',
            'Put 6 spaces before it, as before every line of that text.',
        ),
        (
            'השורה שייכת לטקסט של description, אבל היא מתחילה מוקדם מדי',
            'שימו לפניה 6 רווחים, כמו לפני כל שורה של הטקסט הזה.',
        ),
    ),
    'a block text with a colon that is not indented': Slip(
        PLACE,
        PLACE + '    description: |\n      An evening in pairs.\nBring: a laptop.\n',
        PLACE + '    description: |\n      An evening in pairs.\n      Bring: a laptop.\n',
        '33:1: error yaml-invalid',
        (
            'this line belongs to the text of description, but stands too far left',
            'Put 6 spaces before it, as before every line of that text.',
        ),
        (
            'השורה שייכת לטקסט של description, אבל היא מתחילה מוקדם מדי',
            'שימו לפניה 6 רווחים, כמו לפני כל שורה של הטקסט הזה.',
        ),
    ),
    'a list in a block text that is indented less': Slip(
        PLACE,
        PLACE + '    description: |\n      Bring:\n    - a laptop\n',
        PLACE + '    description: |\n      Bring:\n      - a laptop\n',
        '33:5: error yaml-invalid',
        (
            'this line belongs to the text of description, but stands too far left',
            'Put 6 spaces before it, as before every line of that text.',
        ),
        (
            'השורה שייכת לטקסט של description, אבל היא מתחילה מוקדם מדי',
            'שימו לפניה 6 רווחים, כמו לפני כל שורה של הטקסט הזה.',
        ),
    ),
    'an en dash for a hyphen': Slip(
        SLUG,
        '  – slug: open-data-night\n',
        SLUG,
        '26:3: error yaml-invalid',
        (
            'each item of a list begins with a hyphen and a space, but “–” is another sign',
            'Type a hyphen: - slug: open-data-night.',
        ),
        (
            'כל פריט ברשימה מתחיל במקף ורווח, אבל “–” הוא סימן אחר',
            'הקלידו מקף: - slug: open-data-night.',
        ),
    ),
    'an em dash for a hyphen': Slip(
        TAGS,
        'tags:\n  — open-source\n',
        'tags:\n  - open-source\n',
        '6:3: error field-invalid',
        (
            'tags must be a list, got “— open-source”',
            'Type a hyphen and a space before each item; what stands there is a dash instead of a hyphen (U+2014).',
        ),
        (
            'השדה tags חייב להיות רשימה; כתוב כאן: “— open-source”',
            'הקלידו מקף ורווח לפני כל פריט; מה שכתוב שם הוא קו מפריד במקום מקף (U+2014).',
        ),
    ),
    'a maqaf for a hyphen': Slip(
        TAGS,
        'tags:\n  ־ open-source\n  ־ law\n',
        'tags:\n  - open-source\n  - law\n',
        '6:3: error field-invalid',
        (
            'tags must be a list, got “־ open-source ־ law”',
            'Type a hyphen and a space before each item; what stands there is a dash instead of a hyphen (U+05BE).',
        ),
        (
            'השדה tags חייב להיות רשימה; כתוב כאן: “־ open-source ־ law”',
            'הקלידו מקף ורווח לפני כל פריט; מה שכתוב שם הוא קו מפריד במקום מקף (U+05BE).',
        ),
    ),
    'no space behind a hyphen': Slip(
        SLUG,
        '  -slug: open-data-night\n',
        SLUG,
        '26:3: error yaml-invalid',
        (
            'a space must follow the hyphen of a list',
            'Write - slug: open-data-night.',
        ),
        (
            'אחרי המקף של רשימה צריך רווח',
            'כתבו - slug: open-data-night.',
        ),
    ),
    'no hyphen before an event': Slip(
        SLUG,
        '    slug: open-data-night\n',
        SLUG,
        '26:5: error field-invalid',
        (
            'events must be a list',
            'Begin each of them with a hyphen and a space, such as - slug: ….',
        ),
        (
            'השדה events חייב להיות רשימה',
            'פתחו כל אחד מהם במקף וברווח, למשל - slug: ….',
        ),
    ),
    'no hyphen before an item': Slip(
        TAGS,
        'tags:\n  - law\n  open-source\n',
        'tags:\n  - law\n  - open-source\n',
        '7:3: error yaml-invalid',
        (
            'each item of a list begins with a hyphen and a space',
            'Write - ….',
        ),
        (
            'כל פריט ברשימה מתחיל במקף ורווח',
            'כתבו - ….',
        ),
    ),
    'a list with commas alone': Slip(
        TAGS,
        'tags: open-source, law\n',
        'tags: [open-source, law]\n',
        '5:7: error field-invalid',
        (
            'tags must be a list, got “open-source, law”',
            'Put it in brackets, with commas: tags: [open-source, law]; or one a line, each behind a hyphen and a space.',
        ),
        (
            'השדה tags חייב להיות רשימה; כתוב כאן: “open-source, law”',
            'כתבו בסוגריים מרובעים, עם פסיקים: tags: [open-source, law]; או פריט בכל שורה, אחרי מקף ורווח.',
        ),
    ),
    'one item without a hyphen': Slip(
        TAGS,
        'tags: open-source\n',
        TAGS,
        '5:7: error field-invalid',
        (
            'tags must be a list, got “open-source”',
            'Put it in brackets, with commas: tags: [open-source]; or one a line, each behind a hyphen and a space.',
        ),
        (
            'השדה tags חייב להיות רשימה; כתוב כאן: “open-source”',
            'כתבו בסוגריים מרובעים, עם פסיקים: tags: [open-source]; או פריט בכל שורה, אחרי מקף ורווח.',
        ),
    ),
    'a private list with commas alone': Slip(
        '  values: [open-knowledge, transparency]\n',
        '  values: open-knowledge, transparency\n',
        '  values: [open-knowledge, transparency]\n',
        '12:11: error field-invalid',
        (
            'vetting.values must be a list',
            'Put it in brackets, with commas: values: […, …]; or one a line, each behind a hyphen and a space.',
        ),
        (
            'השדה vetting.values חייב להיות רשימה',
            'כתבו בסוגריים מרובעים, עם פסיקים: values: […, …]; או פריט בכל שורה, אחרי מקף ורווח.',
        ),
    ),
    'an item of a list that is indented less': Slip(
        '    sources: ["Talk with a former partner, 2026-10-28"]\n',
        '    sources:\n      - Talk with a former partner\n    - Their report\n',
        '    sources:\n      - Talk with a former partner\n      - Their report\n',
        '22:5: error yaml-invalid',
        (
            'this line is indented otherwise than those to which it belongs: 4 instead of 6',
            'Put as many spaces before it as before those: 6.',
        ),
        (
            'השורה מוזחת אחרת מהשורות שהיא שייכת אליהן: מספר הרווחים לפניה הוא 4 ולא 6',
            'שימו לפניה רווחים כמו לפניהן: 6.',
        ),
    ),
    'a hyphen before a field': Slip(
        '  alt: Six volunteers around a table of laptops\n',
        '  - alt: Six volunteers around a table of laptops\n',
        '  alt: Six volunteers around a table of laptops\n',
        '7:3: error yaml-invalid',
        (
            'a hyphen begins an item of a list, but photo holds fields',
            'Write alt: Six volunteers around a table of laptops.',
        ),
        (
            'מקף פותח פריט של רשימה, אבל ב־photo באים שדות',
            'כתבו alt: Six volunteers around a table of laptops.',
        ),
    ),
    'a capitalised name': Slip(
        'name: Code for Good\n',
        'Name: Code for Good\n',
        'name: Code for Good\n',
        '2:1: error field-unknown',
        (
            'Name is not a field of the format',
            'Write it as name; the names of fields are English and in lower-case letters.',
        ),
        (
            'השדה Name אינו מוכר',
            'כתבו name; שמות השדות הם באנגלית ובאותיות קטנות.',
        ),
    ),
    'a name in upper case': Slip(
        TITLE,
        '    TITLE: Open data night\n',
        TITLE,
        '27:5: error field-unknown',
        (
            '<TITLE> is not a field of the format',
            'Write it as title; the names of fields are English and in lower-case letters.',
        ),
        (
            '<TITLE> אינו מוכר',
            'כתבו title; שמות השדות הם באנגלית ובאותיות קטנות.',
        ),
    ),
    'a name in Hebrew': Slip(
        TITLE,
        '    כותרת: Open data night\n',
        TITLE,
        '27:5: error field-unknown',
        (
            '<כותרת> is not a field of the format',
            'Write it as title; the names of fields are English and in lower-case letters.',
        ),
        (
            '<כותרת> אינו מוכר',
            'כתבו title; שמות השדות הם באנגלית ובאותיות קטנות.',
        ),
    ),
    'a private name in Hebrew': Slip(
        DECISION,
        '  החלטה: approved\n',
        DECISION,
        '22:3: error field-unknown',
        (
            'vetting.החלטה is not a field of the format',
            'Write it as decision; the names of fields are English and in lower-case letters.',
        ),
        (
            'השדה vetting.החלטה אינו מוכר',
            'כתבו decision; שמות השדות הם באנגלית ובאותיות קטנות.',
        ),
    ),
    'a misspelt name': Slip(
        START,
        '    strat: 2026-12-10 19:00\n',
        START,
        '28:5: error field-unknown',
        (
            '<strat> is not a field of the format',
            'Did you mean start?',
        ),
        (
            '<strat> אינו מוכר',
            'התכוונתם ל־start?',
        ),
    ),
    "a misspelt decision's name": Slip(
        DECISION,
        '  decison: approved\n',
        DECISION,
        '22:3: error field-unknown',
        (
            'vetting.decison is not a field of the format',
            'Did you mean decision?',
        ),
        (
            'השדה vetting.decison אינו מוכר',
            'התכוונתם ל־decision?',
        ),
    ),
    'a name that people use': Slip(
        PLACE,
        '    location: Community House, 5 Example St., Tel Aviv\n',
        PLACE,
        '30:5: error field-unknown',
        (
            '<location> is not a field of the format',
            'Write it as place.',
        ),
        (
            '<location> אינו מוכר',
            'כתבו place.',
        ),
    ),
    'a name of an event elsewhere': Slip(
        KIND,
        KIND + 'price: Free\n',
        KIND,
        '4:1: error field-unknown',
        (
            'price is not a field of the format',
            "It belongs to an event: move it there, indented as the event's title.",
        ),
        (
            'השדה price אינו מוכר',
            'מקומו באירוע: העבירו אותו לשם, בהזחה כמו של כותרת האירוע.',
        ),
    ),
    'a name of the consent elsewhere': Slip(
        CAPTION,
        CAPTION + '  given_on: 2026-11-02\n',
        CAPTION,
        '9:3: error field-unknown',
        (
            'photo.given_on is not a field of the format',
            'It belongs under photo.consent: move it there, indented as what stands there.',
        ),
        (
            'השדה photo.given_on אינו מוכר',
            'מקומו תחת photo.consent: העבירו אותו לשם, בהזחה כמו של מה שכתוב שם.',
        ),
    ),
    'an unknown name in an event': Slip(
        PLACE,
        PLACE + '    food: Pizza\n',
        PLACE,
        '31:5: error field-unknown',
        (
            '<food> is not a field of the format',
            'Delete it, or use one of slug, title, start, end, duration, timezone, whole_day, place, map, online, link, summary, description, agenda, price, photo, members_get, language, tags, with, status, agreed, announced, thanked_on, outcome.',
        ),
        (
            '<food> אינו מוכר',
            'מחקו אותו, או השתמשו באחד מאלה: slug, title, start, end, duration, timezone, whole_day, place, map, online, link, summary, description, agenda, price, photo, members_get, language, tags, with, status, agreed, announced, thanked_on, outcome.',
        ),
    ),
    'a direction mark before a name': Slip(
        KIND,
        '\u200fkind: community\n',
        KIND,
        '3:1: error field-unknown',
        (
            "kind can't be read: in its name or before it is an invisible direction mark (U+200F)",
            'Delete the line and type it anew, with plain spaces before it.',
        ),
        (
            'אי אפשר לקרוא את השדה kind: בשם השדה או לפניו יש סימן כיוון בלתי נראה (U+200F)',
            'מחקו את השורה והקלידו אותה מחדש, עם רווחים רגילים לפניה.',
        ),
    ),
    'a direction mark in a name': Slip(
        DECISION,
        '  decision\u200e: approved\n',
        DECISION,
        '22:3: error field-unknown',
        (
            "vetting.decision can't be read: in its name or before it is an invisible direction mark (U+200E)",
            'Delete the line and type it anew, with plain spaces before it.',
        ),
        (
            'אי אפשר לקרוא את השדה vetting.decision: בשם השדה או לפניו יש סימן כיוון בלתי נראה (U+200E)',
            'מחקו את השורה והקלידו אותה מחדש, עם רווחים רגילים לפניה.',
        ),
    ),
    'hard spaces before a field': Slip(
        CAPTION,
        '\xa0\xa0caption: The Code for Good team at their autumn hackathon\n',
        CAPTION,
        '8:1: error yaml-invalid',
        (
            "here stands a space that doesn't break (U+00A0), which can't be read",
            'Type a plain space instead of it.',
        ),
        (
            'יש כאן רווח קשיח (U+00A0), ואי אפשר לקרוא את השורה',
            'הקלידו במקומו רווח רגיל.',
        ),
    ),
    'a hard space behind a colon': Slip(
        KIND,
        'kind:\xa0community\n',
        KIND,
        '3:6: error yaml-invalid',
        (
            "here stands a space that doesn't break (U+00A0), which can't be read",
            'Type a plain space instead of it.',
        ),
        (
            'יש כאן רווח קשיח (U+00A0), ואי אפשר לקרוא את השורה',
            'הקלידו במקומו רווח רגיל.',
        ),
    ),
    'two events without a hyphen between': Slip(
        '    announced: 2026-11-20\n',
        '    announced: 2026-11-20\n    title: Law night\n',
        '    announced: 2026-11-20\n',
        '33:5: error key-duplicate',
        (
            'a field must be given once, but this one stands in line 27 already',
            'Keep one of the two; if another item of a list begins here, put a hyphen and a space before it.',
        ),
        (
            'שדה ניתן לכתוב פעם אחת, אבל השדה הזה כבר מופיע בשורה 27',
            'השאירו אחד מהשניים; אם כאן מתחיל פריט נוסף ברשימה, שימו לפניו מקף ורווח.',
        ),
    ),
    'a line separator in a text': Slip(
        TITLE,
        '    title: Open data\u2028night\n',
        TITLE,
        '27:21: error yaml-invalid',
        (
            "here stands an invisible line separator (U+2028), which can't be read",
            'Delete it, or type the line anew.',
        ),
        (
            'יש כאן מפריד שורות בלתי נראה (U+2028), ואי אפשר לקרוא את השורה',
            'מחקו אותו, או הקלידו את השורה מחדש.',
        ),
    ),
    'no closing fence': Slip(
        '    announced: 2026-11-20\n---\nCode',
        '    announced: 2026-11-20\n\nCode',
        '    announced: 2026-11-20\n---\n\nCode',
        '34:1: error front-matter-missing',
        (
            'the fields must end with a line of three hyphens',
            'Write --- alone on a line above this one, if the description begins here.',
        ),
        (
            'השדות חייבים להסתיים בשורה של שלושה מקפים',
            'אם כאן מתחיל התיאור, כתבו --- לבדו בשורה שמעליה.',
        ),
    ),
    'a closing fence of two': Slip(
        '    announced: 2026-11-20\n---\n',
        '    announced: 2026-11-20\n--\n',
        '    announced: 2026-11-20\n---\n',
        '33:1: error front-matter-missing',
        (
            'the fields end with a line of exactly three hyphens, but this one is none',
            'Write --- here, alone on its line and not indented.',
        ),
        (
            'השדות מסתיימים בשורה של שלושה מקפים בדיוק, וזו אינה כזאת',
            'כתבו כאן --- לבדו בשורה, בלי רווח לפניו.',
        ),
    ),
    'a closing fence of a dash': Slip(
        '    announced: 2026-11-20\n---\n',
        '    announced: 2026-11-20\n—\n',
        '    announced: 2026-11-20\n---\n',
        '33:1: error front-matter-missing',
        (
            'the fields end with a line of exactly three hyphens, but this one is none',
            'Write --- here, alone on its line and not indented.',
        ),
        (
            'השדות מסתיימים בשורה של שלושה מקפים בדיוק, וזו אינה כזאת',
            'כתבו כאן --- לבדו בשורה, בלי רווח לפניו.',
        ),
    ),
    'an opening fence of four': Slip(
        '---\nname: Code',
        '----\nname: Code',
        '---\nname: Code',
        '1:1: error front-matter-missing',
        (
            'a partner file must begin with a line of exactly three hyphens, but its first line is another',
            'Write --- there, alone on its line and not indented.',
        ),
        (
            'קובץ שותף חייב להתחיל בשורה של שלושה מקפים בדיוק, אבל השורה הראשונה שלו אחרת',
            'כתבו שם --- לבדו בשורה, בלי רווח לפניו.',
        ),
    ),
    'no opening fence': Slip(
        '---\nname: Code',
        'name: Code',
        '---\nname: Code',
        '1:1: error front-matter-missing',
        (
            'a partner file must begin with a line of three hyphens',
            'Write --- alone on the first line, the fields below it, and --- alone on the line after them.',
        ),
        (
            'קובץ שותף חייב להתחיל בשורה של שלושה מקפים',
            'כתבו --- לבדם בשורה הראשונה, את השדות מתחתיה, ושוב --- לבדם בשורה שאחריהם.',
        ),
    ),
    'an empty line first': Slip(
        '---\nname: Code',
        '\n---\nname: Code',
        '---\nname: Code',
        '1:1: error front-matter-missing',
        (
            'a partner file must begin with a line of three hyphens, and nothing above it, not even an empty line',
            'Delete what stands above the first ---.',
        ),
        (
            'קובץ שותף חייב להתחיל בשורה של שלושה מקפים, בלי שום דבר מעליה, גם לא שורה ריקה',
            'מחקו את מה שמעל ה־--- הראשון.',
        ),
    ),
    'a capitalised word': Slip(
        DECISION,
        '  decision: Approved\n',
        DECISION,
        '22:13: error field-invalid',
        (
            'vetting.decision must be one of pending, approved, declined, got “Approved”; type “approved”',
            'Write one of these words as it is, in lower-case letters.',
        ),
        (
            'השדה vetting.decision חייב להיות אחד מאלה: pending, approved, declined; כתוב כאן: “Approved”; הקלידו “approved”',
            'כתבו אחת מהמילים האלה כמו שהיא, באותיות קטנות.',
        ),
    ),
    'a word in Hebrew': Slip(
        DECISION,
        '  decision: מאושר\n',
        DECISION,
        '22:13: error field-invalid',
        (
            'vetting.decision must be one of pending, approved, declined, got “מאושר”; type “approved”',
            'Write one of these words as it is, in lower-case letters.',
        ),
        (
            'השדה vetting.decision חייב להיות אחד מאלה: pending, approved, declined; כתוב כאן: “מאושר”; הקלידו “approved”',
            'כתבו אחת מהמילים האלה כמו שהיא, באותיות קטנות.',
        ),
    ),
    'a misspelt word': Slip(
        DECISION,
        '  decision: aproved\n',
        DECISION,
        '22:13: error field-invalid',
        (
            'vetting.decision must be one of pending, approved, declined, got “aproved”; type “approved”',
            'Write one of these words as it is, in lower-case letters.',
        ),
        (
            'השדה vetting.decision חייב להיות אחד מאלה: pending, approved, declined; כתוב כאן: “aproved”; הקלידו “approved”',
            'כתבו אחת מהמילים האלה כמו שהיא, באותיות קטנות.',
        ),
    ),
    'a public word in Hebrew': Slip(
        KIND,
        'kind: קהילה\n',
        KIND,
        '3:7: error field-invalid',
        (
            'kind must be one of person, community, organization, got “קהילה”',
            'Write kind: community.',
        ),
        (
            'השדה kind חייב להיות אחד מאלה: person, community, organization; כתוב כאן: “קהילה”',
            'כתבו kind: community.',
        ),
    ),
    'another word': Slip(
        KIND,
        'kind: guild\n',
        'kind: organization\n',
        '3:7: error field-invalid',
        (
            'kind must be one of person, community, organization, got “guild”',
            'Write one of these words as it is, in lower-case letters.',
        ),
        (
            'השדה kind חייב להיות אחד מאלה: person, community, organization; כתוב כאן: “guild”',
            'כתבו אחת מהמילים האלה כמו שהיא, באותיות קטנות.',
        ),
    ),
    'a standing in Hebrew': Slip(
        '    standing: positive\n',
        '    standing: חיובי\n',
        '    standing: positive\n',
        '19:15: error field-invalid',
        (
            'vetting.reputation.standing must be one of positive, neutral, negative, unknown, got “חיובי”; type “positive”',
            'Write one of these words as it is, in lower-case letters.',
        ),
        (
            'השדה vetting.reputation.standing חייב להיות אחד מאלה: positive, neutral, negative, unknown; כתוב כאן: “חיובי”; הקלידו “positive”',
            'כתבו אחת מהמילים האלה כמו שהיא, באותיות קטנות.',
        ),
    ),
    'a platform in upper case': Slip(
        KIND,
        KIND + 'outreach: {platform: WhatsApp}\n',
        KIND + 'outreach: {platform: whatsapp}\n',
        '4:22: error field-invalid',
        (
            'outreach.platform must be one of facebook, instagram, whatsapp, telegram, linkedin, email, phone, other, got “WhatsApp”; type “whatsapp”',
            'Write one of these words as it is, in lower-case letters.',
        ),
        (
            'השדה outreach.platform חייב להיות אחד מאלה: facebook, instagram, whatsapp, telegram, linkedin, email, phone, other; כתוב כאן: “WhatsApp”; הקלידו “whatsapp”',
            'כתבו אחת מהמילים האלה כמו שהיא, באותיות קטנות.',
        ),
    ),
    'yes': Slip(
        PLACE,
        '    online: yes\n',
        '    online: true\n',
        '30:13: error field-invalid',
        (
            '<online> must be true, or an address such as https://example.org, got “yes”',
            'Write online: true.',
        ),
        (
            '<online> חייב להיות true, או כתובת כמו https://example.org; כתוב כאן: “yes”',
            'כתבו online: true.',
        ),
    ),
    'yes in Hebrew': Slip(
        PLACE,
        '    online: כן\n',
        '    online: true\n',
        '30:13: error field-invalid',
        (
            '<online> must be true, or an address such as https://example.org, got “כן”',
            'Write online: true.',
        ),
        (
            '<online> חייב להיות true, או כתובת כמו https://example.org; כתוב כאן: “כן”',
            'כתבו online: true.',
        ),
    ),
    'a name of a service': Slip(
        PLACE,
        '    online: Zoom\n',
        '    online: true\n',
        '30:13: error field-invalid',
        (
            '<online> must be true, or an address such as https://example.org, got “Zoom”',
            'Write online: true, or the address where it happens.',
        ),
        (
            '<online> חייב להיות true, או כתובת כמו https://example.org; כתוב כאן: “Zoom”',
            'כתבו online: true, או את הכתובת שבה הוא מתקיים.',
        ),
    ),
    'a day with slashes and an hour': Slip(
        START,
        '    start: 10/12/2026 19:00\n',
        START,
        '28:12: error field-invalid',
        (
            '<start> must be a day and an hour such as 2026-12-10 19:00, got “10/12/2026 19:00”',
            'Write start: 2026-12-10 19:00 if the day came first, or start: 2026-10-12 19:00 if the month did.',
        ),
        (
            '<start> חייב להיות יום ושעה, כמו 2026-12-10 19:00; כתוב כאן: “10/12/2026 19:00”',
            'כתבו start: 2026-12-10 19:00 אם היום נכתב ראשון, או start: 2026-10-12 19:00 אם החודש.',
        ),
    ),
    'a day with slashes alone': Slip(
        START,
        '    start: 13/12/2026\n',
        '    start: 2026-12-13 19:00\n',
        '28:12: error field-invalid',
        (
            '<start> must be a day and an hour such as 2026-12-10 19:00, got “13/12/2026”',
            'Write start: 2026-12-13, and the hour behind it unless whole_day is true: start: 2026-12-13 19:00.',
        ),
        (
            '<start> חייב להיות יום ושעה, כמו 2026-12-10 19:00; כתוב כאן: “13/12/2026”',
            'כתבו start: 2026-12-13, ואחריו את השעה, אלא אם whole_day הוא true, כך: start: 2026-12-13 19:00.',
        ),
    ),
    'a day with dots and an hour with one': Slip(
        START,
        '    start: 10.12.2026 19.00\n',
        START,
        '28:12: error field-invalid',
        (
            '<start> must be a day and an hour such as 2026-12-10 19:00, got “10.12.2026 19.00”',
            'Write start: 2026-12-10 19:00 if the day came first, or start: 2026-10-12 19:00 if the month did.',
        ),
        (
            '<start> חייב להיות יום ושעה, כמו 2026-12-10 19:00; כתוב כאן: “10.12.2026 19.00”',
            'כתבו start: 2026-12-10 19:00 אם היום נכתב ראשון, או start: 2026-10-12 19:00 אם החודש.',
        ),
    ),
    'the year first, with slashes': Slip(
        START,
        '    start: 2026/12/10 19:00\n',
        START,
        '28:12: error field-invalid',
        (
            '<start> must be a day and an hour such as 2026-12-10 19:00, got “2026/12/10 19:00”',
            'Write start: 2026-12-10 19:00.',
        ),
        (
            '<start> חייב להיות יום ושעה, כמו 2026-12-10 19:00; כתוב כאן: “2026/12/10 19:00”',
            'כתבו start: 2026-12-10 19:00.',
        ),
    ),
    'a month in words': Slip(
        START,
        '    start: 10 December 2026, 19:00\n',
        START,
        '28:12: error field-invalid',
        (
            '<start> must be a day and an hour such as 2026-12-10 19:00, got “10 December 2026, 19:00”',
            'Write start: 2026-12-10 19:00.',
        ),
        (
            '<start> חייב להיות יום ושעה, כמו 2026-12-10 19:00; כתוב כאן: “10 December 2026, 19:00”',
            'כתבו start: 2026-12-10 19:00.',
        ),
    ),
    'a month in Hebrew words': Slip(
        START,
        '    start: 10 בדצמבר 2026 בשעה 19:00\n',
        START,
        '28:12: error field-invalid',
        (
            '<start> must be a day and an hour such as 2026-12-10 19:00, got “10 בדצמבר 2026 בשעה 19:00”',
            'Write start: 2026-12-10 19:00.',
        ),
        (
            '<start> חייב להיות יום ושעה, כמו 2026-12-10 19:00; כתוב כאן: “10 בדצמבר 2026 בשעה 19:00”',
            'כתבו start: 2026-12-10 19:00.',
        ),
    ),
    'an hour of twelve': Slip(
        START,
        '    start: 2026-12-10 7pm\n',
        START,
        '28:12: error field-invalid',
        (
            '<start> must be a day and an hour such as 2026-12-10 19:00, got “2026-12-10 7pm”',
            'Write start: 2026-12-10 19:00.',
        ),
        (
            '<start> חייב להיות יום ושעה, כמו 2026-12-10 19:00; כתוב כאן: “2026-12-10 7pm”',
            'כתבו start: 2026-12-10 19:00.',
        ),
    ),
    'an hour alone': Slip(
        START,
        '    start: 19.00\n',
        START,
        '28:12: error field-invalid',
        (
            '<start> must be a day and an hour such as 2026-12-10 19:00, got “19.00”',
            'Write the day before the hour: start: 2026-12-10 19:00.',
        ),
        (
            '<start> חייב להיות יום ושעה, כמו 2026-12-10 19:00; כתוב כאן: “19.00”',
            'כתבו את היום לפני השעה: start: 2026-12-10 19:00.',
        ),
    ),
    'a day alone': Slip(
        START,
        '    start: 2026-12-10\n',
        START,
        '28:12: error field-invalid',
        (
            '<start> must have an hour, such as 2026-12-10 19:00, got “2026-12-10”',
            'Add an hour, or whole_day: true if it lasts all day.',
        ),
        (
            '<start> חייב לכלול שעה, כמו 2026-12-10 19:00; כתוב כאן: “2026-12-10”',
            'הוסיפו שעה, או whole_day: true אם האירוע נמשך יום שלם.',
        ),
    ),
    'midnight': Slip(
        '    start: 2026-12-10 19:00\n    end: 21:30\n',
        '    start: 2026-12-10 24:00\n',
        '    start: 2026-12-11 00:00\n',
        '28:12: error field-invalid',
        (
            '<start> must be a day of the calendar, from 1970 to 2199, and an hour of the day, got “2026-12-10 24:00”',
            'Write start: 2026-12-11 00:00.',
        ),
        (
            '<start> חייב להיות יום בלוח השנה, מ־1970 עד 2199, ושעה ביום; כתוב כאן: “2026-12-10 24:00”',
            'כתבו start: 2026-12-11 00:00.',
        ),
    ),
    'from when till when': Slip(
        '    start: 2026-12-10 19:00\n    end: 21:30\n',
        '    start: 2026-12-10 19:00-21:30\n',
        '    start: 2026-12-10 19:00\n    end: 21:30\n',
        '28:12: error field-invalid',
        (
            '<start> must be one moment, not from when till when, got “2026-12-10 19:00-21:30”',
            'Write the hour at which it ends in a line of its own: end: 21:30.',
        ),
        (
            '<start> חייב להיות מועד אחד, ולא טווח שעות; כתוב כאן: “2026-12-10 19:00-21:30”',
            'כתבו את שעת הסיום בשורה משלה: end: 21:30.',
        ),
    ),
    'the name of a time zone': Slip(
        START,
        '    start: 2026-12-10T19:00 IST\n',
        START,
        '28:12: error field-invalid',
        (
            '<start> must be a day and an hour such as 2026-12-10 19:00, got “2026-12-10T19:00 IST”',
            'Write start: 2026-12-10 19:00; a time zone has a field of its own, such as timezone: Asia/Jerusalem.',
        ),
        (
            '<start> חייב להיות יום ושעה, כמו 2026-12-10 19:00; כתוב כאן: “2026-12-10T19:00 IST”',
            'כתבו start: 2026-12-10 19:00; לאזור זמן יש שדה משלו, למשל timezone: Asia/Jerusalem.',
        ),
    ),
    'dashes in a day': Slip(
        START,
        '    start: 2026–12–10 19:00\n',
        START,
        '28:12: error field-invalid',
        (
            '<start> must not hold a dash instead of a hyphen (U+2013), got “2026–12–10 19:00”',
            'Write start: 2026-12-10 19:00.',
        ),
        (
            '<start>: אסור להשאיר שם קו מפריד במקום מקף (U+2013); כתוב שם “2026–12–10 19:00”',
            'כתבו start: 2026-12-10 19:00.',
        ),
    ),
    'a hard space in a day': Slip(
        START,
        '    start: 2026-12-10\xa019:00\n',
        START,
        '28:12: error field-invalid',
        (
            "<start> must not hold a space that doesn't break (U+00A0), got “2026-12-10�19:00”",
            'Write start: 2026-12-10 19:00.',
        ),
        (
            '<start>: אסור להשאיר שם רווח קשיח (U+00A0); כתוב שם “2026-12-10�19:00”',
            'כתבו start: 2026-12-10 19:00.',
        ),
    ),
    'a direction mark in a day': Slip(
        START,
        '    start: \u200f2026-12-10 19:00\n',
        START,
        '28:12: error field-invalid',
        (
            '<start> must not hold an invisible direction mark (U+200F), got “�2026-12-10 19:00”',
            'Write start: 2026-12-10 19:00.',
        ),
        (
            '<start>: אסור להשאיר שם סימן כיוון בלתי נראה (U+200F); כתוב שם “�2026-12-10 19:00”',
            'כתבו start: 2026-12-10 19:00.',
        ),
    ),
    'curly quotes around a day': Slip(
        START,
        '    start: “2026-12-10 19:00”\n',
        START,
        '28:12: error field-invalid',
        (
            '<start> must not hold curly quotation marks (U+201C), got ““2026-12-10 19:00””',
            'Write start: 2026-12-10 19:00.',
        ),
        (
            '<start>: אסור להשאיר שם מירכאות מעוגלות (U+201C); כתוב שם ““2026-12-10 19:00””',
            'כתבו start: 2026-12-10 19:00.',
        ),
    ),
    'a private day with slashes': Slip(
        '  decided_on: 2026-11-01\n',
        '  decided_on: 1/11/2026\n',
        '  decided_on: 2026-11-01\n',
        '24:15: error field-invalid',
        (
            'vetting.decided_on must be a date such as 2026-12-10, got “1/11/2026”; type “2026-11-01” if the day came first, or “2026-01-11” if the month did',
            'Type it in the form that the field has.',
        ),
        (
            'השדה vetting.decided_on חייב להיות תאריך כמו 2026-12-10; כתוב כאן: “1/11/2026”; הקלידו “2026-11-01” אם היום כתוב ראשון, או “2026-01-11” אם החודש',
            'הקלידו אותו בצורה שהשדה מבקש.',
        ),
    ),
    'a direction mark in a private day': Slip(
        '  decided_on: 2026-11-01\n',
        '  decided_on: 2026-11-01\u200f\n',
        '  decided_on: 2026-11-01\n',
        '24:15: error field-invalid',
        (
            'vetting.decided_on must not hold an invisible direction mark (U+200F), got “2026-11-01�”; type “2026-11-01”',
            'Type it in the form that the field has.',
        ),
        (
            'השדה vetting.decided_on: אסור להשאיר שם סימן כיוון בלתי נראה (U+200F); כתוב שם “2026-11-01�”; הקלידו “2026-11-01”',
            'הקלידו אותו בצורה שהשדה מבקש.',
        ),
    ),
    'no day at all': Slip(
        '    agreed: 2026-11-06\n',
        '    agreed: yes\n',
        '    agreed: 2026-11-06\n',
        '31:13: error field-invalid',
        (
            '<agreed> must be a date such as 2026-12-10',
            'Write it like this: agreed: 2026-12-10.',
        ),
        (
            '<agreed> חייב להיות תאריך כמו 2026-12-10',
            'כתבו כך: agreed: 2026-12-10.',
        ),
    ),
    'half hours with a dot': Slip(
        END,
        '    duration: 2.5h\n',
        '    duration: 2h30m\n',
        '29:15: error field-invalid',
        (
            '<duration> must be a duration such as 2h30m or 90m, got “2.5h”',
            'Write duration: 2h30m.',
        ),
        (
            '<duration> חייב להיות משך כמו 2h30m או 90m; כתוב כאן: “2.5h”',
            'כתבו duration: 2h30m.',
        ),
    ),
    'minutes without a letter': Slip(
        END,
        '    duration: 90\n',
        '    duration: 1h30m\n',
        '29:15: error field-invalid',
        (
            '<duration> must be a duration such as 2h30m or 90m, got “90”',
            'Write duration: 1h30m.',
        ),
        (
            '<duration> חייב להיות משך כמו 2h30m או 90m; כתוב כאן: “90”',
            'כתבו duration: 1h30m.',
        ),
    ),
    'hours in words': Slip(
        END,
        '    duration: 2 hours\n',
        '    duration: 2h\n',
        '29:15: error field-invalid',
        (
            '<duration> must be a duration such as 2h30m or 90m, got “2 hours”',
            'Write duration: 2h.',
        ),
        (
            '<duration> חייב להיות משך כמו 2h30m או 90m; כתוב כאן: “2 hours”',
            'כתבו duration: 2h.',
        ),
    ),
    'hours in Hebrew words': Slip(
        END,
        '    duration: שעתיים וחצי\n',
        '    duration: 2h30m\n',
        '29:15: error field-invalid',
        (
            '<duration> must be a duration such as 2h30m or 90m, got “שעתיים וחצי”',
            'Write duration: 2h30m.',
        ),
        (
            '<duration> חייב להיות משך כמו 2h30m או 90m; כתוב כאן: “שעתיים וחצי”',
            'כתבו duration: 2h30m.',
        ),
    ),
    'no scheme': Slip(
        WEBSITE,
        'website: codeforgood.example\n',
        WEBSITE,
        '4:10: error field-invalid',
        (
            'website must be an address such as https://example.org, got “codeforgood.example”',
            'Write website: https://codeforgood.example.',
        ),
        (
            'השדה website חייב להיות כתובת כמו https://example.org; כתוב כאן: “codeforgood.example”',
            'כתבו website: https://codeforgood.example.',
        ),
    ),
    'mail for a website': Slip(
        WEBSITE,
        'website: hello@codeforgood.example\n',
        WEBSITE,
        '4:10: error field-invalid',
        (
            'website must be an address such as https://example.org, got “hello@codeforgood.example”',
            'Write the address of a page; mail has its place in the description, as <name@example.org>.',
        ),
        (
            'השדה website חייב להיות כתובת כמו https://example.org; כתוב כאן: “hello@codeforgood.example”',
            'כתבו כתובת של דף; מקומה של כתובת דוא״ל בתיאור, כך: <name@example.org>.',
        ),
    ),
    'a telephone number for a link': Slip(
        PLACE,
        PLACE + '    link: 050-1234567\n',
        PLACE,
        '31:11: error field-invalid',
        (
            '<link> must be an address such as https://example.org, got “050-1234567”',
            'Write the address of a page; a telephone number has its place in the description.',
        ),
        (
            '<link> חייב להיות כתובת כמו https://example.org; כתוב כאן: “050-1234567”',
            'כתבו כתובת של דף; מקומו של מספר טלפון בתיאור.',
        ),
    ),
    'a direction mark in an address': Slip(
        WEBSITE,
        'website: https://codeforgood.example\u200f\n',
        WEBSITE,
        '4:10: error field-invalid',
        (
            'website must not hold an invisible direction mark (U+200F), got “https://codeforgood.example�”',
            'Write website: https://codeforgood.example.',
        ),
        (
            'השדה website: אסור להשאיר שם סימן כיוון בלתי נראה (U+200F); כתוב שם “https://codeforgood.example�”',
            'כתבו website: https://codeforgood.example.',
        ),
    ),
    'a title for a slug': Slip(
        SLUG,
        '  - slug: Open data night\n',
        SLUG,
        '26:11: error slug-invalid',
        (
            '<slug> must be letters and digits with single hyphens between them, at most 60, got “Open data night”',
            'Write slug: open-data-night.',
        ),
        (
            '<slug> חייב להיות אותיות וספרות עם מקפים בודדים ביניהן, עד 60 תווים; כתוב כאן: “Open data night”',
            'כתבו slug: open-data-night.',
        ),
    ),
    'a name for fields': Slip(
        'photo:\n  alt: Six volunteers around a table of laptops\n  caption: The Code for Good team at their autumn hackathon\n  consent: {given_by: Their community lead, given_on: 2026-11-02, valid_until: 2027-11-02}\n',
        'photo: code.jpg\n',
        'photo:\n  file: code.jpg\n  alt: Six volunteers\n  caption: The Code for Good team at their autumn hackathon\n  consent: {given_by: Their community lead, given_on: 2026-11-02, valid_until: 2027-11-02}\n',
        '6:8: error field-invalid',
        (
            'photo must be fields of its own, one `name: value` a line',
            'Write them below it, each on a line of its own and indented by two spaces: file: code-for-good.jpg | alt: Six volunteers at a table.',
        ),
        (
            'השדה photo חייב להכיל שדות משלו, `name: value` בכל שורה',
            'כתבו אותם מתחתיו, כל אחד בשורה משלו ואחרי שני רווחים: file: code-for-good.jpg | alt: Six volunteers at a table.',
        ),
    ),
    'yes for fields': Slip(
        CONSENT,
        '  consent: yes\n',
        CONSENT,
        '9:12: error field-invalid',
        (
            'photo.consent must be fields of its own, one `name: value` a line',
            'Write them below it, each on a line of its own and indented by two spaces: given_by: Their community lead | given_on: 2026-12-10.',
        ),
        (
            'השדה photo.consent חייב להכיל שדות משלו, `name: value` בכל שורה',
            'כתבו אותם מתחתיו, כל אחד בשורה משלו ואחרי שני רווחים: given_by: Their community lead | given_on: 2026-12-10.',
        ),
    ),
    'fields for a text': Slip(
        CAPTION,
        '  caption:\n    Night: the second\n',
        '  caption: "Night: the second"\n',
        '9:5: error field-invalid',
        (
            'photo.caption must be one text a language such as {he: …, en: …}',
            'Put a text with a colon or a comma in quotes: caption: "…".',
        ),
        (
            'השדה photo.caption חייב להיות טקסט לכל שפה, למשל {he: …, en: …}',
            'טקסט שיש בו נקודתיים או פסיק שימו במירכאות: caption: "…".',
        ),
    ),
    'a comma in a text of several languages': Slip(
        CAPTION,
        '  caption: {en: Bread, butter, he: לחם}\n',
        '  caption: {en: "Bread, butter", he: לחם}\n',
        '8:17: error field-invalid',
        (
            'photo.caption.en must be in quotes, since between braces a comma ends a text',
            'Put it in quotes: en: "Bread, butter".',
        ),
        (
            'השדה photo.caption.en חייב להיות במירכאות: בין סוגריים מסולסלים פסיק מסיים טקסט',
            'שימו במירכאות: en: "Bread, butter".',
        ),
    ),
    'a list for a text': Slip(
        TITLE,
        '    title: [Open data, night]\n',
        '    title: "Open data, night"\n',
        '27:12: error field-invalid',
        (
            '<title> must be one text, or one text a language such as {he: …, en: …}, got a list',
            'Put a text with a colon or a comma in quotes: title: "Open data, night".',
        ),
        (
            '<title> חייב להיות טקסט אחד, או טקסט לכל שפה, למשל {he: …, en: …}; כתוב כאן: רשימה',
            'טקסט שיש בו נקודתיים או פסיק שימו במירכאות: title: "Open data, night".',
        ),
    ),
    'a number behind a hash': Slip(
        TITLE,
        '    title: Open data night #3\n',
        '    title: "Open data night #3"\n',
        '27:12: warning value-cut',
        (
            '<title> ends at the #: members will read “Open data night”',
            'Put the text in quotes: title: "Open data night #3".',
        ),
        (
            '<title> נקטע ב־#: החברים יקראו “Open data night”',
            'שימו את הטקסט במירכאות: title: "Open data night #3".',
        ),
    ),
    'a hash in one language': Slip(
        TITLE,
        '    title:\n      en: Open data night #3\n      he: ליל נתונים\n',
        '    title:\n      en: "Open data night #3"\n      he: ליל נתונים\n',
        '28:11: warning value-cut',
        (
            '<title.en> ends at the #: members will read “Open data night”',
            'Put the text in quotes: en: "Open data night #3".',
        ),
        (
            '<title.en> נקטע ב־#: החברים יקראו “Open data night”',
            'שימו את הטקסט במירכאות: en: "Open data night #3".',
        ),
    ),
    'a hash in a list': Slip(
        TAGS,
        'tags:\n  - law #3\n',
        'tags:\n  - "law #3"\n',
        '6:5: warning value-cut',
        (
            'the first of tags ends at the #: members will read “law”',
            'Put the text in quotes: "law #3".',
        ),
        (
            'הפריט הראשון ב־tags נקטע ב־#: החברים יקראו “law”',
            'שימו את הטקסט במירכאות: "law #3".',
        ),
    ),
    'a hash in a folded text': Slip(
        CAPTION,
        '  caption: The team\n    in autumn #3\n',
        '  caption: "The team in autumn #3"\n',
        '8:12: warning value-cut',
        (
            'photo.caption ends at the #: members will read “The team in autumn”',
            'Put the text in quotes: caption: "The team in autumn #3".',
        ),
        (
            'השדה photo.caption נקטע ב־#: החברים יקראו “The team in autumn”',
            'שימו את הטקסט במירכאות: caption: "The team in autumn #3".',
        ),
    ),
    'nothing but a hash': Slip(
        KIND,
        KIND + 'tagline: #opendata\n',
        KIND + 'tagline: "#opendata"\n',
        '4:1: warning value-cut',
        (
            'tagline is empty: what begins with # is a remark',
            'Put the text in quotes: tagline: "#opendata".',
        ),
        (
            'השדה tagline ריק: מה שמתחיל ב־# הוא הערה',
            'שימו את הטקסט במירכאות: tagline: "#opendata".',
        ),
    ),
    'nothing but a hash where there must be something': Slip(
        TITLE,
        '    title: #opendata\n',
        '    title: "#opendata"\n',
        '27:5: error field-missing',
        (
            '<title> must be given, but all that is there is a remark',
            'Put it in quotes, title: "#opendata": without them # begins a remark.',
        ),
        (
            'חובה למלא את <title>, אבל כל מה שכתוב שם הוא הערה',
            'שימו במירכאות, title: "#opendata": בלעדיהן # פותח הערה.',
        ),
    ),
    'a star for a hyphen': Slip(
        TAGS,
        'tags:\n  * open-source\n  * law\n',
        'tags:\n  - open-source\n  - law\n',
        '6:3: error yaml-invalid',
        (
            'each item of a list begins with a hyphen and a space, but “*” is another sign',
            'Type a hyphen: - ….',
        ),
        (
            'כל פריט ברשימה מתחיל במקף ורווח, אבל “*” הוא סימן אחר',
            'הקלידו מקף: - ….',
        ),
    ),
    'a day before its month': Slip(
        START,
        '    start: 2026-20-12 19:00\n',
        '    start: 2026-12-20 19:00\n',
        '28:12: error field-invalid',
        (
            '<start> must be a day of the calendar, from 1970 to 2199, and an hour of the day, got “2026-20-12 19:00”',
            'Write start: 2026-12-20 19:00.',
        ),
        (
            '<start> חייב להיות יום בלוח השנה, מ־1970 עד 2199, ושעה ביום; כתוב כאן: “2026-20-12 19:00”',
            'כתבו start: 2026-12-20 19:00.',
        ),
    ),
    'nothing but a hash in a list': Slip(
        TAGS,
        'tags:\n  - open-source\n  - #radio\n',
        'tags:\n  - open-source\n  - "#radio"\n',
        '7:4: error field-invalid',
        (
            'the second of tags must be given, but all that is there is a remark',
            'Put it in quotes, - "#radio": without them # begins a remark.',
        ),
        (
            'חובה למלא את הפריט השני ב־tags, אבל כל מה שכתוב שם הוא הערה',
            'שימו במירכאות, - "#radio": בלעדיהן # פותח הערה.',
        ),
    ),
    'a hyphen with nothing behind it': Slip(
        TAGS,
        'tags:\n  - open-source\n  -\n',
        'tags:\n  - open-source\n',
        '7:4: error field-invalid',
        (
            'the second of tags must not be empty',
            'Write something, or take the line out.',
        ),
        (
            'הפריט השני ב־tags אינו יכול להיות ריק',
            'כתבו משהו, או הוציאו את השורה.',
        ),
    ),
    'bullets for hyphens': Slip(
        TAGS,
        'tags:\n  • open-source\n  • law\n',
        'tags:\n  - open-source\n  - law\n',
        '6:3: error field-invalid',
        (
            'tags must be a list, got “• open-source • law”',
            'Type a hyphen and a space before each item; what stands there is “•”.',
        ),
        (
            'השדה tags חייב להיות רשימה; כתוב כאן: “• open-source • law”',
            'הקלידו מקף ורווח לפני כל פריט; במקומם כתוב שם “•”.',
        ),
    ),
    'numbers for hyphens': Slip(
        TAGS,
        'tags:\n  1. open-source\n  2. law\n',
        'tags:\n  - open-source\n  - law\n',
        '6:3: error field-invalid',
        (
            'tags must be a list, got “1. open-source 2. law”',
            'Type a hyphen and a space before each item; what stands there is “1.”.',
        ),
        (
            'השדה tags חייב להיות רשימה; כתוב כאן: “1. open-source 2. law”',
            'הקלידו מקף ורווח לפני כל פריט; במקומם כתוב שם “1.”.',
        ),
    ),
    'bullets in a private list': Slip(
        '  values: [open-knowledge, transparency]\n',
        '  values:\n    • open-knowledge\n    • transparency\n',
        '  values:\n    - open-knowledge\n    - transparency\n',
        '13:5: error field-invalid',
        (
            'vetting.values must be a list',
            'Type a hyphen and a space before each item; what stands there is “•”.',
        ),
        (
            'השדה vetting.values חייב להיות רשימה',
            'הקלידו מקף ורווח לפני כל פריט; במקומם כתוב שם “•”.',
        ),
    ),
    'no space behind hyphens': Slip(
        TAGS,
        'tags:\n  -open-source\n  -law\n',
        'tags:\n  - open-source\n  - law\n',
        '6:3: error field-invalid',
        (
            'tags must be a list, got “-open-source -law”',
            'Put a space behind each hyphen: - open-source.',
        ),
        (
            'השדה tags חייב להיות רשימה; כתוב כאן: “-open-source -law”',
            'שימו רווח אחרי כל מקף: - open-source.',
        ),
    ),
    'no space behind private hyphens': Slip(
        '  values: [open-knowledge, transparency]\n',
        '  values:\n    -open-knowledge\n    -transparency\n',
        '  values:\n    - open-knowledge\n    - transparency\n',
        '13:5: error field-invalid',
        (
            'vetting.values must be a list',
            'Put a space behind each hyphen: - ….',
        ),
        (
            'השדה vetting.values חייב להיות רשימה',
            'שימו רווח אחרי כל מקף: - ….',
        ),
    ),
    'a private moment without its hour': Slip(
        'events:\n',
        'outreach:\n  log:\n    - {at: 2026-10-20, from: us, note: said hello}\nevents:\n',
        'outreach:\n  log:\n    - {at: 2026-10-20 09:00, from: us, note: said hello}\nevents:\n',
        '27:12: error field-invalid',
        (
            'the first entry of outreach.log: at must have an hour, such as 2026-12-10 19:00',
            'Add the hour: at: … 19:00.',
        ),
        (
            'השדה at בפריט הראשון ב־outreach.log חייב לכלול שעה, כמו 2026-12-10 19:00',
            'הוסיפו את השעה: at: … 19:00.',
        ),
    ),
    'a private hour without its day': Slip(
        'events:\n',
        'outreach:\n  log:\n    - {at: 9:30, from: us, note: said hello}\nevents:\n',
        'outreach:\n  log:\n    - {at: 2026-10-20 09:30, from: us, note: said hello}\nevents:\n',
        '27:12: error field-invalid',
        (
            'the first entry of outreach.log: at must be a day and an hour such as 2026-12-10 19:00',
            'Write the day before the hour: at: 2026-12-10 ….',
        ),
        (
            'השדה at בפריט הראשון ב־outreach.log חייב להיות יום ושעה, כמו 2026-12-10 19:00',
            'כתבו את היום לפני השעה: at: 2026-12-10 ….',
        ),
    ),
    'an event that is its title with a colon': Slip(
        SLUG + TITLE,
        '  - Open data night:\n',
        SLUG + TITLE,
        '26:5: error field-unknown',
        (
            'the first event must have fields of the format only, but this one is not known',
            'If that is its title, write it behind the name of that field: title: ….',
        ),
        (
            'אין שדה כזה תחת האירוע הראשון',
            'אם זו הכותרת, כתבו אותה אחרי שם השדה: title: ….',
        ),
    ),
    'a talk that is its hour and its title': Slip(
        PLACE,
        PLACE + '    agenda:\n      - 19:15: A city in one chart\n',
        PLACE + '    agenda:\n      - {at: 19:15, title: A city in one chart}\n',
        '32:9: error field-invalid',
        (
            'the first of agenda in “Open data night” must be fields of its own, one `name: value` a line, got “19:15: A city in one chart”',
            'Write them below it, each on a line of its own and indented by two spaces: at: 19:15 | title: A city in one chart.',
        ),
        (
            'הפריט הראשון ב־agenda של האירוע “Open data night” חייב להכיל שדות משלו, `name: value` בכל שורה; כתוב כאן: “19:15: A city in one chart”',
            'כתבו אותם מתחתיו, כל אחד בשורה משלו ואחרי שני רווחים: at: 19:15 | title: A city in one chart.',
        ),
    ),
    'a colon forgotten in braces': Slip(
        '    agreed: 2026-11-06\n',
        '    agreed: {us 2026-11-06, them: 2026-11-06}\n',
        '    agreed: {us: 2026-11-06, them: 2026-11-06}\n',
        '31:14: error field-unknown',
        (
            'agreed of “Open data night” must have fields of the format only, but this one is not known',
            'Put a colon and a space behind the name: us: ….',
        ),
        (
            'אין שדה כזה תחת השדה agreed של האירוע “Open data night”',
            'שימו נקודתיים ורווח אחרי השם: us: ….',
        ),
    ),
    'a field that holds others and stands too far left': Slip(
        '  reputation:\n',
        'reputation:\n',
        '  reputation:\n',
        '18:1: error yaml-invalid',
        (
            'this line is indented otherwise than those to which it belongs: 0 instead of 2',
            'Put as many spaces before it as before those: 2.',
        ),
        (
            'השורה מוזחת אחרת מהשורות שהיא שייכת אליהן: מספר הרווחים לפניה הוא 0 ולא 2',
            'שימו לפניה רווחים כמו לפניהן: 2.',
        ),
    ),
    'two commas in a list': Slip(
        TAGS,
        'tags: [open-source,, volunteering]\n',
        'tags: [open-source, volunteering]\n',
        '5:20: error yaml-invalid',
        ('nothing stands before this comma', 'Delete it.'),
        ('לפני הפסיק הזה אין כלום', 'מחקו אותו.'),
    ),
    'a list in parentheses': Slip(
        TAGS,
        'tags: (open-source, volunteering)\n',
        'tags: [open-source, volunteering]\n',
        '5:7: error field-invalid',
        (
            'tags must be a list, got “(open-source, volunteering)”',
            'Put it in brackets, with commas: tags: [open-source, volunteering]; or one a line, each behind a hyphen and a space.',
        ),
        (
            'השדה tags חייב להיות רשימה; כתוב כאן: “(open-source, volunteering)”',
            'כתבו בסוגריים מרובעים, עם פסיקים: tags: [open-source, volunteering]; או פריט בכל שורה, אחרי מקף ורווח.',
        ),
    ),
    'tags as hashtags': Slip(
        TAGS,
        'tags: #open-source #volunteering\n',
        'tags: [open-source, volunteering]\n',
        '5:1: warning value-cut',
        ('tags is empty: what begins with # is a remark', 'Write tags: [open-source, volunteering].'),
        ('השדה tags ריק: מה שמתחיל ב־# הוא הערה', 'כתבו tags: [open-source, volunteering].'),
    ),
    'curly quotes around a part of a text with a colon': Slip(
        TITLE,
        '    title: “Open data”: the night\n',
        '    title: "“Open data”: the night"\n',
        '27:12: error yaml-invalid',
        (
            "curly quotation marks (U+201C) are part of the text, and don't hold it together",
            'Type straight ones: title: "“Open data”: the night".',
        ),
        (
            'מירכאות מעוגלות (U+201C) הן חלק מהטקסט, ולא תוחמות אותו',
            'הקלידו ישרות: title: "“Open data”: the night".',
        ),
    ),
    'a year of two digits before month and day': Slip(
        START,
        '    start: 26-12-10 19:00\n',
        START,
        '28:12: error field-invalid',
        (
            '<start> must be a day and an hour such as 2026-12-10 19:00, got “26-12-10 19:00”',
            'Write start: 2026-12-10 19:00.',
        ),
        (
            '<start> חייב להיות יום ושעה, כמו 2026-12-10 19:00; כתוב כאן: “26-12-10 19:00”',
            'כתבו start: 2026-12-10 19:00.',
        ),
    ),
    'a value misspelt that is the only one shared': Slip(
        '  values: [open-knowledge, transparency]\n',
        '  values: [open-knowlege, transparency]\n',
        '  values: [open-knowledge, transparency]\n',
        '12:11: error values-not-shared',
        (
            "vetting.values must share at least 1 with the hub's values",
            'Write open-knowledge, as the hub spells it, if that is meant.',
        ),
        (
            'השדה vetting.values חייב לכלול לפחות 1 מערכי הקהילה',
            'אם הכוונה ל־open-knowledge, כתבו אותו כמו שהקהילה כותבת.',
        ),
    ),
    'a comma in a title of the agenda': Slip(
        PLACE,
        PLACE + '    agenda:\n      - {at: 19:15, title: Cats, dogs}\n',
        PLACE + '    agenda:\n      - {at: 19:15, title: "Cats, dogs"}\n',
        '32:28: error field-invalid',
        (
            'the first agenda entry of “Open data night”: title must be in quotes, since between braces a comma ends a text',
            'Put it in quotes: title: "Cats, dogs".',
        ),
        (
            'השדה title בפריט הראשון ב־agenda של האירוע “Open data night” חייב להיות במירכאות: בין סוגריים מסולסלים פסיק מסיים טקסט',
            'שימו במירכאות: title: "Cats, dogs".',
        ),
    ),
    'commas in Hebrew in a title of the agenda': Slip(
        PLACE,
        PLACE + '    agenda:\n      - {at: 19:15, title: חתולים, כלבים, ציפורים, speaker: דנה}\n',
        PLACE + '    agenda:\n      - {at: 19:15, title: "חתולים, כלבים, ציפורים", speaker: דנה}\n',
        '32:28: error field-invalid',
        (
            'the first agenda entry of “Open data night”: title must be in quotes, since between braces a comma ends a text',
            'Put it in quotes: title: "חתולים, כלבים, ציפורים".',
        ),
        (
            'השדה title בפריט הראשון ב־agenda של האירוע “Open data night” חייב להיות במירכאות: בין סוגריים מסולסלים פסיק מסיים טקסט',
            'שימו במירכאות: title: "חתולים, כלבים, ציפורים".',
        ),
    ),
    'a comma before the name of a field': Slip(
        PLACE,
        PLACE + '    agenda:\n      - {at: 19:15, title: Make the most of it, link}\n',
        PLACE + '    agenda:\n      - {at: 19:15, title: "Make the most of it, link"}\n',
        '32:28: error field-invalid',
        (
            'the first agenda entry of “Open data night”: title must be in quotes, since between braces a comma ends a text',
            'Put it in quotes: title: "Make the most of it, link".',
        ),
        (
            'השדה title בפריט הראשון ב־agenda של האירוע “Open data night” חייב להיות במירכאות: בין סוגריים מסולסלים פסיק מסיים טקסט',
            'שימו במירכאות: title: "Make the most of it, link".',
        ),
    ),
    'another name for whole days': Slip(
        START + '    end: 21:30\n',
        '    start: 2026-12-10\n    all_day: true\n',
        '    start: 2026-12-10\n    whole_day: true\n',
        '29:5: error field-unknown',
        (
            '<all_day> is not a field of the format',
            'Write it as whole_day.',
        ),
        (
            '<all_day> אינו מוכר',
            'כתבו whole_day.',
        ),
    ),
    'another name for whole days in Hebrew': Slip(
        START + '    end: 21:30\n',
        '    start: 2026-12-10\n    כל היום: true\n',
        '    start: 2026-12-10\n    whole_day: true\n',
        '29:5: error field-unknown',
        (
            '<כל היום> is not a field of the format',
            'Write it as whole_day; the names of fields are English and in lower-case letters.',
        ),
        (
            '<כל היום> אינו מוכר',
            'כתבו whole_day; שמות השדות הם באנגלית ובאותיות קטנות.',
        ),
    ),
    'from when till when with spaces': Slip(
        START + '    end: 21:30\n',
        '    start: 2026-12-10 19:00 - 21:30\n',
        START + '    end: 21:30\n',
        '28:12: error field-invalid',
        (
            '<start> must be one moment, not from when till when, got “2026-12-10 19:00 - 21:30”',
            'Write the hour at which it ends in a line of its own: end: 21:30.',
        ),
        (
            '<start> חייב להיות מועד אחד, ולא טווח שעות; כתוב כאן: “2026-12-10 19:00 - 21:30”',
            'כתבו את שעת הסיום בשורה משלה: end: 21:30.',
        ),
    ),
    'day and hour under names of their own': Slip(
        START,
        '    date: 2026-12-10\n    time: 19:00\n',
        START,
        '28:5: error field-unknown',
        (
            '<date> is not a field of the format',
            'Write it as start.',
        ),
        (
            '<date> אינו מוכר',
            'כתבו start.',
        ),
    ),
    'until when in Hebrew': Slip(
        END,
        '    end: עד 21:30\n',
        END,
        '29:10: error field-invalid',
        (
            '<end> must be an hour such as 21:30, or a day and an hour, got “עד 21:30”',
            'Write end: 21:30.',
        ),
        (
            '<end> חייב להיות שעה, כמו 21:30, או יום ושעה; כתוב כאן: “עד 21:30”',
            'כתבו end: 21:30.',
        ),
    ),
    'an end after midnight': Slip(
        END,
        '    end: 01:00\n',
        '    end: 2026-12-11 01:00\n',
        '29:10: error event-ends-before-start',
        (
            '<end> must be later than the start, got 01:00',
            'Write end: 2026-12-11 01:00 if it ends on the next day.',
        ),
        (
            '<end> חייב להיות אחרי ההתחלה, וכתוב בו 01:00',
            'כתבו end: 2026-12-11 01:00 אם הוא נגמר ביום שאחרי.',
        ),
    ),
    'hours of whole days': Slip(
        START + '    end: 21:30\n',
        START + '    end: 21:30\n    whole_day: true\n',
        '    start: 2026-12-10\n    whole_day: true\n',
        '28:12: error field-invalid',
        (
            '<start> must be a day without an hour where whole_day is true, got “2026-12-10 19:00”',
            'Take the hour out, or whole_day.',
        ),
        (
            '<start> חייב להיות יום בלי שעה כאשר whole_day הוא true; כתוב כאן: “2026-12-10 19:00”',
            'מחקו את השעה, או את whole_day.',
        ),
    ),
    'a talk a line': Slip(
        PLACE,
        PLACE + '    agenda:\n      - 19:15 A city in one chart\n      - 20:00 Pizza\n',
        PLACE + '    agenda:\n      - at: 19:15\n        title: A city in one chart\n      - at: 20:00\n        title: Pizza\n',
        '32:9: error field-invalid',
        (
            'the first of agenda in “Open data night” must be fields of its own, one `name: value` a line, got “19:15 A city in one chart”',
            'Write them below it, each on a line of its own and indented by two spaces: at: 19:15 | title: A city in one chart.',
        ),
        (
            'הפריט הראשון ב־agenda של האירוע “Open data night” חייב להכיל שדות משלו, `name: value` בכל שורה; כתוב כאן: “19:15 A city in one chart”',
            'כתבו אותם מתחתיו, כל אחד בשורה משלו ואחרי שני רווחים: at: 19:15 | title: A city in one chart.',
        ),
    ),
    'days of announcements': Slip(
        '    announced: 2026-11-20\n',
        '    announced: [2026-11-20, 2026-11-21]\n',
        '    announced:\n      - date: 2026-11-20\n      - date: 2026-11-21\n',
        '32:17: error field-invalid',
        (
            'the first of announced in “Open data night” must be fields of its own, one `name: value` a line',
            'Write them below it, each on a line of its own and indented by two spaces: date: 2026-12-10.',
        ),
        (
            'הפריט הראשון ב־announced של האירוע “Open data night” חייב להכיל שדות משלו, `name: value` בכל שורה',
            'כתבו אותם מתחתיו, כל אחד בשורה משלו ואחרי שני רווחים: date: 2026-12-10.',
        ),
    ),
    'the name of a service for online': Slip(
        PLACE,
        PLACE + '    online: בזום\n',
        PLACE + '    online: true\n',
        '31:13: error field-invalid',
        (
            '<online> must be true, or an address such as https://example.org, got “בזום”',
            'Write online: true, or the address where it happens.',
        ),
        (
            '<online> חייב להיות true, או כתובת כמו https://example.org; כתוב כאן: “בזום”',
            'כתבו online: true, או את הכתובת שבה הוא מתקיים.',
        ),
    ),
    'a title a language': Slip(
        TITLE,
        '    title_he: ליל נתונים\n    title_en: Open data night\n',
        '    title: {he: ליל נתונים, en: Open data night}\n',
        '27:5: error field-unknown',
        (
            '<title_he> is not a field of the format',
            'Write one text a language: title: {he: …, en: …}.',
        ),
        (
            '<title_he> אינו מוכר',
            'כתבו טקסט אחד לכל שפה: title: {he: …, en: …}.',
        ),
    ),
    'languages without braces': Slip(
        TITLE,
        '    title: he: ליל נתונים, en: Open data night\n',
        '    title: {he: ליל נתונים, en: Open data night}\n',
        '27:14: error yaml-invalid',
        (
            'one text a language must stand in braces',
            'Put braces around them: title: {he: ליל נתונים, en: Open data night}.',
        ),
        (
            'טקסט אחד לכל שפה כותבים בסוגריים מסולסלים',
            'שימו סביבם סוגריים מסולסלים: title: {he: ליל נתונים, en: Open data night}.',
        ),
    ),
    'an address for links': Slip(
        KIND,
        KIND + 'links: https://fb.example/code\n',
        KIND + 'links: {facebook: https://fb.example/code}\n',
        '4:8: error field-invalid',
        (
            'links must be fields of its own, one `name: value` a line, got “https://fb.example/code”',
            'Write it like this: links: {facebook: https://example.org}.',
        ),
        (
            'השדה links חייב להכיל שדות משלו, `name: value` בכל שורה; כתוב כאן: “https://fb.example/code”',
            'כתבו כך: links: {facebook: https://example.org}.',
        ),
    ),
    'a list of links': Slip(
        KIND,
        KIND + 'links:\n  - https://fb.example/code\n',
        KIND + 'links:\n  facebook: https://fb.example/code\n',
        '5:3: error field-invalid',
        (
            'links must be fields of its own, one `name: value` a line, got a list',
            'Write it like this: links: {facebook: https://example.org}.',
        ),
        (
            'השדה links חייב להכיל שדות משלו, `name: value` בכל שורה; כתוב כאן: רשימה',
            'כתבו כך: links: {facebook: https://example.org}.',
        ),
    ),
    'no website': Slip(
        WEBSITE,
        'website: אין\n',
        '',
        '4:10: error field-invalid',
        (
            'website must be an address such as https://example.org, got “אין”',
            'Take the line out if there is nothing to write.',
        ),
        (
            'השדה website חייב להיות כתובת כמו https://example.org; כתוב כאן: “אין”',
            'אם אין מה לכתוב, הוציאו את השורה.',
        ),
    ),
    'no flags': Slip(
        '    flags: []\n',
        '    flags: none\n',
        '',
        '21:12: error field-invalid',
        (
            'vetting.reputation.flags must be a list',
            'Take the line out if there is nothing to write.',
        ),
        (
            'השדה vetting.reputation.flags חייב להיות רשימה',
            'אם אין מה לכתוב, הוציאו את השורה.',
        ),
    ),
    'a consent without an end': Slip(
        'valid_until: 2027-11-02',
        'valid_until: ללא הגבלה',
        'via: email',
        '9:80: error field-invalid',
        (
            'photo.consent.valid_until must be a date such as 2026-12-10',
            'Take the line out if there is nothing to write.',
        ),
        (
            'השדה photo.consent.valid_until חייב להיות תאריך כמו 2026-12-10',
            'אם אין מה לכתוב, הוציאו את השורה.',
        ),
    ),
    'another word for a decision': Slip(
        DECISION,
        '  decision: rejected\n',
        '  decision: declined\n',
        '22:13: error field-invalid',
        (
            'vetting.decision must be one of pending, approved, declined, got “rejected”; type “declined”',
            'Write one of these words as it is, in lower-case letters.',
        ),
        (
            'השדה vetting.decision חייב להיות אחד מאלה: pending, approved, declined; כתוב כאן: “rejected”; הקלידו “declined”',
            'כתבו אחת מהמילים האלה כמו שהיא, באותיות קטנות.',
        ),
    ),
    'another word for a kind in Hebrew': Slip(
        KIND,
        'kind: עמותה\n',
        'kind: organization\n',
        '3:7: error field-invalid',
        (
            'kind must be one of person, community, organization, got “עמותה”',
            'Write kind: organization.',
        ),
        (
            'השדה kind חייב להיות אחד מאלה: person, community, organization; כתוב כאן: “עמותה”',
            'כתבו kind: organization.',
        ),
    ),
    'another word for who wrote': Slip(
        'events:\n',
        'outreach:\n  log:\n    - {at: 2026-10-20 09:00, from: me, note: said hello}\nevents:\n',
        'outreach:\n  log:\n    - {at: 2026-10-20 09:00, from: us, note: said hello}\nevents:\n',
        '27:36: error field-invalid',
        (
            'the first entry of outreach.log: from must be one of us, them, got “me”; type “us”',
            'Write one of these words as it is, in lower-case letters.',
        ),
        (
            'השדה from בפריט הראשון ב־outreach.log חייב להיות אחד מאלה: us, them; כתוב כאן: “me”; הקלידו “us”',
            'כתבו אחת מהמילים האלה כמו שהיא, באותיות קטנות.',
        ),
    ),
    'a word for how they are addressed in Hebrew': Slip(
        'events:\n',
        'outreach:\n  address: נקבה\nevents:\n',
        'outreach:\n  address: f\nevents:\n',
        '26:12: error field-invalid',
        (
            'outreach.address must be one of f, m, plural, got “נקבה”; type “f”',
            'Write one of these words as it is, in lower-case letters.',
        ),
        (
            'השדה outreach.address חייב להיות אחד מאלה: f, m, plural; כתוב כאן: “נקבה”; הקלידו “f”',
            'כתבו אחת מהמילים האלה כמו שהיא, באותיות קטנות.',
        ),
    ),
    'no word for what they saw': Slip(
        'valid_until: 2027-11-02',
        'saw: yes',
        'via: email',
        '9:72: error field-invalid',
        (
            'photo.consent.saw must be the 12 letters and digits at the foot of the preview, such as 3f9a1c0be2d4',
            'Copy them from there, or take the line out.',
        ),
        (
            'השדה photo.consent.saw צריך להיות 12 האותיות והספרות שבתחתית התצוגה המקדימה, למשל 3f9a1c0be2d4',
            'העתיקו אותן משם, או הוציאו את השורה.',
        ),
    ),
    'no line that holds the answers': Slip(
        'vetting:\n',
        '',
        'vetting:\n',
        '10:3: error field-unknown',
        (
            'photo.proposed_by is not a field of the format',
            'It belongs under vetting, which is missing: write the line vetting: above it, indented less.',
        ),
        (
            'השדה photo.proposed_by אינו מוכר',
            'מקומו תחת vetting, שחסר כאן: כתבו מעליו את השורה vetting:, בהזחה קטנה יותר.',
        ),
    ),
    'no line that holds the reputation': Slip(
        '  reputation:\n',
        '',
        '  reputation:\n',
        '18:5: error field-unknown',
        (
            'vetting.win_win.standing is not a field of the format',
            'It belongs under vetting.reputation, which is missing: write the line reputation: above it, indented less.',
        ),
        (
            'השדה vetting.win_win.standing אינו מוכר',
            'מקומו תחת vetting.reputation, שחסר כאן: כתבו מעליו את השורה reputation:, בהזחה קטנה יותר.',
        ),
    ),
    'no line that holds the gains': Slip(
        '  win_win:\n',
        '',
        '  win_win:\n',
        '14:5: error yaml-invalid',
        (
            'ours belongs under win_win, which is missing above it',
            'Write the line win_win: above it, indented less.',
        ),
        (
            'מקומו של ours תחת win_win, שחסר מעליו',
            'כתבו מעליו את השורה win_win:, בהזחה קטנה יותר.',
        ),
    ),
    'no line that holds the photo': Slip(
        'photo:\n',
        '',
        'photo:\n',
        '6:3: error yaml-invalid',
        (
            'alt belongs under photo, which is missing above it',
            'Write the line photo: above it, indented less.',
        ),
        (
            'מקומו של alt תחת photo, שחסר מעליו',
            'כתבו מעליו את השורה photo:, בהזחה קטנה יותר.',
        ),
    ),
    'no line that holds the events': Slip(
        'events:\n',
        '',
        'events:\n',
        '25:3: error yaml-invalid',
        (
            'slug belongs under events, which is missing above it',
            'Write the line events: above it, indented less.',
        ),
        (
            'מקומו של slug תחת events, שחסר מעליו',
            'כתבו מעליו את השורה events:, בהזחה קטנה יותר.',
        ),
    ),
    'a hash for a list': Slip(
        TAGS,
        'tags: #opensource\n',
        'tags: [opensource]\n',
        '5:1: warning value-cut',
        (
            'tags is empty: what begins with # is a remark',
            'Write tags: [opensource].',
        ),
        (
            'השדה tags ריק: מה שמתחיל ב־# הוא הערה',
            'כתבו tags: [opensource].',
        ),
    ),
    'a list cut at a hash': Slip(
        TAGS,
        'tags: open-source #law\n',
        'tags: [open-source, "#law"]\n',
        '5:7: error field-invalid',
        (
            'tags must be a list, got “open-source”',
            'Put it in brackets, with commas: tags: [open-source]; or one a line, each behind a hyphen and a space.',
        ),
        (
            'השדה tags חייב להיות רשימה; כתוב כאן: “open-source”',
            'כתבו בסוגריים מרובעים, עם פסיקים: tags: [open-source]; או פריט בכל שורה, אחרי מקף ורווח.',
        ),
    ),
    'a hyphen before a text': Slip(
        '  alt: Six volunteers around a table of laptops\n',
        '  alt: - Six volunteers around a table of laptops\n',
        '  alt: Six volunteers around a table of laptops\n',
        '7:8: error yaml-invalid',
        (
            'a text must not begin with a hyphen and a space',
            'Write it without them: alt: Six volunteers around a table of laptops.',
        ),
        (
            'טקסט אינו יכול להתחיל במקף ורווח',
            'כתבו אותו בלעדיהם: alt: Six volunteers around a table of laptops.',
        ),
    ),
    'a name in Hebrew in the agenda': Slip(
        PLACE,
        PLACE + '    agenda:\n      - at: 19:15\n        כותרת: שיחה\n',
        PLACE + '    agenda:\n      - at: 19:15\n        title: שיחה\n',
        '33:9: error field-unknown',
        (
            'the first agenda entry of “Open data night”: כותרת is not a field of the format',
            'Write it as title; the names of fields are English and in lower-case letters.',
        ),
        (
            'השדה כותרת בפריט הראשון ב־agenda של האירוע “Open data night” אינו מוכר',
            'כתבו title; שמות השדות הם באנגלית ובאותיות קטנות.',
        ),
    ),
}
# fmt: on
