from django.urls import path

from cms.translations import machine, views

app_name = "translations"

urlpatterns = [
    path("<int:page_id>/as-it-is/", views.as_it_is, name="as_it_is"),
    path("machine/<int:translation_id>/", machine.machine, name="machine"),
]
