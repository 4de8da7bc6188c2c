from django.urls import path

from cms.preview import beside, views

app_name = "preview"

urlpatterns = [
    path("<int:page_id>/", views.links, name="links"),
    path("<int:page_id>/beside/", beside.beside, name="beside"),
    path("<int:page_id>/<int:link_id>/revoke/", views.revoke, name="revoke"),
]
