"""Slugs as one types: Wagtail's own scripts and ours in a real browser, against what Python makes."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page, expect, sync_playwright
from wagtail.admin.panels import TitleFieldPanel
from wagtail.admin.widgets import SlugInput

from cms.pages.slugs import slugify
from tests.browsing import CHROMIUM, OPTIONS

TITLES = [
    "Schutz für Migrant:innen auf der Straße",
    "Migrant*innen, Migrant_innen, MigrantInnen und McInnes",
    "Ein:e Helfer:in, alle Helfer/-innen; Ärzt·innen (m/w/d)",
    "U\u0308ber die Gro\u0308\u00dfe",
    "Rück\u00adkehr\u00ad und Wieder\u200bkehr",
    "STRASSE UND GRÖẞE",
    "Straße nach Zürich",
    "L’Été à Genève : œuvres et cœurs",
    "Women’s rights: 10 years on – IOM’s Åse Łukasz",
    "Đặng Thị Ngọc Thịnh, Tiếng Việt",
    "İstanbul'da Diyarbakır ışığı",
    "Ǿre and Ǽon, ﬁnance, Ⅷ, ½, 5 m², ｆｕｌｌ, IOM™",
    "حماية المهاجرين في القاهرة",
    "مُهَاجِـــر وَطَنٌ ٢٠٢٦",
    "Защита мигрантов и беженцев: ёлка",
    "ΟΔΟΣ ΑΘΗΝΑΣ",
    "难民保护 2026",
    "हिन्दी में शरण",
    "  — !!! —  ",
    "-a--b_c-",
    "Zusammenarbeit " * 20,
    "Donaudampfschifffahrt" * 8,
    "Ab " + "x" * 98 + " y",
]

SCRIPTS = [
    "wagtailadmin/js/vendor/jquery-3.6.0.min.js",
    "wagtailadmin/js/core.js",
    "wagtailadmin/js/vendor.js",
    "pages/slugs.js",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def admin_page(browser: Browser) -> Iterator[Page]:
    """A title and a slug as Wagtail's form has them, with its scripts and ours.

    A page for each test: what one of them typed may still be on its way to the slug when it ends.
    """
    actions = " ".join(TitleFieldPanel.BoundPanel.apply_actions)
    config = json.dumps({"ACTIVE_LOCALE": "de", "ACTIVE_CONTENT_LOCALE": "de", "LOCALES": []})
    fields = (
        f'<script id="wagtail-config" type="application/json">{config}</script>'
        f'<input id="title" data-controller="w-sync" data-action="{actions}"'
        ' data-w-sync-target-value="#slug">' + SlugInput(locale="de").render("slug", "", {"id": "slug"})
    )
    page = browser.new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.set_content(f"<!doctype html><body>{fields}")
    for script in SCRIPTS:
        page.add_script_tag(path=Path(str(finders.find(script))))
    page.wait_for_function(
        "wagtail.app.getControllerForElementAndIdentifier(document.getElementById('slug'), 'w-slug')"
    )
    yield page
    page.close()
    assert failures == []


def begin(page: Page, slug: str = "", title: str = "", locale: str = "de") -> None:
    page.evaluate(
        """([slug, title, locale]) => {
          const fields = { slug, title };
          for (const [id, value] of Object.entries(fields)) {
            const field = document.getElementById(id);
            field.value = field.defaultValue = value;
          }
          document.getElementById("slug").dataset.wSlugLocaleValue = locale;
        }""",
        [slug, title, locale],
    )
    # Stimulus hears of a changed attribute a moment later.
    page.wait_for_function(
        "(locale) => wagtail.app.getControllerForElementAndIdentifier("
        "document.getElementById('slug'), 'w-slug').localeValue === locale",
        arg=locale,
    )


def shows(page: Page, slug: str) -> None:
    """Wagtail waits a moment for the next letter."""
    expect(page.locator("#slug")).to_have_value(slug, timeout=3000)


@pytest.mark.parametrize("locale", ["de", "en", "fr", "ar", "de-CH"])
def test_the_browser_makes_of_every_title_what_the_server_makes(admin_page: Page, locale: str) -> None:
    begin(admin_page, locale=locale)
    made = admin_page.evaluate(
        """(titles) => {
          const field = document.getElementById("slug");
          const controller = wagtail.app.getControllerForElementAndIdentifier(field, "w-slug");
          return titles.map((value) => controller.urlify({ detail: { value } }));
        }""",
        TITLES,
    )
    assert dict(zip(TITLES, made, strict=True)) == {title: slugify(title, locale) for title in TITLES}


def test_the_slug_follows_the_title_as_one_types(admin_page: Page) -> None:
    begin(admin_page)
    admin_page.locator("#title").press_sequentially("Über uns")
    shows(admin_page, "ueber-uns")
    admin_page.locator("#title").press_sequentially(" alle")
    shows(admin_page, "ueber-uns-alle")


def test_a_slug_that_somebody_chose_does_not_follow(admin_page: Page) -> None:
    begin(admin_page, title="Über uns")
    admin_page.locator("#slug").fill("Ganz Ändérs")
    admin_page.locator("#slug").blur()
    shows(admin_page, "ganz-aenders")
    admin_page.locator("#title").press_sequentially(" alle")
    admin_page.locator("#title").blur()
    # Longer than Wagtail waits for the next letter.
    admin_page.wait_for_timeout(300)
    shows(admin_page, "ganz-aenders")


def test_a_slug_that_was_there_is_not_mended_by_a_mere_visit(admin_page: Page) -> None:
    begin(admin_page, slug="Alt_über")
    admin_page.locator("#slug").focus()
    admin_page.locator("#slug").blur()
    shows(admin_page, "Alt_über")
