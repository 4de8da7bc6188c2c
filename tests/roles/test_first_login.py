"""What somebody with a new role finds: a menu with what is theirs, and no entry that leads nowhere."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from tests.roles.conftest import Person, names

PAGES = {"pages", "news", "reports", "localize", "translating", "account", "embedding"}
FILES = {"images", "documents", "library"}
PRESS = {*PAGES, *FILES, "snippets", "redirects"}
# The first part of each address in the side bar. Whoever has no pages has their own account, the builder of
# embeds, and the help.
MENUS = {
    "author": PAGES | FILES,
    "translator": {*PAGES, "snippets"},
    "reviewer": PAGES | FILES,
    "press_officer": {*PRESS, "partners"},
    "partner_manager": {"account", "partners", "webhooks", "embedding"},
    "administrator": PRESS
    | {"workflows", "users", "groups", "sites", "api-tokens", "locales", "collections", "settings"}
    | {"partners", "webhooks"},
}


def addresses(person: Person) -> list[str]:
    return [each["url"] for each in side_bar(person) if each.get("url", "").startswith("/")]


def side_bar(person: Person) -> list[Any]:
    page = person.admin.get(reverse("wagtailadmin_home"))
    assert page.status_code == 200
    text = re.search(r'<script id="wagtail-sidebar-props"[^>]*>(.*?)</script>', page.content.decode(), re.S)
    assert text
    return list(entries(json.loads(text[1])))


def entries(found: Any) -> Iterator[Any]:
    """Every link in the side bar's data: Wagtail packs each as `{"_type": …, "_args": [{…}]}`."""
    if isinstance(found, dict):
        if "name" in found and ("url" in found or "menu_items" in found):
            yield found
        for inner in found.values():
            yield from entries(inner)
    elif isinstance(found, list):
        for inner in found:
            yield from entries(inner)


@pytest.mark.parametrize("name", names())
def test_every_entry_of_the_menu_opens(name: str, people: dict[str, Person]) -> None:
    home = reverse("wagtailadmin_home")
    for address in addresses(people[name]):
        answer = people[name].admin.get(address, follow=True)
        assert answer.status_code == 200, address
        # Where Wagtail sends whoever has no business at an address.
        assert home not in [to for to, _ in answer.redirect_chain], address


@pytest.mark.parametrize("name", names())
def test_the_menu_has_what_is_the_roles_own(name: str, people: dict[str, Person]) -> None:
    rooms = {address.split("/")[2] for address in addresses(people[name])}
    assert rooms == MENUS[name.partition(" ")[0]]
