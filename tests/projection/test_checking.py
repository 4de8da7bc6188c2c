"""check_published finds whatever no door has told of; the worker's rounds and a rebuild mend it."""

import io
from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page, PageViewRestriction

from cms.projection import tasks
from cms.published.models import PublishedItem, PublishedSite
from tests.projection.observing import content, differences, item, last_change, run_jobs
from tests.projection.world import World


def check() -> str:
    """What the command says; raises CommandError where it finds something."""
    said = io.StringIO()
    call_command("check_published", stdout=said, stderr=io.StringIO())
    return said.getvalue()


def of(world: World, name: str) -> "PublishedItem":
    return PublishedItem.objects.get(key=f"page-{world.pages[name]}")


def withdraw_unnoticed(world: World) -> str:
    Page.objects.filter(pk=world.pages["other"]).update(live=False)
    return f"page-{world.pages['other']}: differs in"


def restrict_unnoticed(world: World) -> str:
    PageViewRestriction.objects.bulk_create(
        [PageViewRestriction(page_id=world.pages["section"], restriction_type="login")]
    )
    return f"page-{world.pages['page']}: differs in"


def forge_content(world: World) -> str:
    row = of(world, "news")
    row.content = row.content.replace("What has happened.", "What has not.")
    row.save()
    return f"{row.key}: differs in content"


def forge_a_column(world: World) -> str:
    PublishedItem.objects.filter(key=of(world, "news").key).update(kind="story")
    return f"{of(world, 'news').key}: differs in kind"


def forget_an_item(world: World) -> str:
    key = of(world, "news").key
    PublishedItem.objects.filter(key=key).delete()
    return f"{key}: has 0 versions, should have 1"


def forget_an_image(world: World) -> str:
    PublishedItem.objects.filter(key=f"image-{world.image}").delete()
    return f"image-{world.image}: has 0 versions, should have 1"


def keep_a_deleted_page(world: World) -> str:
    row = of(world, "news")
    PublishedItem.objects.filter(pk=row.pk).update(key="page-999999", object_id=999999)
    return "page-999999: differs in"


def forge_an_image(world: World) -> str:
    PublishedItem.objects.filter(key=f"image-{world.image}").update(title="Forged")
    return f"image-{world.image}: differs in title"


def forge_a_site(world: World) -> str:
    PublishedSite.objects.update(name="Forged")
    return "sites: differ"


TAMPERINGS = (
    withdraw_unnoticed,
    restrict_unnoticed,
    forge_content,
    forge_a_column,
    forget_an_item,
    keep_a_deleted_page,
    forge_an_image,
    forget_an_image,
    forge_a_site,
)


def test_a_read_model_as_it_should_be_passes(world: World) -> None:
    assert "Every published item is what a fresh build gives." in check()


@pytest.mark.parametrize("tamper", TAMPERINGS)
def test_tampering_is_found_and_named_and_mended(world: World, tamper: Callable[[World], str]) -> None:
    expected = tamper(world)
    said = io.StringIO()
    with pytest.raises(CommandError) as stopped:
        call_command("check_published", stdout=said, stderr=io.StringIO())
    assert stopped.value.returncode == 1
    assert any(line.startswith(expected) for line in said.getvalue().splitlines()), said.getvalue()
    tasks.mend.func(timestamp=0)
    run_jobs()
    assert differences() == []


def test_a_rebuild_mends_everything_and_logs_only_what_changed(world: World) -> None:
    for tamper in (withdraw_unnoticed, forge_a_column):
        tamper(world)
    since = last_change()
    call_command("rebuild_published", stdout=io.StringIO(), stderr=io.StringIO())
    assert item(world.page("other")) is None
    assert differences() == []
    assert last_change() > since
    again = last_change()
    call_command("rebuild_published", stdout=io.StringIO(), stderr=io.StringIO())
    assert last_change() == again


def test_a_rebuild_goes_on_after_a_page(world: World) -> None:
    """Those with smaller numbers are left as they were."""
    first, last = of(world, "home"), of(world, "news")
    PublishedItem.objects.filter(pk__in=[first.pk, last.pk]).update(kind="forged")
    call_command(
        "rebuild_published", after=world.pages["newsroom"], stdout=io.StringIO(), stderr=io.StringIO()
    )
    assert of(world, "home").kind == "forged"
    assert of(world, "news").kind == "press_release"
    assert content(world.page("news"))["title"] == "News"
    call_command("rebuild_published", stdout=io.StringIO(), stderr=io.StringIO())
