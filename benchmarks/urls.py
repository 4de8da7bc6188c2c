"""The project's addresses, and Wagtail's API v3 and v2 as its documentation mounts them, open to all."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.api.v3.urls import api as v3
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.images.api.v2.views import ImagesAPIViewSet
from wagtail.models import Page

from cms.pages.models import BasePage
from cms.urls import urlpatterns as ours

# Ours asks the database for each page's address, for it is right inside the request that moves a site
# too. Wagtail's, from its cache, is what its APIs would use elsewhere.
BasePage.get_url_parts = Page.get_url_parts

v2 = WagtailAPIRouter("wagtailapi")
v2.register_endpoint("pages", PagesAPIViewSet)
v2.register_endpoint("images", ImagesAPIViewSet)
v2.register_endpoint("documents", DocumentsAPIViewSet)

urlpatterns = [
    path("wagtail/v3/", v3.urls),
    path("wagtail/v2/", v2.urls),
    *ours,
    *i18n_patterns(path("", include(wagtail_urls))),
]
