"""What a page's history says of its translation. No models: hooks are looked for before that."""

from typing import Any, Final

from django.utils.translation import gettext_lazy, ngettext
from wagtail.log_actions import LogActionRegistry, LogFormatter

AS_IT_IS: Final = "translation.publish_as_it_is"
CONFIRMED: Final = "translation.confirm_machine"


class PublishedAsItIs(LogFormatter):
    label = gettext_lazy("Publish partly translated")

    def format_message(self, log_entry: Any) -> str:
        count = len(log_entry.data["texts"])
        said = ngettext(
            "Published as it is, with %(count)d text in the original language",
            "Published as it is, with %(count)d texts in the original language",
            count,
        )
        return said % {"count": count}


class MachineConfirmed(LogFormatter):
    label = gettext_lazy("Confirm machine translation")

    def format_message(self, log_entry: Any) -> str:
        count = len(log_entry.data["texts"])
        said = ngettext(
            "Confirmed %(count)d text that a machine had translated",
            "Confirmed %(count)d texts that a machine had translated",
            count,
        )
        return said % {"count": count}


def register(actions: LogActionRegistry) -> None:
    actions.register_action(CONFIRMED)(MachineConfirmed)
    actions.register_action(AS_IT_IS)(PublishedAsItIs)
