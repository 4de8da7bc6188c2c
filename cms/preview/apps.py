from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PreviewConfig(AppConfig):
    name = "cms.preview"
    label = "preview"
    verbose_name = _("Preview")

    def ready(self) -> None:
        # Models are loaded by now, and not before.
        from cms.preview import history  # noqa: PLC0415
        from cms.preview.opening import opened  # noqa: PLC0415
        from cms.published.drafts import drafts  # noqa: PLC0415

        drafts.register(opened)
        history.install()
