"""Links that lead nowhere: to what was deleted, or to what readers of this version do not get."""

from datetime import datetime
from typing import Any, Final

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from wagtail.models import CollectionViewRestriction, Page
from wagtail.permissions import page_permission_policy, policy_registry

from cms.links.models import DOCUMENT, IMAGE, PAGE, PATH, LinkInside
from cms.media.models import Document, Image
from cms.pages.items import KINDS
from cms.published.models import PublishedItem, State

FILES: Final[dict[str, type[Model]]] = {DOCUMENT: Document, IMAGE: Image}


class Fault(TextChoices):
    DELETED = "deleted", _("Deleted")
    HIDDEN = "hidden", _("Not public")


class IsOneOf(Func):
    """`value = ANY(array)`: other than Django's lookups of arrays, it uses the index of the value."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()


def broken(user: Any, now: datetime) -> QuerySet[LinkInside]:
    """Of all that the person may change: each with its `fault`, and whether readers have it (`is_public`).

    Of a draft only what was deleted counts: two drafts that name each other are no fault. The worst first.
    """
    found = current(user).annotate(code=F("locale__language_code"), is_public=is_public())
    found = found.annotate(
        fault=Case(
            When(deleted(), then=Value(Fault.DELETED.value)),
            When(Q(is_public=True) & hidden(now), then=Value(Fault.HIDDEN.value)),
            default=Value(""),
            output_field=TextField(),
        )
    )
    found = found.exclude(fault="").select_related("page", "locale")
    return found.order_by("-is_public", "fault", "what", Coalesce("page__draft_title", "name"), "pk")


def current(user: Any) -> QuerySet[LinkInside]:
    """Of what readers have, and of what is the latest draft beside that; a link of both stands there once."""
    pages = page_permission_policy.instances_user_has_permission_for(user, "change")
    kinds = [
        what
        for what, kind in KINDS.items()
        if policy_registry.get_by_type(kind.model).user_has_permission(user, "change")
    ]
    public_too = LinkInside.objects.filter(
        revision=OuterRef("page__live_revision"),
        to=OuterRef("to"),
        target=OuterRef("target"),
        text=OuterRef("text"),
        page__live=True,
    )
    draft = Q(revision=F("page__latest_revision")) & ~Exists(public_too)
    live = Q(revision=F("page__live_revision"), page__live=True)
    return LinkInside.objects.filter(
        Q(what__in=kinds) | (Q(page__in=pages.order_by().values("pk")) & (live | draft))
    )


def is_public() -> Case:
    """Menus and redirects are public as they are saved."""
    live = Q(revision=F("page__live_revision"), page__live=True)
    return Case(
        When(Q(page=None) | live, then=Value(True)), default=Value(False), output_field=BooleanField()
    )


# In a CASE, PostgreSQL asks from left to right. So what kind of link it is comes first, then what one look at
# a whole table answers for all links, and only for what is left a question for each.


def deleted() -> Q:
    gone = Q()
    for what, model in {PAGE: Page, **FILES}.items():
        gone |= Q(to=what) & ~Q(target__in=model._default_manager.values("pk"))
    return Q(goes_along=False) & gone


def hidden(now: datetime) -> Q:
    """What is there and no reader gets, now or later. Of a page, another version may stand in."""
    items = PublishedItem.objects.filter(state=State.PUBLIC, visible_until__gt=now)
    pages = items.filter(what="page")
    target = Page.objects.filter(pk=OuterRef(OuterRef("target")))
    stands_in = pages.filter(
        translation_key=Subquery(target.values("translation_key")), locale=OuterRef("code")
    )
    original = pages.filter(object_id=Subquery(target.values("alias_of")))
    page = (
        Q(to=PAGE)
        & ~Q(target__in=pages.values("object_id"))
        & Q(target__in=Page.objects.values("pk"))
        & ~Q(Exists(stands_in))
        & ~Q(Exists(original))
    )
    there = (
        Q(IsOneOf(F("html_path"), OuterRef("paths")))
        | Q(alias_paths__overlap=OuterRef("paths"))
        | Q(former_paths__overlap=OuterRef("paths"))
    )
    found = page | (Q(to=PATH) & ~Q(Exists(items.filter(there, site=OuterRef("site")))))
    for what, model in FILES.items():
        inside = ExpressionWrapper(OuterRef("collection__path"), TextField())
        closed = CollectionViewRestriction.objects.annotate(inside=inside)
        private = Exists(closed.filter(inside__startswith=F("collection__path")))
        found |= Q(to=what) & Q(target__in=model._default_manager.filter(private).values("pk"))
    return found
