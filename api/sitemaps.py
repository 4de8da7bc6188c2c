"""`/sitemap.xml` and `/sitemap-news.xml`: a site's pages and its latest news, for search engines.

Their addresses are those of the frontend's pages; a frontend hands them on from here, or keeps a copy.
"""

from collections.abc import Iterable
from typing import Final
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api import documented
from api.errors import Problem
from api.kept import Finished, kept_or_made
from api.parameters.routes import OF_A_SITE
from api.parameters.site import site_of
from api.reading import PublicView
from api.responses import respond
from api.xml import possible
from cms.published import sitemaps
from cms.published.moments import utc
from cms.published.sitemaps import LONGEST_ADDRESS, Address, Addresses, News
from cms.published.sites import Site, Sites, asking
from cms.published.surrogates import OF_SITEMAPS

XML: Final = "application/xml"
HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
SITEMAPS: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS: Final = "http://www.google.com/schemas/sitemap-news/0.9"
XHTML: Final = "http://www.w3.org/1999/xhtml"


class SitemapView(PublicView):
    """All of a site's pages; past so many an index of several sitemaps, `/sitemap-1.xml` and so on."""

    parameters = OF_A_SITE

    @extend_schema(**documented.sitemap)
    def get(self, request: Request) -> HttpResponse:
        return kept_or_made(request, lambda sites: self.answer(request, None, sites), XML)

    def answer(self, request: Request, part: int | None, sites: Sites) -> Finished:
        site = site_of(self.values(request, sites), sites)
        found = sitemaps.addresses(site, part, sites)
        if part and part > found.parts:
            raise Problem("not-found", "The site has no so many sitemaps.", keys=OF_SITEMAPS)
        body = index(site, found.parts) if part is None and found.parts > 1 else urls(site, found, sites)
        ends = min((each.ends for each in found.found), default=None)
        return Finished(body.encode(), OF_SITEMAPS, ends, found.head.now, found.head.validity)


class SitemapPartView(SitemapView):
    @extend_schema(**documented.sitemap_part)
    def get(self, request: Request, part: str) -> HttpResponse:  # type: ignore[override]
        return kept_or_made(request, lambda sites: self.answer(request, int(part), sites), XML)


def index(site: Site, parts: int) -> str:
    listed = (
        f"<sitemap><loc>{site.root_url}/sitemap-{part + 1}.xml</loc></sitemap>" for part in range(parts)
    )
    return f'{HEAD}<sitemapindex xmlns="{SITEMAPS}">\n{lines(listed)}</sitemapindex>\n'


def urls(site: Site, found: Addresses, sites: Sites) -> str:
    listed = lines(filter(None, (entry(site, each, sites) for each in found.found)))
    return f'{HEAD}<urlset xmlns="{SITEMAPS}" xmlns:xhtml="{XHTML}">\n{listed}</urlset>\n'


def entry(site: Site, page: Address, sites: Sites) -> str | None:
    """A page with its alternates; one that has no other language names none (Google: all or none).

    None where its address is longer than sitemaps may have them.
    """
    loc = url(site.host, page.html_path, sites)
    if len(loc) > LONGEST_ADDRESS:
        return None
    versions = [(locale, url(host, path, sites)) for locale, host, path in page.versions]
    alternates = [
        f'<xhtml:link rel="alternate" hreflang={quoteattr(locale)} href={quoteattr(address)}/>'
        for locale, address in versions
        if len(versions) > 1 and len(address) <= LONGEST_ADDRESS
    ]
    return f"<url><loc>{escape(loc)}</loc><lastmod>{utc(page.edited_at)}</lastmod>{''.join(alternates)}</url>"


def url(host: str, path: str, sites: Sites) -> str:
    return f"{sites.by_host[host].root_url}{quote(path)}"


def text(value: str) -> str:
    return escape(possible(value))


def lines(each: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in each)


class NewsSitemapView(PublicView):
    parameters = OF_A_SITE

    @extend_schema(**documented.news_sitemap)
    def get(self, request: Request) -> HttpResponse:
        return asking(lambda sites: self.answer(request, sites))

    def answer(self, request: Request, sites: Sites) -> HttpResponse:
        site = site_of(self.values(request, sites), sites)
        name, news = sitemaps.latest_news(site, sites)
        listed = lines(news_entry(each, name, site) for each in news)
        body = f'{HEAD}<urlset xmlns="{SITEMAPS}" xmlns:news="{NEWS}">\n{listed}</urlset>\n'
        left = min((each.seconds_left for each in news), default=None)
        return respond(request, body.encode(), keys=OF_SITEMAPS, seconds_left=left, content_type=XML)


def news_entry(piece: News, publication: str, site: Site) -> str:
    # Google wants ISO 639, and these two of Chinese.
    language = {"zh-Hans": "zh-cn", "zh-Hant": "zh-tw"}.get(piece.locale, piece.locale.split("-")[0])
    return (
        f"<url><loc>{escape(site.root_url + quote(piece.html_path))}</loc><news:news>"
        f"<news:publication><news:name>{text(publication)}</news:name>"
        f"<news:language>{language}</news:language></news:publication>"
        f"<news:publication_date>{utc(piece.published_at)}</news:publication_date>"
        f"<news:title>{text(piece.title)}</news:title></news:news></url>"
    )
