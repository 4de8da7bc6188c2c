"""The admin's first page and its lists, as those who work at the desk see them."""

import csv
from collections.abc import Iterator
from datetime import datetime, timedelta
from html import unescape
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override
from wagtail.admin.views.reports import ReportView
from wagtail.users.models import UserProfile

from cms.agenda.days import lines
from cms.agenda.events import Event
from cms.media.models import Image
from tests import factories
from tests.factories import Place
from tests.roles.conftest import Person

pytestmark = pytest.mark.django_db
AGENDA, BROKEN = "agenda:agenda", "links:broken"


def look(who: Person, name: str = "wagtailadmin_home", **asked: str) -> str:
    UserProfile.objects.update_or_create(user=who.user, defaults={"preferred_language": "en"})
    answer = who.admin.get(reverse(name), asked)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def table(who: Person, name: str) -> list[dict[str, str]]:
    answer: Any = who.admin.get(reverse(name), {"export": "csv"})
    return list(csv.DictReader(StringIO(b"".join(answer.streaming_content).decode())))


@pytest.fixture
def held(place: Place) -> Any:
    page = factories.NewsPageFactory(parent=place.newsroom, title="Geheim", live=False)
    factories.embargo(page, timezone.now() + timedelta(days=2))
    factories.publish(page)
    factories.translate(page, "en", live=False, title="Secret")
    return page


@pytest.fixture
def broken(place: Place) -> Any:
    """Four pages, with a link each to one that was deleted."""
    target = factories.ContentPageFactory(parent=place.home)
    body = [("paragraph", f'<p><a linktype="page" id="{target.pk}">our report</a></p>')]
    pages = [factories.ContentPageFactory(parent=place.home, title=f"Seite {n}", body=body) for n in range(4)]
    target.delete()
    return pages


def test_it_says_so_where_nothing_is_to_do(people: dict[str, Person]) -> None:
    shown = look(people["author"])
    assert "Nothing is due in the next seven days." in shown
    assert "No link leads to something that is deleted or not public." in shown
    assert "No image in use lacks" in look(people["reviewer"])
    assert "Nothing is due." in look(people["author"], AGENDA)


def test_a_press_officer_sees_which_version_is_not_ready(people: dict[str, Person], held: Any) -> None:
    shown = look(people["press_officer"])
    with override("en"):
        day = date_format(timezone.localdate() + timedelta(days=2), "l, N j, Y")
    assert day in shown
    assert f'href="{reverse("embargoes:embargo", args=[held.pk])}"' in shown
    piece = shown.partition('class="desk-versions"')[2].partition("</ul>")[0]
    assert piece.index("Ready") < piece.index("Draft")


def test_a_panel_counts_all_shows_three_and_leads_to_the_list(
    people: dict[str, Person], broken: list[Any]
) -> None:
    shown = look(people["author"])
    assert "Broken internal links (4)" in shown
    assert [page.title in shown for page in broken] == [True, True, True, False]
    assert f'href="{reverse(BROKEN)}"' in shown
    listed = look(people["author"], BROKEN)
    assert all(page.title in listed for page in broken)
    place_in_form = f"{reverse('wagtailadmin_pages:edit', args=[broken[0].pk])}#:w:contentpath=body."
    assert place_in_form in listed


def test_images_that_lack_something_are_told_to_who_may_mend_them(
    people: dict[str, Person], place: Place, django_capture_on_commit_callbacks: Any
) -> None:
    hidden = factories.ImageFactory(title="Im Entwurf", credit="")
    shown = factories.ImageFactory(title="Gezeigt", licence="cc-by-4.0")
    with django_capture_on_commit_callbacks(execute=True):  # then Wagtail notes where they are used
        factories.ContentPageFactory(parent=place.home, teaser_image=hidden, live=False)
    factories.ContentPageFactory(parent=place.home, teaser_image=shown)
    Image.objects.filter(pk=shown.pk).update(licence="")
    told = look(people["reviewer"])
    assert "Images: what is missing (2)" in told
    assert told.index("Gezeigt") < told.index("Im Entwurf")
    assert f'href="{reverse("wagtailimages:edit", args=[shown.pk])}"' in told
    assert "Gezeigt" not in look(people["author"])


def test_lists_can_be_downloaded(people: dict[str, Person], held: Any, broken: list[Any]) -> None:
    look(people["press_officer"])
    rows = table(people["press_officer"], AGENDA)
    assert [(row["Title"], row["Language"], row["State"]) for row in rows] == [
        ("Geheim", "Deutsch", "Ready"),
        ("Secret", "English", "Draft"),
    ]
    rows = table(people["press_officer"], BROKEN)
    assert {row["What is wrong"] for row in rows} == {"“our report”: Leads to a page that has been deleted."}
    assert len(rows) == 4


