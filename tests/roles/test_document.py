"""docs/roles.md is true: its table is what the roles are given."""

import re

from django.conf import settings

from cms.roles.matrix import (
    EVERYWHERE,
    LANGUAGE,
    PARTNERS,
    PEOPLE,
    PRESS_LISTS,
    ROLES,
    WEBSITE,
    WORKFLOWS,
    WRITE,
    Role,
)

COLLECTIONS = {f"wagtailcore.{action}_collection" for action in WRITE}


def writing(*labels: str) -> set[str]:
    return {f"{app}.{action}_{model}" for app, model in (x.split(".") for x in labels) for action in WRITE}


def changing(*labels: str) -> set[str]:
    return {label.replace(".", ".change_") for label in labels}


def on_files(action: str) -> set[str]:
    return {f"wagtailimages.{action}_image", f"wagtaildocs.{action}_document"}


def on_pages(*actions: str) -> set[str]:
    return {f"wagtailcore.{action}_page" for action in actions}


ROWS = {
    "enter the admin": {"wagtailadmin.access_admin"},
    "write new pages": on_pages("add"),
    "change drafts": on_pages("change"),
    "publish, unpublish, schedule": on_pages("publish"),
    "delete and move what is public or scheduled": on_pages("publish", "bulk_delete"),
    "lock pages": on_pages("lock"),
    "unlock what others have locked": on_pages("unlock"),
    "start a translation": {"wagtail_localize.submit_translation"},
    "choose files": on_files("choose"),
    "upload files": on_files("add"),
    "change and delete files of others": on_files("change"),
    "change topics, organisations, media contacts": changing(*PRESS_LISTS[:3]),
    "change menus, site identities": changing(*WEBSITE[:2]),
    "withdraw the consent to show an image, and undo that": {"media.withdraw_consent"},
    "topics, organisations, media contacts, adopted news, redirects": writing(*PRESS_LISTS),
    "menus, site identities, time zones": writing(*WEBSITE[:2]) | {"pages.change_sitetimezone"},
    "sites, languages, collections, workflows": writing(*WEBSITE[2:], *WORKFLOWS) | COLLECTIONS,
    "partners, their keys, what they use; webhooks and their deliveries": writing(*PARTNERS),
    "see what partners have read under embargo": {"partners.view_embargoreading"},
    "people, roles, their tokens": writing(*PEOPLE),
}


def table() -> list[list[str]]:
    text = (settings.BASE_DIR / "docs" / "roles.md").read_text()
    lines = re.findall(r"^\|(.*)\|$", text, re.MULTILINE)
    return [[cell.strip() for cell in line.split("|")] for line in lines if "---" not in line]


def all_of(role: Role) -> set[str]:
    managed = COLLECTIONS if role.where == EVERYWHERE else set()
    return role.permissions | role.page_permissions | role.collection_permissions | managed


def test_each_cell_of_the_table_is_what_the_role_is_given() -> None:
    (_, *heads), *rows = table()
    assert heads == [role.key.replace("_", " ") for role in ROLES]
    assert [name for name, *_ in rows] == list(ROWS)
    for name, *cells in rows:
        for role, cell in zip(ROLES, cells, strict=True):
            assert bool(cell) == (ROWS[name] <= all_of(role)), (name, role.key)


def test_no_role_is_given_what_the_table_does_not_tell() -> None:
    for role in ROLES:
        told = set().union(*(given for given in ROWS.values() if given <= all_of(role)))
        assert all_of(role) == told, role.key


def test_a_role_for_one_language_says_so_in_the_table() -> None:
    _, *rows = table()
    for place, role in enumerate(ROLES, 1):
        cells = {row[0]: row[place] for row in rows}
        assert ("one language" in cells["change drafts"]) == (role.where == LANGUAGE)
