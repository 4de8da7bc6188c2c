"""Where one piece becomes two, the other one is held as long: it has the same text, and a key of its own.

A copy, an alias that is made a page, and an alias whose original is deleted would else be public at once.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models.signals import pre_delete
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.actions.copy_page import CopyPageAction
from wagtail.models import Page

from cms.embargoes import audit
from cms.pages.models import Embargo


def install() -> None:
    """Inside the actions: around them, the door would have closed, and readers would have seen it."""
    CopyPageAction._copy_page = carried_to_copy(CopyPageAction._copy_page)
    ConvertAliasPageAction._convert_alias = carried_to_alias(ConvertAliasPageAction._convert_alias)
    pre_delete.connect(carry_to_mirrors, dispatch_uid="embargoes")


def carried_to_copy(copy_page: Callable[..., Page]) -> Callable[..., Page]:
    @wraps(copy_page)
    def copy_held(action: Any, page: Page, *args: Any, **kwargs: Any) -> Page:
        made = copy_page(action, page, *args, **kwargs)
        carry(Embargo.of(page), made)
        return made

    return copy_held


def carried_to_alias(convert_alias: Callable[..., Page]) -> Callable[..., Page]:
    @wraps(convert_alias)
    def convert_held(action: Any, page: Page, *args: Any, **kwargs: Any) -> Page:
        carry(Embargo.of(page), page)
        return convert_alias(action, page, *args, **kwargs)

    return convert_held


def carry_to_mirrors(sender: type[Any], instance: Any, **_: Any) -> None:
    """Before a page is deleted: the key of what mirrors it is set to null, by SQL."""
    if isinstance(instance, Page) and (held := Embargo.of(instance)):
        for mirror in Page.objects.filter(alias_of=instance.pk):
            carry(held, mirror)


def carry(held: Embargo | None, page: Page) -> None:
    """Where it is in force. An embargo that the page's own piece has already stays, unless it ends sooner."""
    if held is None or not held.is_in_force or held.translation_key == page.translation_key:
        return
    own = Embargo.objects.filter(translation_key=page.translation_key).first()
    if own is None or own.until < held.until:
        told = {"until": held.until, "time_zone": held.time_zone, "set_by": held.set_by}
        Embargo.objects.update_or_create(translation_key=page.translation_key, defaults=told)
        audit.write(page, audit.SET, held)
