"""What an editor does from a release's first word to its withdrawal, in a browser, against `make run`.

One file, so that one process of the run starts it.
"""

import json
import urllib.error
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import APIResponse, Route, expect

from tests.journeys.conftest import Shot
from tests.journeys.newsdesk import Newsdesk, Person
from tests.journeys.release import (
    STORIES,
    approve,
    approve_translation,
    confirm_quotes,
    embargo,
    translate,
    write,
)

pytestmark = pytest.mark.slow

BERLIN = ZoneInfo("Europe/Berlin")


def next_minute(now: datetime) -> datetime:
    """The next full one to which an embargo can still be moved."""
    return now.replace(second=0, microsecond=0) + timedelta(minutes=1 if now.second < 35 else 2)


def test_a_release_in_two_languages_is_public_in_both_at_the_second(
    newsdesk: Newsdesk, shot: Shot, language: str
) -> None:
    story, desk = STORIES[language], newsdesk
    dateline, officer = desk.dateline, desk["press_officer"]
    newsroom = dateline.api(f"resolve/?path={story.newsroom}&fields=_")["page"]["id"]
    page = write(desk["author"], newsroom, story.texts, shot)
    embargo(desk["author"], page, datetime.now(BERLIN) + timedelta(days=2))
    shot(desk["author"], "embargo")
    desk["author"].go(f"pages/{page}/edit/")
    desk["author"].act("action-submit")
    desk["author"].succeeds()

    version = translate(desk[story.translator], page, story, shot)
    approve(desk["reviewer"], page, shot, "review")
    confirm_quotes(desk["reviewer"], version, shot)
    approve_translation(desk["reviewer"], version)
    approve(officer, page, shot, "release")
    approve_translation(officer, version)

    moment = next_minute(datetime.now(BERLIN))
    embargo(officer, page, moment)
    shot(officer, "embargo-moved")
    pages = f"pages/?id={page},{version}&locale=*&fields=_,title"
    found = dateline.api(f"search/?q={story.texts[0].split()[-1]}&locale=*")
    assert {page, version}.isdisjoint(item["id"] for item in found["items"])
    times: dict[int, datetime] = {}

    def both_are_there() -> bool:
        for item in dateline.api(pages)["items"]:
            times.setdefault(item["id"], datetime.now(UTC))
        return len(times) == 2

    officer.wait_until(both_are_there, seconds=130)
    for seen in times.values():
        assert timedelta(0) <= seen - moment < timedelta(seconds=2), json.dumps(times, default=str)
    (told,) = dateline.api(f"pages/{page}/")["meta"]["translations"]
    assert told["status"] == "current"
    path = dateline.api(f"pages/{page}/?fields=_,html_path")["meta"]["html_path"]
    officer.page.goto(f"{dateline.website}{path}")
    expect(officer.page.locator("h1")).to_have_text(story.texts[0])
    shot(officer, "public")


WRONG = {
    "de": "In einer früheren Fassung stand eine falsche Zahl. Richtig sind 3.900 Familien.",
    "en": "An earlier version gave a wrong figure. The right one is 3,900 families.",
}
WHY = {
    "de": "Die Zahlen waren nicht geprüft. Eine neue Fassung folgt.",
    "en": "The figures had not been checked. A new version will follow.",
    "ar": "لم تُراجع الأرقام. ستتبعها نسخة جديدة.",
}


def test_a_correction_stands_on_the_page_and_in_lists_until_it_is_taken_back(
    newsdesk: Newsdesk, shot: Shot, language: str
) -> None:
    officer, page = newsdesk["press_officer"], newsdesk.public_news(1)
    officer.go(f"corrections/{page['id']}/")
    officer.named(f"note-{page['id']}").fill(WRONG[language])
    shot(officer, "correct")
    officer.button("Publish the correction").click()
    officer.succeeds()
    shot(officer, "corrected")
    assert newsdesk.read(page["id"])["corrections"][0]["note"] == WRONG[language]
    listed = newsdesk.dateline.api(f"pages/?id={page['id']}&locale={language}&fields=_,corrected")
    assert listed["items"][0]["corrected"]
    officer.page.goto(f"{newsdesk.dateline.website}{page['meta']['html_path']}")
    expect(officer.page.get_by_text(WRONG[language])).to_be_visible()
    shot(officer, "corrected-public")

    officer.go(f"corrections/{page['id']}/")
    officer.link("Take back").click()
    officer.page.locator("main form [type=submit]").click()
    officer.succeeds()
    assert newsdesk.read(page["id"])["corrections"] == []


def test_a_withdrawn_piece_leaves_its_explanation_until_it_is_public_again(
    newsdesk: Newsdesk, shot: Shot, language: str
) -> None:
    officer, page = newsdesk["press_officer"], newsdesk.public_news(2)
    officer.go(f"pages/{page['id']}/unpublish/")
    for note in officer.page.locator("main textarea:visible").all():
        note.fill(WHY[str(note.get_attribute("lang"))])
    shot(officer, "withdraw")
    officer.button("Unpublish").click()
    officer.succeeds()
    with pytest.raises(urllib.error.HTTPError, match="410"):
        newsdesk.read(page["id"])
    officer.page.goto(f"{newsdesk.dateline.website}{page['meta']['html_path']}")
    expect(officer.page.get_by_text(WHY[language])).to_be_visible()
    shot(officer, "withdrawn-public")

    officer.go(f"pages/{page['id']}/edit/")
    shot(officer, "withdrawn")
    officer.link("Undo").click()
    officer.page.locator("main form [type=submit]").click()
    officer.succeeds()
    assert newsdesk.read(page["id"])["title"] == page["title"]


