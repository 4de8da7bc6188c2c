from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks

from cms.roles.guards import own_language_only
from cms.roles.locks import publishing_and_restarting

# Before anything else answers in the form's place, as wagtail-localize's editor does.
hooks.register("before_edit_snippet", own_language_only, order=-2)
# Before wagtail-localize's editor, which answers in its place.
hooks.register("before_edit_page", publishing_and_restarting, order=-1)


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern | URLResolver]:
    return [path("translations/", include("cms.roles.urls"))]
