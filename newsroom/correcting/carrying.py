"""A mirror that becomes a page of its own keeps the corrections of the text that it keeps."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import Page

from newsroom.models import Correction, CorrectionNote
from newsroom.models.corrections import notes_of


def install() -> None:
    """Inside the action: around it, the door would have closed, and readers would have missed them."""
    ConvertAliasPageAction._convert_alias = carried(ConvertAliasPageAction._convert_alias)


def carried(convert_alias: Callable[..., Page]) -> Callable[..., Page]:
    @wraps(convert_alias)
    def convert_with_corrections(action: Any, page: Page, *args: Any, **kwargs: Any) -> Page:
        for note in notes_of(page):
            if note.correction.translation_key != page.translation_key:
                carry(note, page)
        return convert_alias(action, page, *args, **kwargs)

    return convert_with_corrections


def carry(note: CorrectionNote, page: Page) -> None:
    made = Correction.objects.create(
        translation_key=page.translation_key,
        kind=note.correction.kind,
        date=note.correction.date,
        made_by=note.correction.made_by,
    )
    CorrectionNote.objects.create(correction=made, locale=page.locale, note=note.note)
