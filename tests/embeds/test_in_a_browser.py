"""News without a script, a card in WordPress, and the builder, in a real browser."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html as lxml_html
from playwright.sync_api import Browser, Page, expect

from api.embeds.snippets import SANDBOX
from tests.browsing import Dateline, window
from tests.embeds.conftest import Partner, Visit
from tests.embeds.test_web_component import news

pytestmark = pytest.mark.slow

WORDPRESS = Path("/usr/share/wordpress")
# The strictest for each way.
FOR_HTML = "default-src 'none'; img-src {host}"
FOR_FRAMES = "default-src 'none'; frame-src {host}"
LANGUAGES = [("de", "ltr", "Aktuelles"), ("ar", "rtl", "آخر الأخبار")]
SUMMARY = "[data-part=summary]"


def fetched(dateline: Dateline, path: str) -> str:
    """As the partner's server asks for it."""
    with dateline.opener.open(f"{dateline.backend}{path}", timeout=20) as answer:
        return str(answer.read().decode())


def frame(dateline: Dateline, query: str) -> str:
    address = f"{dateline.backend}/embed/news/?{query}".replace("&", "&amp;")
    return f'<iframe src="{address}" title="News" width="100%" height="700" sandbox="{SANDBOX}"></iframe>'


@pytest.mark.parametrize(("language", "direction", "heading"), LANGUAGES)
@pytest.mark.parametrize("way", ["html", "frame"])
def test_news_is_shown_without_scripts_under_the_strictest_policy(
    dateline: Dateline,
    partner: Partner,
    visit: Callable[..., Visit],
    way: str,
    language: str,
    direction: str,
    heading: str,
) -> None:
    partner.language, partner.direction, partner.head = language, direction, ""
    query = f"locale={language}&fallback=de&limit=4"
    if way == "html":
        partner.policy = FOR_HTML.format(host=dateline.backend)
        partner.body = fetched(dateline, f"/embed/news.html?{query}")
    else:
        partner.policy = FOR_FRAMES.format(host=dateline.backend)
        partner.body = frame(dateline, query)
    seen = visit(java_script_enabled=False)
    shown: Any = seen.page if way == "html" else seen.page.frame_locator("iframe")
    expect(shown.get_by_role("heading", name=heading)).to_be_visible()
    expect(shown.locator("section")).to_have_attribute("dir", direction)
    cards = shown.locator("article")
    wanted = news(dateline, query)
    expect(cards).to_have_count(len(wanted))
    for number, item in enumerate(wanted):
        expect(cards.nth(number)).to_have_attribute("lang", item["meta"]["locale"])
        expect(cards.nth(number).locator("a")).to_have_text(item["title"])
        expect(cards.nth(number).locator("a")).to_have_attribute("href", item["meta"]["html_url"])
    expect(shown.locator("img").first).to_have_js_property("complete", True)
    expect(shown.locator("img").first).not_to_have_js_property("naturalWidth", 0)
    assert seen.served_by(partner, dateline)
    assert seen.cookies() == []
    assert [each for each in seen.said if "Security Policy" in each] == []


def test_a_link_in_a_frame_opens_the_website_beside_the_partners_page(
    dateline: Dateline, partner: Partner, visit: Callable[..., Visit]
) -> None:
    partner.head, partner.policy = "", FOR_FRAMES.format(host=dateline.backend)
    partner.body = frame(dateline, "locale=de&limit=1")
    seen = visit()
    with seen.page.context.expect_page() as opened:
        seen.page.frame_locator("iframe").locator("article a").click()
    item = news(dateline, "locale=de&limit=1")[0]
    # That page works as any other: scripts and all.
    expect(opened.value.get_by_role("heading", name=item["title"], level=1)).to_be_visible()
    assert seen.page.url == partner.address


@pytest.mark.parametrize("query", ["locale=de", "locale=ar&look=list", "locale=de&images=none&limit=20"])
def test_a_copied_frame_shows_all_that_is_in_it_on_a_phone_and_elsewhere(
    dateline: Dateline, partner: Partner, visit: Callable[..., Visit], query: str
) -> None:
    builder = lxml_html.fromstring(fetched(dateline, f"/embed/?{query}"))
    (code,) = builder.xpath("//*[@data-part='frame']//code")
    partner.head, partner.policy = "", FOR_FRAMES.format(host=dateline.backend)
    partner.body = code.text_content()
    page = visit(viewport={"width": 360, "height": 700}).page
    within = page.frame_locator("iframe").locator("html")
    expect(within.locator("article").first).to_be_visible()
    for width in (360, 620, 820, 1280):
        page.set_viewport_size({"width": width, "height": 700})
        shown = within.evaluate("each => ({ all: each.scrollHeight, room: each.clientHeight })")
        assert shown["all"] <= shown["room"], width


