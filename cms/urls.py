from django.conf import settings
from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.api.v3.urls import api as management_api

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("files/", include("cms.media.urls")),
    path("", include("api.urls")),
]

if settings.MANAGEMENT_API:
    urlpatterns.append(path("api/management/", management_api.urls))
