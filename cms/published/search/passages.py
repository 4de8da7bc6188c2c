"""Passages: paragraphs that are long enough to be told apart, each known by a fingerprint.

A passage that many pages of one site and language have is boilerplate, in whatever words: it is about none of
them, and is not searched (docs/decisions/0034-…).
"""

from collections.abc import Collection
from hashlib import blake2b
from typing import Final

from cms.published.search.folding import plain

# In characters. Anybody may write a heading or a caption that somebody else has written too.
SHORTEST: Final = 40
# So many pages have what is boilerplate.
MANY: Final = 5


def fingerprints(*texts: str) -> list[str]:
    """Those of all passages of these texts."""
    found = (fingerprint(line) for text in texts for line in text.split("\n"))
    return sorted({each for each in found if each})


def without(text: str, boilerplate: Collection[str]) -> str:
    """The text without the passages that have these fingerprints."""
    if not boilerplate:
        return text
    return "\n".join(line for line in text.split("\n") if fingerprint(line) not in boilerplate)


def fingerprint(line: str) -> str:
    """Of a paragraph, whatever its capitals and spaces; `""` for one that is no passage."""
    text = " ".join(plain(line).casefold().split())
    return blake2b(text.encode(), digest_size=8).hexdigest() if len(text) >= SHORTEST else ""
