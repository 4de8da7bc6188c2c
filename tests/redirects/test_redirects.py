"""Editors' redirects: made in the admin and by import, followed by readers, and never in circles."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site
from wagtail.users.models import UserProfile

from tests import factories
from tests.projection.observing import changes, content, item, last_change
from tests.projection.world import World, edit, publish

HERE = "https://www.example.org"


def leads(path: str, site: str = "www.example.org") -> Any:
    """Where a path leads: a location, `page`, or a status that is none of success."""
    response = Client().get("/api/v1/resolve/", {"path": path, "site": site})
    answer = response.json()
    return response.status_code if response.status_code != 200 else answer.get("location", "page")


def add(admin: Client, path: str, **fields: Any) -> Any:
    """Post the admin's form; what it answers, with the page that it leads to."""
    data = {"old_path": path, "site": "", "is_permanent": "on", "redirect_page": "", "redirect_link": ""}
    return admin.post("/admin/redirects/add/", data | fields, follow=True)


def errors(response: Any) -> dict[str, list[str]]:
    return {name: list(texts) for name, texts in response.context["form"].errors.items()}


def warnings(response: Any) -> list[str]:
    return [str(each) for each in response.context["messages"] if each.level_tag == "warning"]


def test_a_redirect_to_a_page_follows_it_and_is_there_while_it_is(world: World, admin: Client) -> None:
    add(admin, "/node/123/", redirect_page=world.pages["page"])
    assert leads("/node/123?x=1") == "/de/our-work/a-page/?x=1"
    publish(world.page("section"), slug="arbeit")
    assert leads("/node/123") == "/de/arbeit/a-page/"
    [redirect] = Redirect.objects.all()
    assert content(f"redirect-{redirect.pk}")["location"] == f"{HERE}/de/arbeit/a-page/"
    world.page("page").unpublish()
    assert leads("/node/123") == 404
    publish(world.page("page"))
    assert leads("/node/123") == "/de/arbeit/a-page/"
    world.page("page").delete()
    assert (leads("/node/123"), Redirect.objects.count()) == (404, 0)


def test_it_leads_to_the_page_in_its_language(world: World, admin: Client) -> None:
    english = factories.translate(world.page("page"), "en", title="In English")
    add(admin, "/old-en", redirect_page=english.pk)
    add(admin, "/old-de", redirect_page=world.pages["page"])
    assert leads("/old-en") == Page.objects.get(pk=english.pk).specific.html_path
    assert leads("/old-de") == "/de/our-work/a-page/"


def test_a_redirect_is_an_item_of_its_own_in_the_log(world: World, admin: Client) -> None:
    since = last_change()
    add(admin, "/a", redirect_link="https://elsewhere.example/")
    [redirect] = Redirect.objects.all()
    key = f"redirect-{redirect.pk}"
    found = item(key)
    assert found
    assert (found.type, found.site, found.locale) == ("wagtailredirects.Redirect", None, None)
    redirect.redirect_link = "https://elsewhere.example/b"
    redirect.save()
    redirect.delete()
    assert [each for each in changes(since) if each[1] == key] == [
        ("published", key),
        ("updated", key),
        ("removed", key),
    ]
    assert leads("/a") == 404


def test_one_site_or_all_and_permanent_or_not(world: World, admin: Client) -> None:
    add(admin, "/a", site=world.site, redirect_link="https://elsewhere.example/", is_permanent="")
    answer = Client().get("/api/v1/resolve/", {"path": "/a"}).json()
    assert answer == {
        "outcome": "redirect",
        "location": "https://elsewhere.example/",
        "permanent": False,
    }
    [redirect] = Redirect.objects.all()
    assert content(f"redirect-{redirect.pk}")["meta"]["site"] == "www.example.org"


def test_chains_over_a_former_path_are_collapsed(world: World, admin: Client) -> None:
    add(admin, "/two", redirect_link="/de/our-work/a-page/")
    add(admin, "/one", redirect_link=f"{HERE.replace('https', 'http')}/two")
    publish(world.page("page"), slug="anew")
    assert leads("/one") == "/de/our-work/anew/"


@pytest.mark.parametrize("to", ["/a", f"{HERE}/A/", "http://www.example.org/a?x=1"])
def test_a_redirect_to_itself_is_refused(world: World, admin: Client, to: str) -> None:
    assert list(errors(add(admin, "/a", redirect_link=to))) == ["redirect_link"]
    assert Redirect.objects.count() == 0


