"""What editors are told of webhooks, their deliveries, and keys."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.partners.models import TEST, Delivery, Failure, Key, State, Webhook
from cms.published.models import Action

EVENTS: Final[dict[str, Any]] = {
    Action.PUBLISHED: gettext_lazy("Published"),
    Action.UPDATED: gettext_lazy("Changed by an editor"),
    Action.CORRECTED: gettext_lazy("Corrected"),
    Action.MOVED: gettext_lazy("Moved to another address"),
    Action.REFRESHED: gettext_lazy("Refreshed: only something that it shows has changed"),
    Action.WITHDRAWN: gettext_lazy("Withdrawn"),
    Action.REMOVED: gettext_lazy("No longer public, or left the filter"),
    TEST: gettext_lazy("Test"),
}

# What is read from most, by the name of its endpoint. Others are called by that name.
ENDPOINTS: Final[dict[str, Any]] = {
    "pages": gettext_lazy("Lists of pages"),
    "page": gettext_lazy("Single pages"),
    "search": gettext_lazy("Search"),
    "changes": gettext_lazy("Change feed"),
    "menus": gettext_lazy("Menus"),
    "resolve": gettext_lazy("Addresses of pages"),
    "feed_rss": "RSS",
    "feed_atom": "Atom",
    "feed_json": "JSON Feed",
    "feed_ninjs": "ninjs",
    "embed_builder": gettext_lazy("Embedding: builder"),
    "embed_frame": gettext_lazy("Embedding: frames"),
    "embed_fragment": gettext_lazy("Embedding: HTML for servers"),
    "embed_news_version": gettext_lazy("Embedding: web component"),
    "embed_page": gettext_lazy("Embedding: cards"),
    "oembed": "oEmbed",
    "media:image": gettext_lazy("Images"),
    "media:document": gettext_lazy("Documents"),
    "usage": gettext_lazy("Usage"),
}
# Time enough to give a partner another key, and for them to put it in.
SOON: Final = timedelta(days=30)


def endpoint(name: str) -> Any:
    return ENDPOINTS.get(name, name)


def event(delivery: Delivery) -> Any:
    return EVENTS.get(delivery.event, delivery.event)


def said(webhook: Webhook, given_up: int = 0) -> str:
    """How it is, in a few words."""
    if webhook.gone_at and not webhook.is_active:
        return _("Switched off by the receiver (410)")
    if given_up:
        return ngettext("%(count)d message given up", "%(count)d messages given up", given_up) % {
            "count": given_up
        }
    if not webhook.is_active:
        return _("Switched off")
    return _("Failing") if webhook.failing_since else _("Switched on")


def outcome(delivery: Delivery) -> str:
    """What became of the last attempt, in a sentence."""
    if delivery.failure:
        told = str(Failure(delivery.failure).label)
        return f"{told} ({delivery.status})" if delivery.status else told
    if delivery.state == State.DELIVERED:
        return _("The receiver has taken it.")
    return _("It is still to be sent.")


def of_key(key: Key, now: datetime) -> str:
    if key.revoked_at:
        return _("Revoked")
    if not key.is_good(now):
        return _("Expired")
    return _("Expires soon") if expires_soon(key, now) else _("Valid")


def tag_of_key(key: Key, now: datetime) -> str:
    """How that looks among Wagtail's tags of a status."""
    if not key.is_good(now):
        return ""
    return "w-status--label" if expires_soon(key, now) else "w-status--primary"


def expires_soon(key: Key, now: datetime) -> bool:
    return bool(key.expires_at and key.expires_at <= now + SOON)
