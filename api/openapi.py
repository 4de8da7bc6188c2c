"""The OpenAPI 3.1 document: drf-spectacular over the views, and the schemas of the contract."""

from functools import lru_cache
from typing import Any, Final

import orjson
from django.conf import settings
from drf_spectacular.generators import SchemaGenerator

from api import documented_headers
from api.components import COMPONENTS
from api.readers import OF_METRICS
from cms.published import schemas
from cms.published.contract import contract

Document = dict[str, Any]
KEY: Final = {
    "type": "http",
    "scheme": "bearer",
    "description": "A partner's key; what is public needs none.",
}


def document() -> Document:
    """The whole document, the same on every installation of this version."""
    generator = SchemaGenerator(urlconf="api.urls")  # type: ignore[no-untyped-call]
    made: Document = generator.get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return made


def add_contract(result: Document, generator: Any, request: Any, public: bool) -> Document:
    """A postprocessing hook of drf-spectacular: adds schemas, headers and the fixed lists of parameters."""
    named = {**schemas.components(contract), **COMPONENTS}
    result["components"] = {
        "schemas": dict(sorted(named.items())),
        "headers": documented_headers.components(),
        "securitySchemes": {"key": KEY},
    }
    fixed = {"type": list(contract.types), "kind": list(contract.values("kind"))}
    item_types = [*fixed["type"], *contract.item_types]
    news_types = list(contract.types_with("kind"))
    types_of = {"changes": item_types, "feeds": news_types, "embeds": news_types}
    for path in result["paths"].values():
        documented_headers.add_headers(path["get"])
        own = path["get"]["operationId"] == OF_METRICS
        path["get"]["security"] = [{"key": []}] if own else [{}, {"key": []}]
        for parameter in path["get"].get("parameters", ()):
            if values := fixed.get(parameter["name"].removeprefix("exclude_")):
                if parameter["name"] == "type":
                    values = types_of.get(path["get"]["operationId"].partition("_")[0], values)
                parameter["schema"]["items"] = {"type": "string", "enum": values}
    return result


def body() -> bytes:
    """The document as this installation serves it."""
    return _body(contract.revision, settings.PUBLIC_URL)


@lru_cache(maxsize=1)
def _body(revision: int, server: str) -> bytes:
    return orjson.dumps({**document(), "servers": [{"url": server}]})


def snapshot() -> str:
    """The document as the tests keep it."""
    return orjson.dumps(document(), option=orjson.OPT_INDENT_2).decode() + "\n"
