"""What a visitor sees and does: menus, lists, search, languages, addresses that have moved or gone."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import Dateline

pytestmark = pytest.mark.slow

ONLY_GERMAN = "/de/unsere-arbeit/gesundheit/"


def shown(page: Page, path: str) -> Page:
    page.goto(path)
    expect(page.locator("main")).not_to_have_attribute("aria-busy", "true")
    return page


def test_the_root_leads_home_and_home_shows_what_is_chosen_and_what_is_new(page: Page) -> None:
    shown(page, "/")
    assert page.url.endswith("/de/")
    expect(page.locator("h1")).to_have_text("IAHM Deutschland")
    assert page.locator("main .card").count() >= 9
    expect(page.get_by_role("heading", name="Neueste Meldungen")).to_be_visible()


def test_the_mega_menu_opens_one_panel_with_its_introduction_and_closes_by_escape(page: Page) -> None:
    shown(page, "/de/")
    heading = page.locator("nav#menu summary", has_text="Unsere Arbeit")
    heading.click()
    panel = page.locator("nav#menu details[open] .panel")
    expect(panel).to_contain_text("Von der ersten Auskunft bis zum eigenen Betrieb")
    page.locator("nav#menu summary", has_text="Mitmachen").click()
    expect(panel).to_have_count(1)
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(page.locator("nav#menu summary", has_text="Mitmachen")).to_be_focused()
    heading.click()
    page.get_by_role("link", name="Alles zu: Unsere Arbeit").click()
    expect(page.locator("h1")).to_have_text("Unsere Arbeit")
    expect(panel).to_have_count(0)
    expect(page.locator("h1")).to_be_focused()


def test_a_section_lists_what_is_below_it(page: Page, dateline: Dateline) -> None:
    section = dateline.api("resolve/?path=/de/wer-wir-sind/&fields=_,title")["page"]
    below = dateline.api(f"pages/?child_of={section['id']}&order=tree&fields=_,title")["items"]
    shown(page, "/de/wer-wir-sind/")
    expect(page.locator("main .card h2")).to_have_text([each["title"] for each in below])


def test_what_has_only_an_end_lasts_until_then(page: Page) -> None:
    shown(page, "/de/mitmachen/termine/ausschreibung-kleine-mittel-grosse-wirkung/")
    expect(page.locator("main ul.told")).to_contain_text("Bis 31. Januar 2027 um 23:59")


def test_the_newsroom_is_narrowed_and_read_page_by_page_and_its_address_says_so(page: Page) -> None:
    shown(page, "/de/presse/")
    status = page.get_by_role("status")
    everything = int(status.inner_text().split()[0])
    page.locator("summary", has_text="Thema").click()
    page.get_by_role("link", name=re.compile(r"^Integration \(\d+\)")).click()
    expect(status).not_to_have_text(f"{everything} Treffer")
    expect(page).to_have_url(re.compile("topic=integration"))
    expect(page.get_by_role("link", name=re.compile(r"^Integration \("))).to_have_attribute(
        "aria-current", "true"
    )
    page.reload()
    narrowed = int(status.inner_text().split()[0])
    assert 0 < narrowed < everything
    page.get_by_role("link", name="Auswahl aufheben").click()
    expect(status).to_have_text(f"{everything} Treffer")
    titles = page.locator("main .card h2").all_inner_texts()
    page.get_by_role("link", name="Weiter").click()
    expect(page.locator("main .card h2").first).not_to_have_text(titles[0])
    assert not set(titles) & set(page.locator("main .card h2").all_inner_texts())
    page.go_back()
    expect(page.locator("main .card h2")).to_have_text(titles)


def test_a_choice_that_cannot_be_is_taken_back_and_the_frame_stays(page: Page) -> None:
    shown(page, "/de/presse/?kind=nonsense")
    expect(page.locator("main")).to_contain_text("is not a kind")
    expect(page.locator("nav#menu summary").first).to_be_visible()
    page.get_by_role("link", name="Auswahl aufheben").click()
    expect(page.locator("h1")).to_have_text("Presse")


def test_an_article_has_its_dateline_pictures_quotes_topics_and_contacts(
    page: Page, dateline: Dateline
) -> None:
    path = "/de/presse/zwischenbilanz-3-900-familien-mit-lots-innen-im-alltag-angekommen/"
    article = dateline.api(f"resolve/?path={path}")["page"]
    shown(page, path)
    expect(page.locator("h1")).to_have_text(article["title"])
    expect(page.locator("main")).to_contain_text(article["dateline"]["text"])
    expect(page.locator("blockquote")).to_be_visible()
    expect(page.locator("address", has_text=article["contacts"][0]["email"]).first).to_be_visible()
    picture = page.locator("main figure picture").first
    assert picture.locator("source").evaluate_all("all => all.map(one => one.type)") == [
        "image/avif", "image/jpeg", "image/webp",
    ]  # fmt: skip
    assert picture.locator("img").evaluate("img => img.decode().then(() => img.naturalWidth)") > 0
    page.locator("section .tags a").first.click()
    expect(page).to_have_url(re.compile(r"/search/\?topic="))
    assert page.locator("main .card").count() > 0


def test_the_search_completes_by_keyboard_marks_words_and_asks_what_was_meant(page: Page) -> None:
    shown(page, "/de/")
    box = page.get_by_role("combobox")
    box.fill("berat")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    box.press("Escape")
    expect(options).to_have_count(0)
    box.fill("Beratung")
    box.press("Enter")
    expect(page.locator("h1")).to_have_text("Suche: Beratung")
    expect(page.locator("main mark").first).to_be_visible()
    shown(page, "/search/?q=Beratunk&lang=de")
    page.get_by_role("link", name="Beratung", exact=True).click()
    expect(page.locator("h1")).to_have_text("Suche: Beratung")
    assert page.locator("main .card").count() > 0


def test_choosing_a_completed_page_opens_it(page: Page) -> None:
    shown(page, "/de/")
    box = page.get_by_role("combobox")
    box.fill("Integr")
    page.get_by_role("option", name="Integration und Teilhabe").click()
    expect(page.locator("h1")).to_have_text("Integration und Teilhabe")


def test_another_language_keeps_what_was_chosen_and_searched_for(page: Page) -> None:
    shown(page, "/de/presse/?topic=integration")
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(re.compile(r"/en/newsroom/\?topic=integration$"))
    shown(page, "/search/?q=Beratung&lang=de")
    expect(page.get_by_role("combobox")).to_have_value("Beratung")
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(re.compile(r"/search/\?q=Beratung&lang=en$"))


def test_a_link_within_a_page_asks_for_nothing_anew(page: Page) -> None:
    shown(page, "/de/presse/?topic=integration#main")
    page.evaluate("document.querySelector('h1').dataset.kept = 'yes'")
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    page.evaluate("location.hash = 'menu'")
    page.go_back()
    expect(page).to_have_url(re.compile("#main$"))
    expect(page.locator("h1")).to_have_attribute("data-kept", "yes")


def test_the_menu_says_where_one_is_in_any_script(page: Page) -> None:
    shown(page, "/ar/غرفة-الأخبار/")
    assert page.locator("nav#menu a[aria-current=page]").count() >= 1


def test_a_day_without_a_time_is_the_same_west_of_greenwich(page: Page) -> None:
    shown(page, "/de/")
    asked = "async () => (await import('/assets/lists.js')).day('2024-03-01', " \
        "{ locale: 'de', site: { time_zone: 'America/New_York' } })"  # fmt: skip
    assert page.evaluate(asked) == "1. März 2024"


def test_lists_of_a_text_have_their_marks_and_those_of_the_frame_none(page: Page) -> None:
    shown(page, "/de/presse/warnung-vor-falschen-stellen-und-visaangeboten-im-namen-der-iahm/")
    style = "list => getComputedStyle(list).listStyleType"
    assert page.locator("footer ul").first.evaluate(style) == "none"
    assert page.locator("main ul:not([class])").last.evaluate(style) == "disc"


def test_a_language_leads_to_the_page_in_it(page: Page) -> None:
    shown(page, "/de/wer-wir-sind/leitung/")
    page.get_by_role("link", name="English").click()
    expect(page.locator("h1")).to_have_text("Leadership")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("[role=note]")).to_have_count(0)


def test_where_a_page_lacks_a_language_another_version_stands_in_and_says_so(page: Page) -> None:
    shown(page, ONLY_GERMAN)
    title = page.locator("h1").inner_text()
    page.get_by_role("link", name="العربية").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.get_by_role("note")).to_contain_text("الألمانية")
    expect(page.locator("h1")).to_have_text(title)
    assert page.locator("h1").evaluate("h1 => h1.closest('[lang]').lang") == "de"
    assert page.locator("h1").evaluate("one => getComputedStyle(one).direction") == "ltr"
    assert page.locator("header").evaluate("one => getComputedStyle(one).direction") == "rtl"


def test_lists_in_a_language_with_few_pages_are_filled_with_versions_that_say_their_own(page: Page) -> None:
    shown(page, "/ar/")
    page.locator("nav#menu").get_by_role("link", name="غرفة الأخبار").click()
    expect(page.locator("main article[lang=de]").first).to_contain_text("الألمانية")
    href = page.locator("main article[lang=de] a").first.get_attribute("href")
    assert href is not None
    assert href.endswith("?lang=ar")


def test_what_has_moved_leads_on_before_and_after_scripts_run(page: Page, dateline: Dateline) -> None:
    status, location, _ = dateline.head("/DE/presse?topic=integration")
    assert (status, location) == (308, "/de/presse/?topic=integration")
    shown(page, "/de/")
    page.evaluate("document.querySelector('main').innerHTML = '<a id=old href=/DE/presse>old</a>'")
    page.locator("#old").click()
    expect(page).to_have_url(re.compile("/de/presse/$"))
    expect(page.locator("h1")).to_have_text("Presse")


def test_what_is_not_there_and_what_is_gone_say_so_with_their_status(page: Page, dateline: Dateline) -> None:
    assert dateline.head("/de/nirgends/")[0] == 404
    shown(page, "/de/nirgends/")
    expect(page.locator("h1")).to_have_text("Diese Seite gibt es nicht")
    path = "/de/presse/die-werkstatt-der-frauen/"
    assert dateline.head(path)[0] == 200
    dateline.run.manage(
        "from wagtail.models import Page; from cms.projection.doors import door\n"
        "with door(): Page.objects.get(slug='die-werkstatt-der-frauen').delete()"
    )
    assert dateline.head(path)[0] == 410
    shown(page, path)
    expect(page.locator("h1")).to_have_text("Diese Seite gibt es nicht mehr")


def test_without_the_api_a_reader_is_told_and_can_try_again(page: Page, dateline: Dateline) -> None:
    page.route(f"{dateline.backend}/**", lambda route: route.abort())
    page.goto("/de/")
    expect(page.locator("h1")).to_have_text("Das hat nicht geklappt")
    page.unroute(f"{dateline.backend}/**")
    page.get_by_role("button", name="Noch einmal versuchen").click()
    expect(page.locator("h1")).to_have_text("IAHM Deutschland")


def test_without_scripts_a_page_has_its_title_addresses_and_data(dateline: Dateline) -> None:
    status, _, text = dateline.head("/en/newsroom/")
    assert status == 200
    assert "<title>Newsroom" in text
    assert f'<link rel="canonical" href="{dateline.website}/en/newsroom/">' in text
    oembed = re.search(r'type="application/json\+oembed" href="([^"]+)"', text)
    assert oembed
    with dateline.opener.open(oembed[1], timeout=20) as answer:
        assert json.load(answer)["type"] == "rich"
    assert f'hreflang="de" href="{dateline.website}/de/presse/"' in text
    assert '"@type": "' in text
    assert '<html lang="en" dir="ltr"' in text


def test_the_sitemap_and_llms_txt_are_the_websites_own(dateline: Dateline) -> None:
    status, _, text = dateline.head("/sitemap.xml")
    assert status == 200
    assert f"<loc>{dateline.website}/de/presse/</loc>" in text
    assert dateline.head("/llms.txt")[0] == 200
    assert dateline.head("/assets/../serve.py")[0] == 404
