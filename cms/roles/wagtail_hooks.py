from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks

from cms.roles.guards import own_language_only

# Before anything else answers in the form's place, as wagtail-localize's editor does.
hooks.register("before_edit_snippet", own_language_only, order=-2)


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern | URLResolver]:
    return [path("translations/", include("cms.roles.urls"))]
