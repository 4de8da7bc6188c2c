"""An address of ours, as somebody has pasted it: which list that is, as the API itself reads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode, urljoin, urlsplit
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lxml import etree, html

from api.changes import ChangeListView
from api.embeds.builder import BuilderView
from api.embeds.views import FragmentView, FrameView, NewsView
from api.errors import BadParameters, Problem
from api.feeds.views import FeedView
from api.pages import PageListView
from api.parameters import embeds
from api.parameters.base import Context
from api.parameters.builder import CHOOSING, LANG
from api.parameters.changes import asked_of
from api.parameters.pages import EMBARGOED, FALLBACK
from api.search import SearchView
from cms.published import verdicts
from cms.published.ahead import Ahead
from cms.published.changes.marks import Part
from cms.published.contract import contract
from cms.published.filters import PUBLIC, Conditions
from cms.published.lists import Listing
from cms.published.sites import Sites, read_sites
from cms.published.visibility import visible

CALLED: Final = (
    (FeedView, gettext_lazy("Feed")),
    (FrameView, gettext_lazy("Embed in a frame")),
    (FragmentView, gettext_lazy("Embed as HTML")),
    (PageListView, gettext_lazy("List of pages")),
    (SearchView, gettext_lazy("Search")),
    (ChangeListView, gettext_lazy("Change feed")),
)
# What the web component may be told that is asked of a list.
ATTRIBUTES: Final = {*(each.name for each in CHOOSING), FALLBACK.name}


@dataclass(frozen=True)
class Address:
    """`asked`: the list, or the part of the log. `is_news`: it has news alone. `with_credit`: it shows
    pictures that have one. `wants_ahead`: it is asked for what is under embargo, too."""

    text: str
    what: Any
    asked: Listing | Part
    is_news: bool
    with_credit: bool
    wants_ahead: bool

    def versions(self, piece: UUID) -> Mapping[str, verdicts.Version]:
        """What it says to each version of the piece; `unmet` has it as None. One query."""
        if isinstance(self.asked, Listing):
            return verdicts.of_list(self.asked, piece)
        return verdicts.of_each({None: told(self.asked)}, piece)


def told(part: Part) -> Conditions:
    """What is public, in that part of the log."""
    found = part.conditions()
    found.add(PUBLIC, visible("i"))
    return found


def whole(text: str) -> str:
    """The address as it is asked. Raises ValidationError, in words that say how to mend it."""
    return read(text, read_sites()).text


def read(text: str, sites: Sites, ahead: Ahead | None = None) -> Address:
    """`ahead`: what its reader may see before everybody, where the address asks for that.

    Raises ValidationError, in the editor's words.
    """
    path, query = parts(in_code(text) if text.lstrip().startswith("<") else text.strip())
    request = HttpRequest()
    request.META["QUERY_STRING"] = query
    try:
        view, path = view_of(path)
        given = view.query(request)
        if isinstance(view, BuilderView):  # what it shows is what the frame will
            given = [each for each in given if each[0] != LANG.name]
            view, path = FrameView(), FrameView.path
        context = Context(sites, contract)
        values = view.checked(given, sites)
        wants = EMBARGOED.name in values
        asked = (
            asked_of(values, context).part
            if isinstance(view, ChangeListView)
            else view.asks(values, context, ahead if wants else None).listing
        )
    except Problem as problem:
        raise ValidationError(refused(problem)) from None
    return Address(
        text=f"{settings.PUBLIC_URL}{path}{'?' if given else ''}{urlencode(given, safe=',:*')}",
        what=next(name for kind, name in CALLED if isinstance(view, kind)),
        asked=asked,
        is_news=isinstance(view, FeedView | NewsView),
        with_credit=isinstance(view, NewsView) and values.get(embeds.PICTURES.name) != embeds.NONE,
        wants_ahead=wants,
    )


def parts(text: str) -> tuple[str, str]:
    """Path and query of an address here."""
    own = urlsplit(settings.PUBLIC_URL)
    try:
        found = urlsplit(urljoin(settings.PUBLIC_URL, text)) if text else None
    except ValueError:
        found = None
    if found is None or found.scheme not in ("http", "https") or found.netloc.lower() != own.netloc.lower():
        raise ValidationError(
            _("This is no address of ours. Ours begin with %(ours)s") % {"ours": f"{settings.PUBLIC_URL}/"}
        )
    return found.path, found.query


def view_of(path: str) -> tuple[Any, str]:
    """A view of a list, and its path."""
    try:
        view = resolve(path, "api.urls").func.cls()  # type: ignore[attr-defined]
    except Resolver404:
        view = None
    if not isinstance(view, (BuilderView, *(kind for kind, _ in CALLED))):
        raise ValidationError(
            _(
                "This is no feed, embed or list. Give an address as the partner asks for it:"
                " /feeds/news.rss?…, /embed/news/?…, /api/v1/pages/?…"
            )
        )
    return view, path


def in_code(code: str) -> str:
    """The address that is in what the builder gives: of the frame, or of a frame with the same news."""
    try:
        root = html.fragment_fromstring(code, create_parent="div")
    except (etree.ParserError, ValueError):
        return ""
    for element in root.iter("iframe"):
        return element.get("src", "")
    for element in root.iter("dateline-news"):
        given = [(name, value) for name, value in element.items() if name in ATTRIBUTES]
        return f"{FrameView.path}?{urlencode(given, safe=',:*')}"
    return ""


def refused(problem: Problem) -> list[str]:
    """What is wrong, and in the API's words, which the partner is told too."""
    if not isinstance(problem, BadParameters):
        return [_("The API refuses this address: %(detail)s") % {"detail": problem.detail}]
    return [
        (
            _("“%(name)s” is no parameter of this address. (%(detail)s)")
            if mistake.kind == "unknown-parameter"
            else _("The value of “%(name)s” is not accepted. (%(detail)s)")
        )
        % {"name": mistake.parameter, "detail": mistake.detail}
        for mistake in problem.mistakes
    ]
