"""What the history of a webhook says of its secret and its deliveries. No models: hooks come before them."""

from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogActionRegistry, LogFormatter

SHOWN: Final = "partners.show_secret"
ROTATED: Final = "partners.rotate_secret"
REPLAYED: Final = "partners.replay"
TESTED: Final = "partners.test"


class Replayed(LogFormatter):
    label = gettext_lazy("Replay")

    def format_message(self, log_entry: Any) -> str:
        return _("Replayed from %(sequence)s") % {"sequence": log_entry.data["sequence"]}


def register(actions: LogActionRegistry) -> None:
    actions.register_action(SHOWN, gettext_lazy("Show secret"), gettext_lazy("Secret shown"))
    actions.register_action(ROTATED, gettext_lazy("New secret"), gettext_lazy("New secret made and shown"))
    actions.register_action(TESTED, gettext_lazy("Send a test"), gettext_lazy("Test sent"))
    actions.register_action(REPLAYED)(Replayed)
