"""Where images are used: what editors have put them into, and what readers find them in.

Two sources, for each knows what the other does not. Wagtail's index of references knows drafts, snippets and
settings, but of a page only the text that was saved last. The read model knows what is public or is going to
be, also where a draft has long put another image in its place, or a page shows another one's card.
"""

from dataclasses import dataclass
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.fields.json import JSONField
from django.db.models.functions import Cast, Concat, JSONObject, Now
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import page_permission_policy

from cms.links.models import IMAGE, LinkInside
from cms.media.models import Image
from cms.published.models import PublishedItem, State

# Of one image, of each source. A logo is on every page.
MOST: Final = 200


@dataclass(frozen=True)
class Use:
    """`title` is empty where the person may not know it; `language` and `state` where there is none."""

    title: str
    language: str
    state: str
    edit_url: str | None


def references() -> "QuerySet[ReferenceIndex]":
    """To the image of the outer query. One that stands in for another is no use by itself."""
    kind = ContentType.objects.get_for_model(Image)
    found = ReferenceIndex.objects.filter(
        to_content_type=kind, to_object_id=Cast(OuterRef("pk"), CharField())
    )
    return found.exclude(base_content_type=kind)


def outside_pages() -> "QuerySet[ReferenceIndex]":
    """As `references`, of snippets and settings: logos."""
    return references().exclude(base_content_type=ContentType.objects.get_for_model(Page))


def in_versions() -> "QuerySet[LinkInside]":
    """Each place of the image of the outer query, in what is public or scheduled and in latest drafts."""
    public = Q(revision=F("page__live_revision"), page__live=True)
    to_be = Q(revision__approved_go_live_at__isnull=False)
    of_version = Q(page=None) | public | to_be | Q(revision=F("page__latest_revision"))
    return LinkInside.objects.filter(of_version, to=IMAGE, target=OuterRef("pk"))


def showing(number: str = "pk") -> "QuerySet[PublishedItem]":
    """Pages that are public, or are going to be, and look at the image whose number the outer query has."""
    token = Func(
        Concat(Value("image-"), Cast(OuterRef(number), TextField())),
        template="ARRAY[%(expressions)s]::text[]",
        output_field=PublishedItem._meta.get_field("depends_on"),
    )
    return PublishedItem.objects.filter(
        what="page", state=State.PUBLIC, visible_until__gt=Now(), depends_on__contains=token
    )


def in_use(images: "QuerySet[Image]") -> "QuerySet[Image]":
    return images.filter(Q(Exists(references())) | Q(Exists(showing())))


def with_uses(images: "QuerySet[Image]", user: Any, most: int = MOST) -> "QuerySet[Image]":
    """Annotated with what `uses_of` reads. One query, with those that ask for the user's permissions."""
    seen = page_permission_policy.explorable_instances(user)
    pages = ContentType.objects.get_for_model(Page)
    # Only pages have numbers for certain.
    number = Case(When(base_content_type=pages, then=Cast("object_id", BigIntegerField())))
    page = Page.objects.filter(pk=OuterRef("number"), pk__in=seen.values("pk")).values(
        told=JSONObject(title="draft_title", language="locale__language_code")
    )
    now = Case(When(visible_from__lte=Now(), then=Value(True)), default=Value(False))
    of_page = showing("to_object_id").filter(object_id=OuterRef("number")).order_by("visible_from")
    placed = (
        references()
        .annotate(number=number)
        .order_by("base_content_type", "object_id")
        .distinct("base_content_type", "object_id")
        .values(
            told=JSONObject(
                kind="base_content_type",
                key="object_id",
                page=Subquery(page, output_field=JSONField()),
                now=Subquery(of_page.values(is_now=now)[:1]),
            )
        )
    )
    shown = (
        showing()
        .annotate(may=Exists(seen.filter(pk=OuterRef("object_id"))))
        .order_by("object_id", "visible_from")
        .distinct("object_id")
        .values(
            told=JSONObject(
                key="object_id",
                title="title",
                language="locale",
                may="may",
                now=now,
            )
        )
    )
    return images.annotate(placed=ArraySubquery(placed[:most]), shown=ArraySubquery(shown[:most]))


def uses_of(image: Any, user: Any) -> list[Use]:
    """Of an image that `with_uses` gave: first what it was put into, then what else shows it."""
    shown = {row["key"]: row for row in image.shown}
    pages = ContentType.objects.get_for_model(Page).pk
    found = []
    for row in image.placed:
        if row["kind"] == pages:
            shown.pop(int(row["key"]), None)
            found.append(page_use(int(row["key"]), row["page"], state(row["now"])))
        else:
            found.append(other_use(row, user))
    for key, row in shown.items():
        told = row if row["may"] else None
        found.append(
            page_use(key, told, _("%(state)s, in another text or card") % {"state": state(row["now"])})
        )
    return found


def page_use(key: int, told: dict[str, Any] | None, state: str) -> Use:
    if told is None:
        return Use("", "", state, None)
    return Use(told["title"], told["language"], state, reverse("wagtailadmin_pages:edit", args=[key]))


def other_use(row: dict[str, Any], user: Any) -> Use:
    """A snippet or settings: named by its kind, for its own name would take a query of its own."""
    model = ContentType.objects.get_for_id(row["kind"]).model_class()
    name = str(model._meta.verbose_name) if model else ""
    url = AdminURLFinder(user).get_edit_url(model(pk=row["key"])) if model else None
    return Use(name[:1].upper() + name[1:], "", "", url)


def state(now: bool | None) -> str:
    """`now`: whether readers see it already; None: nothing is to be seen of it."""
    if now is None:
        return _("Draft")
    return _("Public") if now else _("Waits for its time")
