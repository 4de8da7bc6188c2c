"""What wagtail-localize makes: from which state of its source, and with which texts left as they were."""

import json
from hashlib import sha256
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import Locale, Revision
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import String, StringSegment, StringTranslation, Translation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments


class TranslatedVersion(models.Model):
    """Of a revision that wagtail-localize has made: `as_of` is when its source was read.

    `source_digest` is of what the source said then (`digest_of`).
    `released_at`: where somebody has let the revision out as it is, with texts in `source_locale` that nobody
    has translated; readers are told. Bound to the revision, so the next one that is whole has no such mark.
    `name` is the account's, and stays when the account goes.
    """

    wagtail_reference_index_ignore = True
    keeps_its_revision = True

    revision = models.OneToOneField(Revision, models.CASCADE, related_name="translated_version")
    source_locale = models.ForeignKey(Locale, models.CASCADE, related_name="+")
    as_of = models.DateTimeField()
    source_digest = models.CharField(max_length=64)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=255, blank=True)
    released_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("translated version")
        verbose_name_plural = _("translated versions")

    def __str__(self) -> str:
        return f"{self.revision_id}: {self.as_of}"


class PublicText(models.Model):
    """Of a revision that was published or scheduled: the digest of what translations take over from it."""

    wagtail_reference_index_ignore = True

    revision = models.OneToOneField(Revision, models.CASCADE, related_name="public_text")
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("public text")
        verbose_name_plural = _("public texts")

    def __str__(self) -> str:
        return f"{self.revision_id}: {self.digest}"


# What saving and cleaning add: keys of a page's children, whose order is the list's; and to tables, once more
# what their choice of headers says.
ADDED: Final = {"pk", "sort_order", "first_row_is_table_header", "first_col_is_header"}


def digest_of(page: Any, content: dict[str, Any]) -> str:
    """Of all that a translation takes over from its source: what is translated, and what is copied.

    `page`: any of the type. `content`: as a revision or wagtail-localize's source keeps it. Empty fields
    count for nothing, so a field that is added to the type changes no digest before somebody fills it.
    The slug, which a translation follows only while it has no title of its own, is no text.
    """
    taken: dict[str, Any] = {}
    for each in get_translatable_fields(type(page)):
        name = each.field_name
        if name == "slug" or not (each.is_translated(page) or each.is_synchronized(page)):
            continue
        value = content.get(name)
        # PostgreSQL keeps a stream's keys in an order of its own.
        is_stream = isinstance(page._meta.get_field(name), StreamField)
        value = json.loads(value) if is_stream and isinstance(value, str) else value
        if value not in (None, "", [], {}):
            taken[name] = as_written(value)
    return sha256(json.dumps(taken, cls=DjangoJSONEncoder, sort_keys=True).encode()).hexdigest()


def as_written(value: Any) -> Any:
    if isinstance(value, list):
        return [as_written(each) for each in value]
    if isinstance(value, dict):
        return {name: as_written(each) for name, each in value.items() if name not in ADDED}
    return value


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


def begun_from(snippet: Any) -> int | None:
    """The language of its source, while some of its texts are that one's; else None.

    A snippet has no drafts: wagtail-localize writes the source's texts into its row until there are others.
    One query for what nobody translates, else up to three.
    """
    translation = translation_of(snippet)
    source: int | None = translation.source.locale_id if translation else None
    return source if source and untranslated(snippet, source) else None


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
