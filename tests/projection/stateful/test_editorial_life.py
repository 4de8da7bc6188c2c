"""Whatever editors do, in whatever order: readers have what is public, all of it, and nothing else.

`make test` takes the same few hundred steps each time; `make soak` takes new ones for SOAK_SECONDS. A
failure prints its steps: a program that does it again.
"""

import os
import sys
import time

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.databases import Laboratory
from tests.projection.stateful.life import Life
from tests.projection.stateful.steps import EditorialLife
from tests.projection.world import World

# An example may end early, where a step finds nothing to act upon: all that are made could give 234.
STEPS = 200
ALWAYS = settings(
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def life(laboratory: tuple[Laboratory, World], django_db_blocker) -> type[EditorialLife]:
    with django_db_blocker.unblock():
        yield type("Life", (EditorialLife,), {"laboratory": laboratory[0], "world": laboratory[1]})


@pytest.mark.long
def test_editorial_life(life: type[EditorialLife]) -> None:
    before = Life.steps
    run_state_machine_as_test(
        life, settings=settings(ALWAYS, derandomize=True, max_examples=9, stateful_step_count=25)
    )
    assert Life.steps - before >= STEPS


@pytest.mark.soak
def test_editorial_life_for_long(life: type[EditorialLife]) -> None:
    seconds, begun = int(os.environ.get("SOAK_SECONDS") or 3600), time.monotonic()
    while time.monotonic() - begun < seconds:
        run_state_machine_as_test(life, settings=settings(ALWAYS, max_examples=10, stateful_step_count=40))
        print(f"{Life.steps} steps in {time.monotonic() - begun:.0f} s", file=sys.__stderr__, flush=True)
