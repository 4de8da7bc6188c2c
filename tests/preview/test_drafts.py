"""What a link to a draft shows: the page as it would be published, and of everything else what is public."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.utils import timezone
from jsonschema import Draft202012Validator
from wagtail.models import PageViewRestriction

from api.openapi import document
from cms.pages.models import BasePage
from cms.preview.models import PreviewLink
from cms.published.models import PublishedItem
from home.models import ContentPage, PageRelated
from tests import factories
from tests.factories import Place
from tests.pages.bodies import full_values
from tests.projection.observing import content, differences
from tests.projection.world import edit, publish, submit_for_translation, translate_strings

Read = Callable[..., Any]
KINDS = [model for model in apps.get_models() if issubclass(model, BasePage)]


def section_of(place: Place, **fields: Any) -> Any:
    return factories.SectionPageFactory(parent=place.home, title="Arbeit", **fields)


def test_a_draft_is_exactly_what_is_published_after_it(place: Place, read: Read) -> None:
    page = factories.ContentPageFactory(parent=section_of(place), title="Alt", summary="Alt.")
    edit(page, title="Neu", summary="Neu.", slug="neu")

    draft = read(page)

    publish(page)
    published = content(page)
    preview = draft["meta"].pop("preview")
    assert datetime.fromisoformat(preview["expires_at"]) > timezone.now()
    assert draft["meta"]["seo"]["robots"] == "noindex"
    for meta in (draft["meta"], published["meta"]):
        meta["seo"].pop("robots")
        for moment in ("changed_at", "last_published_at"):
            meta.pop(moment)
        meta["seo"]["json_ld"].pop("dateModified")
    assert draft == published
    assert draft["title"] == "Neu"


def test_nothing_is_written_and_nothing_becomes_public(place: Place, read: Read) -> None:
    page = factories.ContentPageFactory(parent=place.home, title="Geheim", live=False)
    before = list(PublishedItem.objects.order_by("pk").values())

    assert read(page)["title"] == "Geheim"

    assert list(PublishedItem.objects.order_by("pk").values()) == before
    assert differences() == []


def test_a_link_shows_the_latest_draft_or_the_one_it_was_made_for(place: Place, read: Read) -> None:
    page = factories.ContentPageFactory(parent=place.home, title="Erst")
    first = edit(page, title="Zweit")
    edit(page, title="Dritt")
    assert read(page)["title"] == "Dritt"
    assert read(page, first)["title"] == "Zweit"


def test_a_page_under_unpublished_parents_has_the_path_that_it_is_going_to_have(
    place: Place, read: Read
) -> None:
    section = section_of(place, live=False)
    page = factories.ContentPageFactory(parent=section, title="Seite", live=False)

    meta = read(page)["meta"]

    assert meta["html_path"] == "/de/arbeit/seite/"
    assert meta["html_url"] == "https://www.example.org/de/arbeit/seite/"
    assert [each["title"] for each in meta["breadcrumbs"]] == ["Startseite"]


def test_a_restricted_page_can_be_shown(place: Place, read: Read) -> None:
    page = factories.ContentPageFactory(parent=place.home, title="Intern")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert read(page)["title"] == "Intern"


def test_a_scheduled_page_can_be_shown_with_its_moment(place: Place, read: Read) -> None:
    page = factories.ContentPageFactory(parent=place.home, title="Morgen", live=False)
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()

    meta = read(page)["meta"]

    assert datetime.fromisoformat(meta["published_at"]) > timezone.now()


def test_an_alias_shows_its_originals_draft_at_its_own_place(place: Place, read: Read) -> None:
    page = factories.ContentPageFactory(parent=place.home, title="Original")
    alias = page.create_alias(parent=section_of(place), update_slug="alias")
    edit(page, title="Neuer Entwurf")

    draft = read(alias)

    assert draft["title"] == "Neuer Entwurf"
    assert (draft["id"], draft["meta"]["html_path"]) == (alias.pk, "/de/arbeit/alias/")


def test_a_placeholder_of_another_language_shows_its_original(place: Place, read: Read) -> None:
    page = factories.ContentPageFactory(parent=place.home, title="Nur deutsch")
    alias = page.copy_for_translation(factories.locale("en"), copy_parents=True, alias=True)
    draft = read(alias)
    assert (draft["id"], draft["meta"]["locale"]) == (page.pk, "de")


def test_a_translations_draft_can_be_shown_in_its_language(place: Place, read: Read) -> None:
    page = factories.ContentPageFactory(parent=place.home, title="Deutsch", summary="Kurz.")
    translation = submit_for_translation(page, "en")
    translate_strings(translation, "English")
    translation.save_target(publish=False)

    draft = read(translation.get_target_instance())

    assert (draft["title"], draft["summary"]) == ("English", "English")
    assert (draft["meta"]["locale"], draft["meta"]["html_path"]) == ("en", "/en/english/")


def test_links_to_other_pages_show_only_what_is_public_of_them(place: Place, read: Read) -> None:
    other = factories.ContentPageFactory(parent=place.home, title="Öffentlich")
    edit(other, title="SECRET")
    hidden = factories.ContentPageFactory(parent=place.home, title="SECRET too", live=False)
    page = factories.ContentPageFactory(
        parent=place.home,
        live=False,
        related=[PageRelated(target=other), PageRelated(target=hidden)],
        body=[
            (
                "paragraph",
                f'<p><a linktype="page" id="{other.pk}">eins</a>'
                f' <a linktype="page" id="{hidden.pk}">zwei</a></p>',
            )
        ],
    )

    draft = read(page)

    assert [each["title"] for each in draft["related"]] == ["Öffentlich"]
    assert draft["body"][0]["value"]["html"].count("<a ") == 1
    assert "SECRET" not in str(draft)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind._meta.label)
def test_a_new_page_with_nothing_in_it_yet_keeps_to_the_contract(
    place: Place, ask: Any, editor: User, kind: type[BasePage]
) -> None:
    page = kind(title="Leer", slug="leer", live=False, locale=place.home.locale)
    page.depth, page.path = place.home.depth + 1, place.home.path + "00ZZ"  # as Wagtail does

    response = ask(PreviewLink.show(page, editor, is_editor=True).token)

    assert response.status_code == 200, response.content
    draft = response.json()
    assert (draft["id"], draft["type"]) == (0, kind._meta.label)
    assert draft["meta"]["html_path"] == "/de/leer/"
    validator_of("Preview").validate(draft)


def validator_of(name: str) -> Draft202012Validator:
    described = document()
    return Draft202012Validator(
        {"$ref": f"#/components/schemas/{name}", "components": described["components"]}
    )


def test_a_body_of_every_block_keeps_to_the_contract(place: Place, read: Read) -> None:
    values = full_values(place.home.pk, factories.ImageFactory().pk, factories.DocumentFactory().pk)
    page = factories.ContentPageFactory(parent=place.home, live=False)
    field = ContentPage._meta.get_field("body")
    page.body = field.stream_block.to_python(
        [{"type": name, "value": value, "id": None} for name, value in values.items()]
    )
    page.save_revision()

    draft = read(page)

    assert [each["type"] for each in draft["body"]] == list(values)
    validator_of("Preview").validate(draft)


def test_a_block_with_nothing_in_it_yet_is_no_error(place: Place, read: Read) -> None:
    page = factories.ContentPageFactory(parent=place.home, live=False)
    blocks = ContentPage._meta.get_field("body").stream_block
    for name, block in blocks.child_blocks.items():
        page.body = blocks.to_python([])
        page.body.append((name, block.get_default()))
        page.save_revision()
        assert read(page)["title"] == page.title, name


def test_a_page_in_no_site_has_no_frontend_that_could_show_it(place: Place, ask: Any) -> None:
    page = factories.ContentPageFactory(parent=place.home, live=False)
    place.site.delete()
    response = ask(PreviewLink.share(page, None).token)
    assert response.status_code == 403
    assert "no site" in response.json()["detail"]


def test_rich_text_comes_in_the_form_that_is_asked_for(place: Place, client: Any) -> None:
    page = factories.ContentPageFactory(
        parent=place.home, live=False, body=[("paragraph", "<p>So <b>fett</b>.</p>")]
    )
    link = PreviewLink.share(page, None)
    asked = {"token": link.token, "rich_text_format": "markdown"}
    draft = client.get("/api/v1/preview/", asked).json()
    assert draft["body"][0]["value"] == {"markdown": "So **fett**."}
    assert datetime.fromisoformat(draft["meta"]["preview"]["expires_at"]).tzinfo == UTC
