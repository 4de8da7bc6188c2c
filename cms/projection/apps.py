from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectionConfig(AppConfig):
    name = "cms.projection"
    label = "projection"
    verbose_name = _("Projection")

    def ready(self) -> None:
        # Models are loaded by now, and not before.
        from cms.projection import doors, schemas, signals  # noqa: PLC0415

        doors.open_on_every_action()
        signals.listen()
        schemas.register()
