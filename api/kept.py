"""Finished answers, kept in memory for as long as they hold: lists are asked for again and again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from django.http import HttpRequest, HttpResponse

from api.responses import private, respond, tag_of
from cms.published.kept import Memory, Validity, moment_within
from cms.published.sites import Sites, asking

SIZE: Final = 32 * 1024 * 1024  # bytes, in each web process
# What an answer takes beside its body and its address: headers, tag, keys, the entry itself.
EACH: Final = 1_500


@dataclass(frozen=True)
class Finished:
    """An answer, and what its headers are made of.

    `ends`, `now` and `modified`: see `cms.published.lists.Answer`. `links`: the value of its `Link`, if any.
    `is_private`: for nobody but who asks, so that it is kept nowhere, least of all here.
    """

    body: bytes
    keys: tuple[str, ...]
    ends: float | None
    now: float
    validity: Validity
    modified: datetime | None = None
    links: str = ""
    is_private: bool = False


_answers: Memory[tuple[Finished, str]] = Memory(SIZE)


def kept_or_made(
    request: HttpRequest, make: Callable[[Sites], Finished], content_type: str = "application/json"
) -> HttpResponse:
    """The answer to exactly this address, as `make` gives it. Nothing but the address may decide it."""
    address = request.path, request.META.get("QUERY_STRING", "")
    recalled = _answers.recall(address)
    now = moment_within(recalled[0]) if recalled else None
    if recalled and now is not None:
        finished, tag = recalled[1]
    else:
        finished = asking(make)
        if finished.is_private:
            return with_links(private(finished.body, content_type), finished)
        tag, now = tag_of(finished.body), finished.now
        size = EACH + len(finished.body) + 2 * len(address[1])
        _answers.keep(address, finished.validity, (finished, tag), size)
    left = None if finished.ends is None else finished.ends - now
    response = respond(
        request,
        finished.body,
        tag=tag,
        modified=whole_second(finished.modified, now),
        keys=finished.keys,
        seconds_left=left,
        content_type=content_type,
    )
    return with_links(response, finished)


def with_links(response: HttpResponse, finished: Finished) -> HttpResponse:
    if finished.links:
        response.headers["Link"] = finished.links
    return response


def whole_second(modified: datetime | None, now: float) -> datetime | None:
    """None while the second still runs: a date has no more than seconds, and another change may have the
    same (RFC 9110, 8.8.2.2)."""
    over = modified is not None and int(modified.astimezone(UTC).timestamp()) < int(now)
    return modified if over else None
