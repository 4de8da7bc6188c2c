"""What the bar above wagtail-localize's editor says."""

from datetime import datetime
from typing import Any

from django import template
from wagtail_localize.models import Translation

from cms.pages.translating import begun_from, machine_texts

register = template.Library()


@register.simple_tag
def unconfirmed(translation: Translation) -> int:
    """How many of its texts a machine has translated and nobody has confirmed."""
    return machine_texts(translation.source_id, translation.target_locale_id).count()


@register.filter
def is_begun(snippet: Any) -> bool:
    return begun_from(snippet) is not None


@register.simple_tag
def changed_since(translation: Translation) -> datetime | None:
    """When its source was published again after it was last read for the translation."""
    source: Any = translation.source.get_source_instance()
    moment: datetime | None = getattr(source, "last_published_at", None)
    return moment if moment and moment > translation.source.last_updated_at else None
