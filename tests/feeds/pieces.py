"""Pieces of news as the projection writes them, of all that feeds tell."""

from datetime import UTC, datetime
from typing import Any

import orjson

from cms.published.models import DataToken, PublishedItem, State
from tests.published.factory import HOST, page

PUBLISHED = datetime(2024, 7, 2, 8, tzinfo=UTC)
EDITED = datetime(2024, 7, 3, 9, 30, tzinfo=UTC)
IMAGE = {
    "id": 7,
    "alt": "Ein Haus & ein Baum",
    "decorative": False,
    "caption": "Das Zentrum",
    "credit": "Foto: Müller/BSP",
    "licence": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
    "width": 3000,
    "height": 2000,
    "src": f"https://{HOST}/files/images/7/haus.jpg",
    "renditions": [
        {"url": f"https://{HOST}/files/7-480.webp", "width": 480, "height": 320, "type": "image/webp",
         "ratio": "original"},
        {"url": f"https://{HOST}/files/7-960.jpg", "width": 960, "height": 640, "type": "image/jpeg",
         "ratio": "original"},
    ],
}  # fmt: skip
BODY = [
    {"type": "heading", "id": "h", "value": {"text": "Wo", "level": 2, "anchor": "wo"}},
    {"type": "paragraph", "id": "p", "value": {"html": '<p>Offen für <b>alle</b>: <a href="#wo">wo</a></p>'}},
    {"type": "quote", "id": "q", "value": {
        "html": "<p>Endlich.</p>", "speaker": "Amina Yusuf", "role": "Leiterin", "organisation": None}},
    {"type": "image", "id": "i", "value": {"image": IMAGE}},
]  # fmt: skip
GERMAN = {
    "kind": {"value": "press_release", "label": "Pressemitteilung"},
    "kicker": "Beratung",
    "summary": "Das Zentrum berät ab Juli – auch auf Arabisch.",
    "dateline": {"places": ["Kairo"], "date": "2024-07-02", "text": "Kairo, 2. Juli 2024"},
    "body": BODY,
    "teaser_image": IMAGE,
    "topics": [{"value": "return", "label": "Rückkehr"}],
    "countries": [{"value": "EG", "label": "Ägypten"}],
    "organisations": [{"value": "iahm", "label": "IAHM"}],
    "contacts": [{"organisation": "BSP", "name": "Presse", "email": "p@example.org", "phone": "+49 30 1"}],
    "notes_to_editors": {"html": "<p>Fotos auf Anfrage.</p>"},
    "downloads": [],
    "corrections": [],
    "source_url": None,
}
ARABIC = {
    **GERMAN,
    "summary": "مركز جديد في Kairo",
    "body": [{"type": "paragraph", "id": "p", "value": {"html": "<p>المركز مفتوح</p>"}}],
}


def german(**columns: Any) -> PublishedItem:
    fields = {**GERMAN, **columns.pop("fields", {})}
    values = {
        "title": "Über Grenzen: „Ein Zentrum“ für Migrant:innen",
        "kind": "press_release",
        "topics": ["return"],
        "published_at": PUBLISHED,
        "edited_at": EDITED,
        "changed_at": EDITED,
        **columns,
    }
    return page(fields=fields, **values)


def arabic(**columns: Any) -> PublishedItem:
    values = {"title": "افتتاح مركز جديد", "kind": "news", "published_at": PUBLISHED, "edited_at": EDITED}
    return page(fields=ARABIC, **{**values, "locale": "ar", **columns})


def withdraw(row: PublishedItem, note: str, at: datetime = EDITED) -> None:
    """As the projection leaves it: who it was, and the explanation."""
    row.state = State.WITHDRAWN
    row.content = orjson.dumps(
        {
            "date": at.date().isoformat(),
            "note": note,
            "locale": row.locale,
            "direction": "rtl" if row.locale == "ar" else "ltr",
        }
    ).decode()
    row.card, row.title, row.edited_at, row.changed_at = "", "", at, at
    row.save()


def urn(row: PublishedItem) -> str:
    return f"urn:dateline:{DataToken.objects.get(name='installation').token}:{row.key}"
