"""Drafts on the starter frontend: from the admin, in its pane, and by a link that has ended."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browsing import Dateline

pytestmark = pytest.mark.slow

PATH = "/de/wer-wir-sind/leitung/"
TYPED = "Leitung und Vertretung"


@pytest.fixture
def editor(page: Page, dateline: Dateline) -> Page:
    """At the form of a page that is public, signed in."""
    kept = json.loads((dateline.run.folder / "development.json").read_text())
    pk = dateline.api(f"resolve/?path={PATH}&fields=_")["page"]["id"]
    page.goto(f"{dateline.backend}/admin/login/?next=/admin/pages/{pk}/edit/")
    page.locator("#id_username").fill(kept["ADMIN_USER"])
    page.locator("#id_password").fill(kept["ADMIN_PASSWORD"])
    page.locator("button[type=submit]").click()
    expect(page.locator("#id_title")).to_be_visible()
    return page


def test_the_pane_beside_the_editor_shows_on_the_website_what_is_typed(editor: Page) -> None:
    editor.locator("#id_title").fill(TYPED)
    editor.locator("[data-side-panel-toggle=preview]").click()
    shown = editor.frame_locator("#w-preview-iframe")
    expect(shown.locator("h1")).to_have_text(TYPED, timeout=20_000)
    expect(shown.get_by_role("note")).to_contain_text("Entwurf")


def test_a_saved_draft_opens_on_the_website_while_readers_see_what_is_published(
    editor: Page, dateline: Dateline
) -> None:
    editor.locator("#id_title").fill(TYPED)
    editor.get_by_role("button", name="Entwurf speichern").click()
    expect(editor.locator(".messages")).to_contain_text(TYPED)
    editor.goto(editor.url.split("edit/")[0] + "view_draft/")
    assert editor.url.startswith(f"{dateline.website}/preview?token=")
    expect(editor.locator("h1")).to_have_text(TYPED)
    expect(editor.get_by_role("note")).to_contain_text("Entwurf")
    found = Axe().run(editor)
    assert found.violations_count == 0, found.generate_report()
    editor.goto(PATH)
    expect(editor.locator("h1")).to_have_text("Leitung")


def test_a_link_that_opens_nothing_says_so_and_none_is_kept_or_told_to_others(page: Page) -> None:
    answer = page.goto("/preview?token=none")
    assert answer is not None
    assert answer.status == 403
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-robots-tag"] == "noindex"
    expect(page.locator("h1")).to_contain_text("zeigt keinen Entwurf")
    expect(page.locator("main")).to_contain_text("abgelaufen oder wurde widerrufen")


def test_a_link_that_opens_nothing_says_so_in_the_readers_language(
    browser: Browser, dateline: Dateline
) -> None:
    for locale, said in {"en-GB": "has expired or was revoked", "ar-EG": "انتهت صلاحية الرابط"}.items():
        context = browser.new_context(base_url=dateline.website, locale=locale)
        page = context.new_page()
        page.goto("/preview?token=none")
        expect(page.locator("main")).to_contain_text(said)
        assert page.locator("html").get_attribute("lang") == locale.split("-")[0]
        context.close()
