"""Language versions, and wagtail-localize's ways of publishing and of saving drafts into live rows."""

from datetime import timedelta
from typing import Any

from django.core.management import call_command
from wagtail.models import Locale
from wagtail_localize.models import LocaleSynchronization, Translation

from cms.projection.project import refresh
from home.models import PageAccessibleVersion
from tests.clock import Clock
from tests.factories import translate
from tests.projection.observing import answers, content, item
from tests.projection.world import (
    World,
    edit,
    page,
    publish,
    submit_for_translation,
    translate_strings,
)


def versions(of: Any) -> list[tuple[str, str]]:
    return [(each["locale"], each["status"]) for each in content(of)["meta"]["translations"]]


def translated(world: World, name: str = "news") -> tuple[Translation, Any]:
    """A published translation into English by wagtail-localize; `(translation, page)`."""
    translation = submit_for_translation(world.page(name), "en")
    translate_strings(translation, "Published words")
    translation.save_target(publish=True)
    return translation, translation.get_target_instance()


def rebuild_everything() -> None:
    call_command("rebuild_published", verbosity=0)


def test_language_versions_list_each_other_while_they_are_public(world: World) -> None:
    english = translate(world.page("other"), "en", title="Other news in English")
    assert versions(world.page("other")) == [("en", "current")]
    assert versions(english) == [("de", "current")]
    alternates = content(english)["meta"]["seo"]["alternates"]
    assert [each["hreflang"] for each in alternates] == ["de", "en"]
    world.page("other").unpublish()
    assert versions(english) == []


def test_a_draft_translation_is_not_listed(world: World) -> None:
    translate(world.page("other"), "en", live=False, title="Unfinished")
    assert versions(world.page("other")) == []
    assert "Unfinished" not in answers()


def test_a_renamed_translation_is_renamed_in_the_others_lists(world: World) -> None:
    english = translate(world.page("other"), "en", title="Other news in English")
    publish(english, title="Renamed")
    assert content(world.page("other"))["meta"]["translations"][0]["title"] == "Renamed"


def test_a_link_leads_to_the_version_in_the_readers_language(world: World) -> None:
    english = translate(world.page("other"), "en", title="English news", related=[])
    newsroom = translate(world.page("news"), "en", title="More English news")
    assert f'data-page-id="{english.pk}"' in content(newsroom)["body"][0]["value"]["html"]
    english.unpublish()
    assert f'data-page-id="{world.pages["other"]}"' in content(newsroom)["body"][0]["value"]["html"]


def test_publishing_by_localize_happens_after_its_own_commit_and_is_public(world: World) -> None:
    _, english = translated(world)
    assert content(english)["title"] == "Published words"
    assert versions(world.page("news")) == [("en", "current")]


def test_a_translation_is_outdated_once_its_source_is_published_again(world: World) -> None:
    _, english = translated(world)
    publish(world.page("news"), title="Corrected")
    assert versions(world.page("news")) == [("en", "outdated")]
    assert versions(english) == [("de", "current")]
    translated(world)
    assert versions(world.page("news")) == [("en", "current")]


def test_a_translation_is_outdated_at_the_moment_for_which_its_sources_update_is_scheduled(
    world: World, clock: Clock
) -> None:
    _, english = translated(world)
    arabic = translate(world.page("news"), "ar", title="أخبار")
    moment = (clock.now + timedelta(hours=1)).replace(microsecond=0)
    edit(world.page("news"), title="Corrected", go_live_at=moment).publish()

    def told() -> list[str]:
        return [dict(versions(each))["en"] for each in (world.page("news"), arabic)]

    assert told() == ["current"] * 2
    clock.advance_to(moment)
    assert told() == ["outdated"] * 2
    # Nobody has said what the Arabic page was translated from: from the version that was there first.
    assert versions(english) == [("ar", "outdated"), ("de", "current")]
    call_command("publish_scheduled")
    assert told() == ["outdated"] * 2


def test_a_draft_saved_into_a_live_translation_is_read_by_nobody(world: World) -> None:
    translation, english = translated(world)
    translate_strings(translation, "Unfinished words")
    translation.save_target(publish=False)
    assert page(english.pk).title == "Unfinished words"  # the trap: the live row has it
    for rebuilt in (lambda: None, rebuild_everything, lambda: refresh([english.pk])):
        rebuilt()
        assert content(english)["title"] == "Published words"
        assert "nfinished" not in answers()
    publish(world.page("newsroom_en"), title="Renamed")
    world.page("other").save()
    assert "nfinished" not in answers()
    translation.save_target(publish=True)
    assert content(english)["title"] == "Unfinished words"


def test_a_draft_saved_into_a_live_placeholder_is_read_by_nobody(world: World) -> None:
    english = Locale.objects.get(language_code="en")
    LocaleSynchronization.objects.create(locale=english, sync_from=Locale.objects.get(language_code="de"))
    placeholder = world.page("page").get_translation(english)
    assert item(world.page("page")).alias_paths
    translation = submit_for_translation(world.page("page"), "en")
    translate_strings(translation, "Unfinished words")
    translation.save_target(publish=False)
    row = page(placeholder.pk)
    assert (row.live, row.alias_of_id, row.title) == (True, None, "Unfinished words")
    for rebuilt in (lambda: None, rebuild_everything):
        rebuilt()
        assert item(placeholder) is None
        assert "nfinished" not in answers()
    translation.save_target(publish=True)
    assert content(placeholder)["title"] == "Unfinished words"


def test_a_disabled_translation_keeps_what_was_published(world: World) -> None:
    translation, english = translated(world)
    translate_strings(translation, "Unfinished words")
    translation.save_target(publish=False)
    translation.enabled = False
    translation.save(update_fields=["enabled"])
    assert content(english)["title"] == "Published words"
    translation.delete()
    assert content(english)["title"] == "Published words"


def test_languages_and_alternates_are_only_those_that_readers_can_read(world: World) -> None:
    def told() -> tuple[list[str], list[str]]:
        meta = content(world.page("page"))["meta"]
        languages = [each["locale"] for each in meta["translations"]]
        return languages, [each["hreflang"] for each in meta["seo"]["alternates"]]

    english = Locale.objects.get(language_code="en")
    LocaleSynchronization.objects.create(locale=english, sync_from=Locale.objects.get(language_code="de"))
    assert world.page("page").get_translation(english).live
    assert told() == ([], ["de"])  # a placeholder is no version
    arabic = translate(world.page("page"), "ar", title="صفحة")
    assert told() == (["ar"], ["ar", "de"])
    assert content(arabic)["meta"]["direction"] == "rtl"
    arabic.get_parent().specific.unpublish()
    assert told() == ([], ["de"])


def test_an_accessible_version_is_told_while_readers_can_read_it(world: World) -> None:
    plain = world.page("sibling")
    publish(world.page("page"), accessible_versions=[PageAccessibleVersion(target=plain)])

    def told() -> list[tuple[str, str]]:
        versions = content(world.page("page"))["meta"]["accessible_versions"]
        return [(each["kind"], each["title"]) for each in versions]

    assert told() == [("plain_language", "A sibling")]
    plain.unpublish()
    assert told() == []
