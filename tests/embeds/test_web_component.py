"""`<dateline-news>` on a partner's page: another origin, the strictest policy, a real browser."""

import gzip
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from api.embeds import script
from cms.launch.development import BASE_DIR
from tests.browsing import Dateline
from tests.embeds.conftest import Partner, Visit

pytestmark = pytest.mark.slow

LINKS = '<a href="https://www.example.org/presse/">Presse der Agentur</a>'


def news(dateline: Dateline, query: str) -> list[dict]:
    found: list[dict] = dateline.api(f"pages/?type=newsroom.NewsPage&order=-published_at&{query}")["items"]
    return found


@pytest.mark.parametrize(
    ("language", "direction", "heading"), [("de", "ltr", "Aktuelles"), ("ar", "rtl", "آخر الأخبار")]
)
def test_it_shows_what_the_list_gives_in_each_items_own_language_and_asks_one_host(
    dateline: Dateline,
    partner: Partner,
    visit: Callable[..., Visit],
    language: str,
    direction: str,
    heading: str,
) -> None:
    partner.language, partner.direction = language, direction
    partner.body = f'<dateline-news limit="8" fallback="de,en">{LINKS}</dateline-news>'
    seen = visit()
    cards = seen.page.locator("dateline-news article")
    wanted = news(dateline, f"locale={language}&fallback=de,en&limit=8")
    expect(cards).to_have_count(len(wanted))
    expect(seen.page.locator("dateline-news h2")).to_have_text(heading)
    expect(seen.page.locator("dateline-news section")).to_have_attribute("dir", direction)
    for number, item in enumerate(wanted):
        card = cards.nth(number)
        expect(card).to_have_attribute("lang", item["meta"]["locale"])
        expect(card).to_have_attribute("dir", item["meta"]["direction"])
        expect(card.locator("a")).to_have_text(item["title"])
        expect(card.locator("a")).to_have_attribute("href", item["meta"]["html_url"])
        expect(card.locator("time")).to_have_attribute("datetime", item["meta"]["published_at"])
        shown = bool(item["teaser_image"] and item["teaser_image"]["credit"])
        expect(card.locator("figcaption")).to_have_count(int(shown))
    # Pictures are asked for as they come near; then they are really there.
    expect(seen.page.locator("dateline-news img").first).to_have_js_property("complete", True)
    assert seen.page.evaluate(
        "document.querySelector('dateline-news').shadowRoot.querySelector('img').naturalWidth > 0"
    )
    assert seen.served_by(partner, dateline)
    assert seen.cookies() == []
    assert seen.page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert seen.said == []


@pytest.mark.parametrize(("language", "direction"), [("de", "ltr"), ("ar", "rtl")])
def test_axe_finds_nothing_and_it_is_walked_through_by_keyboard(
    partner: Partner, visit: Callable[..., Visit], language: str, direction: str
) -> None:
    partner.language, partner.direction = language, direction
    partner.body = f'<dateline-news limit="3" fallback="de">{LINKS}</dateline-news>'
    # axe runs as a script within the page, which the partner's policy would refuse.
    partner.policy = ""
    page = visit(viewport={"width": 320, "height": 700}).page
    expect(page.locator("dateline-news article")).to_have_count(3)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    titles = page.locator("dateline-news article a").all_text_contents()
    focused = "document.querySelector('dateline-news').shadowRoot.activeElement.textContent"
    walked = []
    for _ in titles:
        page.keyboard.press("Tab")
        walked.append(page.evaluate(focused))
    assert walked == titles


def test_without_scripts_the_links_stand_as_they_are(partner: Partner, visit: Callable[..., Visit]) -> None:
    partner.body = f"<dateline-news>{LINKS}</dateline-news>"
    page = visit(java_script_enabled=False).page
    expect(page.get_by_role("link", name="Presse der Agentur")).to_be_visible()


def test_a_filter_that_is_refused_leaves_the_links_and_says_why_in_the_console(
    partner: Partner, visit: Callable[..., Visit]
) -> None:
    partner.body = f'<dateline-news site="nowhere.example">{LINKS}</dateline-news>'
    seen = visit()
    expect(seen.page.get_by_role("link", name="Presse der Agentur")).to_be_visible()
    seen.hears("nowhere.example")


def test_what_is_withdrawn_leaves_with_the_next_refresh_and_a_correction_is_told(
    dateline: Dateline, partner: Partner, visit: Callable[..., Visit]
) -> None:
    corrected = [each["id"] for each in news(dateline, "locale=de&limit=100") if each["corrected"]]
    partner.body = f'<dateline-news limit="100">{LINKS}</dateline-news>'
    page = visit().page
    cards = page.locator("dateline-news article")
    expect(cards.first).to_be_visible()
    before = cards.count()
    expect(page.locator("dateline-news").get_by_text("Korrigiert", exact=True)).to_have_count(len(corrected))
    assert corrected
    item = news(dateline, "locale=de&limit=100")[-1]
    gone = page.locator("dateline-news").get_by_role("link", name=item["title"])
    expect(gone).to_have_count(1)
    page_in_shell = f"from newsroom.models import NewsPage; page = NewsPage.objects.get(pk={item['id']});"
    dateline.run.manage(f"{page_in_shell} page.unpublish()")
    try:
        page.clock.fast_forward("05:00")
        expect(gone).to_have_count(0)
        expect(cards).to_have_count(before - 1)
    finally:
        dateline.run.manage(f"{page_in_shell} page.get_latest_revision().publish()")


def test_it_is_small_as_documented_and_no_version_ever_changes(dateline: Dateline) -> None:
    for version, integrity in script.VERSIONS.items():
        body = script.script(version)
        assert script.integrity(body) == integrity, "make it a new version"
        assert len(gzip.compress(body)) < 6 * 1024
    assert script.VERSIONS[script.NEWEST] in (BASE_DIR / "docs" / "embeds.md").read_text()
    with dateline.opener.open(f"{dateline.backend}/embed/news-{script.NEWEST}.js", timeout=20) as answer:
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.read() == script.script(script.NEWEST)
    with dateline.opener.open(f"{dateline.backend}/embed/news.js", timeout=20) as answer:
        assert answer.read() == script.script(script.NEWEST)
    assert dateline.run.answer("/embed/news-9999.js") == 404