def test_a_page_whose_picture_lacks_its_alternative_text_is_refused_until_it_has_one(
    newsdesk: Newsdesk, shot: Shot
) -> None:
    officer, page = newsdesk["press_officer"], newsdesk.public_news(3)
    picture = newsdesk.read(page["id"])["teaser_image"]["id"]
    officer.go(f"images/{picture}/")
    alternative = officer.named("alt").input_value()
    # In no language: described in one, a picture is better than in none.
    for field in officer.page.locator("[name='alt'], [name^='alt-']").all():
        field.fill("")
    officer.page.locator("main form [type=submit]").first.click()
    officer.succeeds()

    officer.go(f"pages/{page['id']}/edit/")
    officer.named("summary").fill("Neu gefasst.")
    officer.act("action-publish")
    expect(officer.page.locator(".not-published")).to_be_visible()
    shot(officer, "refused")
    assert newsdesk.read(page["id"])["summary"] == page["summary"]
    officer.is_saved()
    officer.page.locator(".not-published a").last.click()
    officer.named("alt").fill(alternative)
    shot(officer, "refused-mended")
    officer.page.locator("main form [type=submit]").first.click()
    officer.succeeds()

    officer.go(f"pages/{page['id']}/edit/")
    expect(officer.named("summary")).to_have_value("Neu gefasst.")
    officer.act("action-publish")
    officer.succeeds()
    assert newsdesk.read(page["id"])["summary"] == "Neu gefasst."


TITLES = {"de": "Sprechstunde jetzt auch am Samstag", "en": "Sprechstunde jetzt auch am Sonntag"}


def type_on(author: Person) -> None:
    """And pause, for then it saves itself; in its first moments, a form does not notice what is typed."""
    author.named("summary").press_sequentially("Immer. ")
    author.page.wait_for_timeout(1000)


def test_saving_while_the_form_saves_itself_makes_one_page(newsdesk: Newsdesk, language: str) -> None:
    author, title = newsdesk["author"], TITLES[language]
    newsroom = newsdesk.dateline.api("resolve/?path=/de/presse/&fields=_")["page"]["id"]
    late: list[tuple[Route, APIResponse]] = []

    def keep_back_the_first(route: Route) -> None:
        if route.request.method == "POST" and not late:
            late.append((route, route.fetch()))
        else:
            route.continue_()

    author.page.route("**/add/newsroom/newspage/**", keep_back_the_first)
    author.go(f"pages/add/newsroom/newspage/{newsroom}/")
    author.named("title").press_sequentially(title)
    author.wait_until(lambda: type_on(author) or bool(late))
    author.page.locator("footer button.action-save").click(no_wait_after=True)
    route, answer = late[0]
    route.fulfill(response=answer)
    expect(author.page.locator(".messages .success")).to_be_visible()
    author.go(f"pages/{newsroom}/?q=Sprechstunde+jetzt")
    expect(author.page.locator("main tbody tr", has_text=title)).to_have_count(1)


def test_an_image_whose_consent_is_withdrawn_is_gone_at_once_until_that_is_undone(
    newsdesk: Newsdesk, shot: Shot
) -> None:
    officer, page = newsdesk["press_officer"], newsdesk.public_news(4)
    image = newsdesk.read(page["id"])["teaser_image"]
    officer.go(f"images/{image['id']}/")
    officer.link("Withdraw consent").click()
    officer.named("reference").fill("E-Mail vom 27. November, Ablage 2026/114")
    shot(officer, "consent-withdraw")
    officer.button("Withdraw consent").click()
    officer.succeeds()
    shot(officer, "consent-withdrawn")
    assert newsdesk.read(page["id"])["teaser_image"] is None
    assert newsdesk.status(image["src"]) == 404
    assert {newsdesk.status(each["url"]) for each in image["renditions"]} == {404}

    officer.link("Undo the withdrawal").click()
    officer.button("Show the image again").click()
    officer.succeeds()
    assert newsdesk.read(page["id"])["teaser_image"]["id"] == image["id"]
    assert newsdesk.status(image["src"]) == 200


def test_who_is_signed_out_while_writing_signs_in_elsewhere_and_loses_nothing(newsdesk: Newsdesk) -> None:
    officer, page = newsdesk["press_officer"], newsdesk.public_news(4)
    officer.go(f"pages/{page['id']}/edit/")
    officer.page.context.clear_cookies(name="sessionid")
    officer.named("summary").fill("Danach geschrieben.")
    # As it is written there: in English, days have no dots.
    officer.named("dateline_date").fill("05.12.2026" if officer.language == "de" else "2026-12-05")
    officer.page.keyboard.press("Tab")
    officer.page.evaluate("dispatchEvent(new Event('focus'))")  # as who comes back to the window
    expect(officer.page.locator("#signed-out")).to_be_visible()
    with officer.page.expect_popup() as opened:
        officer.page.locator("#signed-out").get_by_role("link").click()
    Person(opened.value, officer.dateline, officer.language).enter("katharina")
    opened.value.close()
    officer.page.bring_to_front()
    officer.page.locator("#signed-out button").dispatch_event("click")
    expect(officer.page.locator("#signed-out")).to_be_hidden()
    officer.save()
    expect(officer.named("summary")).to_have_value("Danach geschrieben.")
    expect(officer.named("dateline_date")).to_have_value("2026-12-05")
