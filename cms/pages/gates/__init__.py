"""Gates: what must be in order before a page is published, whoever publishes it and through which door.

Every gate answers with problems: what is wrong, where, and how to mend it. There is no way around them and no
setting (docs/decisions/0038). What only advises is a hint: `cms.pages.hints`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any, Final

from django.utils import timezone

from cms.pages.elements import elements_of
from cms.pages.embargoes import Embargo
from cms.pages.gates import complete, links, pictures, quotes, translated
from cms.pages.gates.problems import Problem, Refused
from cms.pages.places import Place

__all__ = ["Problem", "Refused", "as_it_was_public", "pass_gates", "problems_of"]

# What a text that has been public elsewhere may lack here too: it harms nobody and leaves no doubt.
HARMLESS: Final = {complete.MISSING, pictures.NOT_DESCRIBED}
_was_public: ContextVar[bool] = ContextVar("was_public", default=False)


@contextmanager
def as_it_was_public() -> Iterator[None]:
    """For an import of what was public elsewhere: refused is only what may do harm, or is in doubt."""
    token = _was_public.set(True)
    try:
        yield
    finally:
        _was_public.reset(token)


def problems_of(page: Any, user: Any = None, revision: int | None = None) -> list[Problem]:
    """What keeps the page, as it is in memory, from being published by that user; in the order of its form.

    `user` is None where a program publishes; `revision` is the key of the one that is published, if any. A
    page that goes live later is judged as of then: by its own date, or when the embargo of its piece ends.
    """
    elements = elements_of(page)
    found = [
        *complete.problems(page),
        *pictures.problems(elements, goes_live(page)),
        *links.problems(elements),
        *quotes.problems(page, elements, user),
        *translated.problems(page, revision),
    ]
    return sorted(found, key=lambda problem: in_form(page, problem.place))


def pass_gates(page: Any, user: Any = None, revision: int | None = None) -> None:
    """Raises Refused where anything keeps the page from being published."""
    problems = problems_of(page, user, revision)
    if _was_public.get():
        problems = [problem for problem in problems if problem.code not in HARMLESS]
    if problems:
        raise Refused(page, problems)


def goes_live(page: Any) -> datetime:
    """The first moment at which readers see what is published now. One query for the embargo."""
    held = Embargo.of(page)
    return max(filter(None, (timezone.now(), page.go_live_at, held and held.until)))


def in_form(page: Any, place: Place) -> tuple[int, int]:
    """Before and after what else a place stands: what is of the whole page first, then field by field."""
    if not place:
        return -2, 0
    sources = [field.source for field in page.content_fields]
    inside = place[1].key if len(place) > 1 else 0
    number = sources.index(str(place[0].key)) if place[0].key in sources else -1
    return number, inside if isinstance(inside, int) else 0