def test_a_loop_is_refused_and_an_edit_that_makes_one_too(world: World, admin: Client) -> None:
    add(admin, "/a", redirect_link="/b")
    add(admin, "/b", redirect_link="/c")
    assert list(errors(add(admin, "/c", redirect_link="/a"))) == ["redirect_link"]
    add(admin, "/c", redirect_link="/d")
    redirect = Redirect.objects.get(old_path="/c")
    data = {"old_path": "/c", "is_permanent": "on", "redirect_link": f"{HERE}/a"}
    assert list(errors(admin.post(f"/admin/redirects/{redirect.pk}/", data))) == ["redirect_link"]
    assert leads("/a") == "/d"


def test_a_loop_that_was_written_past_the_form_hangs_nobody(world: World) -> None:
    Redirect.objects.create(old_path="/a", redirect_link=f"{HERE}/b")
    Redirect.objects.create(old_path="/b", redirect_link=f"{HERE}/a")
    assert (leads("/a"), leads("/b")) == (404, 404)


def test_the_same_path_on_another_site_is_no_loop(world: World, admin: Client) -> None:
    home = factories.HomePageFactory(
        parent=Page.get_first_root_node(), title="Other", slug="other", locale=factories.locale("de")
    )
    Site.objects.create(hostname="other.example.org", port=443, root_page=home)
    add(admin, "/a", site=world.site, redirect_link="https://other.example.org/a")
    assert leads("/a") == "https://other.example.org/a"
    assert list(errors(add(admin, "/x", redirect_link="https://other.example.org/x"))) == ["redirect_link"]


def test_what_leads_nowhere_is_refused_beside_its_field(world: World, admin: Client) -> None:
    assert list(errors(add(admin, "/a"))) == ["redirect_link"]
    both = {"redirect_link": "https://elsewhere.example/", "redirect_page": world.pages["page"]}
    assert list(errors(add(admin, "/a", **both))) == ["redirect_link"]
    assert list(errors(add(admin, "/a", redirect_link="ftp://elsewhere.example/"))) == ["redirect_link"]
    own = add(admin, "/de/our-work/a-page/", redirect_page=world.pages["page"])
    assert list(errors(own)) == ["redirect_page"]
    for no_path in ("/%00", "http://[/"):
        assert list(errors(add(admin, no_path, redirect_link="https://elsewhere.example/"))) == ["old_path"]


def test_an_editor_is_warned_that_a_page_wins(world: World, admin: Client) -> None:
    [warning] = warnings(add(admin, "/DE/our-work/a-page", redirect_link="https://elsewhere.example/"))
    assert "/de/our-work/a-page/" in warning
    assert leads("/de/our-work/a-page/") == "page"
    world.page("page").unpublish()
    assert leads("/de/our-work/a-page/") == "https://elsewhere.example/"
    assert warnings(add(admin, "/b", redirect_link="https://elsewhere.example/")) == []


def test_an_editor_is_warned_when_the_form_is_opened_too(world: World, admin: Client) -> None:
    add(admin, "/de/our-work/anew", redirect_link="https://elsewhere.example/")
    address = f"/admin/redirects/{Redirect.objects.get().pk}/"
    assert warnings(admin.get(address)) == []
    publish(world.page("page"), slug="anew")
    [warning] = warnings(admin.get(address))
    assert "/de/our-work/anew/" in warning


def test_the_form_of_one_that_was_written_past_it_opens(world: World, admin: Client) -> None:
    redirect = Redirect.objects.create(old_path="/a%00", redirect_link="https://elsewhere.example/")
    assert admin.get(f"/admin/redirects/{redirect.pk}/").status_code == 200


def test_a_query_does_not_take_a_redirect_past_the_page(world: World, admin: Client) -> None:
    there = "/de/our-work/a-page?x=1"
    assert warnings(add(admin, there, redirect_link="https://elsewhere.example/"))
    assert leads("/de/our-work/a-page/?x=1") == "page"


def test_moves_and_new_slugs_make_no_redirects_of_wagtails_own(world: World) -> None:
    publish(world.page("page"), slug="anew")
    world.page("page").move(world.page("home"), pos="last-child")
    assert Redirect.objects.count() == 0
    assert leads("/de/our-work/a-page/") == "/de/anew/"


def test_an_editor_is_warned_of_a_goal_where_nothing_is(world: World, admin: Client) -> None:
    [warning] = warnings(add(admin, "/a", redirect_link="/de/gibtsnicht/"))
    assert f"{HERE}/de/gibtsnicht/" in warning
    redirect = Redirect.objects.get()
    address = f"/admin/redirects/{redirect.pk}/"
    assert len(warnings(admin.get(address))) == 1
    publish(world.page("page"), slug="gibtsnicht")
    world.page("page").move(world.page("home"), pos="last-child")
    assert warnings(admin.get(address)) == []


