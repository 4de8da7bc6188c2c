"""The demonstration: all that it promises is there, in each of its languages."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import Page, Revision, Site, get_page_models

from cms.media.models import Document, Image
from cms.pages.blocks import BodyBlock
from cms.pages.models import BasePage
from cms.projection.check import all_sources, differences, file_differences, item_differences
from cms.projection.files import FILES
from cms.published.models import PublishedItem
from cms.roles.matrix import PRESS_OFFICER
from cms.roles.setup import group_of
from home.demo import loader
from home.demo.content import LANGUAGES, facts, page_facts, texts, words
from home.models import Menu, SiteIdentity
from newsroom.models import MediaContact, NewsKind, NewsPage, Organisation, Topic
from tests.home.conftest import WEBSITE

# Pictures and files have one language, wherever they are shown; other pages are looked at themselves.
OF_THEIR_OWN = {"meta", "teaser_image", "related", "featured", "poster", "document", "downloads", "files"}
# Not written here but by the project's translations.
FIXED_LISTS = {"kind", "countries", "sdgs", "status", "legal_kind"}


def pages_in(language: str) -> Any:
    return Page.objects.filter(locale__language_code=language, depth__gt=1)


def bodies() -> Iterator[tuple[Page, Any]]:
    for page in Page.objects.filter(depth__gt=1).specific():
        if hasattr(page, "body"):
            yield page, page.body


def contents(language: str) -> list[dict[str, Any]]:
    items = PublishedItem.objects.filter(what="page", locale=language, state="public")
    return [json.loads(item.content) for item in items]


def texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in OF_THEIR_OWN | FIXED_LISTS:
                yield from texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_in(inner)
    elif isinstance(value, str):
        yield value


def test_the_numbers_are_those_promised(loaded: list[str]) -> None:
    news = NewsPage.objects.all()
    assert news.filter(locale__language_code="de", live=True).count() == 31
    assert news.filter(locale__language_code="en", live=True).count() >= 20
    assert news.filter(locale__language_code="ar", live=True).count() == 5
    assert set(news.values_list("kind", flat=True)) == set(NewsKind.values)
    assert Counter(Menu.objects.values_list("name", flat=True)) == {"main": 3, "footer": 3, "legal": 3}
    assert SiteIdentity.objects.count() == len(LANGUAGES)
    assert any("33 of them news" in line for line in loaded)


def test_every_text_has_become_a_page(loaded: list[str]) -> None:
    for language in LANGUAGES:
        assert set(texts(language)) <= set(page_facts())
        assert pages_in(language).count() == len(texts(language))
    assert set(texts("de")) == set(page_facts())


def test_every_page_type_and_every_block_is_shown(loaded: list[str]) -> None:
    used_types = {type(page) for page in Page.objects.filter(depth__gt=1).specific()}
    ours = {model for model in get_page_models() if issubclass(model, BasePage)}
    assert used_types == ours
    for language in ("de", "en"):
        used = {
            child.block_type
            for page, body in bodies()
            if page.locale.language_code == language
            for child in body
        }
        assert used == set(BodyBlock().child_blocks)


def test_an_editor_could_publish_every_page_as_it_is(loaded: list[str]) -> None:
    checked = 0
    for page, body in bodies():
        body.stream_block.clean(body)
        page.full_clean()
        checked += len(body)
    assert checked > 500


def test_versions_in_other_languages_are_translations(loaded: list[str]) -> None:
    german = set(pages_in("de").values_list("translation_key", flat=True))
    for language in ("en", "ar"):
        assert set(pages_in(language).values_list("translation_key", flat=True)) <= german
    release = NewsPage.objects.get(locale__language_code="ar", title__startswith="القاهرة")
    assert [place.name for place in release.dateline_places.all()] == ["القاهرة"]
    content = json.loads(PublishedItem.objects.get(key=f"page-{release.pk}").content)
    assert content["meta"]["direction"] == "rtl"
    assert content["dateline"]["text"] == "القاهرة، 2 تموز/يوليه 2026"
    assert [each["locale"] for each in content["meta"]["translations"]] == ["de", "en"]


@pytest.mark.parametrize("model", [Topic, Organisation, MediaContact])
def test_vocabularies_are_there_in_every_language(loaded: list[str], model: Any) -> None:
    keys = [
        set(model.objects.filter(locale__language_code=language).values_list("translation_key", flat=True))
        for language in LANGUAGES
    ]
    assert len(keys[0]) >= 4
    assert all(one == other for one, other in pairwise(keys))


def test_a_draft_is_nowhere_and_a_scheduled_piece_waits(loaded: list[str]) -> None:
    draft = NewsPage.objects.get(title="Nachtzug nach Przemyśl")
    scheduled = NewsPage.objects.get(title__startswith="Internationaler Tag")
    assert (draft.live, scheduled.live) == (False, False)
    assert not PublishedItem.objects.filter(key=f"page-{draft.pk}").exists()
    moment = Revision.page_revisions.get(object_id=str(scheduled.pk)).approved_go_live_at
    assert PublishedItem.objects.get(key=f"page-{scheduled.pk}").visible_from == moment
    assert scheduled.dateline_date == moment.astimezone().date()


def test_news_lists_by_the_dates_that_it_tells_of(loaded: list[str]) -> None:
    for key, fact in facts("news").items():
        if fact.get("state") is None:
            page = NewsPage.objects.get(title=texts("de")[key]["title"])
            assert page.dateline_date.isoformat() == fact["published"][:10]
            item = PublishedItem.objects.get(key=f"page-{page.pk}")
            assert item.published_at.date().isoformat() == fact["published"][:10]


def test_no_text_of_one_language_stands_in_another(loaded: list[str]) -> None:
    english = re.compile(r"\b(the|and|with|which|from)\b")
    german = re.compile(r"\b(und|der|nicht|eine|werden)\b")
    for language, foreign in (("de", english), ("en", german)):
        for content in contents(language):
            found = [text for text in texts_in(content) if foreign.search(text)]
            assert found == [], content["title"]


def test_german_typography_is_set_with_care(loaded: list[str]) -> None:
    for content in contents("de"):
        for text in texts_in(content):
            visible = re.sub(r"<[^>]+>", "", text)
            assert '"' not in visible, visible
            assert not re.search(r"\d (Prozent|Millionen|Euro)\b", visible), visible
            assert not re.search(r"„[^“]*”", visible), visible


def test_pictures_are_drawn_described_and_free_to_use(loaded: list[str]) -> None:
    images = list(Image.objects.all())
    assert len(images) >= 15
    assert all(image.alt and image.licence for image in images)
    (uncredited,) = (image for image in images if not image.credit)
    assert not PublishedItem.objects.filter(key=f"image-{uncredited.pk}").exists()
    pictures = [image for image in images if image.title != words("de", "pictures")["logo"][0]]
    assert {(image.width, image.height) for image in pictures} == {(1600, 900)}
    assert len({image.file_hash for image in images}) == len(images)


def test_documents_are_tagged_pdfs_and_a_table(loaded: list[str]) -> None:
    for document in Document.objects.all():
        data = document.file.open().read()
        if document.file_extension == "csv":
            assert data.decode().startswith("Jahr;")
        else:
            assert data.startswith(b"%PDF-1.7")
            assert b"/StructTreeRoot" in data
            assert f"/Lang ({document.language})".encode() in data
            start = int(re.findall(rb"startxref\n(\d+)", data)[0])
            assert data[start:].startswith(b"xref")


def test_the_default_site_is_the_frontends(loaded: list[str]) -> None:
    site = Site.objects.get()
    assert (site.root_url, site.is_default_site) == (WEBSITE, True)
    assert site.root_page.specific.title == "IAHM Deutschland"
    assert Page.objects.filter(depth=2).count() == len(LANGUAGES)


def test_what_readers_see_is_what_a_fresh_build_gives(loaded: list[str]) -> None:
    pages = list(Page.objects.filter(depth__gt=1).values_list("pk", flat=True))
    files = list(PublishedItem.objects.filter(what__in=FILES).values_list("key", flat=True))
    assert len(files) > 20
    sources = [source for batch in all_sources() for source in batch]
    assert {what for what, _ in sources} == {"menu", "organisation", "site", "topic"}
    assert [*differences(pages), *item_differences(sources), *file_differences(files)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_its_menus_and_says_whose_site_it_is(
    loaded: list[str], client: Client, language: str
) -> None:
    menus = client.get("/api/v1/menus/", {"locale": language}).json()["items"]
    assert [(menu["name"], menu["locale"]) for menu in menus] == [
        (name, language) for name in ("main", "footer", "legal")
    ]
    assert all(menu["items"] for menu in menus)
    assert all(panel["intro"] and panel["url"] for panel in menus[0]["items"])
    site = client.get("/api/v1/site/", {"locale": language}).json()
    assert site["name"] == words(language, "site")["identity"]["name"]
    assert site["logo"]["alt"]
    assert [each["service"] for each in site["social_links"]] == ["mastodon", "youtube", "linkedin"]
    assert site["pages"]["imprint"]["html_path"].startswith(f"/{language}/")
    assert [each["locale"] for each in site["locales"]] == sorted(LANGUAGES)


def test_loading_twice_is_refused(loaded: list[str]) -> None:
    before = Page.objects.count()
    with pytest.raises(CommandError, match="There is content already"):
        call_command("load_demo")
    assert Page.objects.count() == before


def test_a_failure_leaves_nothing_behind(own_database: None) -> None:
    def files() -> set[Path]:
        return {file for file in Path(settings.MEDIA_ROOT).rglob("*") if file.is_file()}

    def gives_up(line: str) -> None:
        raise RuntimeError("the terminal is gone")

    before = files()
    with pytest.raises(RuntimeError, match="the terminal is gone"):
        loader.load(WEBSITE, gives_up)
    assert files() == before
    assert not Image.objects.exists()


def test_its_desk_has_roles_and_a_workflow_and_no_accounts(loaded: list[str]) -> None:
    assert group_of(PRESS_OFFICER)
    home = Page.objects.filter(depth=2).first()
    assert home
    assert home.get_workflow().tasks.count() == 2
    assert not User.objects.exists()
