from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern | URLResolver]:
    return [path("translations/", include("cms.roles.urls"))]
