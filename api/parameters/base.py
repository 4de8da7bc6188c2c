"""Query parameters: each is declared once, for reading requests and for the OpenAPI document.

An unknown parameter, a malformed value or a value outside a fixed list is refused; everything that is
wrong with a request is told at once.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final
from urllib.parse import parse_qsl

from api.errors import BadParameters, BadSite, Mistake, Problem
from cms.json_schema import Schema
from cms.partners.keys import MARK
from cms.published.contract import Contract
from cms.published.sites import Sites

KEY_IN_ADDRESS: Final = (
    "A key goes into the header “Authorization”, and never into an address, which stands in the logs of every"
    " machine on its way. Have this one replaced."
)

LONGEST_QUERY: Final = 4096  # bytes
MOST_FIELDS: Final = 200
MOST_VALUES: Final = 100  # of one parameter
MOST_TOLD: Final = 16  # possible values in an error's text

Values = dict[str, Any]


@dataclass(frozen=True)
class Context:
    """What values are checked against."""

    sites: Sites
    contract: Contract


class WrongSite(ValueError):
    """A site or language that is not among those known."""


Reader = Callable[[str, Context], Any]


@dataclass(frozen=True)
class Parameter:
    """`read` makes a value of text, or raises ValueError with what is wrong, as a sentence.

    `many`: a comma list, and may be repeated; its value is then a tuple without doubles.
    """

    name: str
    read: Reader
    schema: Schema
    description: str
    many: bool = False
    required: bool = False


def is_key(texts: Iterable[str]) -> bool:
    return any(text.startswith(MARK) for text in texts)


def suggestion(word: str, known: Iterable[str]) -> str:
    """` Did you mean country?`, or nothing."""
    by_lower = {each.lower(): each for each in known}
    # Of one or two letters, everything is close to everything.
    cutoff = 0.66 if len(word) > 2 else 1.0
    close = get_close_matches(word.lower(), by_lower, n=1, cutoff=cutoff)
    return f" Did you mean {by_lower[close[0]]}?" if close else ""


def choice(word: str, known: Collection[str]) -> str:
    """What was meant; else, where that is a short list, what there is."""
    few = len(known) <= MOST_TOLD
    return suggestion(word, known) or (f" There are: {', '.join(known)}." if few else "")


def pairs(query: str) -> list[tuple[str, str]]:
    """The query string's names and values. Raises a Problem for one that is too long or no UTF-8 text."""
    if len(query) > LONGEST_QUERY:
        raise Problem("query-too-long", f"The query string may have {LONGEST_QUERY} bytes.")
    if not query:
        return []
    try:
        found = parse_qsl(
            query, keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=MOST_FIELDS
        )
    except UnicodeDecodeError:
        raise BadParameters([Mistake("", "The query string is not UTF-8.")]) from None
    except ValueError:
        raise BadParameters([Mistake("", f"More than {MOST_FIELDS} parameters.")]) from None
    if not query.isascii():  # raw bytes, which WSGI gives as Latin-1
        raise BadParameters([Mistake("", "Percent-encode whatever is not ASCII, as UTF-8.")])
    if any("\0" in name or "\0" in value for name, value in found):
        raise BadParameters([Mistake("", "The query string may not have U+0000.")])
    return found


def read(query: Sequence[tuple[str, str]], known: Mapping[str, Parameter], context: Context) -> Values:
    """The values of all parameters given. Raises BadParameters with all that is wrong."""
    given: dict[str, list[str]] = {}
    for name, text in query:
        given.setdefault(name, []).append(text)
    values: Values = {}
    mistakes: list[Mistake] = []
    wrong_site = False
    for name, texts in given.items():
        parameter = known.get(name)
        if parameter is None:
            detail = KEY_IN_ADDRESS if is_key(texts) else "Unknown parameter." + suggestion(name, known)
            mistakes.append(Mistake(name[:100], detail, "unknown-parameter"))
            continue
        try:
            values[name] = read_one(parameter, texts, context)
        except ValueError as error:
            mistakes.append(Mistake(name, str(error)))
            wrong_site = wrong_site or isinstance(error, WrongSite)
    for name, parameter in known.items():
        if parameter.required and name not in given:
            mistakes.append(Mistake(name, "This parameter is required."))
    if mistakes:
        raise (BadSite if wrong_site else BadParameters)(mistakes)
    return values


def read_one(parameter: Parameter, texts: list[str], context: Context) -> Any:
    if not parameter.many:
        if len(texts) > 1:
            raise ValueError("May be given only once.")
        return parameter.read(texts[0], context)
    listed = [each for text in texts for each in text.split(",")]
    if len(listed) > MOST_VALUES:
        raise ValueError(f"At most {MOST_VALUES} values.")
    return tuple(dict.fromkeys(parameter.read(each, context) for each in listed))
