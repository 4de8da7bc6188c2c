"""The spellings of a path: those in which a visitor may ask for it, and those under which items have it.

Stored paths of pages are decoded, in composed form (NFC), begin and end with a slash. A redirect's key has
no slash at its end, and its query in order: `/node/123`, `/index.php?id=7&print=1`. So a page's path is
never a redirect's key, but for `/`, at which no page is.
"""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import unquote


@dataclass(frozen=True)
class Spellings:
    """`path`: decoded, otherwise as given. `pages`: how a page may have it, `path` itself first where it may.

    `keys`: how a redirect may, best first: with the query, then without; as given, then in small letters.
    `query`: what followed the path, as it was.
    """

    path: str
    pages: tuple[str, ...]
    keys: tuple[str, ...]
    query: str

    @property
    def is_root(self) -> bool:
        return not self.pages

    @property
    def all(self) -> tuple[str, ...]:
        """Everything to look for: first what may be a page's own path, empty where nothing may."""
        own = self.path if self.pages and self.path.endswith("/") else ""
        return tuple(dict.fromkeys((own, *self.pages, *self.keys)))

    @property
    def onward(self) -> tuple[str, ...]:
        """What to look for where a redirect leads: no spelling is the one asked for."""
        return tuple(dict.fromkeys((*self.pages, *self.keys)))

    @property
    def own_keys(self) -> tuple[str, ...]:
        """The keys of a redirect that stands at just this: with its query, where it has one."""
        return tuple(key for key in self.keys if "?" in key) or self.keys


def spellings(text: str) -> Spellings:
    """Of a path, percent-encoded or not, with or without query and fragment.

    Percent-encoding is no other spelling: a browser's router knows paths only that way. Raises
    ValueError for what is no path: no slash in front, no UTF-8 (RFC 3629: overlong forms are none), U+0000.
    """
    given, _, query = text.partition("#")[0].partition("?")
    path = composed(given)
    if not path.startswith("/"):
        raise ValueError("Must be a path that begins with a slash.")
    tidy = re.sub(r"/{2,}", "/", f"{path}/")
    bare = tidy.rstrip("/") or "/"
    with_query = [f"{bare}?{ordered}"] if (ordered := in_order(query)) else []
    keys = [each for key in (*with_query, bare) for each in (key, key.lower())]
    pages = () if tidy == "/" else tuple(dict.fromkeys((tidy, tidy.lower())))
    return Spellings(path, pages, tuple(dict.fromkeys(keys)), query)


def composed(text: str) -> str:
    try:
        found = unicodedata.normalize("NFC", unquote(text, errors="strict"))
    except UnicodeDecodeError:
        raise ValueError("Must be UTF-8 where it is percent-encoded.") from None
    if "\0" in found:
        raise ValueError("May not have the character U+0000.")
    return found


def in_order(query: str) -> str:
    """A query's parts in alphabetical order, as Wagtail keeps those of its redirects; decoded."""
    try:
        return "&".join(sorted(composed(part) for part in query.split("&") if part))
    except ValueError:
        return ""  # no redirect has such a query: what counts is the path