def reports(view: type[ReportView] = ReportView) -> Iterator[type[ReportView]]:
    """All of ours."""
    for each in view.__subclasses__():
        yield from reports(each)
        if each.__module__.startswith(("cms.", "home.", "newsroom.")) and each.index_url_name:
            yield each


def test_each_list_is_downloaded_in_the_persons_language(people: dict[str, Person]) -> None:
    """Whatever the browser and the installation speak."""
    officer = people["administrator"]
    UserProfile.objects.create(user=officer.user, preferred_language="de")
    found = list(reports())
    assert len(found) >= 4
    for view in found:
        address, sent = reverse(view.index_url_name), {"Accept-Language": "en"}
        answer: Any = officer.admin.get(address, {"export": "csv"}, headers=sent)
        first = b"".join(answer.streaming_content).decode().splitlines()[0].split(",")
        with override("de"):
            assert {str(heading) for heading in view.export_headings.values()} <= set(first), view


def test_filters_narrow_the_lists_and_what_is_no_choice_is_refused(
    people: dict[str, Person], held: Any, broken: list[Any]
) -> None:
    officer = people["press_officer"]
    english = str(factories.locale("en").pk)
    assert "Geheim" not in look(officer, AGENDA, language=english)
    assert "Secret" in look(officer, AGENDA, language=english)
    assert "Geheim" not in look(officer, AGENDA, what="consent")
    far = {"moment_from": "2099-01-01", "moment_to": "2099-12-31"}
    assert "Geheim" not in look(officer, AGENDA, **far)
    assert "Seite 0" not in look(officer, BROKEN, locale=english)
    assert "Seite 0" not in look(officer, BROKEN, fault="hidden")
    assert "Seite 0" not in look(officer, BROKEN, is_public="False")
    assert "Seite 0" in look(officer, BROKEN, is_public="True", fault="deleted")
    for name in (AGENDA, BROKEN):
        assert (
            officer.admin.get(reverse(name), {"site": "x", "moment_from": "x", "what": "x"}).status_code
            == 200
        )


def test_who_has_no_pages_has_none_of_it(people: dict[str, Person], held: Any, broken: list[Any]) -> None:
    manager = people["partner_manager"]
    shown = look(manager)
    assert "The next seven days" not in shown
    assert "Broken internal links" not in shown
    for name in (AGENDA, BROKEN, f"{AGENDA}_results", f"{BROKEN}_results"):
        assert manager.admin.get(reverse(name)).status_code == 302
    assert "Geheim" not in look(people["translator en"])
    assert "Secret" in look(people["translator en"])


def test_each_panel_costs_one_query(people: dict[str, Person], held: Any, broken: list[Any]) -> None:
    """Of their tables; that the person is who they are, and may what they may, is asked once for the page."""
    look(people["press_officer"])
    with CaptureQueriesContext(connection) as asked:
        look(people["press_officer"])
    asked_of = [query["sql"] for query in asked.captured_queries]
    assert sum("UNION ALL" in sql for sql in asked_of) == 1
    links = [sql for sql in asked_of if 'FROM "links_linkinside"' in sql and '"fault"' in sql]
    assert sum("desk_total" in sql for sql in links) == 1
    assert sum('"lacked"' in sql and "desk_total" in sql for sql in asked_of) == 1
    assert sum('"is_outdated"' in sql and "desk_total" in sql for sql in asked_of) == 1
    assert sum('"is_shown"' in sql and "desk_total" in sql for sql in asked_of) == 1


def test_days_are_those_of_the_person_and_versions_of_a_piece_stand_together() -> None:
    now = datetime(2030, 5, 6, 9, tzinfo=ZoneInfo("UTC"))  # a Monday

    def event(what: str, hours: float, number: int = 1, piece: Any = None, language: int = 1) -> Event:
        moment = now + timedelta(hours=hours)
        return Event(what, moment, number, f"Title {number}", language, piece, "ready", "Africa/Cairo", None)

    with timezone.override("America/New_York"), override("en"):
        late, days = lines(
            [
                event("begins", -1),
                event("refused", -20),
                event("begins", -0.01, 2),
                event("embargo", 17, 3, "a", language=2),
                event("embargo", 17, 4, "a", language=1),
                event("embargo", 17, 5, "b"),
            ],
            now,
        )
    assert [line.first.what for line in late] == ["refused", "begins"]
    assert [day.name for day in days] == ["Today, Monday, May 6, 2030"]
    assert [[each.number for each in line.events] for line in days[0].lines] == [[2], [4, 3], [5]]
    with timezone.override("Asia/Kathmandu"), override("en"):
        _late, days = lines([event("embargo", 17, 3, "a"), event("ends", 40)], now)
        line = days[0].lines[0]
        assert (line.time, line.elsewhere) == ("7:45 a.m.", "5 a.m. in Africa/Cairo")
    assert [day.name for day in days] == ["Tomorrow, Tuesday, May 7, 2030", "Wednesday, May 8, 2030"]
