"""`/feeds/news.rss`, `.atom`, `.json` and `.ninjs`: news for whoever shows it elsewhere (docs/feeds.md)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Final
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import pgettext
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api import documented_feeds as documented
from api.errors import NoSite
from api.feeds import atom, json_feed, ninjs, rss
from api.feeds.feed import Feed, entry, newest
from api.kept import Finished, kept_or_made
from api.listing import Request as ListRequest
from api.listing import label_language, listing
from api.pages import keys_of_list, record_listed
from api.parameters.base import Context, Values
from api.parameters.feeds import CONTENT, FULL, NEWS, is_tracking, of_news
from api.reading import PublicView, address, ahead_of
from cms.feeds import FORMS, topics
from cms.feeds import NEWS as NEWS_FEEDS
from cms.published import lists
from cms.published.ahead import Ahead
from cms.published.contract import contract
from cms.published.lists import Answer
from cms.published.sites import Site, Sites


@dataclass(frozen=True)
class Form:
    """One of `cms.feeds.FORMS`."""

    name: str
    write: Callable[[Feed], bytes]

    @property
    def media_type(self) -> str:
        return FORMS[self.name]

    @property
    def path(self) -> str:
        return f"{NEWS_FEEDS}.{self.name}"


RSS: Final = Form("rss", rss.rss)
ATOM: Final = Form("atom", atom.atom)
JSON_FEED: Final = Form("json", json_feed.json_feed)
NINJS: Final = Form("ninjs", ninjs.ninjs)
ALL: Final = (RSS, ATOM, JSON_FEED, NINJS)


class FeedView(PublicView):
    parameters = NEWS
    form: ClassVar[Form]

    def query(self, request: Request) -> list[tuple[str, str]]:
        return [each for each in super().query(request) if not is_tracking(each[0])]

    def made(self, request: Request) -> HttpResponse:
        media_type = f"{self.form.media_type}; charset=utf-8"
        return kept_or_made(request, lambda sites: self.answer(request, sites), media_type)

    def answer(self, request: Request, sites: Sites) -> Finished:
        context = Context(sites, contract)
        values = of_news(self.values(request, sites), context)
        full = values.get(CONTENT.name, FULL) == FULL
        ahead = ahead_of(request, values)
        asked = self.asks(values, context, ahead)
        found = lists.pages(asked.listing, sites)
        record_listed(request, asked, found)
        feed = self.feed(self.query(request), values, asked, found, context, full=full)
        return Finished(
            body=self.form.write(feed),
            keys=(*keys_of_list(values, asked, found), *(each.key for each in found.items)),
            ends=found.ends,
            now=found.now,
            validity=found.validity,
            modified=found.modified,
            links=links(feed),
            is_private=ahead is not None,
        )

    def asks(self, values: Values, context: Context, ahead: Ahead | None = None) -> ListRequest:
        chosen = {name: each for name, each in of_news(values, context).items() if name != CONTENT.name}
        return listing(self.form.path, chosen, context, (lists.CONTENT,), withdrawn=True, ahead=ahead)

    def feed(
        self,
        given: Sequence[tuple[str, str]],
        values: Values,
        asked: ListRequest,
        found: Answer,
        context: Context,
        *,
        full: bool,
    ) -> Feed:
        chosen = asked.listing.filters
        site = site_of(chosen.sites, context.sites)
        one = chosen.locales[0] if chosen.locales and len(chosen.locales) == 1 else None
        locale = one or label_language(chosen.sites, context)
        installation = found.installation or ""
        entries = tuple(entry(each, installation, context.sites, full=full) for each in found.items)
        first = [each for each in given if each[0] not in ("cursor", "offset")]
        publisher = site.name or site.host
        return Feed(
            id=f"urn:dateline:{installation}:news-{replace(asked.cursors, path=NEWS_FEEDS).binding}",
            title=f"{publisher} – {what(values, locale)}",
            locale=locale,
            home=f"{site.root_url}/",
            publisher=publisher,
            address=at(self.form, given),
            first=at(self.form, first),
            next=asked.cursors.following(given, found.last)[0],
            others=tuple((each.media_type, at(each, first)) for each in ALL if each is not self.form),
            hub=hub_of(at(self.form, first), site, locale),
            updated=newest(entries),
            entries=entries,
        )


class RssView(FeedView):
    form = RSS

    @extend_schema(**documented.rss)
    def get(self, request: Request) -> HttpResponse:
        return self.made(request)


class AtomView(FeedView):
    form = ATOM

    @extend_schema(**documented.atom)
    def get(self, request: Request) -> HttpResponse:
        return self.made(request)


class JsonFeedView(FeedView):
    form = JSON_FEED

    @extend_schema(**documented.json_feed)
    def get(self, request: Request) -> HttpResponse:
        return self.made(request)


class NinjsView(FeedView):
    form = NINJS

    @extend_schema(**documented.ninjs)
    def get(self, request: Request) -> HttpResponse:
        return self.made(request)


def at(form: Form, given: Sequence[tuple[str, str]]) -> str:
    return address(form.path, urlencode(given, safe=",:*"))


def hub_of(own: str, site: Site, locale: str) -> str | None:
    """The hub, where it is told of this feed: who subscribed to another one there would wait for ever."""
    told = topics(site.host, locale, first=site.is_default and locale == site.default_locale)
    return settings.WEBSUB_HUB if settings.WEBSUB_HUB and own in told else None


def site_of(chosen: tuple[Site, ...] | None, sites: Sites) -> Site:
    """Whose feed it is: of several the first, of the network the default one. Raises NoSite."""
    among = chosen or ((sites.default,) if sites.default else sites.all if chosen is None else ())
    if not among:
        raise NoSite
    return among[0]


def what(values: Mapping[str, Sequence[str]], locale: str) -> str:
    """What it has, in its language: the kinds that were asked for, or news."""
    if kinds := values.get("kind"):
        return ", ".join(contract.label("kind", each, locale) for each in kinds)
    with translation.override(locale):
        return pgettext("for readers", "Latest news")


def links(feed: Feed) -> str:
    """The value of the header `Link` (RFC 8288): all that a feed without a word for it cannot say."""
    told = [
        *((href, 'rel="self"') for href in [feed.address]),
        *((href, 'rel="next"') for href in [feed.next] if href),
        *((href, 'rel="hub"') for href in [feed.hub] if href),
        *((href, f'rel="alternate"; type="{media}"') for media, href in feed.others),
    ]
    return ", ".join(f"<{href}>; {rest}" for href, rest in told)
