"""Doors: every entrance through which the write side changes is one transaction with what it projects.

Signal handlers only *note* which items are concerned; the projection runs once, at the door's end,
from fresh reads, still inside the transaction: if it fails, the editor's action is undone with it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any

from django.db import transaction
from wagtail.actions.base import BaseAction

from cms.projection.project import Notes, project

_open: ContextVar[Notes | None] = ContextVar("open_door", default=None)


@contextmanager
def door() -> Iterator[Notes]:
    """Open a door, or join the one that is open. Yields what it has noted so far."""
    if (notes := _open.get()) is not None:
        yield notes
        return
    notes = Notes()
    with transaction.atomic():
        token = _open.set(notes)
        try:
            yield notes
        finally:
            # Before the commit: what runs on_commit (wagtail-localize publishes there) is a door of its own.
            _open.reset(token)
        if notes:
            project(notes)


@contextmanager
def noting() -> Iterator[Notes]:
    """The notes of the open door. Where there is none (a bare save in a shell), they get one of their own.

    Inside somebody else's transaction that door opens after the commit: here, the lock would be held
    while the rest of the transaction still writes, and whoever waits for the lock may hold those rows.
    """
    if _open.get() is None and transaction.get_connection().in_atomic_block:
        notes = Notes()
        yield notes
        transaction.on_commit(lambda: project_alone(notes))
        return
    with door() as notes:
        yield notes


def project_alone(notes: Notes) -> None:
    with transaction.atomic():
        project(notes)


def open_on_every_action() -> None:
    """Make each of Wagtail's actions a door, whoever calls it.

    The registry alone does not do: pages call the actions directly (`Revision.publish`, `Page.move`),
    and wagtail-localize publishes on_commit, outside the request's door. So the classes' own
    `execute` is wrapped.
    """
    for action in all_subclasses(BaseAction):
        if "execute" in vars(action):
            action.execute = as_door(action.execute)


def all_subclasses(parent: type[Any]) -> Iterator[type[Any]]:
    child: type[Any]
    for child in parent.__subclasses__():
        yield child
        yield from all_subclasses(child)


def as_door(execute: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(execute)
    def execute_in_door(*args: Any, **kwargs: Any) -> Any:
        with door():
            return execute(*args, **kwargs)

    return execute_in_door
