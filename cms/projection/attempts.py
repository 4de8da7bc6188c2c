"""What cannot be built stops nothing else, least of all what is taken away.

A block that an older release has stored, a file that no library reads: such an item is told in the log and
tried again later. Until then it is hidden where it might show what has to go, and else goes on as it was
built before, whose rows know their times.
"""

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

from django.db import InterfaceError, OperationalError, transaction

from cms.projection import held, store
from cms.projection.items import Source, stored_keys
from cms.projection.store import Delta
from cms.projection.versions import Run

logger = logging.getLogger(__name__)

Failures = dict[Source, Exception]
Result = TypeVar("Result")


class NotBuilt(Exception):
    """What the log names could not be built: to be tried again."""


def attempt(
    sources: Iterable[Source], build: Callable[[Source], dict[str, Result]]
) -> tuple[dict[str, Result], Failures]:
    """What came of each, by key; and of which nothing did."""
    found: dict[str, Result] = {}
    failures: Failures = {}
    for source in sources:
        try:
            with transaction.atomic():
                found |= build(source)
        except (OperationalError, InterfaceError):  # nothing that the database has not said can be relied on
            raise
        except Exception as error:
            failures[source] = error
    return found, failures


def do_without(failures: Failures, run: Run, *, hiding: bool) -> dict[str, Delta]:
    """Leave these as they are, but for what has ended by the clock; `hiding`: hide them."""
    deltas: dict[str, Delta] = {}
    for source, error in failures.items():
        logger.error("An item cannot be built: %s-%s", *source, exc_info=error)
        for key in stored_keys(source):
            held.reconcile(key, [], run)
            deltas[key] = store.reconcile(key, [], run.now) if hiding else store.go_on(key, run.now)
    note(deltas, run)
    run.unbuilt |= failures.keys()
    return deltas


def note(deltas: dict[str, Delta], run: Run) -> None:
    """What is to be done at the run's end, since these have changed."""
    run.purged.update(*(delta.purged for delta in deltas.values()))
    run.logged |= any(delta.logged for delta in deltas.values())
    run.reindexed.update(*(delta.reindexed for delta in deltas.values()))
