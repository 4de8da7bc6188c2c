from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EmbargoesConfig(AppConfig):
    name = "cms.embargoes"
    label = "embargoes"
    verbose_name = _("Embargoes")

    def ready(self) -> None:
        # Models are loaded by now, and not before.
        from cms.embargoes import carrying, machine, status  # noqa: PLC0415

        carrying.install()
        machine.install()
        status.install()
