"""A page's fields as simple HTML: title, dateline, summary and body first, then whatever else it has."""

from typing import Any, Final

from django.utils.translation import pgettext, pgettext_lazy

from api.text.blocks import body_html, contact_line
from api.text.shapes import JSON, heading, joined, link, listed, paragraph, reference_html, shape_html, text

# What readers see before a field; one that is not named here goes by its own name.
LABELS: Final = {
    "authors": pgettext_lazy("for readers", "Authors"),
    "boilerplate": pgettext_lazy("for readers", "About us"),
    "budget": pgettext_lazy("for readers", "Budget"),
    "contacts": pgettext_lazy("for readers", "Contacts"),
    "corrections": pgettext_lazy("for readers", "Corrections"),
    "countries": pgettext_lazy("for readers", "Countries"),
    "donors": pgettext_lazy("for readers", "Donors"),
    "downloads": pgettext_lazy("for readers", "Downloads"),
    "end_date": pgettext_lazy("for readers", "End"),
    "ends_at": pgettext_lazy("for readers", "End"),
    "featured": pgettext_lazy("for readers", "Featured"),
    "files": pgettext_lazy("for readers", "Files"),
    "identifier": pgettext_lazy("for readers", "Identifier"),
    "kind": pgettext_lazy("for readers", "Kind"),
    "notes_to_editors": pgettext_lazy("for readers", "Notes to editors"),
    "organisations": pgettext_lazy("for readers", "Organisations"),
    "partners": pgettext_lazy("for readers", "Partners"),
    "place": pgettext_lazy("for readers", "Place"),
    "published_on": pgettext_lazy("for readers", "Published"),
    "reference": pgettext_lazy("for readers", "Reference"),
    "registration_url": pgettext_lazy("for readers", "Registration"),
    "related": pgettext_lazy("for readers", "Related"),
    "sdgs": pgettext_lazy("for readers", "Sustainable Development Goals"),
    "source_url": pgettext_lazy("for readers", "Source"),
    "start_date": pgettext_lazy("for readers", "Beginning"),
    "starts_at": pgettext_lazy("for readers", "Beginning"),
    "status": pgettext_lazy("for readers", "Status"),
    "time_zone": pgettext_lazy("for readers", "Time zone"),
    "topics": pgettext_lazy("for readers", "Topics"),
}
# At the head of the page, or of no use to who reads a text.
ELSEWHERE: Final = {
    *("id", "type", "meta", "title", "kicker", "dateline", "summary", "introduction", "teaser_image"),
    *("body", "corrected", "legal_kind", "listing"),
}


def page_html(item: JSON) -> str:
    parts = [paragraph(item.get("kicker")), heading(item["title"], 1)]
    parts.append(paragraph((item.get("dateline") or {}).get("text")))
    parts += [paragraph(words) for words in dict.fromkeys((item.get("summary"), item.get("introduction")))]
    parts.append(body_html(item.get("body") or []))
    facts = []
    for name, value in item.items():
        if name in ELSEWHERE or value is None or value == []:
            continue
        label = str(LABELS.get(name) or name.replace("_", " ").capitalize())
        if fact := fact_html(value):
            facts.append(f"{text(label)}: {fact}")
        elif section := section_html(name, value):
            parts.append(heading(label, 2) + section)
    address = (item.get("meta") or {}).get("html_url")
    if address:
        label = pgettext("for readers", "Address")
        facts.append(f"{text(label)}: {link(address, address)}")
    return "".join([*parts, listed(facts)])


def fact_html(value: Any) -> str:
    """What fits in a line: a word, a number, a term, a list of such; empty where it is more than that."""
    if isinstance(value, list):
        facts = [fact_html(each) for each in value]
        return ", ".join(facts) if all(facts) else ""
    if isinstance(value, dict):
        if "html" in value or "src" in value or "meta" in value:
            return ""
        if set(value) == {"name"}:
            return text(value["name"])
        return reference_html(value) if set(value) == {"value", "label"} else ""
    return "" if isinstance(value, bool) else text(value)


def section_html(name: str, value: Any) -> str:
    if not isinstance(value, list):
        return shape_html(value)
    if name == "contacts":
        return listed(contact_line(each) for each in value)
    if name == "corrections":
        return listed(correction_line(each) for each in value)
    if all(isinstance(each, dict) and ("document" in each or "meta" in each) for each in value):
        return listed(file_line(each) or reference_html(each) for each in value)
    return shape_html(value)


def correction_line(value: JSON) -> str:
    kinds = {"correction": pgettext("for readers", "Correction"), "update": pgettext("for readers", "Update")}
    kind = kinds.get(str(value.get("kind")), value.get("kind"))
    return text(joined([joined([value.get("date"), kind]), value.get("note")], ": "))


def file_line(value: JSON) -> str:
    """A download: a document, or a picture."""
    if document := value.get("document"):
        return link(document["url"], value.get("label") or document["title"])
    if image := value.get("image"):
        return link(image["src"], value.get("label") or image.get("alt"))
    return ""
