"""What the management API (Wagtail's API v3) may write."""

from wagtail.api import APIField


def writable(*names: str) -> list[APIField]:
    """`api_fields` for a page type or one of its child models: each named field, readable and writable.

    Fields of Wagtail's own page (title, slug, seo_title, search_description, show_in_menus) are
    writable without being named.
    """
    return [APIField(name, writable=True) for name in names]
