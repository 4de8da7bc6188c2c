"""The OpenAPI document as schemathesis tries it: on the demonstration, and on what else there can be.

Two things that the document cannot say are told to it here: which sites and languages this installation has,
and how far its log of changes is. So whatever it makes of them is right or wrong, and not a guess.
"""

from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final
from urllib.parse import urlsplit

import schemathesis
from django.core.wsgi import get_wsgi_application
from jsonschema import Draft202012Validator
from lxml import html
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema
from schemathesis.openapi.checks import JsonSchemaError

from api.openapi import document
from api.parameters.base import LONGEST_QUERY
from cms.published.models import Change, PublishedSite
from tests.api.demonstrated import existing

# Makes what is there come up beside what is made up.
SHARE: Final = 0.5
# Which of what exists stands in for what (`tests.api.demonstrated.existing`).
GIVEN: Final = {
    "query.path": "paths",
    "query.html_path": "paths",
    "query.token": "tokens",
    "query.q": "words",
    "query.search": "words",
    "query.after": "positions",
    "query.url": "urls",
    "path.name": "menus",
    "path.part": "parts",
}
# Where no path needs to lead.
SOMEWHERE: Final = {"/api/v1/pages/find/", "/api/v1/resolve/", "/oembed/"}
# The one takes what no schema names, and has one format alone; the other says what is wrong within its form.
LENIENT: Final = {"/oembed/", "/embed/"}
# What takes a key. All else is tried as everybody; `tests.api.test_embargoed` has the rest.
FOR_KEYS: Final = {"/api/v1/usage/"}
# Why what follows the description may yet be refused: what no schema can say.
REASONS: Final = (
    # A grammar of its own.
    "Not of this list: a cursor goes only with",
    "Cannot be read from",
    "Unknown field",
    "Unexpected",
    "is not a slug",
    "At most 64 words",
    "Must be a path that begins with a slash",
    "Must be UTF-8 where it is percent-encoded",
    "Must be a date (2024-07-02) or a time",
    "U+0000",
    "Percent-encode whatever is not ASCII",
    "Not a token of this feed",
    # What goes together.
    "A token goes only with the filters",
    "Give either an offset or a cursor",
    "There is no relevance without a search",
    "The order of relevance reaches",
    "Goes only with words to search for",
    "Name with `locale` the language",
    "Give either html_path or translation_key",
    "Not with html_path",
    "Not with format",
    "Must be a full address",
    "Not an address",
)


@dataclass
class Tried:
    """What came of all cases of one operation. `answers`: how often each status, by what the data were."""

    answers: Counter[tuple[str, int]] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    @property
    def given(self) -> int:
        """How many cases were answered with what they asked for."""
        return sum(self.answers[kind, status] for kind in ("positive", "negative") for status in (200, 302))


def configuration(path: str, cases: int, key: str) -> SchemathesisConfig:
    """`cases`: how many are made up at random, beside those that go through each parameter in turn."""
    known = existing()
    ids = "pages" if "/pages/" in path else "files"
    responses = set(document()["paths"][path]["get"]["responses"])
    nothing_there = {"404"} if "{" in path or path in SOMEWHERE else set()
    accepted = {"200", "302", "400", "403", "410", "414", "501"} | nothing_there
    rejected = ["400", "404", "405", "414", "503", *(["200", "410", "501"] if path in LENIENT else [])]
    return SchemathesisConfig.from_dict(
        {
            "generation": {"max-examples": cases, "deterministic": True, "database": "none"},
            "continue-on-failure": True,
            "headers": {"Authorization": f"Bearer {key}"} if path in FOR_KEYS else {},
            "dictionaries": {name: {"values": values} for name, values in known.items()},
            "parameters": {
                name: {"dictionary": dictionary, "probability": SHARE}
                for name, dictionary in {**GIVEN, "path.id": ids}.items()
            },
            "checks": {
                # It knows no WSGI. That nothing is answered without a key, tests.api.test_usage says.
                "ignored_auth": {"enabled": False},
                "not_a_server_error": {"expected-statuses": ["2xx", "3xx", "4xx", "501", "503"]},
                "positive_data_acceptance": {"expected-statuses": sorted(accepted & responses)},
                "negative_data_rejection": {"expected-statuses": rejected},
            },
        }
    )


