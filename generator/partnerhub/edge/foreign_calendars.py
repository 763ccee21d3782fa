"""Public calendars of others, read when somebody asks for it: https only, within ten seconds and five megabytes."""

from __future__ import annotations

import http.client
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import IO
from urllib.parse import urlsplit

from partnerhub.scaffold.foreign import Busy, Unread, busy_times
from partnerhub.words.spoken import Spoken
from partnerhub.words.terms import N_

MAX_SECONDS = 10.0
MAX_BYTES = 5_000_000

_TOO_LONG = N_("it takes longer than {seconds} seconds")
_TOO_LARGE = N_("it is larger than {megabytes} MB")
_NOT_SAFE = N_("it leads to an address that does not begin with https://")

Fetch = Callable[[str], bytes]
"""Address → bytes, at most one more than `MAX_BYTES`. Raises OSError, Unread."""


def calendars_of_others(
    addresses: Mapping[str, str],
    since: datetime,
    until: datetime,
    failed: Callable[[str, Spoken], None],
    fetch: Fetch | None = None,
) -> list[Busy]:
    """What calendars hold between two moments, each read beside the others; name → address.

    Of one that can't be read `failed` is told, and it is passed over.
    """
    answers: dict[str, Sequence[Busy] | Spoken] = {}

    def read(name: str, address: str) -> None:
        answers[name] = _read(name, address, since, until, fetch or fetched)

    threads = [threading.Thread(target=read, args=pair, daemon=True) for pair in addresses.items()]
    until_then = time.monotonic() + MAX_SECONDS
    for thread in threads:
        thread.start()
    for thread in threads:
        # What hangs is left behind: it ends with us.
        thread.join(max(0.0, until_then - time.monotonic()))
    busy = list[Busy]()
    for name in addresses:
        answer = answers.get(name, Unread(_TOO_LONG, seconds=round(MAX_SECONDS)))
        if isinstance(answer, Spoken):
            failed(name, answer)
        else:
            busy += answer
    return busy


def _read(name: str, address: str, since: datetime, until: datetime, fetch: Fetch) -> Sequence[Busy] | Spoken:
    try:
        data = fetch(address)
        if len(data) > MAX_BYTES:
            return Unread(_TOO_LARGE, megabytes=MAX_BYTES // 1_000_000)
        return busy_times(name, data, since, until)
    except Unread as unread:
        return unread
    except urllib.error.HTTPError as error:
        return Unread(N_("its server answers {status}"), status=error.code)
    except (OSError, http.client.HTTPException, ValueError) as error:
        cause = getattr(error, "reason", error)
        reason = cause if isinstance(cause, str) else getattr(cause, "strerror", None) or type(cause).__name__
        return Unread(N_("it can't be reached: {reason}"), reason=reason)


class _OnlySafe(urllib.request.HTTPRedirectHandler):
    """Follows no redirect to an address that others could read along."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """Raise Unread for one that does not begin with https://."""
        if urlsplit(newurl).scheme != "https":
            raise Unread(_NOT_SAFE)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetched(address: str) -> bytes:
    """The bytes at an address, as `Fetch`."""
    if urlsplit(address).scheme != "https":
        raise Unread(_NOT_SAFE)
    asked = urllib.request.Request(address, headers={"Accept": "text/calendar", "User-Agent": "partnerhub"})
    with urllib.request.build_opener(_OnlySafe).open(asked, timeout=MAX_SECONDS) as answer:
        data: bytes = answer.read(MAX_BYTES + 1)
        return data
