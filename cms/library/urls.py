from django.urls import path, re_path

from cms.library import views
from cms.library.report import MissingView

app_name = "library"

urlpatterns = [
    path("images/<int:image_id>/withdraw/", views.withdraw, name="withdraw"),
    path("images/<int:image_id>/withdraw/undo/", views.undo, name="undo"),
    path("images/<int:image_id>/stand-in/", views.stand_in, name="stand_in"),
    re_path(r"^(?P<what>image|document)s/just-uploaded/$", views.just_uploaded, name="just_uploaded"),
    path("missing/", MissingView.as_view(), name="missing"),
    path("missing/results/", MissingView.as_view(results_only=True), name="missing_results"),
]
