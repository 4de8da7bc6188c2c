"""Images in use that lack something, for the report and the first page."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.permissions import policy_registry

from cms.library.uses import in_use
from cms.media.lacks import Lack, lacking, lacks
from cms.media.models import Image


def mendable(user: Any) -> "QuerySet[Image]":
    """Those that the person may change."""
    found: QuerySet[Image] = policy_registry.get_by_type(Image).instances_user_has_any_permission_for(
        user, ["change"]
    )
    return found


def missing(images: "QuerySet[Image]", among: Collection[Lack] = tuple(Lack)) -> "QuerySet[Image]":
    """Those in use that lack any of these, annotated with all that they lack (`lacks`)."""
    now = timezone.now()
    asked = lacking(now)
    any_of = Q(pk__in=[])
    for lack in among:
        any_of |= asked[lack]
    return in_use(images.filter(any_of)).annotate(lacks=lacks(now))
