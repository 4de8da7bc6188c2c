from django.apps import AppConfig


class ProjectionConfig(AppConfig):
    name = "cms.projection"
    label = "projection"
    verbose_name = "Projection"

    def ready(self) -> None:
        from cms.projection import doors, signals  # noqa: PLC0415  models are not loaded earlier

        doors.open_on_every_action()
        signals.listen()
