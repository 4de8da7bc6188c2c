"""Values of an item, asked for by type: what is of another type is refused, not guessed at."""

from datetime import UTC, datetime, time
from typing import Any, Final

from django.utils.dateparse import parse_date, parse_datetime

JSON = dict[str, Any]

KINDS: Final = {dict: "an object", list: "a list", str: "text", bool: "true or false", type(None): "null"}


class Refusal(Exception):
    """Why an item cannot be imported, as one line for the operator."""


def named(value: Any) -> str:
    return KINDS.get(type(value), "a number")


def text(holder: JSON, key: str) -> str:
    """Without white space around it; "" where there is none."""
    value = holder.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Refusal(f"“{key}” is {named(value)}, not text")
    return value.strip()


def rows(holder: JSON, key: str) -> list[JSON]:
    """A list of objects; [] where there is none."""
    value = holder.get(key)
    if value is None:
        return []
    if not isinstance(value, list):
        raise Refusal(f"“{key}” is {named(value)}, not a list")
    for row in value:
        if not isinstance(row, dict):
            raise Refusal(f"“{key}” holds {named(row)} where an object should stand")
    return value


def moment(holder: JSON, key: str) -> datetime | None:
    """A date and time with its own offset (RFC 3339). Without one it is UTC; a bare date is its midnight."""
    written = text(holder, key)
    if not written:
        return None
    try:
        found = parse_datetime(written)
        if found is None and (day := parse_date(written)):
            found = datetime.combine(day, time())
    except ValueError:
        found = None
    if found is None:
        raise Refusal(f"“{key}” is not a date and time: {shortened(written)}")
    found = found if found.tzinfo else found.replace(tzinfo=UTC)
    try:
        # What cannot be said in UTC cannot be stored: the year 1 east of Greenwich.
        found.astimezone(UTC)
    except OverflowError:
        raise Refusal(f"“{key}” is out of range: {shortened(written)}") from None
    return found


def role(row: JSON, key: str = "role") -> str:
    """A role or relation in one spelling: `translation-of`, `translationOf`, `…/role/translation_of`."""
    last = text(row, key).rstrip("/").replace("#", "/").rpartition("/")[2].rpartition(":")[2]
    return "".join(letter for letter in last.casefold() if letter.isalnum())


def shortened(written: str, longest: int = 60) -> str:
    return written if len(written) <= longest else written[: longest - 1] + "…"


def unstorable(item: Any) -> str | None:
    """What of the item's texts no database or UTF-8 answer can hold, in words; None where all is well."""
    waiting = [item]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += [*value.keys(), *value.values()]
        elif isinstance(value, list):
            waiting += value
        elif isinstance(value, str):
            if "\0" in value:
                return "holds a NUL character"
            if any("\ud800" <= letter <= "\udfff" for letter in value):
                return "holds half of a character (a lone surrogate)"
    return None
