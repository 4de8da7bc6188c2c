from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks

from cms.translations import audit

hooks.register("register_log_actions", audit.register)


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern | URLResolver]:
    return [path("translating/", include("cms.translations.urls"))]
