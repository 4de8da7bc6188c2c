"""Readers are told of a translation that a machine has made, until somebody has reviewed it."""

from typing import Any

from django.core.management import call_command
from wagtail_localize.models import StringTranslation, Translation

from tests.projection.observing import content
from tests.projection.world import World, publish, submit_for_translation, translate_strings


def status(of: Any) -> str:
    """Of the one other language version that a page lists."""
    [version] = content(of)["meta"]["translations"]
    found: str = version["status"]
    return found


def by_machine(world: World) -> Translation:
    translation = submit_for_translation(world.page("news"), "en")
    translate_strings(translation, "Machine words", by="machine")
    translation.save_target(publish=True)
    return translation


def in_english() -> Any:
    return StringTranslation.objects.filter(locale__language_code="en").order_by("pk")


def review(strings: Any) -> None:
    for string in strings:
        string.translation_type = "manual"
        string.save()


def agree() -> None:
    """Every event was noticed: what is built anew is what is stored."""
    call_command("check_published", verbosity=0)


def test_a_translation_by_a_machine_says_so_until_its_last_string_is_reviewed(world: World) -> None:
    by_machine(world)
    assert status(world.page("news")) == "machine"
    agree()
    first, *others = in_english()
    review(others)
    assert status(world.page("news")) == "machine"
    review([first])
    assert status(world.page("news")) == "current"
    agree()


def test_one_string_of_a_machine_among_many_is_enough(world: World) -> None:
    translation = submit_for_translation(world.page("news"), "en")
    translate_strings(translation, "Words")
    in_english().filter(pk=in_english().last().pk).update(translation_type="machine")
    translation.save_target(publish=True)
    assert status(world.page("news")) == "machine"


def test_strings_for_the_next_version_say_nothing_of_the_public_one(world: World) -> None:
    translation = submit_for_translation(world.page("news"), "en")
    translate_strings(translation, "Words")
    translation.save_target(publish=True)
    publish(world.page("news"), title="Another title")
    translation = submit_for_translation(world.page("news"), "en")
    for segment in translation.source.stringsegment_set.all():
        StringTranslation.objects.get_or_create(
            translation_of=segment.string,
            locale=translation.target_locale,
            context=segment.context,
            defaults={"data": "A machine's title", "translation_type": "machine"},
        )
    assert status(world.page("news")) == "outdated"
    agree()
    translation.save_target(publish=True)
    assert status(world.page("news")) == "machine"


def test_an_unreviewed_translation_that_is_outdated_too_is_told_as_unreviewed(world: World) -> None:
    by_machine(world)
    publish(world.page("news"), title="Another title")
    assert status(world.page("news")) == "machine"
    agree()


def test_what_the_source_no_longer_says_needs_no_review(world: World) -> None:
    translation = by_machine(world)
    title = in_english().get(context__path="title")
    review(in_english().exclude(pk=title.pk))
    publish(world.page("news"), title="Another title")
    translation = submit_for_translation(world.page("news"), "en")
    translate_strings(translation, "Words")
    translation.save_target(publish=True)
    assert status(world.page("news")) == "current"
    agree()


def test_a_page_edited_by_hand_since_is_reviewed(world: World) -> None:
    translation = by_machine(world)
    publish(translation.get_target_instance(), title="Better words")
    assert status(world.page("news")) == "current"
    agree()


def test_a_removed_string_of_a_machine_is_noticed(world: World) -> None:
    by_machine(world)
    in_english().delete()
    assert status(world.page("news")) == "current"
    agree()


def test_a_page_goes_with_the_strings_of_its_translation(world: World) -> None:
    by_machine(world)
    review(in_english())
    world.page("news").delete()
    assert not in_english().exists()
    agree()


def test_a_string_that_is_taken_away_is_no_error(world: World) -> None:
    translation = submit_for_translation(world.page("news"), "en")
    translate_strings(translation, "Words")
    string = in_english().last()
    StringTranslation.objects.get(pk=string.pk).delete()
    agree()
