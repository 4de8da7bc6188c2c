"""What a door leaves to the worker: short jobs, in the same transaction, so that none is lost."""

from collections.abc import Collection, Iterator
from typing import TypeVar

from procrastinate.contrib.django import app as queue

from cms.projection.files import FILES
from cms.projection.items import Source

# By name: the tasks' own module rests on this one.
REFRESH_TASK = "cms.projection.tasks.refresh_pages"
REFRESH_ITEMS_TASK = "cms.projection.tasks.refresh_items"

# Pages or items of one job: as long as it builds them, it holds the lock.
IN_A_JOB = 100

Thing = TypeVar("Thing")


def leave_unbuilt(unbuilt: Collection[Source]) -> None:
    """To the worker, to be tried again: what could not be built. Files are looked at every hour anyway."""
    pages = sorted(pk for what, pk in unbuilt if what == "page")
    items = sorted(source for source in unbuilt if source[0] not in ("page", *FILES))
    leave_pages(pages)
    leave_items(items)


def leave_pages(pages: list[int], *, hiding: bool = False) -> None:
    """Pages to build. `hiding`: whether they show something that must not be shown any more."""
    for batch in batches(pages):
        queue.configure_task(REFRESH_TASK).defer(pages=[*batch], hiding=hiding)


def leave_items(sources: list[Source], *, hiding: bool = False) -> None:
    for batch in batches(sources):
        queue.configure_task(REFRESH_ITEMS_TASK).defer(
            sources=[list(source) for source in batch], hiding=hiding
        )


def batches(things: list[Thing]) -> Iterator[list[Thing]]:
    for begin_at in range(0, len(things), IN_A_JOB):
        yield things[begin_at : begin_at + IN_A_JOB]
