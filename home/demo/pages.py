"""The demonstration's pages, in two passes: first drafts, so that every page has a number to link to."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any, Final

from django.apps import apps
from django.utils import timezone
from wagtail.models import Locale, Page

from cms.pages.models import BasePage, Embargo, QuoteConfirmation
from cms.pages.quotes import digest, to_be_confirmed
from home.demo.bodies import Body
from home.demo.children import children
from home.demo.content import BERLIN, LANGUAGES, identity, moment, page_facts, texts
from home.demo.library import Library
from home.demo.markup import paragraph

# Fields that stand in the files as the models have them.
COPIED: Final = ("kicker", "summary", "introduction", "budget", "place", "kind", "reference", "listing")
ALSO_COPIED: Final = ("legal_kind", "status", "countries", "sdgs", "published_on", "identifier")
OPENED: Final = "2026-01-20T09:00"
# Of the invented agency's press office; the demonstration makes no accounts.
CONFIRMED_BY: Final = "Samira Benhaddou-Krüger"


class Pages:
    """All pages by key and language."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.made: dict[tuple[str, str], BasePage] = {}

    def draft(self, root: Page) -> None:
        for language in LANGUAGES:
            locale = Locale.objects.get(language_code=language)
            for key, fact in page_facts().items():
                if key not in texts(language):
                    continue
                parent = self.made[fact["parent"], language] if "parent" in fact else root
                self.made[key, language] = self.add(key, language, locale, parent)

    def add(self, key: str, language: str, locale: Locale, parent: Page) -> BasePage:
        fact, text = page_facts()[key], texts(language)[key]
        fields = {
            name: source[name]
            for source in (fact, text)
            for name in (*COPIED, *ALSO_COPIED)
            if name in source
        }
        page: BasePage = apps.get_model(fact["type"])(
            title=text["title"],
            locale=locale,
            translation_key=identity("page", key),
            live=False,
            show_in_menus=fact.get("parent") == "home",
            **fields,
            **dates(fact),
        )
        # The tree numbers children by what the parent's row says, not by what is in memory.
        Page.objects.get(pk=parent.pk).add_child(instance=page)
        return page

    def write(self, language: str) -> tuple[int, int]:
        """Fill and publish the pages of a language: (how many, how many of them are news)."""
        find = self.finder(language)
        body = Body(language, self.library, find)
        keys = [key for key, made_in in self.made if made_in == language]
        for key in keys:
            self.fill(self.made[key, language], key, language, body, find)
            publish(self.made[key, language], page_facts()[key], language)
        return len(keys), sum(key.startswith("news/") for key in keys)

    def finder(self, language: str) -> Callable[[str], int]:
        def find(key: str) -> int:
            return self.made[key, language].pk

        return find

    def fill(self, page: BasePage, key: str, language: str, body: Body, find: Callable[[str], int]) -> None:
        fact, text = page_facts()[key], texts(language)[key]
        if "body" in text:
            stream = page._meta.get_field("body")
            page.body = stream.to_python(body.raw(key, text["body"]))
        if "picture" in fact:
            page.teaser_image = self.library.images[fact["picture"]]
        if "boilerplate" in text:
            page.boilerplate = paragraph(text["boilerplate"], find)
        if "notes" in text:
            page.notes_to_editors = paragraph(text["notes"], find)
        for name, rows in children(page, key, fact, text, language, self).items():
            for order, row in enumerate(rows):
                row.sort_order = order  # type: ignore[attr-defined]
            setattr(page, name, rows)


def dates(fact: dict[str, Any]) -> dict[str, Any]:
    """The page's own dates; those of its publication come with `publish`."""
    found: dict[str, Any] = {}
    for name, field in (("starts", "starts_at"), ("ends", "ends_at")):
        if name in fact:
            found[field] = moment(fact[name])
    if "registration" in fact:
        found["registration_url"] = fact["registration"]
    if "dates" in fact:
        found["start_date"], found["end_date"] = fact["dates"]
    if "on" in fact:
        found["go_live_at"] = coming(fact["on"])
        found["dateline_date"] = found["go_live_at"].date()
    elif "embargo_in" in fact:
        found["dateline_date"] = in_days(**fact["embargo_in"]).date()
    elif fact["type"] == "newsroom.NewsPage" and "published" in fact:
        found["dateline_date"] = moment(fact["published"]).date()
    return found


def coming(day: str) -> datetime:
    """The next `12-18T06:00` in Berlin that is still ahead, whenever the demonstration is loaded."""
    now = timezone.now()
    this_year = moment(f"{now.astimezone(BERLIN).year}-{day}")
    return this_year if this_year > now else this_year.replace(year=this_year.year + 1)


def in_days(days: int, at: str) -> datetime:
    """So many days from the loading, at that time in Berlin."""
    day = timezone.now().astimezone(BERLIN).date() + timedelta(days=days)
    return datetime.combine(day, time.fromisoformat(at), tzinfo=BERLIN)


def publish(page: BasePage, fact: dict[str, Any], language: str) -> None:
    """Publish, schedule or leave as a draft, with the dates that the demonstration tells of."""
    state = "draft" if language in fact.get("drafts", ()) else fact.get("state", "public")
    # It has got children since it was made; publishing saves what it knows of that.
    page.refresh_from_db(fields=["numchild"])
    revision = page.save_revision()
    if state == "draft":
        return
    if "embargo" in fact or "embargo_in" in fact:
        end = moment(fact["embargo"]) if "embargo" in fact else in_days(**fact["embargo_in"])
        until = {"until": end, "time_zone": BERLIN.key}
        Embargo.objects.update_or_create(translation_key=page.translation_key, defaults=until)
    for quote in to_be_confirmed(page):
        QuoteConfirmation.objects.get_or_create(
            digest=digest(quote, page.locale.language_code), defaults={"name": CONFIRMED_BY}
        )
    page.publish(revision)
    if state == "public":
        on = moment(published(fact))
        Page.objects.filter(pk=page.pk).update(first_published_at=on, last_published_at=on)


def published(fact: dict[str, Any]) -> str:
    if "published_on" in fact:
        return f"{fact['published_on']}T10:00"
    return str(fact.get("published", OPENED))
