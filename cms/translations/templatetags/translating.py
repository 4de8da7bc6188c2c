"""What the bar above wagtail-localize's editor says."""

import json
from datetime import datetime
from typing import Any

from django import template
from wagtail_localize.models import Translation

from cms.pages.quotes import to_be_confirmed
from cms.pages.translating import PublicText, begun_from, digest_of, machine_texts
from cms.roles import locks

register = template.Library()


@register.simple_tag
def unconfirmed(translation: Translation) -> int:
    """How many of its texts a machine has translated and nobody has confirmed."""
    return machine_texts(translation.source_id, translation.target_locale_id).count()


@register.filter
def is_begun(snippet: Any) -> bool:
    return begun_from(snippet) is not None


@register.filter
def has_quotes(page: Any) -> bool:
    """Whether its latest draft has official wording that a second person confirms."""
    return bool(to_be_confirmed(page.get_latest_revision_as_object()))


@register.simple_tag
def why_locked(target: Any, user: Any) -> str:
    """What keeps the person from changing the page, as HTML; "" where nothing does."""
    return locks.why_locked(target, user)


@register.simple_tag
def changed_since(translation: Translation) -> datetime | None:
    """When its source was published with another text than it was last read with for the translation."""
    source = translation.source.get_source_instance()
    moment: datetime | None = getattr(source, "last_published_at", None)
    if not moment or moment <= translation.source.last_updated_at:
        return None
    public = PublicText.objects.filter(revision=source.live_revision_id).first()
    read = digest_of(source, json.loads(translation.source.content_json))
    return None if public and public.digest == read else moment
