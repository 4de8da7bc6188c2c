from django.urls import path

from cms.links.views import BrokenLinksView

app_name = "links"

urlpatterns = [
    path("", BrokenLinksView.as_view(), name="broken"),
    path("results/", BrokenLinksView.as_view(results_only=True), name="broken_results"),
]
