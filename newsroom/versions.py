"""What of a page belongs to one language version alone."""

from wagtail_localize.fields import BaseTranslatableField


class OwnField(BaseTranslatableField):
    """A field that is neither translated nor copied from the source: each version has its own."""
