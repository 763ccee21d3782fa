"""Addresses: what in one is meant for few."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

_PARAMETER = re.compile(r"[?&;#]([^=&;#?/]+)=[^&;#]")
_SECRET = re.compile(
    r"(?:.*(?:password|passwd|passcode|passphrase|token|secret|signature|apikey|accesskey)"
    r"|pass|pwd|pw|pin|key|auth|authkey|authorization|jwt|sig|tk|zak|sid|session|sessionid)\Z"
)
"""Names of what lets one in, without what parts their words. `code` and `id` are none, nor is what counts visits."""


def holds_secret(address: str) -> bool:
    """Whether an address lets in whoever has it: by a password before the host, by a token behind the path."""
    try:
        has_password = bool(urlsplit(address).password)
    except ValueError:
        has_password = False
    names = _PARAMETER.findall(unquote(address))
    return has_password or any(_SECRET.match(re.sub(r"[\W_]", "", name).casefold()) for name in names)
