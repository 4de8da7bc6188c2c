"""Aliases: items that mirror their original, and placeholders that stand for it in another language."""

from typing import Any

from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import Locale, Page, PageViewRestriction
from wagtail_localize.models import LocaleSynchronization

from tests.projection.observing import answers, content, item, path
from tests.projection.world import World, edit, page, publish


def alias_of(world: World, name: str, parent: str = "newsroom", **options: Any) -> Page:
    return world.page(name).create_alias(parent=world.page(parent), update_slug="alias", **options)


def test_an_alias_is_an_item_whose_canonical_is_its_original(world: World) -> None:
    alias = alias_of(world, "page")
    shown = content(alias)
    assert shown["meta"]["html_path"] == "/de/presse/alias/"
    assert shown["summary"] == "Of this and that."
    assert shown["meta"]["seo"]["canonical"] == content(world.page("page"))["meta"]["html_url"]


def test_an_alias_follows_what_is_published_of_its_original_and_not_its_draft(world: World) -> None:
    alias = alias_of(world, "page")
    edit(world.page("page"), summary="Unfinished")
    assert content(alias)["summary"] == "Of this and that."
    publish(world.page("page"), summary="Finished")
    assert content(alias)["summary"] == "Finished"


def test_an_alias_is_public_only_while_its_original_is(world: World) -> None:
    alias = alias_of(world, "page")
    restriction = PageViewRestriction.objects.create(
        page=world.page("section"), restriction_type=PageViewRestriction.LOGIN
    )
    assert item(alias) is None
    assert "Of this and that." not in answers()
    restriction.delete()
    assert item(alias)


def test_what_lies_below_an_alias_comes_and_goes_with_the_aliass_original(world: World) -> None:
    alias = alias_of(world, "section", parent="home")
    world.page("sibling").move(alias, pos="last-child")
    assert path(world.page("sibling")) == "/de/alias/a-sibling/"
    world.page("section").unpublish()
    assert item(world.page("sibling")) is None
    publish(world.page("section"))
    assert item(alias)
    assert path(world.page("sibling")) == "/de/alias/a-sibling/"


def test_aliases_of_a_whole_branch_appear_with_their_own_paths(world: World) -> None:
    alias = alias_of(world, "section", parent="home", recursive=True)
    assert [path(child) for child in alias.get_children()] == ["/de/alias/a-page/", "/de/alias/a-sibling/"]


def test_a_converted_alias_goes_its_own_way(world: World) -> None:
    alias = alias_of(world, "page")
    ConvertAliasPageAction(page(alias.pk)).execute()
    assert content(alias)["summary"] == "Of this and that."
    assert content(alias)["meta"]["seo"]["canonical"] == content(alias)["meta"]["html_url"]
    edit(page(alias.pk), summary="Unfinished")
    publish(world.page("page"), summary="Changed")
    assert content(alias)["summary"] == "Of this and that."
    publish(page(alias.pk), summary="Its own")
    assert content(alias)["summary"] == "Its own"


def test_an_alias_goes_when_its_original_is_deleted_and_may_come_back_as_a_page(world: World) -> None:
    alias = alias_of(world, "page")
    world.page("page").delete()
    assert item(alias) is None
    publish(page(alias.pk))
    assert content(alias)["summary"] == "Of this and that."
    assert content(alias)["meta"]["seo"]["canonical"] == content(alias)["meta"]["html_url"]


def test_locale_synchronisation_makes_placeholders_that_lead_to_the_original(world: World) -> None:
    arabic = Locale.objects.create(language_code="ar")
    LocaleSynchronization.objects.create(locale=arabic, sync_from=Locale.objects.get(language_code="de"))
    placeholder = world.page("page").get_translation(arabic)
    assert placeholder.alias_of_id == world.pages["page"]
    assert item(placeholder) is None
    original = item(world.page("page"))
    assert original
    assert original.alias_paths == ["/ar/our-work/a-page/"]
    assert content(original.key)["meta"]["translations"] == []


def test_placeholders_of_a_branch_move_with_it(world: World) -> None:
    arabic = Locale.objects.create(language_code="ar")
    LocaleSynchronization.objects.create(locale=arabic, sync_from=Locale.objects.get(language_code="de"))
    publish(world.page("section"), slug="what-we-do")
    row = item(world.page("page"))
    assert row
    placeholder = world.page("section").get_translation(arabic)
    assert row.alias_paths == [f"/ar/{placeholder.slug}/a-page/"]
