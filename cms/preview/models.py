"""Links that open one draft each, for a while."""

from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.core.signing import BadSignature, Signer
from django.db import models
from django.utils import timezone
from wagtail.models import Page, Revision

SALT: Final = "cms.preview"
# A link that is shared, unless its editor chooses another time.
SHARED_FOR: Final = timedelta(days=7)
# What an editor's own browser shows: as long as a window may stay open.
SHOWN_FOR: Final = timedelta(hours=1)


class PreviewLink(models.Model):
    """What a token opens. Deleted is revoked: what is not there opens nothing.

    A *shared* link opens the page's latest draft, whichever that is when it is opened, or one revision.
    A link with `typed` belongs to its editor's own browser, and opens what they had typed.
    """

    # Who refers to a page is told by Wagtail's index, and makes items be built again. This does not.
    wagtail_reference_index_ignore = True
    keeps_its_revision = True

    # None only for a page that has never been saved; then `parent` says where it is going to be.
    page = models.ForeignKey(Page, models.CASCADE, null=True, related_name="+")
    parent = models.ForeignKey(Page, models.CASCADE, null=True, related_name="+")
    revision = models.ForeignKey(Revision, models.CASCADE, null=True, related_name="+")
    typed = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    # Of a page open in the editor there is one, written over and over; of an older version, one a look.
    is_editor = models.BooleanField(default=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["created_by", "page", "parent"],
                condition=models.Q(is_editor=True),
                nulls_distinct=False,
                name="one_open_editor",
            )
        ]

    def __str__(self) -> str:
        return f"{self.page_id} until {self.expires_at}"

    @property
    def token(self) -> str:
        """Signed, so that nobody makes one of another's; not stored, so that a copied table opens nothing."""
        return signer().sign(str(self.pk))

    @classmethod
    def of(cls, token: str) -> "PreviewLink | None":
        """The link of a token, None where it has ended. BadSignature: the token was not given out here."""
        pk = signer().unsign(token)
        if not pk.isdigit():
            raise BadSignature(token)
        good = cls.objects.filter(pk=pk, expires_at__gt=timezone.now())
        return good.select_related("parent", "revision").first()

    @classmethod
    def shared(cls, page_id: int) -> models.QuerySet["PreviewLink"]:
        """Those of a page that are good now, newest first."""
        good = cls.objects.filter(page=page_id, typed__isnull=True, expires_at__gt=timezone.now())
        return good.select_related("created_by", "revision").order_by("-created_at")

    @classmethod
    def share(
        cls, page: Page, user: Any, revision: Revision | None = None, lasts: timedelta = SHARED_FOR
    ) -> "PreviewLink":
        forget_ended()
        return cls.objects.create(
            page=page, revision=revision, created_by=user, expires_at=timezone.now() + lasts
        )

    @classmethod
    def show(cls, page: Page, user: Any, *, is_editor: bool) -> "PreviewLink":
        """A link to exactly what this page object holds, saved or not, for the editor's own browser."""
        forget_ended()
        place = {"page_id": page.pk, "parent": None if page.pk else page.get_parent()}
        held = {"typed": page.serializable_data(), "expires_at": timezone.now() + SHOWN_FOR}
        if not is_editor:
            return cls.objects.create(created_by=user, **place, **held)
        return cls.objects.update_or_create(created_by=user, is_editor=True, **place, defaults=held)[0]


def signer() -> Signer:
    # A dot needs no escaping in an address, as the usual colon does.
    return Signer(salt=SALT, sep=".")


def forget_ended() -> None:
    """What is typed and never saved must not stay; it goes as soon as the next preview is looked at."""
    PreviewLink.objects.filter(expires_at__lte=timezone.now()).delete()
