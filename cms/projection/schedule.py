"""What editors have scheduled: Wagtail's rows follow the clock a little late. Readers need none of it."""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils.translation import override
from wagtail.admin.localization import get_available_admin_languages
from wagtail.log_actions import log
from wagtail.models import DraftStateMixin, Page, Revision

from cms.pages import audit
from cms.pages.gates import Refused, problems_of
from cms.projection import store
from cms.projection.doors import door

logger = logging.getLogger(__name__)


def catch_up(ending: Callable[[], bool]) -> None:
    """Expire and publish what is due, each in a door of its own, until there is no more or all is `ending`.

    As Wagtail's command `publish_scheduled`, which stops at the first that cannot be published (its
    slug has been taken since): nothing after it would ever go live. That one is tried again each time.
    """
    for act, *what in due():
        if ending():
            return
        try:
            with door():
                act()
        except Exception:
            logger.exception("What was scheduled could not be done: %s of %s %s (%s)", *what)


def due() -> Iterator[tuple[Callable[[], Any], str, str, Any, Any]]:
    """What to do, and for the log: what that is, the model's name, the primary key, the title."""
    now = store.clock()  # readers see what is due by the database's clock, so that is due by no other
    for model in (Page, *drafted()):
        for each in list(model._default_manager.filter(**ended(now)).order_by("expire_at")):
            yield partial(end, model, each.pk, now), "end", model._meta.model_name, each.pk, each
    due_revisions = Revision.objects.filter(**begun(now)).select_related("content_type", "base_content_type")
    for each in list(due_revisions.order_by("approved_go_live_at")):
        action = partial(publish, each.base_content_type.model_class(), each.object_id, each.pk, now)
        yield action, "publication", each.content_type.model, each.object_id, each.object_str


def ended(now: datetime) -> dict[str, Any]:
    return {"live": True, "expire_at__lt": now}


def begun(now: datetime) -> dict[str, Any]:
    return {"approved_go_live_at__lt": now}


# An editor may have put it off since all that was due was read: so each is read again, and held.


def end(model: type[Any], pk: Any, now: datetime) -> None:
    if expired := model._default_manager.select_for_update().filter(pk=pk, **ended(now)).first():
        expired.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def publish(model: type[Any], pk: Any, revision: int, now: datetime) -> None:
    # What it is of comes first: editors' actions write in this order too.
    list(model._default_manager.select_for_update().filter(pk=pk))
    if scheduled := Revision.objects.select_for_update().filter(pk=revision, **begun(now)).first():
        try:
            with transaction.atomic():
                scheduled.publish(log_action="wagtail.publish.scheduled")
        except Refused as refusal:
            take_back(scheduled, refusal)


def take_back(scheduled: Revision, refusal: Refused) -> None:
    """What was in order when it was scheduled is so no more: it stays a draft, and its history says why.

    Readers see what is scheduled by the clock, so it may have been public until now.
    """
    logger.error("What was scheduled is not published. %s", refusal)
    scheduled.approved_go_live_at = None
    scheduled.save(update_fields=["approved_go_live_at"])
    log(
        instance=scheduled.as_object(),
        action=audit.REFUSED,
        revision=scheduled,
        data={"reasons": in_each_language(refusal.page, scheduled)},
    )


def in_each_language(page: Any, scheduled: Revision) -> dict[str, list[str]]:
    """Why it is refused, by language of the admin: nobody is there, and who reads it later is anybody."""
    said = {}
    for language, _name in get_available_admin_languages():
        with override(language):
            said[language] = [str(problem) for problem in problems_of(page, revision=scheduled.pk)]
    return said


def drafted() -> list[type[Any]]:
    """What else than pages can be scheduled."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    ]
