"""The description of the API: valid, kept, and true."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from api.openapi import document, snapshot
from api.parameters import pages as parameters
from cms.published.contract import contract
from tests.published.factory import NEWS, page

SNAPSHOT = Path(__file__).with_name("openapi.json")
TYPESCRIPT = ("openapi-typescript@7.13.0", "typescript@5.9.3")
USE = """
import type { components, paths } from "./api";
type Page = components["schemas"]["Page"];
type List = paths["/api/v1/pages/"]["get"]["responses"]["200"]["content"]["application/json"];
export function title(page: Page): string { return page.title; }
export function paths_of(list: List): string[] { return list.items.map((item) => item.meta.html_path); }
export function kicker(page: Page): string | null {
  // The discriminator narrows.
  return page.type === "newsroom.NewsPage" ? page.kicker : null;
}
"""


def test_it_is_valid(client, real_types):
    response = client.get("/api/v1/openapi.json")
    OpenAPIV31SpecValidator(response.json()).validate()
    assert response.json()["servers"] == [{"url": "http://localhost:8000"}]


def test_it_is_kept(real_types):
    assert snapshot() == SNAPSHOT.read_text(encoding="utf-8"), (
        "What readers can rely on has changed. Added fields, parameters, types and values are fine: run "
        "`make openapi` and commit the difference. Anything renamed, removed or narrowed breaks clients: "
        "see *Growth* in the API's documentation before you do."
    )


def test_every_named_schema_is_valid_and_every_reference_leads_somewhere(real_types):
    schemas = document()["components"]["schemas"]
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    referred = set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(document())))
    assert referred <= schemas.keys()


def test_pages_and_cards_are_told_apart_by_their_type():
    schemas = document()["components"]["schemas"]
    for name in ("Page", "Card"):
        mapping = schemas[name]["discriminator"]["mapping"]
        assert schemas[name]["discriminator"]["propertyName"] == "type"
        assert set(mapping) == set(contract.types)
        for label, reference in mapping.items():
            assert schemas[reference.rpartition("/")[2]]["properties"]["type"] == {"const": label}


def test_every_parameter_is_documented():
    paths = document()["paths"]
    for path, known in {
        "/api/v1/pages/": parameters.LIST,
        "/api/v1/pages/{id}/": parameters.DETAIL,
        "/api/v1/pages/find/": parameters.FIND,
        "/api/v1/resolve/": parameters.RESOLVE,
        "/api/v1/topics/": parameters.TERMS,
        "/api/v1/kinds/": parameters.TERMS,
    }.items():
        documented = {
            each["name"]: each for each in paths[path]["get"]["parameters"] if each["in"] == "query"
        }
        assert documented.keys() == {*known, parameters.MIN_SEQUENCE.name}
        assert all(each["description"] for each in documented.values())


def test_fixed_lists_are_in_it():
    listed = {each["name"]: each for each in document()["paths"]["/api/v1/pages/"]["get"]["parameters"]}
    assert NEWS in listed["type"]["schema"]["items"]["enum"]
    assert listed["exclude_kind"]["schema"]["items"]["enum"] == ["press_release", "news"]


@pytest.mark.django_db
def test_the_docs_load_nothing_from_elsewhere(client):
    html = client.get("/api/v1/docs/").content.decode()
    loaded = re.findall(r'(?:src|href)="([^"]+)"', html)
    assert len(loaded) >= 4
    for address in loaded:
        assert address.startswith(("/static/", "http://localhost:8000/")), address
    scripts = [address for address in loaded if address.startswith("/static/")]
    for address in scripts:
        assert client.get(address).status_code == 200, address


@pytest.mark.slow
def test_typescript_types_made_from_it_compile(tmp_path, real_types):
    npx = shutil.which("npx")
    assert npx, "npx is needed: install Node"

    def run(*command: str) -> None:
        packages = [word for package in TYPESCRIPT for word in ("--package", package)]
        done = subprocess.run(
            [npx, "--yes", *packages, "--", *command], cwd=tmp_path, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr

    (tmp_path / "openapi.json").write_text(snapshot(), encoding="utf-8")
    (tmp_path / "use.ts").write_text(USE, encoding="utf-8")
    run("openapi-typescript", "openapi.json", "--output", "api.ts")
    run("tsc", "--strict", "--noEmit", "--skipLibCheck", "use.ts", "api.ts")


@pytest.mark.django_db
def test_a_row_of_these_tests_is_read_as_documented(client, sites):
    row = page()
    found = client.get(f"/api/v1/pages/{row.object_id}/").json()
    assert found["type"] in document()["components"]["schemas"]["Page"]["discriminator"]["mapping"]
