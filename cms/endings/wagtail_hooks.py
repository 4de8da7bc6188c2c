from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks

from cms.endings import audit, views

hooks.register("register_log_actions", audit.register)
# Before the editor of translations, which answers in the edit view's place.
hooks.register("before_edit_page", views.tell, order=-1)


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def urls() -> list[URLPattern | URLResolver]:
    return [path("endings/", include("cms.endings.urls"))]
