"""Partners, their keys, and what they have read before it was public."""

from datetime import datetime
from typing import Final, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

# Of a portal that copies everything and asks each second, with some room.
USUAL_PER_HOUR: Final = 5_000
USUAL_PER_DAY: Final = 50_000


class Scope(models.TextChoices):
    READ = "read", _("Read what is public, within the partner's own limits")
    EMBARGO = "embargo", _("Read what is under embargo, before it is public")
    METRICS = "metrics", _("Read the partner's own usage")


class Partner(models.Model):
    """An organisation that reads with keys of its own. `sites` and `kinds`: see docs/keys.md."""

    name = models.CharField(
        _("organisation"), max_length=200, unique=True, help_text=_("Who it is, as the desk calls them.")
    )
    contact_person = models.CharField(_("contact person"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    address = models.TextField(_("address"), blank=True, help_text=_("Postal address, telephone."))
    # By their numbers: a site keeps its own when it is renamed.
    sites = ArrayField(models.BigIntegerField(), verbose_name=_("sites"), default=list, blank=True)
    kinds = ArrayField(models.TextField(), verbose_name=_("kinds of news"), default=list, blank=True)
    per_hour = models.PositiveIntegerField(
        _("requests an hour"), default=USUAL_PER_HOUR, validators=[MinValueValidator(1)]
    )
    per_day = models.PositiveIntegerField(
        _("requests a day"), default=USUAL_PER_DAY, validators=[MinValueValidator(1)]
    )
    # A line each, as `cms.partners.shown` reads it.
    shows = ArrayField(models.TextField(), verbose_name=_("what it shows"), default=list, blank=True)
    notes = models.TextField(
        _("notes"), blank=True, help_text=_("Agreements, what they show it in. Only the desk sees this.")
    )

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class KeyQuerySet(models.QuerySet["Key"]):
    def good(self, now: datetime) -> Self:
        """Those that `Key.is_good` says yes of."""
        return self.filter(models.Q(expires_at=None) | models.Q(expires_at__gt=now), revoked_at=None)


class Key(models.Model):
    """What a partner shows with each request. The key itself is not stored: cms.partners.keys."""

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="keys", verbose_name=_("partner"))
    name = models.CharField(_("name"), max_length=100, help_text=_("What it is for: a system, a department."))
    prefix = models.CharField(_("key begins with"), max_length=20, unique=True)
    digest = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.TextField(), verbose_name=_("scopes"))
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used"), null=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True)

    objects = KeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("key")
        verbose_name_plural = _("keys")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.prefix}… ({self.name})"

    def is_good(self, now: datetime) -> bool:
        return self.revoked_at is None and not (self.expires_at and self.expires_at <= now)


class EmbargoReading(models.Model):
    """An item was given to a partner before it was public. It stays when the partner or the key goes."""

    at = models.DateTimeField(_("when"), db_default=Now())
    partner = models.ForeignKey(Partner, models.SET_NULL, null=True, related_name="+")
    partner_name = models.CharField(_("partner"), max_length=200)
    prefix = models.CharField(_("key begins with"), max_length=20)
    item = models.TextField(_("published item"), help_text="Key of the item: page-42, image-7.")
    shown_by = ArrayField(
        models.TextField(), default=list, help_text="Of a file: keys of the pieces that showed it then."
    )
    how = models.TextField(_("read by"), help_text="Name of the endpoint.")

    class Meta:
        verbose_name = _("embargo reading")
        verbose_name_plural = _("embargo readings")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["item", "-id"], name="reading_of_item"),
            GinIndex(fields=["shown_by"], name="reading_of_file"),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.partner_name}"
