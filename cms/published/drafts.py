"""Drafts stand nowhere in the read model: whoever can show one registers here (cms.preview does).

The HTTP side may not know the write side. So it hands the token of a request to what is registered, and
gets finished JSON back, or is told why there is none.
"""

from collections.abc import Callable
from typing import Final

# A token in; a page's JSON out, with `meta.preview`. Raises NotOpen.
Opener = Callable[[str], bytes]


class NotOpen(Exception):
    """The token opens nothing (any more). Its text says why, to whoever holds the token."""


class Drafts:
    def __init__(self) -> None:
        self._opener: Opener | None = None

    def register(self, opener: Opener) -> None:
        self._opener = opener

    def open(self, token: str) -> bytes:
        if self._opener is None:
            raise NotOpen("No drafts are shown here.")
        return self._opener(token)


drafts: Final = Drafts()
