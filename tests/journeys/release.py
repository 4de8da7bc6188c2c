"""A release in two languages, and the steps of its way: written, held, translated, checked, released."""

from dataclasses import dataclass
from datetime import datetime

from playwright.sync_api import expect

from cms.pages.slugs import slugify
from tests.journeys.conftest import Shot
from tests.journeys.newsdesk import Person


@dataclass(frozen=True)
class Story:
    """Where the release is written, its texts in the order of the form, and these in the other language."""

    newsroom: str
    translator: str
    target: str
    target_code: str
    texts: tuple[str, ...]
    translated: tuple[str, ...]


GERMAN = (
    "Mehr Plätze in der Beratung für Auszubildende",
    "Die Beratungsstellen in Köln und Leipzig nehmen ab sofort 40 Menschen mehr auf.",
    "Ab Montag beraten vier weitere Fachleute.",
    "Wer ankommt, braucht jemanden, der zuhört.",
    "Gerlinde Mosbacher",
    "Leiterin der Beratung",
    "Köln",
)
ENGLISH = (
    "More places in counselling for apprentices",
    "The advice centres in Cologne and Leipzig take in 40 more people from now on.",
    "Four more specialists give advice from Monday.",
    "Whoever arrives needs somebody who listens.",
    "Gerlinde Mosbacher",
    "Head of counselling",
    "Cologne",
)
# Both are written in one newsroom when pictures are taken: one has another title.
OTHER_GERMAN = ("Drei weitere Städte beraten Auszubildende", *GERMAN[1:])
OTHER_ENGLISH = ("Three more cities counsel apprentices", *ENGLISH[1:])
STORIES = {
    "de": Story("/de/presse/", "translator en", "English", "en", GERMAN, ENGLISH),
    "en": Story("/en/newsroom/", "translator de", "Deutsch", "de", OTHER_ENGLISH, OTHER_GERMAN),
}


def write(author: Person, newsroom: int, texts: tuple[str, ...], shot: Shot) -> int:
    """A draft with a quote and a contact; its id."""
    title, summary, text, words, speaker, role, place = texts
    author.go(f"pages/add/newsroom/newspage/{newsroom}/")
    author.named("title").press_sequentially(title)
    author.named("summary").fill(summary)
    author.page.locator("#id_dateline_places-ADD").click()
    author.named("dateline_places-0-name").fill(place)
    shot(author, "write-title")
    author.write(author.add_block("body", "Text"), text)
    quote = author.add_block("body", "Quote")
    author.write(quote, words)
    author.named("body-1-value-speaker").fill(speaker)
    author.named("body-1-value-role").fill(role)
    quote.scroll_into_view_if_needed()
    shot(author, "write-quote")
    author.tab(1)
    author.page.locator("#id_contacts-ADD").click()
    author.named("contacts-0-name").fill("Jana Brückner")
    author.named("contacts-0-email").fill("presse@example.org")
    shot(author, "write-contact")
    return author.save()


def embargo(person: Person, page: int, moment: datetime) -> None:
    person.go(f"embargoes/{page}/")
    person.named("day").fill(f"{moment:%Y-%m-%d}")
    person.named("time").fill(f"{moment:%H:%M}")
    person.page.locator("main form [type=submit]").click()
    person.succeeds()


def translate(translator: Person, page: int, story: Story, shot: Shot) -> int:
    """Has a version made, fills it and hands it in; its id."""
    translator.go(f"localize/submit/page/{page}/")
    translator.page.get_by_label(story.target).check()
    shot(translator, "translate-begin")
    translator.page.locator("main form [type=submit]").click()
    translator.succeeds()
    for number, text in enumerate(story.translated):
        fill_in(translator, text)
        if number == 1:
            shot(translator, "translate-texts")
    translator.tab(2)
    fill_in(translator, slugify(story.translated[0], story.target_code))
    version = int(translator.page.url.split("/pages/")[1].split("/")[0])
    translator.link("Hand in, release or send back").click()
    translator.button("Hand in").click()
    translator.succeeds()
    shot(translator, "translate-handed-in")
    return version


def fill_in(translator: Person, text: str) -> None:
    """The first text without a translation."""
    translator.button("Translate").first.click()
    translator.page.locator("main textarea:visible").fill(text)
    # The field closes at once, before the text has reached the server.
    with translator.page.expect_response(lambda answer: answer.request.method == "PUT") as saved:
        translator.button("Save").click()
    assert saved.value.ok
    expect(translator.page.locator("main textarea:visible")).to_have_count(0)


def approve(person: Person, page: int, shot: Shot, picture: str) -> None:
    person.go(f"pages/{page}/edit/")
    person.page.locator("footer [data-w-dropdown-target=toggle]").click()
    shot(person, picture)
    person.page.locator("footer [data-workflow-action-name=approve]").first.click()
    person.succeeds()


def approve_translation(person: Person, page: int) -> None:
    person.go(f"translations/{page}/")
    person.button("Approve").click()
    expect(person.button("Approve")).to_have_count(0)


def confirm_quotes(person: Person, page: int, shot: Shot) -> None:
    person.go(f"writing/quotes/{page}/")
    shot(person, "confirm-quotes")
    person.button("I confirm this wording").click()
    expect(person.button("I confirm this wording")).to_have_count(0)
