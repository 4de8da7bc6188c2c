from django.urls import path

from cms.translations import machine, matrix, po_views, views
from cms.translations.report import OpenTranslationsView
from cms.translations.untranslated import UntranslatedView

app_name = "translations"

urlpatterns = [
    path("<int:page_id>/as-it-is/", views.as_it_is, name="as_it_is"),
    path("machine/<int:translation_id>/", machine.machine, name="machine"),
    path("<int:page_id>/po/", po_views.files, name="po"),
    path("languages/", matrix.start, name="matrix_start"),
    path("<int:page_id>/languages/", matrix.matrix, name="matrix"),
    path("open/", OpenTranslationsView.as_view(), name="open"),
    path("open/results/", OpenTranslationsView.as_view(results_only=True), name="open_results"),
    path("untranslated/", UntranslatedView.as_view(), name="untranslated"),
    path("untranslated/results/", UntranslatedView.as_view(results_only=True), name="untranslated_results"),
]
