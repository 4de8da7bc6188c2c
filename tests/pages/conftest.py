"""A reading to give JSON with: it records what was asked, and answers plainly."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils.translation import override
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from cms.pages.reading import JSON
from cms.pages.rich_text import clean_html


class RecordingReading:
    """`Reading` without a database: everything is public but the numbers in `hidden`."""

    def __init__(self, locale: str = "en", hidden: set[int] | None = None) -> None:
        self.locale = locale
        self.at = datetime(2026, 1, 1, tzinfo=UTC)
        self.hidden = hidden or set()
        self.asked: list[tuple[str, Any]] = []

    def answer(self, question: str, number: int | None, found: JSON) -> JSON | None:
        self.asked.append((question, number))
        return None if number is None or number in self.hidden else {"id": number, **found}

    def card(self, page_id: int | None) -> JSON | None:
        return self.answer("card", page_id, {"type": "home.ContentPage", "title": f"Page {page_id}"})

    def link(self, page_id: int | None) -> JSON | None:
        path = f"/{self.locale}/page-{page_id}/"
        url = f"https://www.example.org{path}"
        found = {"title": f"Page {page_id}", "locale": self.locale, "html_path": path, "html_url": url}
        return self.answer("link", page_id, found)

    def image(self, image_id: int | None) -> JSON | None:
        found = {
            "alt": "What the image itself says",
            "alt_locale": self.locale,
            "decorative": False,
            "caption": "Its own caption",
            "credit": "A. Photographer",
            "licence": None,
            "width": 1600,
            "height": 900,
            "focal_point": None,
            "src": f"https://www.example.org/images/{image_id}.jpg",
            "renditions": [],
            "placeholder": None,
        }
        return self.answer("image", image_id, found)

    def document(self, document_id: int | None) -> JSON | None:
        found = {
            "title": "Report",
            "url": f"https://www.example.org/documents/{document_id}/report.pdf",
            "filename": "report.pdf",
            "content_type": "application/pdf",
            "size": 1024,
            "language": None,
            "accessible": "unknown",
        }
        return self.answer("document", document_id, found)

    def term(self, snippet: Any) -> JSON | None:
        self.asked.append(("term", snippet))
        return {"value": snippet.slug, "label": snippet.title} if snippet else None

    def snippet(self, snippet: Any) -> Any:
        self.asked.append(("snippet", snippet))
        return snippet

    def related(self, row: Any, name: str) -> Any:
        return getattr(row, name)

    def rich_text(self, source: str) -> str | None:
        return clean_html(source, self.link, self.document) or None


@pytest.fixture
def reading() -> RecordingReading:
    return RecordingReading()


@pytest.fixture
def image(db: None, tmp_path: Any, settings: Any) -> Any:
    settings.MEDIA_ROOT = tmp_path
    return get_image_model().objects.create(title="A picture", file=get_test_image_file(), alt="Two people")


@pytest.fixture
def document(db: None, tmp_path: Any, settings: Any) -> Any:
    settings.MEDIA_ROOT = tmp_path
    return get_document_model().objects.create(title="Report", file=get_test_image_file("report.png"))


@pytest.fixture(autouse=True)
def admin_in_english() -> Iterator[None]:
    """Messages are compared in the language they are written in."""
    with override("en"):
        yield
