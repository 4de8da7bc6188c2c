from django.urls import path

from cms.embargoes import views

app_name = "embargoes"

urlpatterns = [
    path("<int:page_id>/", views.embargo, name="embargo"),
    path("<int:page_id>/cancel/", views.cancel, name="cancel"),
]
