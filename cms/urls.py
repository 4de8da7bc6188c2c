from django.conf import settings
from django.urls import include, path
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls

from cms.management_api.refusals import api as management_api

urlpatterns = [
    # Readers' websites stand elsewhere: whoever comes to the bare address of this one is an editor.
    path("", never_cache(RedirectView.as_view(pattern_name="wagtailadmin_home"))),
    path("admin/", include(wagtailadmin_urls)),
    path("files/", include("cms.media.urls")),
    path("", include("api.urls")),
]

if settings.MANAGEMENT_API:
    urlpatterns.append(path("api/management/", management_api.urls))
