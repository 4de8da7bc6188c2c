"""How far each language version of a page is: in the matrix, in the report, on the desk. One query for all.

What readers are told of a public version is the projection's to say (`cms.projection.meta`), to the moment.
Here the desk is told, for thousands of pages at once, and of drafts too: with the rows as they are now.
"""

from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, WorkflowState
from wagtail.permissions import page_permission_policy
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from cms.pages.models import Embargo, TranslatedVersion

# In the order in which they are told.
OUTDATED: Final = "outdated"
MACHINE: Final = "machine"
PARTIAL: Final = "partial"
WAITING: Final = "waiting"
DRAFT: Final = "draft"
OPEN: Final = {
    OUTDATED: _("outdated"),
    MACHINE: _("translated by machine, not confirmed"),
    PARTIAL: _("partly in the original language"),
    WAITING: _("waiting in the workflow"),
    DRAFT: _("draft"),
}
# What is done: for its moment nobody has anything to do, and what has had its time waits for nobody.
HELD: Final = "held"
SCHEDULED: Final = "scheduled"
EXPIRED: Final = "expired"
DONE: Final = {
    HELD: _("waits for the embargo"),
    SCHEDULED: _("scheduled"),
    EXPIRED: _("expired"),
}


def with_states(pages: QuerySet[Page]) -> QuerySet[Page]:
    """The same pages, each with `translated_from` (a page's key), a flag `is_…` for each of OPEN and DONE."""
    siblings = Page.objects.filter(translation_key=OuterRef("translation_key"), alias_of=None)
    made = Translation.objects.filter(
        source__object_id=OuterRef("translation_key"), target_locale=OuterRef("locale")
    )
    told = siblings.filter(locale=OuterRef("source_locale")).order_by("pk")
    version = TranslatedVersion.objects.filter(revision=OuterRef("live_revision"))
    # Where one of the two digests is not known, the dates alone count; as the projection has it.
    newer = (
        Page.objects.filter(pk=OuterRef("translated_from"), last_published_at__gt=OuterRef("as_of"))
        .annotate(says=Coalesce("live_revision__public_text__digest", Value("unknown")))
        .exclude(says=OuterRef("source_digest"))
    )
    used = StringSegment.objects.filter(string=OuterRef("translation_of"), context=OuterRef("context"))
    machine = StringTranslation.objects.filter(
        Exists(used),
        context__object_id=OuterRef("translation_key"),
        locale=OuterRef("locale"),
        translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE,
    )
    held = Embargo.objects.filter(translation_key=OuterRef("translation_key"), until__gt=timezone.now())
    return (
        with_progress(pages)
        .annotate(
            source_locale=Subquery(made.values("source__locale")[:1]),
            as_of=Coalesce(Subquery(version.values("as_of")[:1]), F("last_published_at")),
            source_digest=Coalesce(Subquery(version.values("source_digest")[:1]), Value("")),
        )
        .annotate(
            # Where nobody has said so, from the one that was there first; as the projection has it.
            translated_from=Coalesce(
                Subquery(told.values("pk")[:1]), Subquery(siblings.order_by("pk").values("pk")[:1])
            ),
        )
        .annotate(
            is_outdated=Q(live=True) & Exists(newer) & ~Q(translated_from=F("pk")),
            is_machine=Exists(machine),
            is_partial=Q(live=True) & Exists(version.filter(released_at__isnull=False)),
            is_held=Q(live=True) & Exists(held),
        )
    )


def with_progress(pages: QuerySet[Page]) -> QuerySet[Page]:
    """Whether somebody waits for a page or it waits for its time: the flags that need no other version."""
    on_its_way = WorkflowState.objects.filter(
        status__in=[WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES],
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id=Cast(OuterRef("pk"), CharField()),
    )
    return (
        pages.annotate(is_waiting=Exists(on_its_way))
        .annotate_approved_schedule()
        .annotate(
            is_scheduled=Q(live=False, _approved_schedule=True),
            is_expired=Q(live=False, _approved_schedule=False, expired=True),
            is_draft=Q(live=False, _approved_schedule=False, expired=False, alias_of=None),
        )
    )


def open_translations() -> QuerySet[Page]:
    """All translations on all sites that wait for somebody, with their states; for the report and the desk.

    What was written first in its language is no translation, and what mirrors another page neither.
    """
    pages = with_states(Page.objects.filter(depth__gt=1, alias_of=None)).exclude(translated_from=F("pk"))
    anything = Q()
    for state in OPEN:
        anything |= Q(**{f"is_{state}": True})
    return pages.filter(anything)


def open_to(user: Any) -> QuerySet[Page]:
    """Those among them that the person sees in the admin; what readers have had longest comes first."""
    mine = page_permission_policy.explorable_instances(user)
    pages = open_translations().filter(pk__in=mine.values("pk")).select_related("locale")
    return pages.order_by("last_published_at", "pk")


def states_of(page: Any) -> list[Any]:
    """What is open of a page that has its states, in words."""
    return [words for state, words in OPEN.items() if getattr(page, f"is_{state}")]


def whole_state_of(page: Any) -> list[Any]:
    """What a page that has its states is, and what is open of it, in words."""
    done, is_open = [words for state, words in DONE.items() if getattr(page, f"is_{state}")], states_of(page)
    if done or not page.live:
        return [*done, *is_open]
    return [_("public"), *is_open] if is_open else [_("public and current")]