@pytest.mark.parametrize(
    "path",
    [
        "/embed/news/?locale=de",
        "/embed/news/?locale=ar&look=list&heading=",
        "/embed/pages/{id}/",
        "/embed/?lang=de&topic=return&limit=0",
        "/embed/?lang=en&locale=ar",
    ],
)
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_and_all_fits_a_phone(
    dateline: Dateline, browser: Browser, path: str, width: int
) -> None:
    item = news(dateline, "locale=de&limit=1")[0]
    # axe runs as a script within the page, which its own policy would refuse.
    with window(browser, dateline, bypass_csp=True, viewport={"width": width, "height": 900}) as page:
        page.goto(f"{dateline.backend}{path.format(id=item['id'])}")
        for each in page.locator("details").all():
            each.evaluate("each => { each.open = true; }")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_in_wordpress_a_card_is_shown_and_leads_to_the_page(
    dateline: Dateline, partner: Partner, visit: Callable[..., Visit]
) -> None:
    if not shutil.which("php") or not (WORDPRESS / "wp-includes" / "embed.php").exists():
        pytest.skip("PHP or WordPress is not installed (Debian: php-cli, wordpress; see .ci/run)")
    item = news(dateline, "locale=de&limit=1")[0]
    url = item["meta"]["html_url"]
    told = fetched(dateline, f"/oembed/?{urlencode({'url': url, 'maxwidth': 500, 'dnt': 1})}")
    command = ["php", str(Path(__file__).with_name("wordpress.php")), str(WORDPRESS), url]
    made = subprocess.run(command, input=told, capture_output=True, text=True, timeout=60, check=True)
    assert 'class="wp-embedded-content"' in made.stdout
    assert json.loads(told)["width"] == 500
    partner.policy = ""
    partner.scripts["/wp-embed.js"] = (WORDPRESS / "wp-includes" / "js" / "wp-embed.js").read_bytes()
    partner.head = '<script src="/wp-embed.js" defer></script>'
    partner.body = made.stdout
    seen = visit(viewport={"width": 900, "height": 900})
    expect(seen.page.locator("blockquote")).to_be_hidden()
    card = seen.page.frame_locator("iframe")
    expect(card.get_by_role("link", name=item["title"])).to_be_visible()
    height = seen.page.locator("iframe").evaluate("each => each.height")
    assert 200 <= int(height) <= 1000
    card.get_by_role("link", name=item["title"]).click()
    seen.page.wait_for_url(url)


def test_without_its_script_wordpress_shows_the_link(
    dateline: Dateline, partner: Partner, visit: Callable[..., Visit]
) -> None:
    item = news(dateline, "locale=de&limit=1")[0]
    told = json.loads(fetched(dateline, f"/oembed/?{urlencode({'url': item['meta']['html_url']})}"))
    partner.head, partner.body = "", told["html"]
    partner.policy = FOR_FRAMES.format(host=dateline.backend)
    page = visit(java_script_enabled=False).page
    expect(page.locator("blockquote a")).to_have_attribute("href", item["meta"]["html_url"])
    expect(page.frame_locator("iframe").get_by_role("link", name=item["title"])).to_be_visible()


def choose(page: Page, group: str, choice: str) -> None:
    page.locator("summary", has_text=group).click()
    page.get_by_role("checkbox", name=choice).check()


def test_what_is_built_shows_at_once_is_copied_and_works_in_a_page(
    dateline: Dateline, browser: Browser, partner: Partner, visit: Callable[..., Visit]
) -> None:
    rights = ["clipboard-read", "clipboard-write"]
    with window(browser, dateline, permissions=rights, viewport={"width": 1280, "height": 900}) as page:
        page.goto(f"{dateline.backend}/embed/?lang=de")
        preview = page.frame_locator(".preview iframe")
        expect(preview.get_by_role("heading", name="Aktuelles")).to_be_visible()
        before = page.locator(SUMMARY).text_content()
        choose(page, "Art", "Pressemitteilung")
        expect(page.locator(SUMMARY)).not_to_have_text(before or "")
        page.get_by_label("Wie viele").fill("2")
        expect(preview.locator("article")).to_have_count(2)
        for kind in preview.locator(".dateline-kind").all_text_contents():
            assert kind == "Pressemitteilung"
        page.get_by_label("Sprache", exact=True).select_option("ar")
        expect(preview.get_by_role("heading", name="آخر الأخبار")).to_be_visible()
        expect(page.get_by_label("Überschrift")).to_have_value("آخر الأخبار")
        # The address is that of what is seen: to come back to, or to send to somebody.
        assert "kind=press_release" in page.url
        page.get_by_role("button", name="Kopieren Webkomponente").click()
        expect(page.get_by_role("status").filter(has_text="Kopiert.")).to_have_count(1)
        copied = page.evaluate("navigator.clipboard.readText()")
        assert page.context.cookies() == []
    partner.head, partner.body = "", copied
    shown = visit().page.locator("dateline-news article")
    expect(shown).to_have_count(len(news(dateline, "locale=ar&kind=press_release&limit=2")))


def test_a_mistake_is_said_at_its_field_and_nothing_is_lost(dateline: Dateline, browser: Browser) -> None:
    with window(browser, dateline) as page:
        page.goto(f"{dateline.backend}/embed/?lang=en&kind=press_release")
        page.get_by_label("How many").fill("500")
        expect(page.locator(SUMMARY)).to_contain_text("see the form")
        page.get_by_label("Heading").focus()
        page.get_by_label("Heading").fill("Ours")
        expect(page.frame_locator(".preview iframe").get_by_role("heading", name="Ours")).to_be_visible()
        expect(page.get_by_role("checkbox", name="Press release")).to_be_checked()


def test_without_scripts_the_builder_is_a_form(dateline: Dateline, browser: Browser) -> None:
    with window(browser, dateline, java_script_enabled=False) as page:
        page.goto(f"{dateline.backend}/embed/?lang=en&locale=en")
        choose(page, "Kind", "Press release")
        page.get_by_label("How many").fill("500")
        page.get_by_label("One below the other").check()
        # A browser minds the number by itself.
        page.locator("form").evaluate("each => { each.noValidate = true; }")
        page.get_by_role("button", name="Show").click()
        expect(page.get_by_text("A whole number from 1 to 100.")).to_be_visible()
        expect(page.get_by_label("How many")).to_have_value("500")
        expect(page.get_by_role("checkbox", name="Press release")).to_be_checked()
        expect(page.get_by_label("One below the other")).to_be_checked()
        expect(page.frame_locator(".preview iframe").locator("section")).to_have_class(
            "dateline-news dateline-look-list"
        )
        expect(page.get_by_role("button", name="Copy")).to_have_count(0)
