"""What a reader has typed so far, of which the last word may go on."""

import re
from typing import Final

from cms.published.search.words import HYPHENS, words

# A gender sign and some of what follows it, and -innen half written: Migrant:i, Migrant(inne, Migrantinn.
HALF_A_SUFFIX: Final = re.compile(
    r"(?<=[^\W\d_])(?:(?:[:*_·]|/-?|\(|(?<=[a-zäöüß])(?=I))(?i:i(?:n(?:n(?:en?)?)?)?)?|(?<=in)ne?)$"
)
# The stemmer leaves them where so little follows: الهج of الهجرة.
ARTICLE: Final = re.compile("^(?:[وبكف]?ال|لل)(?=..)")


def typed(text: str, configuration: str) -> list[str]:
    """The folded form of each word (`""` for one that is not looked for); the last is how one begins."""
    if configuration == "german":
        text = HALF_A_SUFFIX.sub("", text)
    return [word.forms[0] for word in words(text, configuration, split=False)]


def begins_last(text: str) -> int:
    """Where the last word begins: behind a space or a hyphen."""
    said = text.rstrip()
    return max(map(said.rfind, (" ", *HYPHENS))) + 1


def bare(form: str, configuration: str) -> str:
    """How the stem begins of a word that begins so, as far as can be told."""
    return ARTICLE.sub("", form) if configuration == "arabic" else form
