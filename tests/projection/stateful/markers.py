"""Words that occur nowhere else: by them every text is known again wherever it turns up."""

import re
from collections.abc import Iterable
from itertools import count

MARKER = re.compile(r"mk[0-9]{5}")


class Markers:
    def __init__(self) -> None:
        self._numbers = count(1)

    def new(self) -> str:
        """A marker that no text has yet; fit for a slug."""
        return f"mk{next(self._numbers):05}"

    def text(self, what: str) -> str:
        return f"{what} {self.new()}"


def markers_in(*texts: str | None) -> set[str]:
    return {found for text in texts for found in MARKER.findall(text or "")}


def all_markers(texts: Iterable[str]) -> set[str]:
    return markers_in(*texts)
