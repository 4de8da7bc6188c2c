"""`/menus/` and `/menus/{name}/`: what a site offers to go to (docs/decisions/0019)."""

from collections.abc import Sequence

import orjson
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api import documented_site as documented
from api.errors import Problem
from api.kept import Finished, kept_or_made
from api.paging import whole_list
from api.parameters.base import Context
from api.parameters.site import OF_A_SITE, Asked, asked_of
from api.reading import PublicView
from cms.published.contract import contract
from cms.published.menus import FROM_THE_TREE, Menu, Menus, menus
from cms.published.sites import Sites
from cms.published.surrogates import list_keys

LABEL = "home.Menu"


class MenuListView(PublicView):
    parameters = OF_A_SITE

    @extend_schema(**documented.menu_list)
    def get(self, request: Request) -> HttpResponse:
        return kept_or_made(request, lambda sites: self.answer(request, sites))

    def answer(self, request: Request, sites: Sites) -> Finished:
        asked, found = read(self, request, sites)
        chosen = [menu for name in found.names for menu in versions(found, name, asked)]
        return finished(whole_list([orjson.dumps(menu.json()) for menu in chosen]), chosen, found, asked)


class MenuView(PublicView):
    parameters = OF_A_SITE

    @extend_schema(**documented.menu)
    def get(self, request: Request, name: str) -> HttpResponse:
        return kept_or_made(request, lambda sites: self.answer(request, name, sites))

    def answer(self, request: Request, name: str, sites: Sites) -> Finished:
        asked, found = read(self, request, sites)
        chosen = versions(found, name, asked)[:1]
        if not chosen:
            raise nothing(keys_of([], asked))
        return finished(orjson.dumps(chosen[0].json()), chosen, found, asked)


def read(view: PublicView, request: Request, sites: Sites) -> tuple[Asked, Menus]:
    asked = asked_of(view.values(request, sites), Context(sites, contract))
    return asked, menus(asked.site, asked.all, sites)


def versions(found: Menus, name: str, asked: Asked) -> list[Menu]:
    """The menu in each language asked for; in the next best one where it is in none of them.

    Those of FROM_THE_TREE are there on every site, if need be without an entry.
    """
    those = [menu for locale in asked.locales if (menu := found.best(name, locale))]
    those = those or [menu for locale in asked.fallback if (menu := found.best(name, locale))][:1]
    spoken = [locale for locale in asked.all if locale in asked.site.locales]
    if those or name not in FROM_THE_TREE or not spoken:
        return those
    return [Menu(name, spoken[0], [], (), None, from_the_tree=True)]


def nothing(keys: Sequence[str]) -> Problem:
    return Problem("not-found", "There is no such menu.", keys=keys)


def finished(body: bytes, chosen: Sequence[Menu], found: Menus, asked: Asked) -> Finished:
    ends = min((menu.ends for menu in chosen if menu.ends is not None), default=None)
    return Finished(body, tuple(keys_of(chosen, asked)), ends, found.now, found.validity)


def keys_of(chosen: Sequence[Menu], asked: Asked) -> list[str]:
    """What changes the answer: a menu that editors make, and any page that may get into one from the tree."""
    of_lists = list_keys((LABEL,), asked.all)
    if not chosen or any(menu.from_the_tree or menu.locale != asked.all[0] for menu in chosen):
        of_lists += [*list_keys((), asked.all), *list_keys(("wagtailcore.Site",), asked.all)]
    return list(dict.fromkeys([*of_lists, *(key for menu in chosen for key in menu.keys)]))
