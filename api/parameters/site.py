"""The parameters of what belongs to one site: its menus, and what it says of itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from api.errors import NoSite
from api.parameters import values
from api.parameters.base import Context, Parameter, Values
from api.parameters.pages import fallback, named, standing_in
from api.parameters.values import EVERY_LOCALE, NETWORK
from cms.json_schema import TEXT
from cms.published.sites import Site, Sites


def one_site(text: str, context: Context) -> str:
    if text == NETWORK:
        raise ValueError("Must be one site.")
    return values.site(text, context)


SITE: Final = Parameter("site", one_site, TEXT, "A site, by host. Without it: the default site.")
LOCALE: Final = Parameter(
    "locale",
    values.locale,
    TEXT,
    "Languages, BCP 47, the first that there is; `*` for any. Without it: the site's own.",
    many=True,
)
FALLBACK: Final = fallback(
    "Languages, BCP 47, that stand in, in this order, where there is nothing in `locale`."
)
OF_A_SITE: Final = named(SITE, LOCALE, FALLBACK)
OF_THE_NETWORK: Final = named(LOCALE, FALLBACK)


@dataclass(frozen=True)
class Asked:
    """A site, the languages asked for and those that may stand in; `all` in order of preference."""

    site: Site
    locales: Sequence[str]
    fallback: Sequence[str]

    @property
    def all(self) -> list[str]:
        return list(dict.fromkeys([*self.locales, *self.fallback]))


def site_of(given: Values, sites: Sites) -> Site:
    """The site that a request is about. Raises NoSite where there is no default one."""
    site = sites.by_host[given["site"]] if "site" in given else sites.default
    if site is None:
        raise NoSite
    return site


def asked_of(given: Values, context: Context) -> Asked:
    """What is asked of which site. Raises NoSite; BadParameters for a fallback of every language."""
    site = site_of(given, context.sites)
    tags = languages_of(given, (site.default_locale,))
    instead = standing_in(given, tags)
    return Asked(site, tags or tuple(dict.fromkeys([site.default_locale, *site.locales])), instead)


def languages_of(given: Values, default: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """The languages asked for; None: every one."""
    tags: tuple[str, ...] | None = given.get("locale", default)
    return None if tags and EVERY_LOCALE in tags else tags
