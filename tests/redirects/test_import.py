"""Redirects from a table: each row is asked what the form asks."""

from django.test import Client
from wagtail.contrib.redirects.models import Redirect

from tests.projection.world import World
from tests.redirects.editing import imported, leads


def test_a_table_is_imported_and_each_row_that_cannot_be_is_told(world: World, admin: Client) -> None:
    table = "\n".join(
        (
            "from,to",
            "/node/1,https://elsewhere.example/1",
            "/node/2?x=1,/de/our-work/a-page/",
            "/loop-a,/loop-b",
            "/loop-b,/loop-a",
            "/node/3,",
            "/node/4,javascript:alert(1)",
            "/node/1,https://elsewhere.example/again",
        )
    )
    summary = imported(admin, table).context["import_summary"]
    assert [row[0] for row in summary["errors"]] == ["/loop-b", "/node/3", "/node/4", "/node/1"]
    assert all(row[2] for row in summary["errors"])
    assert (summary["successes"], summary["total"]) == (3, 7)
    assert leads("/node/1") == "https://elsewhere.example/1"
    assert leads("/node/2?x=1") == "/de/our-work/a-page/"
    assert leads("/node/2") == 404
    assert leads("/loop-a") == "/loop-b"


def test_a_table_is_for_one_site_where_that_is_chosen(world: World, admin: Client) -> None:
    imported(admin, "from,to\n/node/1,/de/our-work/\n", site=world.site)
    assert Redirect.objects.get().site_id == world.site
    assert leads("/node/1") == "/de/our-work/"
