"""What an item's row keeps for search, made of the words that it shows."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final

from cms.published.search.configurations import configuration
from cms.published.search.folding import composed, plain
from cms.published.search.passages import without
from cms.published.search.words import Word, words

# Characters of each of the four: PostgreSQL's vectors end at 1 MB, and publishing must not fail there.
LONGEST: Final = 150_000
# Stands for a word that is not looked for: lines and words stay in step.
NOTHING: Final = "-"
# So long are words that are worth completing.
SHORTEST_SPELLING, LONGEST_SPELLING = 3, 60


@dataclass(frozen=True)
class Texts:
    """What an item says, in plain text, by weight: its title; its summary and kicker; its body; captions,
    names of files, contacts, labels and all the rest. Texts within one are apart by line breaks."""

    title: str = ""
    lead: str = ""
    body: str = ""
    rest: str = ""


def indexed(
    texts: Texts, locale: str | None, boilerplate: Collection[str] = ()
) -> dict[str, str | list[str]]:
    """The columns `search_…` of a row, but its passages and those that PostgreSQL generates.

    `boilerplate`: fingerprints of passages that are not searched.
    """
    language = configuration(locale)
    searched = replace(texts, body=without(texts.body, boilerplate), rest=without(texts.rest, boilerplate))
    pieces = {
        name: composed(getattr(searched, name).replace("\0", ""))[:LONGEST]
        for name in ("title", "lead", "body", "rest")
    }
    found = {name: list(words(text, language)) for name, text in pieces.items()}
    return {
        **{f"search_{name}": lines(listed) for name, listed in found.items()},
        "search_text": "\n".join(filter(None, (pieces[name] for name in ("lead", "body", "rest")))),
        "search_spellings": sorted(
            {
                spelling(word, pieces[name][word.start : word.end])
                for name, listed in found.items()
                for word in listed
                if is_completed(word)
            }
        ),
    }


def lines(listed: list[Word]) -> str:
    """One line a word: its folded form, then those of its parts. PostgreSQL sees no word in NOTHING."""
    return "\n".join(" ".join((word.forms[0] or NOTHING, *word.forms[1:])) for word in listed)


def is_completed(word: Word) -> bool:
    length = word.end - word.start
    return SHORTEST_SPELLING <= length <= LONGEST_SPELLING and word.forms[0].isalpha()


def spelling(word: Word, written: str) -> str:
    """`fluchtling Flüchtling`: found by its folded form, shown as it is written."""
    return f"{word.forms[0]} {plain(written)}"
