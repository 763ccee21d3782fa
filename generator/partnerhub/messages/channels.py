"""The channels on which messages go out: what each takes, and how it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from partnerhub.words.finding import Problem
from partnerhub.words.terms import N_

_LINK = re.compile(r"https?://\S+")
_SHORT_FORMS = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
"""Characters that X counts once; all others count twice: the configuration of its own counter.
https://github.com/twitter/twitter-text/blob/master/config/v3.json"""


class Counts(StrEnum):
    """What a channel counts as one."""

    CHARACTER = "character"
    UTF_16 = "UTF-16"
    """Units of UTF-16, of which an emoji has two."""
    WEIGHT = "weight"
    """As X does: what is no letter of ours counts twice, and a link 23."""


@dataclass(frozen=True)
class Channel:
    """A place where people read messages."""

    key: str
    title: str
    """As it is called everywhere."""
    limit: int | None = None
    """Of one message; None where nobody reaches it."""
    limit_with_picture: int | None = None
    """Where it differs."""
    shown: int | None = None
    """How much of a post is to be seen before one asks for more."""
    counts: Counts = Counts.CHARACTER
    opens_links: bool = True
    """Whether a link in a post can be followed."""
    is_mail: bool = False
    """Whether a message has a subject, a greeting and a signature."""
    is_formal: bool = False
    """Whether people greet there as in a letter."""
    is_spoken: bool = False
    is_brief: bool = False
    """Whether a post has room for no more than what, when and where."""
    bold: str = ""
    """What one types around a word to make it bold."""

    def length(self, text: str) -> int:
        """How long a text is, as the channel counts."""
        if self.counts is Counts.UTF_16:
            return len(text.encode("utf-16-le")) // 2
        if self.counts is Counts.WEIGHT:
            return 23 * len(_LINK.findall(text)) + sum(map(_weight, _LINK.sub("", text)))
        return len(text)

    def problems(self, text: str, opening: str, *, has_picture: bool) -> Iterator[Problem]:
        """What the channel does not take, or hides; `opening` is the part of a post that everybody should see."""
        limit = (self.limit_with_picture if has_picture else None) or self.limit
        length = self.length(text)
        if limit is not None and length > limit:
            words = N_("{channel} takes {limit} characters, and this has {length}")
            if has_picture and self.limit_with_picture:
                words = N_("with a picture {channel} takes {limit} characters, and this has {length}")
            yield Problem((), words, N_("Shorten it."), {"channel": self.title, "limit": limit, "length": length})
        if self.shown is not None and self.length(opening) > self.shown:
            words = N_("{channel} shows the first {shown} characters, and day and place come to stand behind them")
            yield Problem((), words, N_("Shorten the title."), {"channel": self.title, "shown": self.shown})
        if not self.opens_links and _LINK.search(text):
            words = N_("{channel} opens no link in a post")
            yield Problem((), words, N_("Put it into your profile or a story too."), {"channel": self.title})


CHANNELS: Mapping[str, Channel] = {
    channel.key: channel
    for channel in (
        Channel("whatsapp", "WhatsApp", 65_536, bold="*"),
        # https://core.telegram.org/bots/api#sendphoto and #sendmessage
        Channel("telegram", "Telegram", 4_096, limit_with_picture=1_024, counts=Counts.UTF_16),
        Channel("facebook", "Facebook", 63_206),
        # https://developers.facebook.com/docs/instagram-platform/content-publishing
        Channel("instagram", "Instagram", 2_200, shown=125, opens_links=False),
        # https://learn.microsoft.com/linkedin/marketing/community-management/shares/posts-api
        Channel("linkedin", "LinkedIn", 3_000, is_formal=True),
        # https://docs.x.com/fundamentals/counting-characters
        Channel("x", "X", 280, counts=Counts.WEIGHT, is_brief=True),
        Channel("email", "Email", is_mail=True, is_formal=True),
        Channel("phone", "Phone", is_spoken=True),
        Channel("other", "Other"),
    )
}
"""By key; those where we write to a partner have the names of `outreach.platform`."""

PUBLIC = ("whatsapp", "telegram", "facebook", "instagram", "linkedin", "x", "email")
"""Where members are told of an event."""


def _weight(character: str) -> int:
    return 1 if any(first <= ord(character) <= last for first, last in _SHORT_FORMS) else 2
