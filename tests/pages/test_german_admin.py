"""The admin as an editor who reads German sees it: a walk through it, on which every translation is marked.

What is shown and has no mark was written into the code as it is, in whatever package; no catalogue could
translate it. What an editor or the installation has written has no mark either, so all of that here is XX.
"""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.utils.functional import Promise
from django.utils.translation import _trans, get_language, trans_real
from lxml import html
from wagtail.models import Page, PageLogEntry, Site
from wagtail.users.models import UserProfile

from tests.factories import Place
from tests.standing import languages, place, standing_site

__all__ = ["languages", "place", "standing_site"]

BEGIN, END = "⟦", "⟧"
INNERMOST = re.compile(f"{BEGIN}[^{BEGIN}{END}]*{END}")
# A page of each kind is enough; what only answers with a picture, a file or a redirect is none.
SKIPPED = re.compile(
    r"/(jsi18n|logout|sprite|preview|view_draft|results|block-preview|lock|ping|release|dismissibles|"
    r"toggle|revoke|set_position)\b|export=|\\|%25"
)
ATTRIBUTES = ("title", "aria-label", "placeholder", "alt", "data-w-tooltip-content-value")
# Codes and names that are the same in every language, and what is hidden until a script has filled it.
SAME_EVERYWHERE = re.compile(
    r"(XX|\bdiv\b|(home|newsroom)\.[a-z]+page|العربية|Wagtail|Dateline|Newsroom|Presse|Deutsch|English|"
    r"Français|Español|None|localhost|v\d[\d.]*|[A-Z]{2,5}|[\d\W_]+)"
)


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every message that there is German for comes with marks around it."""

    def marking(name: str) -> Callable[..., str]:
        plain = getattr(trans_real, name)

        def translated(*message: Any) -> str:
            said: str = plain(*message)
            return f"{BEGIN}{said}{END}" if said and get_language() == "de" else said

        return translated

    for name in ("gettext", "ngettext", "pgettext", "npgettext"):
        function = marking(name)
        monkeypatch.setattr(trans_real, name, function)
        monkeypatch.setattr(_trans, name, function, raising=False)


def unmarked(text: str) -> str:
    """What of a text is outside of all marks, which stand within one another where a message has parts."""
    before = None
    while before != text:
        before, text = text, INNERMOST.sub("", text)
    return text


def texts(page: Any) -> Iterator[tuple[str, str]]:
    """What a page shows, or says to a screen reader, with its place."""
    for name in ATTRIBUTES:
        yield from ((name, text) for text in page.xpath(f"//@{name}"))
    for block in page.xpath("//@data-w-block-data-value | //script[@type='application/json']/text()"):
        yield from spoken(json.loads(block))
    # Of choices those that others have: time zones, countries and the like are names.
    for element in page.xpath("//script | //style | //textarea | //kbd | //option | //input | //template"):
        element.drop_tree()
    # In one piece: a message may go through several elements.
    yield "text", page.text_content()


# Of a form's parts as a script is given them.
SPOKEN = {"label", "help_text", "helpText", "title", "heading", "message", "description", "group"}


def spoken(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, each in value.items():
            yield from spoken(each, name)
    elif isinstance(value, list):
        for each in value:
            yield from spoken(each, key)
    elif isinstance(value, str) and key in SPOKEN:
        yield key, value


def walk(client: Client, *starts: str, at_most: int) -> Iterator[tuple[str, Any]]:
    queue, seen = list(starts), set()
    while queue and len(seen) < at_most:
        address = queue.pop(0)
        kind = re.sub(r"\d+", "0", address.partition("?")[0])
        if kind in seen or SKIPPED.search(address):
            continue
        seen.add(kind)
        answer = client.get(address, follow=True)
        if "html" not in answer.headers["Content-Type"] or answer.status_code != 200:
            continue
        text = answer.content.decode()
        yield address, html.fromstring(text)
        queue += re.findall(r"[\"'&;](/admin/[\w/?=&.-]*)", text)


@pytest.mark.slow
def test_nothing_in_the_admin_is_written_in_the_code_alone(
    place: Place, client: Client, marked: None
) -> None:
    call_command("setup_roles", verbosity=0)
    Page.objects.filter(depth__gt=1).update(title="XX", draft_title="XX")
    PageLogEntry.objects.update(label="XX")
    Site.objects.update(hostname="xx", site_name="XX")
    user = User.objects.create_superuser("xx", "xx@example.org", "unused")
    UserProfile.objects.create(user=user, preferred_language="de")
    client.force_login(user)
    found: dict[str, str] = {}
    for address, page in walk(client, "/admin/", at_most=60):
        for where, text in texts(page):
            for line in unmarked(text).splitlines():
                left = SAME_EVERYWHERE.sub("", line)
                if re.search(r"[^\W\d_]{3,}", left):
                    found.setdefault(left.strip(), f"{address} {where}")
    assert found == {}


def test_the_names_of_our_apps_are_in_the_catalogue() -> None:
    ours = [
        each for each in apps.get_app_configs() if each.name.startswith(("api", "cms", "home", "newsroom"))
    ]
    assert len(ours) > 10
    assert [each.name for each in ours if not isinstance(each.verbose_name, Promise)] == []
