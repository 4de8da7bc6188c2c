"""Up to where somebody has read the log: a token, opaque to whoever keeps it.

It is not signed. Whoever forges one learns nothing that is not public, and misses what he says he has read.
But it is checked: against the choice that it was given with, and against the log itself. A log that has been
put back from a backup gives its numbers anew, so a number alone would tell of changes that never came.
"""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import orjson

from cms.published.models import EVER_SINCE

LARGEST: Final = 2**63 - 1
MICROSECOND: Final = timedelta(microseconds=1)
# In a query of 4 KiB it must find room, beside what it goes with.
MOST_CHARACTERS: Final = 2_000


@dataclass(frozen=True)
class Position:
    """`sequence`, `at`: of the last change that is told, or that the full sync begins with; 0 before any.

    `item`: in a full sync the key of the last item given; None once all are.
    """

    sequence: int = 0
    at: datetime = EVER_SINCE
    item: str | None = None


@dataclass(frozen=True)
class Token:
    """A position, and what it goes with. `binding`: stands for the choice as the client spells it.

    `sites`: ids of the sites that are chosen, in the order of their names then; a site keeps its id when its
    name is another's. `held`: of who follows what is under embargo too, up to where in the log of that.
    """

    position: Position
    binding: str
    sites: tuple[int, ...] = ()
    held: Position | None = None


class ForgedToken(ValueError):
    """Not a token that was given out here."""


def write(token: Token) -> str:
    position, held = token.position, token.held
    kept = [token.binding, list(token.sites), position.sequence, microseconds(position.at), position.item]
    if held:
        kept += [held.sequence, microseconds(held.at)]
    return urlsafe_b64encode(orjson.dumps(kept)).rstrip(b"=").decode()


def microseconds(at: datetime) -> int:
    return (at - EVER_SINCE) // MICROSECOND


def read(text: str) -> Token:
    """Raises ForgedToken for what `write` cannot have made."""
    if len(text) > MOST_CHARACTERS:
        raise ForgedToken("too long")
    try:
        raw = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
        binding, sites, sequence, at, item, *more = orjson.loads(raw)
        if len(more) not in (0, 2):
            raise ForgedToken("of no known length")
        if not all(type(each) is int and 0 <= each <= LARGEST for each in (*sites, sequence, at, *more)):
            raise ForgedToken("no numbers")
        if not isinstance(binding, str) or not (item is None or (isinstance(item, str) and "\0" not in item)):
            raise ForgedToken("no text")
        position = Position(sequence, EVER_SINCE + at * MICROSECOND, item)
        held = Position(more[0], EVER_SINCE + more[1] * MICROSECOND) if more else None
    except (binascii.Error, ValueError, TypeError, OverflowError) as error:
        raise ForgedToken("unreadable") from error
    found = Token(position, binding, tuple(sites), held)
    # One position has one token: caches and clients compare them.
    if write(found) != text:
        raise ForgedToken("not as it was written")
    return found
