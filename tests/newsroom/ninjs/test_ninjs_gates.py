"""What was public elsewhere may lack what harms nobody; whatever is in doubt is left a draft, whole."""

from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from newsroom.models import NewsPage
from tests.factories import picture
from tests.newsroom.ninjs.desk import Desk, html, make_item

FIGURE = html('<p>Sie ist fertig.</p><figure><img src="a.jpg"></figure>')


@pytest.fixture
def item(desk: Desk) -> dict[str, Any]:
    (desk.folder / "a.jpg").write_bytes(picture().read())
    return make_item(bodies=FIGURE)


def test_an_item_without_a_summary_is_published(desk: Desk) -> None:
    desk(make_item())
    assert NewsPage.objects.get().live


def test_a_picture_without_credit_and_licence_leaves_its_page_a_draft_with_the_reason(
    desk: Desk, item: dict[str, Any]
) -> None:
    (line,) = desk(item)
    assert "a draft: " in line
    assert "has no licence" in line
    page = NewsPage.objects.get()
    assert not page.live
    assert [block.block_type for block in page.body] == ["paragraph", "image"]


def test_who_knows_the_archive_says_it_once_for_all_pictures(desk: Desk, item: dict[str, Any]) -> None:
    desk(item)
    desk(item, credit="Agentur", licence="all-rights-reserved")
    page = NewsPage.objects.get()
    assert page.live
    assert page.body[1].value["image"].credit == "Agentur"


def test_what_the_desk_has_mended_is_published_by_the_next_import(desk: Desk, item: dict[str, Any]) -> None:
    desk(item)
    image = NewsPage.objects.get().body[1].value["image"]
    image.credit, image.licence = "Agentur", "cc0-1.0"
    image.save()
    desk(item)
    assert NewsPage.objects.get().live
    assert desk.words(item) == ["unchanged"]


def test_what_shows_people_who_have_withdrawn_is_a_draft_whatever_is_said_of_it(
    desk: Desk, item: dict[str, Any]
) -> None:
    desk(item)
    image = NewsPage.objects.get().body[1].value["image"]
    image.consent_withdrawn_on = timezone.localdate()
    image.save()
    desk(item, credit="Agentur", licence="all-rights-reserved")
    assert not NewsPage.objects.get().live


def test_a_licence_that_is_not_known_is_refused(desk: Desk) -> None:
    with pytest.raises(CommandError):
        call_command("import_ninjs", str(desk.folder), "--licence", "mine")
