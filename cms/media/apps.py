from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from cms.media import avif


class MediaConfig(AppConfig):
    name = "cms.media"
    label = "media"
    verbose_name = _("Media")

    def ready(self) -> None:
        avif.register()
