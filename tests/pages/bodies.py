"""One block of every type with every field filled, as the management API would send them."""

from typing import Any

JSON = dict[str, Any]


def full_values(page_id: int, image_id: int, document_id: int) -> dict[str, Any]:
    """Raw block values by type. Each text begins with "source", no key or code does."""
    picture = {"image": image_id, "alt": "source alt", "decorative": False, "caption": "source caption"}
    return {
        "heading": {"text": "source heading", "level": 2, "anchor": "the-anchor"},
        "paragraph": "<p>source text <b>bold</b> 10 km<sup>2</sup></p><ul><li>source item</li></ul>",
        "quote": {
            "text": "<p>source quote</p>",
            "speaker": "source speaker",
            "role": "source role",
            "organisation": "source organisation",
            "original_language": "ar",
        },
        "factbox": {"title": "source title", "text": "<p>source fact</p>"},
        "accordion": {
            "title": "source title",
            "items": [{"title": "source question", "text": "<p>source answer</p>"}],
        },
        "timeline": {
            "title": "source title",
            "items": [
                {
                    "date": "2024-03-01",
                    "date_text": "source spring",
                    "title": "source event",
                    "text": "<p>source details</p>",
                }
            ],
        },
        "image": picture,
        "gallery": {"title": "source title", "images": [picture, {**picture, "alt": "source other"}]},
        "video": {
            "url": "https://vimeo.com/1084537",
            "title": "source title",
            "poster": image_id,
            "caption": "source caption",
            "transcript": "<p>source transcript</p>",
        },
        "document": {"document": document_id, "label": "source label"},
        "statistic": {
            "value": "117.3",
            "unit": "source unit",
            "label": "source label",
            "source": "source source",
            "source_url": "https://www.example.org/statistics",
        },
        "table": {
            "data": [["source year", "source number"], ["2024", "1 377"], ["2025", "source none"]],
            "table_caption": "source caption",
            "table_header_choice": "row",
        },
        "chart": {
            "title": "source title",
            "type": "line",
            "data": {
                "data": [["source year", "source series"], ["2024", "1,5"], ["source later", ""]],
                "table_header_choice": "both",
            },
            "unit": "source unit",
            "text": "source words",
            "source": "source source",
            "source_url": "https://www.example.org/chart",
        },
        "map": {
            "title": "source place",
            "latitude": "30.044423",
            "longitude": "31.235712",
            "precision": "city",
            "text": "source where",
        },
        "contact": {
            "organisation": "source organisation",
            "name": "source name",
            "role": "source role",
            "email": "press@example.org",
            "phone": "+49 30 1234567",
        },
        "links": {
            "title": "source title",
            "items": [
                {"page": page_id, "url": "", "title": "source title", "text": "source text"},
                {
                    "page": None,
                    "url": "https://www.example.org/",
                    "title": "source link",
                    "text": "source text",
                },
            ],
        },
    }


def raw_stream(values: dict[str, Any]) -> list[JSON]:
    return [
        {"type": name, "value": value, "id": f"00000000-0000-4000-8000-{index:012}"}
        for index, (name, value) in enumerate(values.items())
    ]
