"""What web processes count together: of limits, and of usage. Written by cms.partners.counting alone."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.partners.models.accounts import Key, Partner


class Spent(models.Model):
    """How many requests somebody has made in one window of time, as far as processes have told.

    Unlogged (by hand in the migration): a crash of the database empties it, and limits begin anew.
    """

    pk = models.CompositePrimaryKey("subject", "seconds", "start")
    subject = models.TextField(help_text="partner-7, or what stands for an address.")
    seconds = models.IntegerField(help_text="How long the window is.")
    start = models.BigIntegerField(help_text="When it began, in seconds since 1970.")
    requests = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.subject} {self.requests}"


class Usage(models.Model):
    """Requests of a day. `partner`: None for everybody without a key."""

    day = models.DateField(_("day"))
    partner = models.ForeignKey(
        Partner, models.CASCADE, null=True, related_name="+", verbose_name=_("partner")
    )
    endpoint = models.TextField(_("endpoint"))
    requests = models.BigIntegerField(_("requests"))

    class Meta:
        verbose_name = _("usage")
        verbose_name_plural = _("usage")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "partner", "endpoint"], name="one_count_of_usage", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.endpoint} {self.requests}"


class FieldUse(models.Model):
    """How often a key has asked for a field on a day; `field` is empty where it took what comes by itself."""

    day = models.DateField(_("day"))
    key = models.ForeignKey(Key, models.CASCADE, related_name="+", verbose_name=_("key"))
    endpoint = models.TextField(_("endpoint"))
    field = models.TextField(_("field"))
    requests = models.BigIntegerField(_("requests"))

    class Meta:
        verbose_name = _("field use")
        verbose_name_plural = _("field uses")
        constraints = [
            models.UniqueConstraint(fields=["day", "key", "endpoint", "field"], name="one_count_of_a_field")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.endpoint} {self.field} {self.requests}"

    @property
    def partner(self) -> Partner:
        return self.key.partner