def described() -> dict[str, Any]:
    """The document, and of parameters what is so on this installation alone."""
    found = document()
    [*sites] = PublishedSite.objects.all()
    languages = sorted({tag for site in sites for tag in site.locales})
    latest = Change.objects.latest("sequence").sequence
    for path in found["paths"].values():
        asked = path["get"]["parameters"]
        asked[:] = [each for each in asked if each["name"] != "embargoed"]
        for parameter in asked:
            schema, name = parameter["schema"], parameter["name"]
            if name == "min_sequence":
                schema["maximum"] = latest
            elif name == "site" and schema["type"] == "string":
                schema["enum"] = [site.host for site in sites]
            elif name == "site":
                schema["items"] = {"enum": [*(site.host for site in sites), "*"]}
            elif name == "locale":
                schema["items"] = {"enum": [*languages, "*"]}
            elif name in ("fallback", "exclude_locale"):
                schema["items"] = {"enum": languages}
    return found


def attempt(path: str, cases: int, key: str) -> Tried:
    """Tries the operation at that path by every means that schemathesis has. `key`: where it takes one."""
    schema = schemathesis.openapi.from_dict(described(), config=configuration(path, cases, key))
    schema.app = get_wsgi_application()
    schema.hook(filter_failure)
    tried = Tried()
    for event in from_schema(schema.include(path=path)).execute():
        if isinstance(event, events.ScenarioFinished):
            record(event, tried)
        elif isinstance(event, events.NonFatalError | events.FatalError):
            tried.wrong.append(str(event))
    return tried


def record(event: events.ScenarioFinished, tried: Tried) -> None:
    for pk, interaction in event.recorder.interactions.items():
        meta = event.recorder.cases[pk].value.meta
        if meta and interaction.response:
            tried.answers[meta.generation.mode.value, interaction.response.status_code] += 1
    for check in (each for checks in event.recorder.checks.values() for each in checks):
        if info := check.failure_info:
            tried.wrong.append(
                f"{check.name}: {info.failure.title}: {info.failure.message}\n{info.code_sample}"
            )


def filter_failure(context: Any, failure: Any, case: Any, response: Any) -> bool:
    """Schemas tell the default answer: `is_part_of_what_is_described` looks at the others."""
    return not (isinstance(failure, JsonSchemaError) and asks_for_parts(case))


def asks_for_parts(case: Any) -> bool:
    return not {"fields", "rich_text_format"}.isdisjoint(case.query or {})


@schemathesis.check
def is_part_of_what_is_described(ctx: Any, response: Any, case: Any) -> None:
    """Whatever `fields` leaves of an answer is as the schema says; only that it is there is not required."""
    if response.status_code == 200 and asks_for_parts(case) and "json" in response.headers["content-type"][0]:
        wrong = next(part_of_an_answer(case.operation.path).iter_errors(response.json()), None)
        assert wrong is None, wrong.message


@cache
def part_of_an_answer(path: str) -> Draft202012Validator:
    described = document()
    content = described["paths"][path]["get"]["responses"]["200"]["content"]
    schema = {**content["application/json"]["schema"], "components": described["components"]}
    return Draft202012Validator(lenient(schema))


@schemathesis.check
def valid_data_are_refused_for_a_reason(ctx: Any, response: Any, case: Any) -> None:
    if response.status_code == 400 and case.meta.generation.mode.is_positive:
        found = details(response)
        assert found
        for detail in found:
            assert any(reason in detail for reason in REASONS), detail


def details(response: Any) -> list[str]:
    """What is wrong, in the API's words: those of embeds stand in HTML."""
    if "html" in response.headers["content-type"][0]:
        return [str(each) for each in html.fromstring(response.text).xpath("//small/text()")]
    return [error["detail"] for error in response.json()["errors"]]


@schemathesis.check
def only_a_change_still_to_come_is_waited_for(ctx: Any, response: Any, case: Any) -> None:
    assert response.status_code != 503 or "min_sequence" in (case.query or {})


@schemathesis.check
def only_a_long_query_is_too_long(ctx: Any, response: Any, case: Any) -> None:
    assert response.status_code != 414 or len(urlsplit(response.request.url).query) > LONGEST_QUERY


def lenient(schema: Any) -> Any:
    """The schema without what it requires: of what is there, `type` alone tells things apart."""
    if isinstance(schema, list):
        return [lenient(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        "anyOf" if name == "oneOf" else name: lenient(value)
        for name, value in schema.items()
        if not (name == "required" and isinstance(value, list))
    }
