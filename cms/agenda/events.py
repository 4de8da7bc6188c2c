"""What becomes public, ends, is late or was refused: one question, answered with one query.

Its parts are rows of different tables, so it is a union, and every filter is told to each part.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    JSONField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    TextField,
    UUIDField,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.coreutils import get_locales_display_names
from wagtail.models import Page, PageLogEntry, Revision, Site, WorkflowState
from wagtail.permissions import page_permission_policy, policy_registry

from cms.agenda.progress import is_incomplete
from cms.embargoes.audit import CANCELLED
from cms.media.models import Image
from cms.pages.audit import REFUSED, reasons
from cms.pages.models import Embargo
from cms.pages.paths import pages_of
from cms.published.models import PublishedItem, State

# How long what is late, or was refused, is told of.
LOOKING_BACK: Final = timedelta(days=7)
# The worker follows every minute; what has waited longer than this is late.
GRACE: Final = timedelta(minutes=5)
# In the order of the values that each part gives.
COLUMNS: Final = ("what", "moment", "number", "name", "language", "piece", "state", "zone", "told")


class What(TextChoices):
    EMBARGO = "embargo", _("Embargo ends")
    BEGINS = "begins", _("Goes live")
    ENDS = "ends", _("Expires")
    CONSENT = "consent", _("Consent ends")
    REFUSED = "refused", _("Not published when it was due")


class Progress(TextChoices):
    """What a version is at, best first."""

    SCHEDULED = "scheduled", _("Scheduled")
    READY = "ready", _("Ready")
    CHANGED = "changed", _("Ready, with changes that are not published")
    REVIEW = "review", _("In review")
    RETURNED = "returned", _("Changes requested")
    INCOMPLETE = "incomplete", _("Translation incomplete")
    DRAFT = "draft", _("Draft")


LET_OUT: Final = (Progress.SCHEDULED, Progress.READY, Progress.CHANGED)


@dataclass(frozen=True)
class Chosen:
    """What is asked for: `since` and `until` as moments; None of the others leaves them open."""

    since: datetime
    until: datetime | None = None
    site: Site | None = None
    language: Any = None  # a Locale
    what: str = ""

    def spans(self, column: str) -> Q:
        span = Q(**{f"{column}__gte": self.since})
        return span & Q(**{f"{column}__lt": self.until}) if self.until else span


@dataclass(frozen=True)
class Event:
    """One row: of a page in one language, or of an image. `number` is its primary key."""

    what: str
    moment: datetime
    number: int
    name: str
    language: int | None
    piece: UUID | None
    state: str
    zone: str
    told: Any

    @property
    def label(self) -> Any:
        return What(self.what).label

    @property
    def progress(self) -> Any:
        return Progress(self.state).label if self.state else ""

    @property
    def is_let_out(self) -> bool:
        return self.state in LET_OUT

    @property
    def language_name(self) -> str:
        return get_locales_display_names().get(self.language, "")

    @property
    def url(self) -> str:
        """Where that is changed: the embargo's page, the page's form, the image's."""
        names = {What.EMBARGO: "embargoes:embargo", What.CONSENT: "wagtailimages:edit"}
        return reverse(names.get(What(self.what), "wagtailadmin_pages:edit"), args=[self.number])

    @property
    def reasons(self) -> str:
        """Why it was refused, in the reader's language, as the page's history says it."""
        return reasons(self.told or {})


def events(user: Any, chosen: Chosen, now: datetime) -> QuerySet[Any]:
    """All that the person may see of it as values of COLUMNS, in order. See `event`.

    What is past stands here only where something is left to do: a version is no more than a draft, or the
    worker could not do what was due.
    """
    parts = {
        What.EMBARGO: embargoes,
        What.BEGINS: beginnings,
        What.ENDS: ends,
        What.REFUSED: refusals,
        What.CONSENT: consents,
    }
    wanted = [make for what, make in parts.items() if chosen.what in ("", what)]
    first, *others = (make(user, chosen, now) for make in wanted)
    return first.union(*others, all=True).order_by("moment", "name", "number")


def event(row: tuple[Any, ...]) -> Event:
    return Event(*row)


def of_pages(user: Any, chosen: Chosen) -> QuerySet[Any]:
    """The versions that the person may edit. What mirrors another page goes with that one."""
    pages = page_permission_policy.instances_user_has_permission_for(user, "change").filter(alias_of=None)
    if chosen.site:
        pages = pages.filter(pk__in=pages_of(chosen.site).values("pk"))
    if chosen.language:
        pages = pages.filter(locale=chosen.language)
    return pages.order_by()  # type: ignore[no-any-return]


def as_rows(pages: QuerySet[Any], what: What, moment: Any, **more: Any) -> QuerySet[Any]:
    given = {
        "what": Value(what.value, TextField()),
        "number": Cast("pk", BigIntegerField()),
        "name": Cast("draft_title", TextField()),
        "language": Cast("locale_id", BigIntegerField()),
        "piece": F("translation_key"),
        "state": Value("", TextField()),
        "zone": Value("", TextField()),
        "told": Cast(Value(None), JSONField()),
    }
    return pages.annotate(moment=moment, **(given | more)).values_list(*COLUMNS)


