"""Partner files that cost as much as anybody could make them cost: by the number of what they are full of."""

from __future__ import annotations

from collections.abc import Callable, Mapping

Grows = Callable[[int], str]

BODY = "Code for Good brings together volunteers who build software for small charities, one evening at a time.\n"
_EVENT = "events:\n  - title: A\n    start: 2026-12-10 19:00\n"


def _each(text: str) -> Grows:
    """A text again and again, `@` being another number each time."""
    return lambda count: "".join(text.replace("@", str(number)) for number in range(count))


def _within(before: str, text: str, after: str = "") -> Grows:
    return lambda count: f"{before}{_each(text)(count)}{after}\n"


FRONT_MATTER: Mapping[str, Grows] = {
    "unknown fields": _each("k@: 1\n"),
    "misspelt fields": _each("tagline@: 1\n"),
    "empty fields": _each("k@:\n"),
    "unknown fields within a field": _within("outreach: {", "k@: 1, ", "}"),
    "unknown fields of an event": _within(_EVENT, "    k@: 1\n"),
    "no languages": _within("tagline:\n", "  a@: x\n"),
    "languages": _within("tagline:\n", "  en-a@: x\n"),
    "links": _within("links:\n", "  k@: https://a.example/@\n"),
    "links that are none": _within("links:\n", "  k@: b\n"),
    "tags": _within("tags: [", "a@, ", "]"),
    "tags that are none": _within("tags: [", "<@, ", "]"),
    "nothing in a list": _within("tags:\n", "- \n"),
    "lists in a list": _within("tags: [", "[], ", "]"),
    "fields in a list": _within("tags: [", "{a: b}, ", "]"),
    "lists of two": _within("tags: [", "[a, b], ", "]"),
    "line breaks": _within("tags: [", '"a\\nb", ', "]"),
    "values": _within("vetting: {values: [", "a@, ", "]}"),
    "misspelt values": _within("vetting: {values: [", "open-knowledg@, ", "]}"),
    "red flags": _within("vetting: {reputation: {flags: [", "a@, ", "]}}"),
    "events without fields": _within("events: [", "{}, ", "]"),
    "events that are nothing": _within("events:\n", "- \n"),
    "events that are text": _within("events: [", "a, ", "]"),
    "events of one name": _within("events:\n", "- {title: a, start: 2026-12-10 19:00}\n"),
    "events": _within("events:\n", "- {title: a@, start: 2026-12-10 19:00, online: true, agreed: 2026-11-01}\n"),
    "events without a start": _within("events:\n", "- {title: a, start: x}\n"),
    "events without a title": _within("events:\n", "- {titel: a, start: 2026-12-10 19:00}\n"),
    "events in no language": _within("events:\n", "- {title: a, start: 2026-12-10 19:00, language: x}\n"),
    "events in two tongues": _within("events:\n", "- {title: {en: a, x: b}, start: 2026-12-10 19:00}\n"),
    "co-hosts": _within(f"{_EVENT}    with: [", "a@, ", "]"),
    "co-hosts that are none": _within(f"{_EVENT}    with: [", "-@, ", "]"),
    "announcements": _within(f"{_EVENT}    announced: [", "2026-12-01, ", "]"),
    "announcements that are none": _within(f"{_EVENT}    announced: [", "x, ", "]"),
    "messages": _within("outreach: {log: [", "{at: 2026-10-20 09:00, from: us}, ", "]}"),
    "messages of tomorrow": _within("outreach: {log: [", "{at: 2096-10-20 09:00, from: us}, ", "]}"),
    "messages that are none": _within("outreach: {log: [", "{}, ", "]}"),
    "messages with unknown fields": _within("outreach: {log: [", "{a: b}, ", "]}"),
    "deep lists": _within("x: [", "[[[[[[[[[]]]]]]]]], ", "]"),
    "deep fields": _within("x: [", "{a: {a: {a: {a: {}}}}}, ", "]"),
    "a long text": _within("tagline: ", "a"),
    "a long text of many lines": _within("tagline: |\n", "  a\n"),
    "a long folded text": _within("tagline: >\n", "  a\n\n"),
    "a long key": _within("? ", "a", "\n: x"),
    "a long word of a choice": _within("kind: ", "community"),
    "a long title of hyphens": _within("events: [{start: 2026-12-10 19:00, title: '", "- ", "'}]"),
    "a long slug": _within("events: [{start: 2026-12-10 19:00, title: a, slug: a", "-a", "}]"),
    "a long address": _within("website: https://", "a.", "example"),
    "a long number": _within("events: [{title: a, start: ", "1", "}]"),
    "a long duration": _within("events: [{title: a, start: 2026-12-10 19:00, duration: ", "1", "}]"),
    "a long tag of a language": _within("tagline: {a", "-aa", ": x}"),
    "combining marks": _within("tagline: a", "\u0301"),
    "quotes": _within("tagline: '", "''", "'"),
    "escapes": _within('tagline: "', "\\x41", '"'),
    "comments": _each("# a\n"),
    "a long comment": _within("#", "#"),
    "empty lines": _each("\n"),
    "colons": _within("tagline: ", "a:"),
    "one key": _each("k: 1\n"),
    "brackets": _within("x: ", "["),
    "braces": _within("x: ", "{"),
    "hyphens": _within("x: ", "- "),
    "question marks": _each("? "),
    "tabs": _each("\t"),
    "anchors": _within("tags:\n", "- &a a\n"),
    "aliases": _within("tags: [", "*a, ", "]"),
    "carriage returns": _each("# a\r\n"),
    "control characters": _within("tagline: ", "\x01"),
    "fences": _within("---\n", "```\n---\n```\n"),
    "fences that are none": _within("---\n", "a---\n"),
    "blanks before a fence": _within("---\n", " \u200f", "---"),
    "languages of the body": _within("---\n", "<!-- lang: en -->\na\n"),
    "a language of the body": _within("---\n<!-- lang: a", "-aa", " -->"),
}
"""Name → the fields of a partner file below its name, some with its body."""


