from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RolesConfig(AppConfig):
    name = "cms.roles"
    label = "roles"
    verbose_name = _("Roles")

    def ready(self) -> None:
        # Models are loaded by now, and not before.
        from cms.roles import collections, guards, locks, reasons, whole  # noqa: PLC0415

        collections.install()
        guards.install()
        locks.install()
        reasons.install()
        whole.follow()
