"""The rules of paths and addresses, and where pages are as editors have them now.

The projection goes by the same rules, with the slugs that are published. Every function reads sites and
pages from the database as they are now: Wagtail's own list of root paths is cached in memory and for an
hour beside, and so is wrong inside the request that moved a root.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from urllib.parse import quote
from uuid import UUID

from django.db.models import Q, QuerySet
from wagtail.models import Page, Site

# Site by the translation key of its root page: a translation of a root page is a root as well.
Roots = dict[UUID, Site]


@dataclass(frozen=True)
class Address:
    """A page's place: the site it belongs to, and its path there (`/de/presse/`, not percent-encoded)."""

    site: Site
    path: str

    @property
    def encoded_path(self) -> str:
        return quote(self.path, safe="/")

    @property
    def url(self) -> str:
        """On the site's frontend."""
        return self.site.root_url + self.encoded_path


def site_roots() -> Roots:
    """All roots. Where two sites share a root page, the default site has it, else the older one."""
    sites = Site.objects.select_related("root_page").order_by("-is_default_site", "pk")
    roots: Roots = {}
    for site in sites:
        roots.setdefault(site.root_page.translation_key, site)
    return roots


def pages_of(site: Site) -> QuerySet[Page]:
    """The site's pages in all its languages, whatever their state."""
    homes = Page.objects.filter(translation_key=site.root_page.translation_key).values_list("path", flat=True)
    found: QuerySet[Page] = Page.objects.filter(reduce(or_, (Q(path__startswith=path) for path in homes)))
    return found


def deepest_root(chain: Sequence[Page], roots: Roots) -> tuple[Site, int] | None:
    """The site that a page is in, and where its root stands in the chain; None outside every site.

    The chain leads from above the root down to the page. With nested sites the deepest root wins.
    """
    for index in range(len(chain) - 1, -1, -1):
        if site := roots.get(chain[index].translation_key):
            return site, index
    return None


def root_path(language: str) -> str:
    """The path of a site's root: every path below begins with it, whatever language the page is in.

    A page that has moved into another language's tree could meet one of that very path otherwise.
    """
    return f"/{language}/"


def path_below(parent: str, slug: str) -> str:
    return f"{parent}{slug}/"


def address(page: Page) -> Address | None:
    """The page's address, or None where it is below no site's root.

    The page counts as it is in memory, so an unsaved slug is in the path.
    """
    chain = [*page.get_ancestors(), page]
    found = deepest_root(chain, site_roots())
    if found is None:
        return None
    site, root = found
    path = root_path(chain[root].locale.language_code)
    for step in chain[root + 1 :]:
        path = path_below(path, step.slug)
    return Address(site, path)


def html_path(page: Page) -> str | None:
    """`/<the root's locale>/<slugs below the root>/`, or None outside every site."""
    found = address(page)
    return found.path if found else None


def html_url(page: Page) -> str | None:
    """The page on its frontend: the Site's root URL and the percent-encoded path; None outside every site."""
    found = address(page)
    return found.url if found else None
