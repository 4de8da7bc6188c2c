"""Partners in the admin: made, given keys that are shown once, watched; by those who may and nobody else."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from cms.partners.keys import digest_of, issue
from cms.partners.models import EmbargoReading, FieldUse, Key, Partner, Scope, Usage, Webhook
from cms.published.models import PublishedSite
from tests.factories import Place
from tests.roles.conftest import Person, people, standing_site
from tests.standing import languages, place

__all__ = ["languages", "people", "place", "standing_site"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_site")]
VALUES = {"name": "Wire", "contact_person": "Ada", "per_hour": "100", "per_day": "1000"}


@pytest.fixture
def manager(people: dict[str, Person]) -> Client:
    return speaking(people["partner_manager"], "en")


def speaking(person: Person, language: str) -> Client:
    UserProfile.objects.update_or_create(user=person.user, defaults={"preferred_language": language})
    return person.admin


@pytest.fixture
def partner() -> Partner:
    return Partner.objects.create(name="Wire <1>")


def address(name: str, *of: Any) -> str:
    return reverse(f"partners:{name}", args=[getattr(each, "pk", each) for each in of])


def text(response: Any) -> str:
    assert response.status_code == 200
    return unescape(response.content.decode())


def make(manager: Client, partner: Partner, **values: Any) -> str:
    """The page that shows the new key."""
    given = {"name": "portal", "scopes": ["read"], "expires_at": "", **values}
    return text(manager.post(address("keys", partner), given))


def test_a_partner_is_made_and_then_gets_a_key_that_is_shown_once(manager: Client, place: Place) -> None:
    site = PublishedSite.objects.get().site_id
    made = manager.post(address("add"), {**VALUES, "sites": [site], "kinds": ["statement"]})
    partner = Partner.objects.get()
    assert made.url == address("keys", partner)
    assert (partner.sites, partner.kinds, partner.per_hour) == ([site], ["statement"], 100)
    assert "This partner has no key yet." in text(manager.get(made.url))
    answer = manager.post(made.url, {"name": "portal", "scopes": ["read", "embargo"], "expires_at": ""})
    (shown,) = re.findall(r"dtl_[0-9a-f]{8}_[\w-]{43}", text(answer))
    assert "no-store" in answer["Cache-Control"]
    key = Key.objects.get()
    assert (key.digest, key.scopes, key.expires_at) == (digest_of(shown), ["read", "embargo"], None)
    again = text(manager.get(made.url))
    assert shown not in again
    assert key.prefix in again
    entry = ModelLogEntry.objects.get(action="partners.make_key")
    assert entry.data["prefix"] == key.prefix
    assert shown not in str(entry.data)


def test_a_key_is_revoked_after_it_was_asked_and_that_is_in_the_history(
    manager: Client, partner: Partner
) -> None:
    key, _ = issue(partner, "portal", [Scope.READ])
    assert "cannot be undone" in text(manager.get(address("revoke", partner, key)))
    for _ in range(2):
        assert manager.post(address("revoke", partner, key)).url == address("keys", partner)
    key.refresh_from_db()
    assert key.revoked_at
    assert "Revoked" in text(manager.get(address("keys", partner)))
    assert ModelLogEntry.objects.filter(action="partners.revoke_key").count() == 1
    history = text(manager.get(address("history", partner)))
    assert f"Revoked the key {key.prefix}… (“portal”)" in history


def test_how_a_key_is_looks_like_the_status_of_anything_else(manager: Client, partner: Partner) -> None:
    now = timezone.now()
    for days in (None, 99, 5, -1):
        issue(partner, "portal", [Scope.READ], None if days is None else now + timedelta(days=days))
    Key.objects.filter(pk=issue(partner, "old", [Scope.READ])[0].pk).update(revoked_at=now)
    page = text(manager.get(address("keys", partner)))
    assert re.findall(r'<span class="w-status ?([^"]*)">\s*([^<]*?)\s*</span>', page) == [
        ("", "Revoked"),
        ("", "Expired"),
        ("w-status--label", "Expires soon"),
        ("w-status--primary", "Valid"),
        ("w-status--primary", "Valid"),
    ]


WRONG = {
    "no name": ({"name": ""}, "This field is required"),
    "no scope": ({"scopes": []}, "This field is required"),
    "a scope that is none": ({"scopes": ["write"]}, "not one of the available choices"),
    "past": ({"expires_at": "2020-01-01 00:00"}, "This moment is past"),
    "no moment": ({"expires_at": "soon"}, "Enter a valid date/time"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_key_that_could_not_be_is_refused_in_words(manager: Client, partner: Partner, name: str) -> None:
    values, said = WRONG[name]
    assert said in make(manager, partner, **values)
    assert not Key.objects.exists()


def test_a_day_has_at_least_as_many_requests_as_an_hour(manager: Client) -> None:
    shown = text(manager.post(address("add"), {**VALUES, "per_hour": "100", "per_day": "50"}))
    assert "give 100 or more" in shown
    assert not Partner.objects.exists()


def test_a_webhook_may_be_a_partners(manager: Client, partner: Partner) -> None:
    webhook = Webhook.objects.create(name="Hook", url="https://example.org/", partner=partner)
    shown = text(manager.get(reverse("webhooks:edit", args=[webhook.pk])))
    assert f'<option value="{partner.pk}" selected>' in shown
    partner.delete()
    webhook.refresh_from_db()
    assert webhook.partner is None


def test_who_has_read_what_stays_when_the_partner_goes(
    manager: Client, partner: Partner, place: Place
) -> None:
    key, _ = issue(partner, "portal", [Scope.EMBARGO])
    own = f"page-{place.home.pk}"
    for item, shown_by in ((own, []), ("page-999999", []), ("image-999999", [own, "page-999998"])):
        EmbargoReading.objects.create(
            partner=partner,
            partner_name=partner.name,
            prefix=key.prefix,
            item=item,
            shown_by=shown_by,
            how="page",
        )
    manager.post(address("delete", partner))
    assert not Key.objects.exists()
    shown = text(manager.get(address("readings")))
    for said in (place.home.title, "page-999999", "image-999999", key.prefix, "Wire <1>"):
        assert said in shown
    of_piece = text(manager.get(address("readings"), {"piece": place.home.pk}))
    assert "page-999999" not in of_piece
    assert place.home.title in of_piece
    # Which it showed when that was read, whatever it shows now.
    assert "image-999999" in of_piece
    table = b"".join(manager.get(address("readings"), {"export": "csv"}))
    assert f"page-{place.home.pk}" in table.decode()


def test_the_embargos_own_page_leads_to_who_has_read_it(people: dict[str, Person], place: Place) -> None:
    page = reverse("embargoes:embargo", args=[place.newsroom.pk])
    link = f"{address('readings')}?piece={place.newsroom.pk}"
    assert link in text(people["press_officer"].admin.get(page))
    assert link not in text(people["author"].admin.get(page))


def counts(partner: Partner) -> None:
    key, _ = issue(partner, "portal", [Scope.READ])
    day = timezone.now().date()
    Usage.objects.create(day=day, partner=partner, endpoint="pages", requests=12)
    Usage.objects.get_or_create(day=day, partner=None, endpoint="feed_rss", defaults={"requests": 34})
    FieldUse.objects.create(day=day, key=key, endpoint="pages", field="title", requests=12)


def test_a_key_for_what_is_under_embargo_reads_all_else_too(manager: Client, partner: Partner) -> None:
    manager.post(address("keys", partner), {"name": "wire", "scopes": ["embargo"], "expires_at": ""})
    assert Key.objects.get().scopes == ["read", "embargo"]


def cells(page: str) -> set[str]:
    return {each.strip() for each in re.findall(r"<td[^>]*>([^<]*)</td>", page)}


def test_usage_is_a_report_and_a_table(manager: Client, partner: Partner) -> None:
    assert "Nothing was counted yet." in text(manager.get(address("usage")))
    counts(partner)
    shown = text(manager.get(address("usage")))
    assert "Wire <1>" in shown
    assert "Without a key" in shown
    assert {"RSS", "Lists of pages"} <= cells(shown)
    of_partner = cells(text(manager.get(address("usage"), {"partner": partner.pk})))
    assert "Lists of pages" in of_partner
    assert "RSS" not in of_partner
    assert "RSS" in cells(text(manager.get(address("usage"), {"endpoint": "feed_rss"})))
    without = text(manager.get(address("usage"), {"partner": "null"}))
    assert re.findall(r'<b class="w-ml-1">(.*?)</b>', without) == ["Without a key"]
    assert "Lists of pages" not in cells(without)
    assert "title" in text(manager.get(address("fields"), {"partner": partner.pk}))
    for name in ("usage", "fields"):
        rows = b"".join(manager.get(address(name), {"export": "csv"})).decode().splitlines()
        assert any("Wire <1>" in row and row.endswith("12") for row in rows), rows


def test_lists_cost_the_same_however_much_there_is(manager: Client, partner: Partner, place: Place) -> None:
    def fill(partner: Partner) -> None:
        counts(partner)
        EmbargoReading.objects.create(
            partner=partner, partner_name="x", prefix="x", item=f"page-{place.home.pk}", how="page"
        )

    fill(partner)
    pages = [address("index"), address("keys", partner), *map(address, ("readings", "usage", "fields"))]
    for page in pages:
        manager.get(page)
    before = [asked(manager, page) for page in pages]
    for number in range(5):
        fill(Partner.objects.create(name=f"Partner {number}"))
        issue(partner, f"system {number}", [Scope.READ])
    assert [len(queries) for queries in before] == [len(asked(manager, page)) for page in pages]


def asked(client: Client, page: str) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200
    return [each["sql"] for each in queries.captured_queries]


def test_who_may_not_can_do_nothing_by_address(people: dict[str, Person], partner: Partner) -> None:
    key, _ = issue(partner, "portal", [Scope.READ])
    tried = [
        ("get", address("index"), {}),
        ("get", address("add"), {}),
        ("post", address("add"), VALUES),
        ("get", address("edit", partner), {}),
        ("post", address("edit", partner), VALUES),
        ("post", address("delete", partner), {}),
        ("get", address("keys", partner), {}),
        ("post", address("keys", partner), {"name": "mine", "scopes": ["embargo"], "expires_at": ""}),
        ("get", address("revoke", partner, key), {}),
        ("post", address("revoke", partner, key), {}),
        ("get", address("usage"), {}),
        ("get", address("usage"), {"export": "csv"}),
        ("get", address("fields"), {}),
    ]
    before = [*Partner.objects.values(), *Key.objects.values()]
    for name in ("author", "translator en", "reviewer", "press_officer"):
        readings = [] if name == "press_officer" else [("get", address("readings"), {})]
        for method, page, values in (*tried, *readings):
            answer = getattr(people[name].admin, method)(page, values)
            assert answer.status_code in (302, 403), (name, page)
            assert answer.status_code == 403 or answer.url == reverse("wagtailadmin_home"), (name, page)
    assert [*Partner.objects.values(), *Key.objects.values()] == before
    for name in ("partner_manager", "administrator"):
        assert people[name].admin.get(address("keys", partner)).status_code == 200
        assert people[name].admin.get(address("readings")).status_code == 200
    assert people["press_officer"].admin.get(address("readings")).status_code == 200


def test_a_key_of_another_partner_is_not_revoked_by_its_number(manager: Client, partner: Partner) -> None:
    key, _ = issue(Partner.objects.create(name="Other"), "portal", [Scope.READ])
    assert manager.post(address("revoke", partner, key)).status_code == 404
    key.refresh_from_db()
    assert key.revoked_at is None


def test_in_german_nothing_is_left_in_english(people: dict[str, Person], partner: Partner) -> None:
    german = speaking(people["partner_manager"], "de")
    key, _ = issue(partner, "portal", [Scope.READ], timezone.now() + timedelta(days=1))
    counts(partner)
    pages = (
        *(address("index"), address("add"), address("edit", partner), address("keys", partner)),
        *(address("revoke", partner, key), address("readings"), address("usage"), address("fields")),
    )
    shown = " ".join(re.sub(r"<[^>]+>", " ", text(german.get(page))) for page in pages)
    shown += re.sub(r"<[^>]+>", " ", make(german, partner))
    for word in ("Schlüssel", "Gültig", "Sperrfrist", "Nutzung"):
        assert word in shown
    for word in ("Revoke", "Valid", "Requests", "Reading", " usage", "Embargo reading"):
        assert word not in shown, word
