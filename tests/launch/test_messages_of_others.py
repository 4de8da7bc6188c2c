"""What the packages of the admin say, and whether there is German for it: an upgrade shows what is new."""

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import wagtail
import wagtail_localize
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.contrib import auth
from django.test import Client
from django.utils.translation import override, trans_real

from cms.launch import messages
from cms.launch.messages_of_others import IN_SCRIPTS, OF_OTHERS

PACKAGES = {
    "wagtail": Path(wagtail.__file__).parent,
    "wagtail_localize": Path(wagtail_localize.__file__).parent,
    "auth": Path(auth.__file__).parent,
}
NO_CODE = {"tests", "test", "migrations", "project_template", "management"}
# Beginnings of paths, with the reason why nobody sees what stands there.
NEVER_SHOWN = {
    "wagtail/contrib/forms": "not installed: forms are made by the frontend",
    "wagtail/contrib/search_promotions": "not installed: search is the read model's",
    "wagtail/contrib/simple_translation": "not installed: wagtail_localize is",
    "wagtail/contrib/styleguide": "not installed: for those who develop Wagtail",
    "wagtail/contrib/typed_table_block": "not installed: the management API cannot write it",
    "wagtail/locales": "not installed: wagtail_localize has pages of its own in its place",
    "wagtail_localize/locales/apps.py": "the name of an app, which only Django's own admin shows",
    "auth/admin.py": "Django's own admin, which is not installed",
    "auth/forms.py": "the forms of Django's own admin; Wagtail has its own, and its own words for them",
}


def sources(root: Path) -> Iterator[Path]:
    for suffix in ("py", "html", "txt"):
        for path in sorted(root.rglob(f"*.{suffix}")):
            parts = path.relative_to(root).parts
            is_shown = suffix == "py" or "templates" in parts
            if is_shown and not NO_CODE & set(parts) and not path.name.startswith("test"):
                yield path


@cache
def said() -> list[tuple[str, Any, str | None]]:
    """Where a message stands, the message (with its plural), and its context."""
    found = []
    for name, root in PACKAGES.items():
        for path in sources(root):
            place = f"{name}/{path.relative_to(root).as_posix()}"
            if any(place.startswith(beginning) for beginning in NEVER_SHOWN):
                continue
            code = io.BytesIO(messages.python_text(path).encode())
            for _, message, _, context in extract("python", code, keywords=messages.KEYWORDS):
                found.append((place, message, context))
    return found


def has_german(catalog: Any, message: Any, context: str | None) -> bool:
    single = message if isinstance(message, str) else message[0]
    key = f"{context}\x04{single}" if context else single
    if isinstance(message, str):
        return key in catalog or (key, 0) in catalog
    return (key, 0) in catalog and (key, 1) in catalog


def test_everything_that_the_admins_packages_say_is_there_in_german() -> None:
    with override("de"):
        catalog = trans_real.catalog()._catalog
    found = said()
    assert len({message for _, message, _ in found}) > 1500
    assert [
        (place, message)
        for place, message, context in found
        if message and not has_german(catalog, message, context)
    ] == []


@pytest.mark.parametrize("package", ["wagtail/admin", "wagtail_localize"])
def test_everything_that_their_scripts_say_is_there_in_german(package: str) -> None:
    name, _, rest = package.partition("/")
    english = PACKAGES[name] / rest / "locale" / "en" / "LC_MESSAGES" / "djangojs.po"
    with english.open("rb") as file:
        wanted = [message.id for message in read_po(file) if message.id]
    with override("de"):
        catalog = trans_real.DjangoTranslation("de", "djangojs", [english.parents[2]])._catalog
    assert len(wanted) > 40
    assert [message for message in wanted if not has_german(catalog, message, None)] == []


def test_our_german_for_a_script_of_theirs_reaches_the_browser(client: Client) -> None:
    answer = client.get("/admin/jsi18n/", headers={"accept-language": "de"})
    assert "PO-Datei hochladen" in answer.content.decode()


def test_nothing_is_kept_that_the_packages_do_not_say_any_more() -> None:
    by_package: dict[str, set[Any]] = {name: set() for name in PACKAGES}
    for place, message, _ in said():
        by_package[place.partition("/")[0]].add(message)
    assert {
        (package, text)
        for package, texts in OF_OTHERS.items()
        for text in texts
        if text not in by_package[package]
    } == set()
    english = PACKAGES["wagtail_localize"] / "locale" / "en" / "LC_MESSAGES" / "djangojs.po"
    with english.open("rb") as file:
        scripts = {message.id for message in read_po(file)}
    assert set(IN_SCRIPTS["wagtail_localize"]) <= scripts
