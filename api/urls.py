"""Every public address for reading. `api.middleware` serves them ahead of all other middleware."""

from django.urls import path, re_path

from api import docs, files, pages, preview, resolve, terms

ID = r"(?P<pk>[1-9][0-9]{0,18})"

urlpatterns = [
    path("api/v1/pages/", pages.PageListView.as_view(), name="pages"),
    re_path(rf"^api/v1/pages/{ID}/$", pages.PageView.as_view(), name="page"),
    path("api/v1/pages/find/", pages.FindView.as_view(), name="find"),
    path("api/v1/resolve/", resolve.ResolveView.as_view(), name="resolve"),
    path("api/v1/topics/", terms.TopicListView.as_view(), name="topics"),
    path("api/v1/organisations/", terms.OrganisationListView.as_view(), name="organisations"),
    path("api/v1/countries/", terms.CountryListView.as_view(), name="countries"),
    path("api/v1/regions/", terms.RegionListView.as_view(), name="regions"),
    path("api/v1/sdgs/", terms.SdgListView.as_view(), name="sdgs"),
    path("api/v1/kinds/", terms.KindListView.as_view(), name="kinds"),
    re_path(rf"^api/v1/images/{ID}/$", files.ImageView.as_view(), name="image"),
    re_path(rf"^api/v1/documents/{ID}/$", files.DocumentView.as_view(), name="document"),
    path("api/v1/preview/", preview.PreviewView.as_view(), name="preview"),
    path("api/v1/openapi.json", docs.OpenApiView.as_view(), name="openapi"),
    path("api/v1/docs/", docs.DocsView.as_view(), name="docs"),
    path("problems/", docs.ProblemListView.as_view(), name="problems"),
    path("problems/<slug:name>", docs.ProblemView.as_view(), name="problem"),
]