def embargoes(user: Any, chosen: Chosen, now: datetime) -> QuerySet[Any]:
    held = Embargo.objects.filter(translation_key=OuterRef("translation_key"))
    until = held.values("until")
    pages = of_pages(user, chosen).filter(
        translation_key__in=Embargo.objects.filter(chosen.spans("until")).values("translation_key")
    )
    rows = as_rows(
        pages,
        What.EMBARGO,
        Subquery(until),
        state=progress(),
        zone=Cast(Subquery(held.values("time_zone")), TextField()),
    )
    cancelled = PageLogEntry.objects.filter(
        page=OuterRef("pk"), action=CANCELLED, timestamp__gte=OuterRef("moment") - timedelta(minutes=1)
    )
    late = ~Q(state__in=LET_OUT) & ~Exists(cancelled)
    return rows.filter(Q(moment__gte=now) | late)


def beginnings(user: Any, chosen: Chosen, now: datetime) -> QuerySet[Any]:
    """Schedules, but for those that an embargo holds longer: then its end is the moment."""
    approved = Revision.page_revisions.filter(chosen.spans("approved_go_live_at"))
    pages = of_pages(user, chosen).filter(
        pk__in=approved.values_list(Cast("object_id", BigIntegerField()), flat=True)
    )
    rows = as_rows(
        pages,
        What.BEGINS,
        Subquery(schedules().order_by("approved_go_live_at").values("approved_go_live_at")[:1]),
        state=Value(Progress.SCHEDULED.value, TextField()),
    )
    held = Embargo.objects.filter(translation_key=OuterRef("translation_key"))
    return rows.filter(~Exists(held.filter(until__gte=OuterRef("moment"))))


def ends(user: Any, chosen: Chosen, now: datetime) -> QuerySet[Any]:
    pages = of_pages(user, chosen).filter(chosen.spans("expire_at"))
    return as_rows(pages.filter(Q(live=True) | Exists(schedules())), What.ENDS, F("expire_at"))


def refusals(user: Any, chosen: Chosen, now: datetime) -> QuerySet[Any]:
    """Schedules that a gate took back, as long as nobody has published or scheduled the page since."""
    refused = PageLogEntry.objects.filter(chosen.spans("timestamp"), action=REFUSED)
    last = PageLogEntry.objects.filter(page=OuterRef("pk"), action=REFUSED).order_by("-timestamp")
    rows = as_rows(
        of_pages(user, chosen).filter(pk__in=refused.values("page")),
        What.REFUSED,
        Subquery(last.values("timestamp")[:1]),
        state=progress(),
        told=Subquery(last.values("data")[:1]),
    )
    since = PageLogEntry.objects.filter(
        page=OuterRef("pk"), action__startswith="wagtail.publish", timestamp__gt=OuterRef("moment")
    )
    return rows.filter(~Exists(since))


def consents(user: Any, chosen: Chosen, now: datetime) -> QuerySet[Any]:
    """Of images that something public shows, now or from a set moment on. It ends with its last day."""
    key = Concat(Value("image-"), OuterRef("pk"), output_field=TextField())
    pages = PublishedItem.objects.filter(
        what="page",
        state=State.PUBLIC,
        files__contains=Func(key, template="ARRAY[%(expressions)s]"),
        visible_until__gt=now,
    )
    if chosen.language:
        pages = pages.filter(locale=chosen.language.language_code)
    if chosen.site:
        pages = pages.filter(object_id__in=pages_of(chosen.site).values("pk"))
    images = policy_registry.get_by_type(Image).instances_user_has_permission_for(user, "change")
    following = ExpressionWrapper(
        F("consent_until") + Value(timedelta(days=1), DurationField()), DateTimeField()
    )
    midnight = Func(
        Cast(Value(settings.TIME_ZONE), TextField()),
        following,
        function="timezone",
        output_field=DateTimeField(),
    )
    rows = as_rows(
        images.filter(consent_withdrawn_on=None, consent_until__lt=date.max).order_by(),
        What.CONSENT,
        midnight,
        name=Cast("title", TextField()),
        language=Cast(Value(None), BigIntegerField()),
        piece=Cast(Value(None), UUIDField()),
    )
    return rows.filter(chosen.spans("moment"), Exists(pages), moment__gte=now)


def schedules() -> QuerySet[Revision]:
    return Revision.page_revisions.filter(
        object_id=Cast(OuterRef("pk"), CharField()), approved_go_live_at__isnull=False
    )


def progress() -> Case:
    ways = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id=Cast(OuterRef("pk"), CharField()),
    )
    order: list[tuple[Any, Progress]] = [
        (Exists(schedules()), Progress.SCHEDULED),
        (Q(live=True, has_unpublished_changes=False), Progress.READY),
        (Q(live=True), Progress.CHANGED),
        (Exists(ways.filter(status=WorkflowState.STATUS_IN_PROGRESS)), Progress.REVIEW),
        (Exists(ways.filter(status=WorkflowState.STATUS_NEEDS_CHANGES)), Progress.RETURNED),
        (is_incomplete(), Progress.INCOMPLETE),
    ]
    return Case(
        *(When(condition, then=Value(state.value)) for condition, state in order),
        default=Value(Progress.DRAFT.value),
        output_field=TextField(),
    )
