"""How the publication of a page was ended, where its editors have said so."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Revision
from wagtail.signals import page_published

from cms.pages.items import AboutPages


def today() -> date:
    """In the installation's time zone, where the desk sits."""
    return timezone.localdate()


class HowItEnded(models.TextChoices):
    WITHDRAWN = "withdrawn", _("Withdrawn")
    GONE = "gone", _("Gone")
    REDIRECTED = "redirected", _("Redirected")


class Ending(AboutPages):
    """Kept until the page is published again, by whatever door: then it goes, with its redirect.

    `note` is the public explanation of a withdrawal, in the page's language; empty of the others.
    `revision` is what readers had: publishing it again undoes the ending.
    """

    # Who refers to a page is told by Wagtail's index, and hinders its being deleted. This does not.
    wagtail_reference_index_ignore = True
    keeps_its_revision = True

    page = models.OneToOneField(Page, models.CASCADE, related_name="ending")
    how = models.CharField(max_length=10, choices=HowItEnded)
    note = models.TextField(blank=True)
    date = models.DateField(default=today)
    revision = models.ForeignKey(Revision, models.SET_NULL, null=True, related_name="+")
    redirect = models.ForeignKey(Redirect, models.SET_NULL, null=True, related_name="+")
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(how=HowItEnded.WITHDRAWN) ^ models.Q(note=""), name="a_withdrawal_says_why"
            )
        ]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.how}"

    def pages_concerned(self) -> Iterable[int]:
        return [self.page_id]


def is_over(instance: Page, **_: Any) -> None:
    """Published again, and not only scheduled. The redirect would only wait for the page to go once more."""
    if not instance.live:
        return
    for ending in Ending.objects.filter(page=instance.pk).select_related("redirect"):
        ending.delete()
        if ending.redirect:
            ending.redirect.delete()


def follow() -> None:
    page_published.connect(is_over, dispatch_uid="endings")
