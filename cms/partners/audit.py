"""What the history of a webhook says of its secret and its deliveries, and that of a partner of its keys.

No models: hooks come before them.
"""

from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogActionRegistry, LogFormatter

SHOWN: Final = "partners.show_secret"
ROTATED: Final = "partners.rotate_secret"
REPLAYED: Final = "partners.replay"
TESTED: Final = "partners.test"
KEY_MADE: Final = "partners.make_key"
KEY_REVOKED: Final = "partners.revoke_key"


class Replayed(LogFormatter):
    label = gettext_lazy("Replay")

    def format_message(self, log_entry: Any) -> str:
        return _("Replayed from %(sequence)s") % {"sequence": log_entry.data["sequence"]}


def of_key(key: Any) -> dict[str, Any]:
    """What is kept of a key for good: by what it is known, and what it opened."""
    ends = key.expires_at.isoformat() if key.expires_at else None
    return {"prefix": key.prefix, "name": key.name, "scopes": key.scopes, "expires_at": ends}


class KeyMade(LogFormatter):
    label = gettext_lazy("Make key")

    def format_message(self, log_entry: Any) -> str:
        said = {**log_entry.data, "scopes": ", ".join(log_entry.data["scopes"])}
        return _("Made the key %(prefix)s… (“%(name)s”) with the scopes %(scopes)s") % said


class KeyRevoked(LogFormatter):
    label = gettext_lazy("Revoke key")

    def format_message(self, log_entry: Any) -> str:
        return _("Revoked the key %(prefix)s… (“%(name)s”)") % log_entry.data


def register(actions: LogActionRegistry) -> None:
    actions.register_action(SHOWN, gettext_lazy("Show secret"), gettext_lazy("Secret shown"))
    actions.register_action(ROTATED, gettext_lazy("New secret"), gettext_lazy("New secret made and shown"))
    actions.register_action(TESTED, gettext_lazy("Send a test"), gettext_lazy("Test sent"))
    actions.register_action(REPLAYED)(Replayed)
    actions.register_action(KEY_MADE)(KeyMade)
    actions.register_action(KEY_REVOKED)(KeyRevoked)
