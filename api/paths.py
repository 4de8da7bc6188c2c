"""A path as visitors send it, and the forms in which an item may have it."""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import unquote

from api.errors import BadParameters, Mistake


@dataclass(frozen=True)
class Asked:
    """`path`: decoded, otherwise as asked for; `others`: its other spellings; `query`: what followed it."""

    path: str
    others: tuple[str, ...]
    query: str


def spellings_of(text: str, parameter: str) -> Asked:
    """Read a path, percent-encoded or not, with or without query and fragment. Raises BadParameters.

    Stored paths are decoded, in composed form (NFC), begin and end with a slash. Percent-encoding
    is no other spelling: a browser's router knows paths only that way.
    """
    given, _, query = text.partition("#")[0].partition("?")
    try:
        path = unicodedata.normalize("NFC", unquote(given, errors="strict"))
    except UnicodeDecodeError:
        path = "\0"
    if not path.startswith("/") or "\0" in path:
        raise BadParameters([Mistake(parameter, "Must be a path that begins with a slash.")])
    tidy = re.sub(r"/{2,}", "/", f"{path}/")
    others = dict.fromkeys((tidy, tidy.lower()))
    others.pop(path, None)
    return Asked(path, tuple(others), query)
