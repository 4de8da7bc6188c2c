"""Where an item belongs: the newsroom in the item's language."""

from django.conf import settings
from wagtail.models import Locale, Site

from newsroom.models import NewsroomPage
from newsroom.ninjs.values import Refusal


class NoNewsroom(Exception):
    """Why it is not known into which newsroom to import."""


def newsroom(number: int | None) -> NewsroomPage:
    """The newsroom with that id; without one, the only newsroom of the default site."""
    if number is not None:
        found = NewsroomPage.objects.filter(pk=number).first()
        if found is None:
            raise NoNewsroom(f"Page {number} is not a newsroom.")
        return original(found)
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        raise NoNewsroom("There is no default site; say which newsroom with --newsroom ID.")
    rooms = list(NewsroomPage.objects.descendant_of(site.root_page).order_by("path"))
    if not rooms:
        raise NoNewsroom(
            f"There is no newsroom on {site.hostname}; make one, or say which with --newsroom ID."
        )
    if len(rooms) > 1:
        known = ", ".join(f"{room.pk} ({room.title})" for room in rooms)
        raise NoNewsroom(f"There are several newsrooms; say which with --newsroom ID: {known}")
    return original(rooms[0])


def original(room: NewsroomPage) -> NewsroomPage:
    """A placeholder stands for another language's newsroom."""
    if room.alias_of_id:
        return NewsroomPage.objects.get(pk=room.alias_of_id)
    return room


def language(tag: str) -> str:
    """Which of the installation's content languages an item's language tag means: `de-AT` is `de`."""
    known = {code.lower(): code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES}
    wanted = tag.replace("_", "-").lower()
    for each in (wanted, wanted.partition("-")[0]):
        if each in known:
            return known[each]
    raise Refusal(f"its language “{tag[:35]}” is none of this installation's: {', '.join(known.values())}")


def place(room: NewsroomPage, code: str, *, create: bool) -> NewsroomPage:
    """The newsroom in a language. Where there is none: placeholders of it and of the pages above it.

    They are wagtail-localize's own (aliases): they carry the paths, readers who ask for them get the
    original, and an editor translates them when there is time. Nothing is published in a wrong language.
    """
    locale = Locale.objects.filter(language_code=code).first()
    if locale and (found := room.get_translation_or_none(locale)):
        return found
    if not create:
        raise Refusal(f"there is no newsroom in “{code}” (--create-locales makes one)")
    if locale is None:
        locale = Locale.objects.create(language_code=code)
    room.copy_for_translation(locale, copy_parents=True, alias=True)
    return room.get_translation(locale)
