"""How far each language version of a page is: in the matrix, in the report, on the desk. One query for all.

What readers are told of a public version is the projection's to say (`cms.projection.meta`), to the moment.
Here the desk is told, for thousands of pages at once, and of drafts too: with the rows as they are now.
"""

from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, WorkflowState
from wagtail.permissions import page_permission_policy
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from cms.pages.models import TranslatedVersion

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


def with_states(pages: QuerySet[Page]) -> QuerySet[Page]:
    """The same pages, each with `translated_from` (a page's key) and a flag `is_…` for each of OPEN."""
    siblings = Page.objects.filter(translation_key=OuterRef("translation_key"), alias_of=None)
    made = Translation.objects.filter(
        source__object_id=OuterRef("translation_key"), target_locale=OuterRef("locale")
    )
    told = siblings.filter(locale=OuterRef("source_locale")).order_by("pk")
    version = TranslatedVersion.objects.filter(revision=OuterRef("live_revision"))
    newer = Page.objects.filter(pk=OuterRef("translated_from"), last_published_at__gt=OuterRef("as_of"))
    used = StringSegment.objects.filter(string=OuterRef("translation_of"), context=OuterRef("context"))
    machine = StringTranslation.objects.filter(
        Exists(used),
        context__object_id=OuterRef("translation_key"),
        locale=OuterRef("locale"),
        translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE,
    )
    on_its_way = WorkflowState.objects.filter(
        status__in=[WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES],
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id=Cast(OuterRef("pk"), CharField()),
    )
    return (
        pages.annotate(
            source_locale=Subquery(made.values("source__locale")[:1]),
            as_of=Coalesce(Subquery(version.values("as_of")[:1]), F("last_published_at")),
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
            is_waiting=Exists(on_its_way),
            is_draft=Q(live=False) & Q(alias_of=None),
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
