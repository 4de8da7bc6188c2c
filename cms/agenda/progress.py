"""How far a translation is: whether texts are missing that wagtail-localize asks for."""

from django.db.models import Exists, OuterRef
from wagtail_localize.models import StringSegment, StringTranslation, Translation


def is_incomplete() -> Exists:
    """Of a page in an outer query: as `Translation.get_progress`, for many at once."""
    translated = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"),
        context_id=OuterRef("context_id"),
        locale_id=OuterRef(OuterRef("target_locale_id")),
        has_error=False,
    )
    missing = StringSegment.objects.filter(source_id=OuterRef("source_id")).filter(~Exists(translated))
    return Exists(
        Translation.objects.filter(
            Exists(missing),
            source__object_id=OuterRef("translation_key"),
            target_locale_id=OuterRef("locale_id"),
            enabled=True,
        )
    )
