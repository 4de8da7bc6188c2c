"""Each role tries everything, by address: what is not its own is refused, and leaves no trace."""

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from django.urls import URLResolver, get_resolver, reverse

from tests.factories import Place
from tests.roles.attempts import ATTEMPTS, LOOKS
from tests.roles.conftest import Person, names
from tests.roles.desk import Desk, everything, make_desk
from tests.roles.trying import undone

ROLES = (
    "author",
    "translator de",
    "translator en",
    "translator ar",
    "reviewer",
    "press_officer",
    "partner_manager",
)


MACHINE = "wagtail_localize.machine_translators.dummy.DummyTranslator"


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("media")


@pytest.fixture(scope="module")
def furnished(standing_site: None, media: Path, django_db_blocker: Any) -> Desk:
    """Made once for all, for that takes seconds; what a test does to it is taken back."""
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media):
        return make_desk(Place.standing())


@pytest.fixture
def desk(furnished: Desk, place: Place, media: Path, settings: Any) -> Desk:
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": MACHINE}
    settings.MEDIA_ROOT = media
    return deepcopy(furnished)


@pytest.mark.parametrize("name", ROLES)
def test_what_is_not_a_roles_own_is_refused(name: str, people: dict[str, Person], desk: Desk) -> None:
    before = everything()
    refused = {attempt: each for attempt, each in ATTEMPTS.items() if name not in each.allowed}
    assert len(refused) > 10
    for attempt, each in refused.items():
        answer = each.make(people[name], desk)
        assert answer.status_code in each.refusals, (attempt, answer.content)
        assert everything() == before, attempt
    for look, each in LOOKS.items():
        answer = each.make(people[name], desk)
        assert (answer.status_code in each.refusals - {302} or leads_home(answer)) == (
            name not in each.allowed
        ), (look, answer.status_code)


def leads_home(answer: Any) -> bool:
    """As Wagtail answers whoever may not."""
    return answer.status_code == 302 and answer["Location"] == reverse("wagtailadmin_home")


def test_whoever_may_can_and_each_of_our_addresses_is_tried(people: dict[str, Person], desk: Desk) -> None:
    """So that no attempt above fails for another reason than that it is refused, and none is forgotten."""
    before = everything()
    tried = {each.make(people["administrator"], desk).resolver_match.view_name for each in LOOKS.values()}
    for attempt, (allowed, make, _) in ATTEMPTS.items():
        assert allowed <= set(names())
        for name in sorted(allowed)[-2:]:
            with undone():
                answer = make(people[name], desk)
                assert answer.status_code < 400, (attempt, name, answer.content)
                assert everything() != before, (attempt, name, answer)
                tried.add(answer.resolver_match.view_name)
    assert set(ours(get_resolver("wagtail.admin.urls"))) - tried == set()


def ours(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """The admin's views that are Dateline's own, or wagtail-localize's with questions of ours before them."""
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from ours(each, f"{prefix}{each.namespace}:" if each.namespace else prefix)
        elif module_of(each.callback).startswith(("cms.", "home.", "newsroom.", "wagtail_localize.views.")):
            yield f"{prefix}{each.name}"


def module_of(view: Any) -> str:
    found = getattr(view, "view_class", None) or getattr(view, "cls", None) or view
    return str(found.__module__)


def test_files_of_a_collection_that_is_closed_to_a_role_cannot_be_chosen(
    people: dict[str, Person], desk: Desk
) -> None:
    for name, person in people.items():
        chosen = person.admin.get(reverse("wagtailimages_chooser:chosen", args=[desk.closed.pk]))
        listed = person.admin.get(reverse("wagtailimages_chooser:choose_results"))
        assert desk.closed.title not in chosen.content.decode(), name
        assert desk.closed.title not in listed.content.decode(), name
        assert person.admin.get(desk.closed.url).status_code == 404, name


def test_who_has_no_pages_finds_no_draft_anywhere(people: dict[str, Person], desk: Desk) -> None:
    addresses = (
        reverse("wagtailadmin_choose_page_child", args=[desk.place.newsroom.pk]),
        f"{reverse('wagtailadmin_choose_page_search')}?q={desk.scheduled.title}",
        f"{reverse('wagtailadmin_pages:search')}?q={desk.scheduled.title}",
        reverse("wagtailadmin_api:pages:listing"),
        reverse("wagtail_localize:translations_report"),
        reverse("wagtailadmin_reports:site_history"),
        reverse("wagtailadmin_home"),
        reverse("wagtail_localize:snippets_api_listing", args=["newsroom", "topic"]),
    )
    for address in addresses:
        found = people["partner_manager"].admin.get(address, follow=True).content.decode()
        for page in (desk.scheduled, desk.draft, desk.live):
            assert page.title not in found, address
        assert desk.topic.title not in found, address
