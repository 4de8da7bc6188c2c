"""Images in use that lack something, for the report and the first page."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, Func, JSONField, OuterRef, Q, QuerySet
from django.utils import timezone
from wagtail.permissions import policy_registry

from cms.library.uses import in_use, in_versions, outside_pages
from cms.media.alts import main_language
from cms.media.lacks import Lack, codes_of, empty, lacking
from cms.media.models import Image


def mendable(user: Any) -> "QuerySet[Image]":
    """Those that the person may change."""
    found: QuerySet[Image] = policy_registry.get_by_type(Image).instances_user_has_any_permission_for(
        user, ["change"]
    )
    return found


def missing(images: "QuerySet[Image]", among: Collection[Lack] = tuple(Lack)) -> "QuerySet[Image]":
    """Those in use that lack any of these, annotated with all that they lack (`lacks`)."""
    asked = lacking_in_use(timezone.now())
    any_of = Q(pk__in=[])
    for lack in among:
        any_of |= asked[lack]
    return in_use(images.filter(any_of)).annotate(lacks=codes_of(asked))


def lacking_in_use(at: datetime) -> dict[Lack, Q]:
    """As `lacking`; but an alt text only where readers get the image's own, and there in their language.

    A place that is not known in detail is one that needs it.
    """
    found, main = lacking(at), main_language()
    needing = in_versions().filter(needs_alt=True)
    unknown = Q(Exists(outside_pages())) | ~Q(Exists(in_versions()))
    in_main = needing.filter(locale__language_code=main)
    said = Func(
        OuterRef("alts"),
        F("locale__language_code"),
        template="(%(expressions)s)",
        arg_joiner=" -> ",
        output_field=JSONField(),
    )
    in_another = needing.filter(locale__isnull=False).exclude(locale__language_code=main)
    lacks_one = (empty("alt") & Exists(in_main)) | Exists(
        in_another.alias(said=said).filter(said__isnull=True)
    )
    found[Lack.LANGUAGE] = ~found[Lack.ALT] & lacks_one
    found[Lack.ALT] &= Q(Exists(needing)) | unknown
    return {lack: found[lack] for lack in Lack}
