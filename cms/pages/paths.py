"""Where a page is for its readers. The one place that makes paths and addresses (architecture.md, *Paths*).

Every function reads sites and pages from the database as they are now: Wagtail's own list of root
paths is cached in memory and for an hour beside, and so is wrong inside the request that moved a root.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote
from uuid import UUID

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
        return self.site.root_url + self.encoded_path


def site_roots() -> Roots:
    """All roots. Where two sites share a root page, the default site has it, else the older one."""
    sites = Site.objects.select_related("root_page").order_by("-is_default_site", "pk")
    roots: Roots = {}
    for site in sites:
        roots.setdefault(site.root_page.translation_key, site)
    return roots


def path_below(root: Page, ancestors: Iterable[Page], page: Page) -> str:
    """The path of `page` below `root`, which is `page` itself or one of its `ancestors`.

    `ancestors` may hold any of the page's ancestors (at least all below `root`), in any order.
    """
    line = sorted((step for step in ancestors if step.depth > root.depth), key=lambda step: step.depth)
    slugs = [step.slug for step in line if step.depth < page.depth]
    if page.depth > root.depth:
        slugs.append(page.slug)
    return "/" + "/".join([page.locale.language_code, *slugs]) + "/"


def address(
    page: Page, ancestors: Sequence[Page] | None = None, roots: Roots | None = None
) -> Address | None:
    """The page's address, or None where it is below no site's root.

    With nested sites the deepest root above the page wins. Give `ancestors` (without the page) and
    `roots` to save their queries. `page` counts as it is in memory, so an unsaved slug is in the path.
    """
    if roots is None:
        roots = site_roots()
    if ancestors is None:
        ancestors = list(page.get_ancestors())
    for step in sorted([*ancestors, page], key=lambda step: -step.depth):
        if site := roots.get(step.translation_key):
            return Address(site, path_below(step, ancestors, page))
    return None


def html_path(page: Page) -> str | None:
    """`/<locale>/<slugs below the root>/`, or None outside every site."""
    found = address(page)
    return found.path if found else None


def html_url(page: Page) -> str | None:
    """The page on its frontend: the Site's root URL and the percent-encoded path; None outside every site."""
    found = address(page)
    return found.url if found else None
