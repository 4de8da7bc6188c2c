"""Names for what an item rests on: recorded by a build, looked up when the thing changes."""

from django.db.models import Model


def page_key(page_id: int) -> str:
    return f"page-{page_id}"


def link_token(page_id: int) -> str:
    """Whether a page is public, its title and its address."""
    return f"page-{page_id}:link"


def linked_page(token: str) -> int | None:
    """The page of such a token; None for any other."""
    name, _, facet = token.partition(":")
    return int(name.removeprefix("page-")) if facet == "link" else None


def card_token(page_id: int) -> str:
    """What a page's card shows."""
    return f"page-{page_id}:card"


def content_token(page_id: int) -> str:
    """All that a page shows: an alias rests on its original's."""
    return f"page-{page_id}:content"


def translations_token(translation_key: object) -> str:
    """Which language versions of a page there are."""
    return f"translations-{translation_key}"


def file_token(what: str, pk: int) -> str:
    """An image or a document: also the key of its item."""
    return f"{what}-{pk}"


def file_source(key: str) -> tuple[str, int]:
    """The image or document of an item: `("image", 7)`."""
    what, _, pk = key.partition("-")
    return what, int(pk)


def collection_token(pk: int) -> str:
    return f"collection-{pk}"


def snippet_token(snippet: Model) -> str:
    """Names a snippet in all its languages, for any of them may be what is shown."""
    return f"{snippet._meta.label_lower}-{getattr(snippet, 'translation_key', None) or snippet.pk}"