def file_of(fields: str) -> bytes:
    """A partner file with these fields."""
    return f"---\nname: A\n{fields}---\n{BODY}".encode()


def _ladder(step: str, rung: str) -> Grows:
    return lambda count: "".join(f"{step * (number % 100)}{rung}" for number in range(count))


MARKDOWN: Mapping[str, Grows] = {
    "brackets": _each("["),
    "brackets closed": _each("]"),
    "brackets of pictures": _each("!["),
    "brackets of pictures in brackets": _each("![["),
    "links cut short": _each("[a]("),
    "links cut short with a bracket": _each("[a](<"),
    "links without an address": _each("](a"),
    "links with parentheses": _each("[a](((("),
    "links with a title": _each('[a](b "'),
    "links in links": lambda count: "[" * count + "a" + "](b)" * count,
    "links": _each("[a](https://b.example) "),
    "references": _each("[a@]: https://b.example/@\n"),
    "references used": lambda count: "[a]: /u\n\n" + "[a] " * count,
    "references that are none": _each("[a][b] "),
    "references of one name": _each("[a]: b\n"),
    "references over many lines": _each("[a\n"),
    "references with an open title": _each('[a]: b "c\n'),
    "emphasis not closed": _each("*a **b "),
    "emphasis of two kinds": _each("*a_ "),
    "emphasis in words": _each("a**b"),
    "emphasis of three": _each("a***b "),
    "emphasis in emphasis": lambda count: "*a " * count + "b* " * count,
    "strong in strong": lambda count: "**" * count + "a" + "**" * count,
    "stars": _each("*"),
    "underscores": _each("_a "),
    "struck out": _each("~~a "),
    "backticks in runs": lambda count: "".join("e" + "`" * number for number in range(count // 8)) * 8,
    "backticks": _each("`a "),
    "backticks of two": _each("``a` "),
    "quotations in quotations": _each("> "),
    "quotations": _each("> a\n"),
    "quotations that go on": lambda count: "> " * 20 + "a\n" * count,
    "quotations of many depths": _ladder(">", " a\n"),
    "lists in lists": _each("- "),
    "lists": _each("- a\n"),
    "lists with gaps": _each("- a\n\n"),
    "lists of lists": _each("- - - - - a\n"),
    "lists of many depths": _ladder(" ", "- a\n"),
    "lists in quotations": _each("> - "),
    "numbered lists": _each("1. a\n"),
    "less-than signs": _each("<"),
    "addresses": _each("<https://a.example> "),
    "addresses cut short": _each("<https:"),
    "mail cut short": _each("<a@b "),
    "HTML": _each("<b>"),
    "HTML cut short": _each("<a b='"),
    "HTML with attributes": lambda count: "<a" + " b" * count,
    "HTML in blocks": _each("<div>\n\n"),
    "comments cut short": _each("<!-- a\n"),
    "comments in a line": _each("a <!--"),
    "instructions": _each("a <?"),
    "sections": _each("a <![CDATA["),
    "declarations": _each("a <!A "),
    "tables with many columns": lambda count: f"{'|a' * count}|\n{'|-' * count}|\n{'|a' * count}|\n",
    "tables with many rows": lambda count: "|a|b|\n|-|-|\n" + "|a|b|\n" * count,
    "tables with many empty cells": lambda count: f"{'|a' * 40}|\n{'|-' * 40}|\n" + "|a\n" * count,
    "tables": _each("a|b\n-|-\n\n"),
    "tables that are none": _each("a|b\n"),
    "heads of tables": _each("-|\n"),
    "entities": _each("&amp;"),
    "ampersands": _each("&"),
    "entities by number": _each("&#1114111;"),
    "backslashes": _each("\\"),
    "escapes": _each("\\*"),
    "hard breaks": _each("a  \n"),
    "hard breaks with a backslash": _each("a\\\n"),
    "headings underlined": _each("a\n-\n"),
    "a heading of many lines": lambda count: "a\n" * count + "===",
    "headings": _each("# a\n"),
    "number signs": _each("#"),
    "rules": _each("***\n"),
    "code": _each("    a\n"),
    "code fences": _each("```\na\n```\n"),
    "code fences of two kinds": _each("```\n~~~\n"),
    "paragraphs": _each("a\n\n"),
    "lines": _each("a\n"),
    "empty lines": _each("\n"),
    "tabs": _each("\t"),
    "colons": _each(":"),
    "words": _each("word "),
    "punctuation of Unicode": _each("\u2014*"),
}
"""Name → a description."""
