"""What a page field, a block or a kind of item may ask while it gives its JSON.

Whatever is not in the page version (or the item's source) itself comes through here, because each
answer is also recorded: the item is built again when what it asked for changes, shown or not. Never
query around it.
"""

from datetime import datetime
from typing import Any, Protocol

JSON = dict[str, Any]


class Reading(Protocol):
    """One build of one page version or item, for one locale, as of one moment."""

    locale: str
    at: datetime

    def page(self, page_id: int | None) -> Any:
        """The page itself, in the version that is public at that moment, else None."""

    def homes(self, site_id: int) -> dict[str, JSON]:
        """Links of a site's home pages by language: those that are public then, and the site speaks."""

    def card(self, page_id: int | None) -> JSON | None:
        """The card of a page that is public at that moment, else None."""

    def link(self, page_id: int | None) -> JSON | None:
        """`{"id", "title", "locale", "html_path", "html_url"}` of a public page, else None."""

    def image(self, image_id: int | None) -> JSON | None:
        """The image object (`cms.media.json`), whole, or None where it may not be shown.

        Where consent does not cover it, that of its stand-in, with an `id` of its own.
        """

    def document(self, document_id: int | None) -> JSON | None:
        """`{"id", "title", "url", "filename", "content_type", "size", "language", "accessible"}` or None.

        `size` is in bytes. None where the document may not be shown (a private collection, deleted).
        """

    def term(self, snippet: Any) -> JSON | None:
        """`{"value", "label"}` of a topic or organisation, in this reading's locale where it exists there.

        `snippet` is a `cms.pages.terms.TermMixin` instance or None.
        """

    def snippet(self, snippet: Any) -> Any:
        """The same snippet in this reading's locale where it is there and whole, else itself, fresh; or None.

        A translation of which some texts are the source's still gives its source.
        """

    def related(self, row: Any, name: str) -> Any:
        """What the row's foreign key of that name leads to, or None: read once for all that show it."""

    def rich_text(self, source: str) -> str | None:
        """Wagtail's stored rich text as clean HTML; None where nothing is left."""
