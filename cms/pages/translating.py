"""Pages that wagtail-localize makes: from which state of their source, with which texts left as they were."""

from typing import Any, NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Revision
from wagtail_localize.models import String, StringSegment, StringTranslation, Translation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments


class TranslatedVersion(models.Model):
    """Of a revision that wagtail-localize has made: `as_of` is when its source was read.

    `released_at`: where somebody has let the revision out as it is, with texts in `source_locale` that nobody
    has translated; readers are told. Bound to the revision, so the next one that is whole has no such mark.
    `name` is the account's, and stays when the account goes.
    """

    wagtail_reference_index_ignore = True
    keeps_its_revision = True

    revision = models.OneToOneField(Revision, models.CASCADE, related_name="translated_version")
    source_locale = models.ForeignKey(Locale, models.CASCADE, related_name="+")
    as_of = models.DateTimeField()
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=255, blank=True)
    released_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("translated version")
        verbose_name_plural = _("translated versions")

    def __str__(self) -> str:
        return f"{self.revision_id}: {self.as_of}"


class Text(NamedTuple):
    """`path` is wagtail-localize's: `summary`, `body.<id of a block>.text`."""

    path: str
    words: str


def translation_of(page: Any) -> Translation | None:
    """By which wagtail-localize makes the page; None where it does not, or not any more."""
    made = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
    )
    return made.select_related("source__locale").first()


def untranslated(page: Any, source_locale: int) -> list[Text]:
    """The texts of the page, as it is in memory, that are still its source's, in their order. Two queries.

    Asked of what the page says, and not of what wagtail-localize has at hand: a draft may be older than the
    last translations, and older than the source's last change. A text that a person has translated with the
    very same words is translated.
    """
    texts = [
        Text(segment.path, segment.string.data)
        for segment in extract_segments(page)
        if isinstance(segment, StringSegmentValue)
    ]
    hashes = {String._get_data_hash(text.words): text.words for text in texts}
    known = String.objects.filter(locale=source_locale, data_hash__in=hashes)
    of_source = {hashes[each] for each in known.values_list("data_hash", flat=True)}
    if not of_source:
        return []
    by_hand = StringTranslation.objects.filter(
        context__object_id=page.translation_key, locale=page.locale_id, has_error=False
    )
    same = set(by_hand.values_list("context__path", "data"))
    return [text for text in texts if text.words in of_source and text not in same]


def machine_texts(source: int, locale: int) -> models.QuerySet[StringTranslation]:
    """The translations of what the source says that are still a machine's own, by nobody confirmed."""
    in_source = StringSegment.objects.filter(
        source_id=source, string_id=OuterRef("translation_of_id"), context_id=OuterRef("context_id")
    )
    machine = StringTranslation.TRANSLATION_TYPE_MACHINE
    return StringTranslation.objects.filter(Exists(in_source), locale_id=locale, translation_type=machine)
