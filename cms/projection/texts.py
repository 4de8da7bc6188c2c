"""What of a page is words for search: whatever its JSON Schema marks as prose, and nothing else.

Fields and blocks say so themselves, where they describe their JSON: so a new one is searched without anybody
thinking of it here, and codes, addresses, other pages' titles and a newsroom's boilerplate are not.
"""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any, Final

from cms.json_schema import PREFIX, SEARCHED, Schema
from cms.pages.reading import JSON
from cms.published.contract import contract
from cms.published.search.index import Texts

LEAD, BODY, REST = "lead", "body", "rest"
# What these weigh wherever they stand: a caption in a body is a caption.
WEIGHTS: Final = {
    "BodyBlock": BODY,
    "RichText": BODY,
    "Image": REST,
    "Document": REST,
    "Contact": REST,
    "Term": REST,
}
BREAKS: Final = re.compile(
    r"</?(?:p|li|ul|ol|h[1-6]|blockquote|table|tr|td|th)\b[^>]*>|<br\s*/?>", re.IGNORECASE
)
TAGS: Final = re.compile(r"<[^>]*>")


def page_texts(label: str, title: str, fields: JSON) -> Texts:
    """The texts of a page of that type. A plain text of its own is a lead: summary, kicker, introduction."""
    found: dict[str, list[str]] = {LEAD: [], BODY: [], REST: []}
    for name, schema in contract.types[label].fields.items():
        value = fields.get(name)
        collect(value, schema, LEAD if isinstance(value, str) else REST, found)
    # An excerpt begins with the summary, not with what stands above the title.
    found[LEAD].sort(key=len, reverse=True)
    # Cards and whole items may say the same twice.
    joined = {weight: "\n".join(dict.fromkeys(listed)) for weight, listed in found.items()}
    return Texts(title, **joined)


def collect(value: Any, schema: Schema, weight: str, found: dict[str, list[str]]) -> None:
    if value is None:
        return
    if reference := schema.get("$ref"):
        name = reference.removeprefix(PREFIX)
        # Components that are made elsewhere are cards: other pages.
        collect(value, contract.components.get(name, {}), WEIGHTS.get(name, weight), found)
    for alternative in alternatives(value, schema):
        collect(value, alternative, weight, found)
    if isinstance(value, str) and schema.get(SEARCHED):
        found[weight].append(value)
    elif isinstance(value, list) and "items" in schema:
        for each in value:
            collect(each, schema["items"], weight, found)
    elif isinstance(value, dict):
        for name, below in properties(schema).items():
            inner = value.get(name)
            text = without_tags(inner) if name == "html" and isinstance(inner, str) else inner
            collect(text, below, weight, found)


def alternatives(value: Any, schema: Schema) -> list[Schema]:
    """The schemas that the value may follow; one of them, where a discriminator tells which."""
    listed: list[Schema] = [each for word in ("oneOf", "anyOf") for each in schema.get(word, ())]
    discriminator = schema.get("discriminator")
    if discriminator and isinstance(value, dict):
        target = discriminator["mapping"].get(value.get(discriminator["propertyName"]))
        return [{"$ref": target}] if target else []
    return listed


def properties(schema: Schema) -> Mapping[str, Schema]:
    found: Mapping[str, Schema] = schema.get("properties", {})
    return found


def without_tags(html: str) -> str:
    """Plain text with a line for each paragraph. A word that is bold in part stays one word."""
    text = unescape(TAGS.sub("", BREAKS.sub("\n", html)))
    return "\n".join(line for each in text.split("\n") if (line := each.strip()))
