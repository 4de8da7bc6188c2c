"""From an editor's act to the receiver: through real doors, with their purges, and by the clock."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from cms.partners import delivering
from cms.partners.models import Webhook
from cms.partners.nudging import FOLLOW_TASK
from cms.projection.announcement import announce_due
from cms.projection.edge import PURGE_TASK
from tests import factories
from tests.clock import Clock
from tests.factories import Place, make_site
from tests.partners.receiving import Partner
from tests.projection.observing import jobs

NEWS = {"types": ["newsroom.NewsPage"]}


@pytest.fixture
def place(clock: Clock) -> Place:
    return make_site(locales=("de", "en"))


def told(webhook: Webhook, partner: Partner) -> list[tuple[str, str]]:
    """What is told since it was last asked."""
    partner.received.clear()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    delivering.deliver(webhook.pk, ending=lambda: False)
    return partner.told


def test_one_job_in_the_acts_own_transaction_after_its_purges_wakes_the_worker(
    place: Place, partner: Partner, settings: Any
) -> None:
    settings.EDGE_PURGE_URLS = ["http://127.0.0.1:1/"]
    partner.hook()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    factories.NewsPageFactory(parent=place.newsroom)
    names = [name for _, name, _ in jobs() if name in (PURGE_TASK, FOLLOW_TASK)]
    assert names.count(FOLLOW_TASK) == 1
    assert names[0] == PURGE_TASK


def test_a_release_under_embargo_is_told_of_when_its_moment_has_come_and_not_before(
    place: Place, partner: Partner, clock: Clock
) -> None:
    webhook = partner.hook(**NEWS)
    page = factories.NewsPageFactory(parent=place.newsroom, title="Geheim", live=False)
    factories.embargo(page, clock.now + timedelta(hours=2))
    factories.publish(page)
    announce_due()
    assert told(webhook, partner) == []
    clock.advance(hours=3)
    announce_due()
    assert told(webhook, partner) == [(f"page-{page.pk}", "item.published")]


def test_what_an_editor_takes_back_is_told_at_once(place: Place, partner: Partner) -> None:
    webhook = partner.hook(**NEWS)
    page = factories.NewsPageFactory(parent=place.newsroom)
    assert told(webhook, partner) == [(f"page-{page.pk}", "item.published")]
    page.unpublish()
    assert told(webhook, partner) == [(f"page-{page.pk}", "item.removed")]
