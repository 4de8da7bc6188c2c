"""Loads the demonstration content into an installation that has none of its own."""

from collections.abc import Callable

from django.db import connection
from wagtail.models import Page

from cms.media.models import Document, Image
from cms.projection.doors import door
from cms.roles.whole import set_up
from home.demo.content import LANGUAGES
from home.demo.corrections import make_corrections
from home.demo.library import Library
from home.demo.pages import Pages
from home.demo.site import make_identities, make_locales, make_menus, make_site
from home.models import Menu
from newsroom.models import MediaContact, Organisation, Topic


class NotEmpty(Exception):
    """There is content already."""


def load(website: str, say: Callable[[str], None]) -> None:
    """Make everything, in one transaction with its projection; `say` gets a line for each step.

    The site is at the address `website`.

    NotEmpty where there is content; Wagtail's own welcome page is none, and is replaced.
    """
    if found := content_found():
        raise NotEmpty(f"There is content already ({found}): the demonstration needs an empty installation.")
    library = Library()
    try:
        with door():
            fill(library, website, say)
            say("Building what readers see …")
        # PostgreSQL would look at so much at once only in a minute, and plan searches badly until then.
        connection.cursor().execute("ANALYZE")
    except BaseException:
        library.remove_files()
        raise


def fill(library: Library, website: str, say: Callable[[str], None]) -> None:
    make_locales()
    library.fill()
    say(f"{len(library.images)} pictures drawn, {len(library.documents)} documents written.")
    pages = Pages(library)
    welcome = welcome_page()
    pages.draft(Page.get_first_root_node())
    for language in LANGUAGES:
        count, news = pages.write(language)
        say(f"{language}: {count} pages, {news} of them news.")
    say(f"{make_corrections(pages)} corrections.")
    site = make_site(pages, website)
    if welcome:
        welcome.delete()
    say(f"{make_menus(site, pages)} menus.")
    make_identities(site, library)
    set_up(say)


def content_found() -> str:
    """The first kind of content that there is, in words; "" where there is none."""
    welcome = welcome_page()
    if Page.objects.filter(depth__gt=1).exclude(pk=welcome.pk if welcome else None).exists():
        return "pages"
    others = (Image, Document, Topic, Organisation, MediaContact, Menu)
    return next(
        (str(model._meta.verbose_name_plural) for model in others if model._default_manager.exists()), ""
    )


def welcome_page() -> Page | None:
    """The page that Wagtail's first migration makes. A bare `Page` is no type of this project."""
    page = Page.objects.filter(depth=2, numchild=0, slug="home").first()
    return page if page and page.specific_class is Page else None
