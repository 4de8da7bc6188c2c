"""What the description of the API says is so: schemathesis asks of each operation all that can be asked."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cms.partners.keys import issue
from cms.partners.models import Partner, Scope
from tests.api.demonstrated import make_world
from tests.api.described import attempt
from tests.databases import cloned, demonstration

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("real_types")]

PATHS = json.loads(Path(__file__).with_name("openapi.json").read_text())["paths"]
# Cases of each operation (3,000 of all 25), and how many of them are answered with what they ask for.
LEAST, LEAST_GIVEN = 120, 10
# Made up at random. Of an operation with many parameters, going through each of them makes far more.
MADE_UP, MADE_UP_OF_MANY, MANY = 110, 40, 12


@pytest.fixture(scope="module")
def key(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """Of a partner who may read everything, as often as that takes."""
    with django_db_blocker.unblock(), cloned(demonstration(), f"described_{os.getpid()}"):
        make_world()
        partner = Partner.objects.create(name="Everything", per_hour=10**9, per_day=10**9)
        yield issue(partner, "all", Scope.values)[1]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_as_described(key: str, path: str) -> None:
    many = len(PATHS[path]["get"]["parameters"]) >= MANY
    tried = attempt(path, MADE_UP_OF_MANY if many else MADE_UP, key)
    assert not tried.wrong, f"{len(tried.wrong)} are not:\n\n" + "\n\n".join(tried.wrong[:10])
    assert tried.answers.total() >= LEAST
    assert tried.given >= LEAST_GIVEN, tried.answers
