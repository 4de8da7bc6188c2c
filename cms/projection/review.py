"""Translations that a machine has made and nobody has reviewed (wagtail-localize's machine translators).

What counts is the text that is public: strings that a machine translates for the next version, or that
somebody reviews in a page that has been edited by hand since, say nothing of it.
"""

from wagtail.models import Page
from wagtail_localize.models import StringTranslation, TranslationLog, TranslationSource

from cms.pages.translating import machine_texts
from cms.projection.write_side import PageVersion

MACHINE = StringTranslation.TRANSLATION_TYPE_MACHINE


def is_unreviewed(version: PageVersion) -> bool:
    """Whether the version was made of translated strings, and one of them is still the machine's own.

    Reviewed is what an editor has confirmed or changed: wagtail-localize then marks it as made by hand.
    """
    made = version.log
    if made is None:
        return False
    found = machine_texts(made.source_id, made.locale_id)
    return found.filter(created_at__lte=made.created_at).exists()


def made_from(log: TranslationLog) -> set[int]:
    """The public page that was made of strings just now: wagtail-localize may log it after publishing."""
    return _ids(live_revision_id=log.revision_id) if log.revision_id else set()


def translated_from(source: TranslationSource) -> set[int]:
    """The pages in other languages whose strings are told apart by what the source says."""
    return _ids(translation_key=source.object_id)


def remember(string: StringTranslation) -> None:
    """Before a string is saved: was it a machine's? Saved, it no longer says so."""
    before = StringTranslation.objects.filter(pk=string.pk, translation_type=MACHINE)
    string.was_machine = string.pk is not None and before.exists()


def shown_in(string: StringTranslation) -> set[int]:
    """The page whose review may have come further with that string; none for the rest, which are many."""
    # One that is deleted was not saved before, and is what its row says.
    was_machine = getattr(string, "was_machine", False)
    if string.context is None or not (string.translation_type == MACHINE or was_machine):
        return set()
    return _ids(translation_key=string.context.object_id, locale_id=string.locale_id)


def _ids(**which: object) -> set[int]:
    return set(Page.objects.filter(live=True, **which).values_list("pk", flat=True))
