"""Who is told of changes, and what has become of each message."""

import secrets
from typing import Any, Final

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models, transaction
from django.utils.translation import gettext_lazy as _

from cms.partners.models.accounts import Partner
from cms.published.models import Action, Change, PublishedSite

# What an editor chooses of; what is taken back is always told (docs/decisions/0048).
CHOSEN: Final = (Action.PUBLISHED, Action.UPDATED, Action.CORRECTED, Action.MOVED, Action.REFRESHED)
TEST: Final = "test"
# The most that is kept of an answer, in bytes.
ANSWER_BYTES: Final = 4096


def usual_events() -> list[str]:
    return [each.value for each in CHOSEN if each != Action.REFRESHED]


def new_salt() -> str:
    return secrets.token_urlsafe(24)


class Webhook(models.Model):
    """An address that is told of changes, those of its part of the log, from `cursor` on.

    What the worker writes (SEEN_TO) is written by `update` alone: a form that was opened before does not put
    it back.
    """

    name = models.CharField(_("name"), max_length=100, help_text=_("Who receives it: a partner, a system."))
    partner = models.ForeignKey(
        Partner, models.SET_NULL, null=True, blank=True, related_name="webhooks", verbose_name=_("partner")
    )
    url = models.URLField(
        _("address"),
        max_length=1000,
        help_text=_("Where messages are sent: https://…, a public address. Redirects are not followed."),
    )
    is_active = models.BooleanField(
        _("switched on"),
        default=True,
        help_text=_("Switched off, nothing is sent. Switched on again, it goes on where it was."),
    )
    events = ArrayField(models.TextField(), verbose_name=_("events"), default=usual_events)
    # Which part of the log; empty means all. Sites by their numbers: a site keeps its own when it is renamed.
    sites = ArrayField(models.BigIntegerField(), verbose_name=_("sites"), default=list, blank=True)
    locales = ArrayField(models.TextField(), verbose_name=_("languages"), default=list, blank=True)
    types = ArrayField(models.TextField(), verbose_name=_("types"), default=list, blank=True)
    kinds = ArrayField(models.TextField(), verbose_name=_("kinds of news"), default=list, blank=True)
    topics = ArrayField(models.TextField(), verbose_name=_("topics"), default=list, blank=True)

    # The secrets are made of these: cms.partners.signing.
    salt = models.TextField(default=new_salt)
    previous_salt = models.TextField(default="")
    previous_until = models.DateTimeField(null=True)
    secret_shown_at = models.DateTimeField(null=True)

    cursor = models.BigIntegerField(default=0, help_text="Sequence of the last change that was looked at.")
    hosts = ArrayField(models.TextField(), default=list, help_text="What the sites were called by then.")
    failing_since = models.DateTimeField(_("failing since"), null=True)
    rests_until = models.DateTimeField(null=True)
    gone_at = models.DateTimeField(null=True, help_text="When it answered 410, which switched it off.")

    SEEN_TO: Final = frozenset({"id", "cursor", "failing_since", "rests_until"})

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if kwargs.get("update_fields") is None:
            self.hosts = hosts_of(self)
            if self.is_active:
                self.gone_at = None
        if self._state.adding:
            self.cursor = Change.objects.aggregate(last=models.Max("sequence"))["last"] or 0
        elif kwargs.get("update_fields") is None:
            kwargs["update_fields"] = [
                field.name for field in self._meta.concrete_fields if field.name not in self.SEEN_TO
            ]
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Its deliveries too, which may be many: in the database, and not one by one."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {Delivery._meta.db_table} WHERE webhook_id = %s", [self.pk])  # noqa: S608
            return super().delete(*args, **kwargs)


def hosts_of(webhook: Webhook) -> list[str]:
    """What its sites are called, and were called when the log was last read.

    So what a site had before it was renamed or deleted is told to be gone. Not what is another's name now.
    """
    named = dict(PublishedSite.objects.values_list("host", "site_id"))
    own = {host for host, site in named.items() if site in webhook.sites}
    return sorted(own | {host for host in webhook.hosts if webhook.sites and host not in named})


class State(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    DELIVERED = "delivered", _("Delivered")
    PARKED = "parked", _("Given up")
    DROPPED = "dropped", _("Not tried again")


class Failure(models.TextChoices):
    """Why the last attempt has failed."""

    ANSWER = "answer", _("The receiver answered that it failed.")
    TIMEOUT = "timeout", _("The receiver did not answer in time.")
    CONNECTION = "connection", _("No connection to the receiver.")
    TLS = "tls", _("The receiver's certificate or encryption is not in order.")
    NOT_FOUND = "not_found", _("There is no server of that name.")
    ADDRESS = "address", _("The name leads to an address that is not public.")


class Delivery(models.Model):
    """One message to one webhook: of a change (`sequence`), or a test. What is told is the last attempt."""

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries", verbose_name=_("webhook"))
    sequence = models.BigIntegerField(_("sequence number"), null=True)
    key = models.TextField(
        _("published item"), default="", help_text="Of the item: its messages keep their order."
    )
    event = models.TextField(_("what happened"))
    message = models.TextField("webhook-id", help_text="The same however often it is sent.")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    planned_at = models.DateTimeField(_("since"))
    next_at = models.DateTimeField(_("next attempt"))
    attempts = models.PositiveIntegerField(_("attempts"), default=0)

    sent_at = models.DateTimeField(_("last attempt"), null=True)
    seconds = models.FloatField(_("seconds"), null=True)
    status = models.PositiveSmallIntegerField(_("status"), null=True)
    answer = models.TextField(_("answer"), default="")
    failure = models.CharField(_("what went wrong"), max_length=10, choices=Failure.choices, default="")
    detail = models.TextField(_("in the network's words"), default="")

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.UniqueConstraint(fields=["webhook", "sequence"], name="one_delivery_of_a_change")
        ]
        indexes = [
            models.Index(
                fields=["webhook", "next_at"], name="delivery_due", condition=models.Q(state="waiting")
            ),
            # Whether an earlier one of the item is still to be answered.
            models.Index(
                fields=["webhook", "key", "sequence"],
                name="delivery_in_order",
                condition=models.Q(state="waiting"),
            ),
            models.Index(fields=["webhook"], name="delivery_parked", condition=models.Q(state="parked")),
            models.Index(fields=["webhook", "-id"], name="delivery_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.key or self.message}"
