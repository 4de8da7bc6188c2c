"""Every public address: the endpoints of the OpenAPI document, each in many ways, and those of files."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, urlencode

from django.test import Client

from api.openapi import document
from tests.api.test_queries import START
from tests.leaks.secrets import Secret

# Asked together with each other parameter, where the endpoint knows them: all there is, not a site's part.
WIDE: Final = {"site": "*", "locale": "*", "limit": "100"}
FACETS: Final = "type,kind,topic,country,region,sdg,organisation,year,locale"
# Ways of asking that name no secret.
BLIND: Final[dict[str, list[str]]] = {
    "after": ["now", START],
    "facets": [FACETS],
    "fallback": ["en,de", "de,en"],
    "fields": ["*", "_,title,html_path"],
    "order": ["title", "-changed_at", "tree"],
    "part": ["1"],
    "format": ["md"],
    "embargoed": ["include"],
    "site": ["*", "second.example.org"],
    "locale": ["de", "en"],
    "show_in_menus": ["true"],
    "kind": ["advisory"],
    "sdg": ["14"],
    "type": ["newsroom.NewsPage"],
    "look": ["list"],
    "images": ["none"],
    "heading": ["Neu"],
    "lang": ["en"],
    "maxwidth": ["300"],
    "maxheight": ["200"],
}
# Of what an endpoint cannot do without.
PLAIN: Final[dict[str, list[str]]] = {
    "q": ["immer"],
    "path": ["/de/"],
    "html_path": ["/de/"],
    "url": ["https://www.example.org/de/"],
}


def naming(secret: Secret) -> dict[str, list[str]]:
    """Ways of asking that name the piece, as somebody does who guesses."""
    ids = [str(pk) for pk in secret.pages.values()]
    paths = [
        f"/de/presse/{secret.word}-gesichtet/",
        f"/en/newsroom/{secret.word}-seen/",
        f"/de/{secret.word}haus/",
        f"/de/{secret.word}haus/{secret.word}zimmer/",
        f"/de/verweise/{secret.word}-zweit/",
        f"/kurz-{secret.state}",
    ]
    near = secret.word[:-1] + "x"
    return {
        "id": [*ids, str(secret.image), str(secret.document)],
        **dict.fromkeys(("child_of", "descendant_of", "ancestor_of", "translation_of"), ids),
        "translation_key": [secret.translation_key],
        "slug": [f"{secret.word}-gesichtet", f"{secret.word}-zweit"],
        "topic": [secret.word],
        "organisation": [secret.word],
        "country": [secret.country],
        **{name: [secret.word, secret.word[:4], near] for name in ("q", "search")},
        **dict.fromkeys(("path", "html_path"), paths),
        "url": [f"https://www.example.org{path}" for path in paths],
        "name": [f"menu-{secret.state}"],
        "token": ["1.x"],
    }


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    headers: dict[str, str]


def addresses(secrets: list[Secret]) -> Iterator[tuple[str, str]]:
    """`(endpoint, address)`: each endpoint barely, widely, and with each of its parameters in turn."""
    for endpoint, operations in document()["paths"].items():
        asked: dict[str, None] = {}
        known = {each["name"]: each for each in operations["get"].get("parameters", [])}
        needed = [name for name, each in known.items() if each.get("required")]
        wide = {name: value for name, value in WIDE.items() if takes(known, name, value)}
        for secret in (None, *secrets):
            values = BLIND | (naming(secret) if secret else PLAIN)
            if any(name not in values for name in needed):
                continue
            for first in combinations(needed, values):
                asked |= dict.fromkeys((fill(endpoint, known, first), fill(endpoint, known, wide | first)))
                for name in known.keys() & values.keys() - set(needed):
                    for value in values[name]:
                        asked[fill(endpoint, known, wide | first | {name: value})] = None
        assert asked, f"{endpoint}: say here what to ask it for: {needed}"
        yield from ((endpoint, address) for address in asked)
    for secret in secrets:
        yield from (("files", address) for address in secret.files)


def takes(known: dict[str, Any], name: str, value: str) -> bool:
    """Where a site is one, not a list of them, all sites are none."""
    return name in known and not (value == "*" and known[name]["schema"].get("type") != "array")


def combinations(needed: list[str], values: dict[str, list[str]]) -> list[dict[str, str]]:
    found: list[dict[str, str]] = [{}]
    for name in needed:
        found = [{**each, name: value} for each in found for value in values[name]]
    return found


def fill(endpoint: str, known: dict[str, Any], asked: dict[str, str]) -> str:
    query = {}
    for name, value in asked.items():
        if known[name]["in"] == "path":
            endpoint = endpoint.replace(f"{{{name}}}", quote(value, safe=""))
        else:
            query[name] = value
    return f"{endpoint}?{urlencode(query)}" if query else endpoint


def ask(address: str, key: str | None = None) -> Answer:
    response: Any = Client().get(address, headers={"Authorization": f"Bearer {key}"} if key else {})
    body = b"".join(response) if response.streaming else response.content
    assert response.status_code < 500, (address, body)
    headers = {
        name: response.get(name, "") for name in ("Location", "ETag", "Surrogate-Key", "Last-Modified")
    }
    # Seconds go by between two walks; what counts is whether something is known to end.
    life = response.get("Surrogate-Control", "")
    headers["life"] = "" if life.startswith(("max-age=86400", "max-age=30")) else "ends"
    return Answer(response.status_code, body.decode(errors="replace"), headers)


def walk(secrets: list[Secret], key: str | None = None) -> dict[tuple[str, str], Answer]:
    return {(endpoint, address): ask(address, key) for endpoint, address in addresses(secrets)}
