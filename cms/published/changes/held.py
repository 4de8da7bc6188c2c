"""The log with what is under embargo, for who may read that: two logs, and a place in each.

What is under embargo has numbers of its own, which say nothing to whoever follows the log for everybody. So
its entries are given without a number, in their order. When an embargo ends, the log for everybody tells.
"""

from dataclasses import dataclass, replace

from cms.published.ahead import HELD_LOG, Ahead
from cms.published.changes.marks import Part
from cms.published.changes.position import Position, Token
from cms.published.changes.reading import Answer, beginning, latest, since, some_changes
from cms.published.sites import Sites


@dataclass(frozen=True)
class Both:
    """An answer, and where to go on in the log of what is under embargo."""

    answer: Answer
    held: Position


def now(known: Sites) -> Both:
    """Where both logs end."""
    held = latest(known, HELD_LOG)
    return Both(Answer([], latest(known), more=False), held)


def first(part: Part, limit: int, known: Sites, ahead: Ahead) -> Both:
    """The first items of a full sync. What is under embargo is read up to here before them, so nothing that
    happens meanwhile is missed."""
    held = latest(known, HELD_LOG)
    return Both(asked_again(beginning(part, limit, known, ahead)), held)


def following(token: Token, part: Part, limit: int, known: Sites, ahead: Ahead) -> Both:
    """What follows in either log. Raises Lost, NotYet, SitesChanged, as `reading.since`."""
    held = token.held or Position()
    if token.position.item is not None:
        return Both(asked_again(since(token.position, part, limit, known, ahead)), held)
    own = some_changes(held, (part, allowed(ahead)), limit, known, ahead=ahead, log=HELD_LOG)
    told = [replace(each, sequence=None) for each in own.entries]
    if own.more or len(told) >= limit:
        return Both(Answer(told, token.position, more=True), own.position)
    others = since(token.position, part, limit - len(told), known, ahead)
    return Both(replace(others, entries=[*told, *others.entries]), own.position)


def asked_again(found: Answer) -> Answer:
    """The items have all been given; whether the log of what is under embargo has more is not known yet."""
    return replace(found, more=True)


def allowed(ahead: Ahead) -> Part:
    """What may be read, as a part of the log: what leaves it, a partner is told to be removed."""
    sites = None if ahead.sites is None else tuple(host.lower() for host in ahead.sites)
    return Part(site=sites, kind=ahead.kinds)
