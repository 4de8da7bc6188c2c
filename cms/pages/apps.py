from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _
from wagtail_localize import strings


class PagesConfig(AppConfig):
    name = "cms.pages"
    label = "pages"
    verbose_name = _("Pages")

    def ready(self) -> None:
        # Models exist only now, and these read them.
        from cms.pages import endings, moment_inputs, quotes, slug_doors, words_of_others  # noqa: PLC0415
        from cms.pages.checks import page_types_are_complete  # noqa: PLC0415
        from cms.pages.gates import actions, forms, translations  # noqa: PLC0415
        from cms.pages.hints import panel  # noqa: PLC0415

        for each in (actions, forms, translations, panel):
            each.install()

        # Without this, a sentence with “m²” in it reaches the translator in three pieces.
        if "sup" not in strings.INLINE_TAGS:
            strings.INLINE_TAGS.append("sup")
        endings.follow()
        quotes.follow()
        words_of_others.install()
        moment_inputs.install()
        slug_doors.install()
        register(page_types_are_complete, "models")