def test_what_is_prepared_has_been_or_leads_on_is_no_goal_to_warn_of(world: World, admin: Client) -> None:
    publish(world.page("page"), slug="anew")
    edit(world.page("sibling"), slug="to-be")
    add(admin, "/on", redirect_link="https://elsewhere.example/")
    add(admin, "/draft", redirect_page=world.pages["draft"])
    goals = [
        "/",
        "/DE/our-work/?x=1",
        world.page("draft").html_path,
        "/de/our-work/to-be/",
        "/de/our-work/a-page/",
        "/on",
        "/draft/",
        "https://elsewhere.example/nowhere/",
    ]
    for number, goal in enumerate(goals):
        assert warnings(add(admin, f"/a/{number}", redirect_link=goal)) == [], goal
    assert len(warnings(add(admin, "/a", redirect_link="/de/to-be/"))) == 1


def test_a_path_stays_one_and_follows_its_site_to_another_host(world: World, admin: Client) -> None:
    add(admin, "/all", redirect_link="/de/our-work/")
    add(admin, "/one", redirect_link="/de/our-work/a-page/?x=1", site=world.site)
    assert set(Redirect.objects.values_list("redirect_link", flat=True)) == {
        "/de/our-work/",
        "/de/our-work/a-page/?x=1",
    }
    assert warnings(admin.get(f"/admin/redirects/{Redirect.objects.get(old_path='/all').pk}/")) == []
    site = world.get_site()
    site.hostname, site.port = "new.example.org", 8443
    site.save()
    assert leads("/all", "new.example.org:8443") == "/de/our-work/"
    assert leads("/one", "new.example.org:8443") == "/de/our-work/a-page/?x=1"
    redirect = Redirect.objects.get(old_path="/all")
    assert content(f"redirect-{redirect.pk}")["location"] == f"{site.root_url}/de/our-work/"


def test_a_path_is_shown_as_it_was_given_beside_an_error(world: World, admin: Client) -> None:
    form = add(admin, "/a", redirect_link="/a").context["form"]
    assert list(form.errors) == ["redirect_link"]
    assert form["redirect_link"].value() == "/a"


# Import


def imported(admin: Client, table: str, **fields: Any) -> Any:
    """Both steps of the admin's import."""
    file = SimpleUploadedFile("redirects.csv", table.encode(), content_type="text/csv")
    first = admin.post("/admin/redirects/import/", {"import_file": file})
    hidden = first.context["form"].initial
    data = {**hidden, "from_index": 0, "to_index": 1, "permanent": "on", **fields}
    return admin.post("/admin/redirects/import/process/", data, follow=True)


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


def test_rows_where_a_page_wins_are_imported_and_told_of(world: World, admin: Client) -> None:
    table = "from,to\n/de/our-work/,https://elsewhere.example/\n/node/1,https://elsewhere.example/1\n"
    [warning] = warnings(imported(admin, table))
    assert "/de/our-work" in warning
    assert "/node/1" not in warning
    assert Redirect.objects.count() == 2


def test_rows_that_lead_to_nothing_are_imported_and_told_of(world: World, admin: Client) -> None:
    table = "from,to\n/b,/de/gibtsnicht/\n/c,/de/our-work/\n/d,/e\n/e,/de/nirgends/\n"
    [warning] = warnings(imported(admin, table))
    assert warning.strip().endswith(": /b, /e")
    assert Redirect.objects.count() == 4


def test_they_are_told_of_beside_errors_and_no_more_are_named_than_can_be_read(
    world: World, admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cms.redirects.admin.MOST_NAMED", 1)
    table = "\n".join(
        (
            "from,to",
            "/de/our-work/,https://a.example/",
            "/de/our-work/a-page,https://a.example/",
            "/node/3,",
            "http://[/,https://a.example/",
        )
    )
    response = imported(admin, table)
    [warning] = warnings(response)
    assert "2" in warning
    assert warning.strip().endswith("/de/our-work, …")
    assert response.context["import_summary"]["errors_count"] == 2


def test_warnings_speak_the_editors_language(world: World, admin: Client) -> None:
    user = User.objects.get(pk=admin.session["_auth_user_id"])
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "de"})
    [warning] = warnings(add(admin, "/de/our-work/", redirect_link="https://elsewhere.example/"))
    assert "öffentlich" in warning
    [warning] = warnings(imported(admin, "from,to\n/de/our-work/a-page,https://elsewhere.example/\n"))
    assert "öffentlich" in warning
