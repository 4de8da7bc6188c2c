"""A row for each partner's address, each webhook, each key: with what keeps the page from them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.partners.keys import issue
from cms.partners.models import Delivery, Key, Partner, Webhook
from cms.published.models import PublishedSite
from tests import factories
from tests.factories import NewsPageFactory, Place
from tests.reach.conftest import Look, plain, speaking
from tests.roles.conftest import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_site")]
LATER = datetime(2099, 7, 1, 8, tzinfo=UTC)
VALUES = {"name": "Wire", "per_hour": "10", "per_day": "100"}


@pytest.fixture
def piece(place: Place) -> Any:
    return NewsPageFactory(parent=place.newsroom)


def partner(*shows: str, **fields: Any) -> Partner:
    return Partner.objects.create(name="Wire", shows=[*shows], **fields)


def webhook(**fields: Any) -> Webhook:
    return Webhook.objects.create(**{"name": "Portal", "url": "https://8.8.8.8/", **fields})


def key(of: Partner, *scopes: str, **fields: Any) -> Key:
    made, _ = issue(of, "desk", ["read", *scopes])
    Key.objects.filter(pk=made.pk).update(**fields)
    return made


def test_what_a_partner_shows_is_typed_in_its_record_and_told_of_each_page(
    piece: Any, people: dict[str, Person], look: Look, settings: Any
) -> None:
    manager = speaking(people["partner_manager"], "en")
    frame = f"{settings.PUBLIC_URL}/embed/news/?kind=statement"
    code = f'<script src="x"></script>\n\n<iframe src="{frame}"\n title="x"></iframe>'
    lines = f"Home page /feeds/news.rss?locale=de\n\nSidebar: {code}\n"
    made = manager.post(reverse("partners:add"), {**VALUES, "shows": lines})
    assert made.status_code == 302, plain(made)
    assert Partner.objects.get().shows == [
        f"Home page {settings.PUBLIC_URL}/feeds/news.rss?locale=de",
        f"Sidebar {settings.PUBLIC_URL}/embed/news/?kind=statement",
    ]
    said = look(piece)
    home, sidebar = said.partition("Wire: Home page")[2].split("Wire: Sidebar")
    assert "Feed" in home
    assert "Not shown" not in home
    assert "Not shown Kind: asked for is Statement; this page has: Press release." in sidebar


def test_a_wrong_address_is_refused_with_its_line_and_nothing_is_lost(people: dict[str, Person]) -> None:
    manager = speaking(people["partner_manager"], "de")
    lines = "Start /feeds/news.rss\nSeite https://other.example/feeds/news.rss\n/feeds/news.rss?colour=red"
    answer = manager.post(reverse("partners:add"), {**VALUES, "shows": lines})
    said = plain(answer)
    assert "Zeile 2: Das ist keine Adresse von uns." in said
    assert "Zeile 3: „colour“ gibt es bei dieser Adresse nicht." in said
    assert lines in said.replace(" Seite", "\nSeite").replace(" /feeds/news.rss?c", "\n/feeds/news.rss?c")
    assert not Partner.objects.exists()


def test_an_address_that_is_good_no_more_is_said_to_be_so(piece: Any, look: Look, settings: Any) -> None:
    partner(f"{settings.PUBLIC_URL}/feeds/news.rss?site=gone.example")
    assert "Not shown The value of “site” is not accepted." in look(piece)


def test_everybodys_feed_comes_first(piece: Any, look: Look) -> None:
    said = look(piece)
    assert "Everybody The API and the change feed, and every key Shown" in said
    assert "/feeds/news.rss?site=www.example.org&locale=de Shown" in said


WEBHOOKS = (
    ({}, "Webhook Is told of it"),
    ({"kinds": ["statement"]}, "Is told nothing of it Kind: asked for is Statement"),
    (
        {"locales": ["en"]},
        "Is told nothing of it Language: asked for is English; this page has: Deutsch.",
    ),
    ({"topics": ["water"]}, "Is told nothing of it Topic: asked for is water; this page has: none."),
    ({"types": ["home.ContentPage"]}, "Is told nothing of it Type: asked for is "),
    ({"sites": [999]}, "Is told nothing of it Site: asked for is "),
    ({"is_active": False}, "Is told nothing of it Switched off."),
    (
        {"events": ["published"]},
        "Is told of it Not told of these events: Changed by an editor, Corrected",
    ),
    ({"failing_since": timezone.now()}, "Is told of it The receiver fails at present"),
)


def test_a_webhook_is_told_of_what_passes_its_filter(piece: Any, look: Look) -> None:
    for number, (fields, _) in enumerate(WEBHOOKS):
        webhook(name=f"Portal {number}.", **fields)
    told = look(piece)
    for number, (_, said) in enumerate(WEBHOOKS):
        assert said in told.partition(f"Portal {number}.")[2].partition("Portal")[0]


def test_messages_of_the_page_that_were_given_up_are_counted(piece: Any, look: Look) -> None:
    now = timezone.now()
    for sequence, of in enumerate((piece.pk, piece.pk, 999)):
        Delivery.objects.create(
            webhook=webhook() if not sequence else Webhook.objects.get(),
            sequence=sequence,
            key=f"page-{of}",
            event="updated",
            message=f"m{sequence}",
            state="parked",
            planned_at=now,
            next_at=now,
        )
    assert "2 messages of this page were given up." in look(piece)


def test_under_embargo_each_key_with_that_scope_is_told_and_no_list_has_it(
    piece: Any, place: Place, look: Look, settings: Any
) -> None:
    site = PublishedSite.objects.get().site_id
    feed = f"{settings.PUBLIC_URL}/feeds/news.rss"
    wire = partner(feed, f"Early {feed}?embargoed=include", sites=[site])
    others = Partner.objects.create(
        name="Statements", kinds=["statement"], shows=[f"{feed}?embargoed=include"]
    )
    key(wire, "embargo")
    key(wire, "embargo", revoked_at=timezone.now())
    key(wire)
    key(others, "embargo", expires_at=timezone.now() - timedelta(days=1))
    assert "read it" not in look(piece)
    factories.embargo(piece, LATER)
    said = look(piece)
    assert (
        "Everybody The API and the change feed, and every key Not shown It is not public: see above." in said
    )
    early = said.partition("Wire: Early")[2]
    assert early.partition("embargoed=include")[2].lstrip().startswith("Shown")
    assert said.count("under embargo May read it") == 1
    assert "May not read it The key: Revoked." in said
    assert "May not read it The key: Expired. Make a key Kind: the partner may read Statement;" in said
    assert "It asks for what is under embargo, which takes a good key with that scope." in said


def test_a_draft_under_embargo_is_for_no_partner_yet(place: Place, look: Look) -> None:
    draft = NewsPageFactory(parent=place.newsroom, live=False)
    factories.embargo(draft, LATER)
    key(partner(), "embargo")
    said = look(draft)
    assert "It is a draft. Publish it It is under embargo until" in said
    assert "May not read it Partners get it once it is published" in said


def test_queries_grow_with_addresses_by_one_each_and_with_nothing_else(
    piece: Any, people: dict[str, Person], settings: Any
) -> None:
    feed = f"{settings.PUBLIC_URL}/feeds/news.rss?locale=en&kind=statement&topic=a"
    first = partner(feed)
    webhook()
    factories.embargo(piece, LATER)
    key(first, "embargo")
    few = queries(people["administrator"], piece)
    for number in range(3):
        made = Partner.objects.create(name=f"P{number}", shows=[feed] if number else [feed, feed])
        webhook(partner=made, sites=[1], topics=["water"])
        key(made, "embargo")
    assert queries(people["administrator"], piece) == few + 4
    assert few <= 50


def queries(person: Person, page: Any) -> int:
    address = reverse("reach:partners", args=[page.pk])
    person.admin.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert person.admin.get(address).status_code == 200
    return len(captured.captured_queries)


@pytest.mark.parametrize(
    ("state", "allowed"),
    [
        ("live", {"author", "press_officer", "partner_manager", "translator de"}),
        ("draft", {"author", "press_officer", "translator de"}),
        ("embargo", {"author", "press_officer", "translator de"}),
    ],
)
def test_who_may_edit_the_page_sees_it_and_who_looks_after_partners_what_is_public(
    state: str, allowed: set[str], place: Place, people: dict[str, Person]
) -> None:
    page = NewsPageFactory(parent=place.newsroom, title="Secret", live=state != "draft")
    if state == "embargo":
        factories.embargo(page, LATER)
    wire = partner("/feeds/news.rss")
    record = reverse("partners:edit", args=[wire.pk])
    roles = ("author", "press_officer", "partner_manager", "translator de", "translator en")
    answers = {role: people[role].admin.get(reverse("reach:partners", args=[page.pk])) for role in roles}
    assert {role for role, answer in answers.items() if answer.status_code == 200} == allowed
    for role in set(roles) - allowed:
        assert "Secret" not in answers[role].content.decode()
    for role in allowed:
        assert (record in answers[role].content.decode()) == (role == "partner_manager")


def test_the_pages_menu_leads_there(piece: Any, people: dict[str, Person]) -> None:
    editor = people["author"].admin.get(reverse("wagtailadmin_pages:edit", args=[piece.pk]))
    assert reverse("reach:partners", args=[piece.pk]) in editor.content.decode()
