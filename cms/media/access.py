"""Who may have a file. Asked anew for every request; no address is a right by itself."""

from datetime import timedelta
from typing import Protocol

from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpRequest
from django.utils import timezone
from wagtail.permissions import policy_registry

from cms.media.models import Document, Image
from cms.published.files import showing
from cms.published.models import FOREVER


def key_of(file: Image | Document) -> str:
    """The file's item and surrogate key: image-7, document-5."""
    return f"{file._meta.model_name}-{file.pk}"


def public_for(file: Image | Document) -> timedelta | None:
    """For how long everybody may have it (at least), or None: not at all.

    Public is what a public item shows. Consent and private collections are asked about here too,
    though items that show such a file are rebuilt: many take a while, the file must not.
    """
    now, until = showing(key_of(file))
    if until is None or file.collection.get_view_restrictions().exists():
        return None
    if isinstance(file, Image):
        if not file.may_be_public(now):
            return None
        until = min(until, file.public_until() or FOREVER)
    return until - now


class Reader(Protocol):
    """Whoever asks with a key (api.readers)."""

    def may_have(self, file: str) -> bool:
        """Whether that is for the sake of a piece under embargo. If so, it is put on record."""


def partner_may_have(request: HttpRequest, file: Image | Document) -> bool:
    """Whether who asks reads ahead of everybody, and a piece that it may read shows the file.

    What holds the file back from everybody, whatever shows it, does so here.
    """
    reader: Reader | None = getattr(request, "reader", None)
    if reader is None or file.collection.get_view_restrictions().exists():
        return False
    if isinstance(file, Image) and not file.may_be_public(timezone.now()):
        return False
    return reader.may_have(key_of(file))


def editor_may_have(user: User | AnonymousUser, file: Image | Document) -> bool:
    """Whether the person works in the admin and may choose or change files of this collection."""
    if not works_in_admin(user):
        return False
    policy = policy_registry.get_by_type(type(file))
    return policy.user_has_any_permission_for_instance(user, ["choose", "change"], file)


def works_in_admin(user: User | AnonymousUser) -> bool:
    return user.is_active and user.has_perm("wagtailadmin.access_admin")
