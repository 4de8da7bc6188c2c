"""Web processes as they are started: what one has counted, all know; a key that was revoked opens none."""

from urllib.error import HTTPError
from urllib.request import Request

import pytest
from django.utils import timezone

from cms.partners.counting import Tally
from cms.partners.keys import issue
from cms.partners.models import Key, Partner, Scope, Spent, Usage
from tests.changes.serving import opened, serving
from tests.launch.conftest import wait_for

pytestmark = [pytest.mark.usefixtures("database"), pytest.mark.long]


def status(address: str, key: str) -> int:
    try:
        with opened(Request(address, headers={"Authorization": f"Bearer {key}"}), timeout=30) as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code


def test_a_limit_is_that_of_all_processes_and_a_revoked_key_opens_none() -> None:
    partner = Partner.objects.create(name="Wire", per_hour=4)
    made, key = issue(partner, "portal", [Scope.READ])
    with serving() as api:
        pages = f"{api}/api/v1/pages/?site=*"
        assert [status(pages, key) for _ in range(2)] == [200, 200]
        wait_for(lambda: Usage.objects.filter(partner=partner, requests=2).exists(), 30)
        spent = Spent.objects.get(seconds=3600)
        other = Tally()  # as another process is
        for _ in range(2):
            other.spend(spent.subject, [(3600, spent.start, 4)])
        other.exchange()
        assert other.spend(spent.subject, [(3600, spent.start, 4)]) == (False, [4])
        # This one lets through what it has not heard of yet: for a second, and no longer.
        wait_for(lambda: status(pages, key) == 429, 30)
        Key.objects.filter(pk=made.pk).update(revoked_at=timezone.now())
        assert status(pages, key) == 401
