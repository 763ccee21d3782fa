"""Prices as people write them: whether it is free, and what it costs, where the text says nothing else."""

from __future__ import annotations

import re
import unicodedata

_FREE = frozenset(
    {"free", "free of charge", "free entry", "free admission", "no charge"}
    | {"חינם", "בחינם", "כניסה חינם", "ללא תשלום", "ללא עלות", "כניסה חופשית", "הכניסה חופשית"}
)
_CURRENCIES = {"₪": "ILS", "nis": "ILS", "ils": "ILS", 'ש"ח': "ILS", "שח": "ILS", "שקל": "ILS", "שקלים": "ILS"} | {
    "€": "EUR", "eur": "EUR", "euro": "EUR", "usd": "USD", "£": "GBP", "gbp": "GBP",
}  # fmt: skip
"""As written, without case → ISO 4217. The sign $ is not here: it is the sign of many."""
_AMOUNT = re.compile(r"\d{1,6}(?:\.\d{1,2})?\Z", re.ASCII)
_MARKS = re.compile("[\u200e\u200f\u061c]")


def is_free(price: str) -> bool:
    """Whether it plainly costs nothing: `Free`, `ללא תשלום`, `0`, `₪0`."""
    text = _plain(price)
    found = amount(price)
    return text in _FREE or float(found[0] if found else text if _AMOUNT.match(text) else 1) == 0


def amount(price: str) -> tuple[str, str] | None:
    """A sum and the ISO 4217 code of its currency; None where the text says anything else: `₪40`, `12.50 €`."""
    text = _plain(price)
    for sign, code in _CURRENCIES.items():
        for number in (text.removeprefix(sign), text.removesuffix(sign)):
            if number != text and _AMOUNT.match(number.strip()):
                return number.strip(), code
    return None


def _plain(price: str) -> str:
    text = _MARKS.sub("", unicodedata.normalize("NFC", price)).replace("״", '"').replace("''", '"')
    return " ".join(text.casefold().split()).rstrip(".!")
