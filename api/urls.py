"""Every public address for reading. `api.middleware` serves them ahead of all other middleware."""

from django.urls import path, re_path

from api import docs, files, pages, resolve, search

ID = r"(?P<pk>[1-9][0-9]{0,18})"

urlpatterns = [
    path("api/v1/pages/", pages.PageListView.as_view(), name="pages"),
    re_path(rf"^api/v1/pages/{ID}/$", pages.PageView.as_view(), name="page"),
    path("api/v1/pages/find/", pages.FindView.as_view(), name="find"),
    path("api/v1/search/", search.SearchView.as_view(), name="search"),
    path("api/v1/search/suggest/", search.SuggestView.as_view(), name="suggest"),
    path("api/v1/resolve/", resolve.ResolveView.as_view(), name="resolve"),
    re_path(rf"^api/v1/images/{ID}/$", files.ImageView.as_view(), name="image"),
    re_path(rf"^api/v1/documents/{ID}/$", files.DocumentView.as_view(), name="document"),
    path("api/v1/openapi.json", docs.OpenApiView.as_view(), name="openapi"),
    path("api/v1/docs/", docs.DocsView.as_view(), name="docs"),
    path("problems/", docs.ProblemListView.as_view(), name="problems"),
    path("problems/<slug:name>", docs.ProblemView.as_view(), name="problem"),
]
