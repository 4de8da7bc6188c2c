"""Official wording: what somebody said in one language, put into another and confirmed by a second person."""

from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.signals import pre_save
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from cms.pages.elements import Quotation, elements_of
from cms.pages.translating import translation_of


class QuoteConfirmation(models.Model):
    """Somebody has confirmed the wording of a quote in one language, wherever it stands.

    Bound to the words: whoever changes one of them needs another confirmation. `name` is the account's, and
    stays when the account goes. `writer_known`: whether it was known then who else had written it.
    """

    digest = models.CharField(max_length=64, unique=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    name = models.CharField(_("confirmed by"), max_length=255)
    confirmed_at = models.DateTimeField(_("confirmed at"), auto_now_add=True)
    writer_known = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("confirmed quote")
        verbose_name_plural = _("confirmed quotes")

    def __str__(self) -> str:
        return self.name


def digest(quote: Quotation, language: str) -> str:
    said = (language, quote.spoken_in, quote.speaker, quote.words)
    return sha256("\x00".join(said).encode()).hexdigest()


def to_be_confirmed(page: Any, quotes: list[Quotation] | None = None) -> list[Quotation]:
    """The page's quotes that were said in another language than the page's.

    Where a quote does not say in which, that is the page's own; in a translation, that of its source.
    """
    if quotes is None:
        quotes = [element for element in elements_of(page) if isinstance(element, Quotation)]
    if not quotes:
        return []
    here = base(page.locale.language_code)
    unsaid = here if all(quote.spoken_in for quote in quotes) else source_language(page)
    return [quote for quote in quotes if base(quote.spoken_in or unsaid) != here]


def source_language(page: Any) -> str:
    """The language of the page from which wagtail-localize makes this one; else the page's own."""
    found = Translation.objects.filter(source__object_id=page.translation_key, target_locale=page.locale_id)
    return found.values_list("source__locale__language_code", flat=True).first() or page.locale.language_code


def as_said(page: Any) -> dict[tuple[str, ...], str]:
    """The words of the quotes in the draft from which the page was translated, by where they stand."""
    made = translation_of(page)
    source = page.get_translation_or_none(made.source.locale) if made else None
    if source is None:
        return {}
    elements = elements_of(source.get_latest_revision_as_object())
    return {block_of(each): each.words for each in elements if isinstance(each, Quotation)}


def block_of(quote: Quotation) -> tuple[str, ...]:
    """The blocks that it stands in: a translation keeps their ids."""
    return tuple(step.form_id for step in quote.place if isinstance(step.key, int) and step.form_id)


def base(tag: str) -> str:
    return tag.split("-")[0].lower()


def writers(page: Page, quote: Quotation) -> set[int]:
    """Primary keys of the accounts that had a hand in this quote: none where nobody knows.

    Whoever has ever brought in these words, whoever has since changed their speaker or language, and whoever
    translated them in wagtail-localize, where another may have saved the page. Reads each of the page's
    revisions: it is asked when somebody confirms, and never to show or publish.
    """
    saved_by: set[int | None] = set()
    before: set[tuple[str, str]] = set()
    for revision in page.revisions.order_by("created_at", "pk").iterator(chunk_size=5):
        there = said_of(quote.words, revision.as_object())
        if there - before:
            saved_by.add(revision.user_id)
        before = there
    found = {user for user in saved_by if user is not None}
    if blocks := block_of(quote):
        strings = StringTranslation.objects.filter(
            context__object_id=page.translation_key,
            context__path__contains=blocks[0],
            locale_id=page.locale_id,
        )
        found |= set(strings.exclude(last_translated_by=None).values_list("last_translated_by_id", flat=True))
    return found


def follow() -> None:
    pre_save.connect(keep_the_writer, sender=StringTranslation)


def keep_the_writer(instance: StringTranslation, **_: Any) -> None:
    """Who sends again what stands there has not written it, and must not free its writer to confirm it.

    A machine's words are the person's who sends them first.
    """
    before = StringTranslation.objects.filter(
        pk=instance.pk, data=instance.data, translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL
    )
    writer = before.exclude(last_translated_by=None).values_list("last_translated_by_id", flat=True).first()
    if writer:
        instance.last_translated_by_id = writer


def said_of(words: str, page: Any) -> set[tuple[str, str]]:
    """Who, as the page has it, said these words, and in which language; empty where it has no such words."""
    quotes = (element for element in elements_of(page) if isinstance(element, Quotation))
    return {(quote.speaker, quote.spoken_in) for quote in quotes if quote.words == words}


def confirmations(quotes: list[Quotation], language: str) -> dict[str, QuoteConfirmation]:
    """Those that there are, by digest."""
    wanted = {digest(quote, language) for quote in quotes}
    found = QuoteConfirmation.objects.filter(digest__in=wanted)
    return {confirmation.digest: confirmation for confirmation in found}
