from django.urls import path

from cms.pages import views

app_name = "pages"

urlpatterns = [
    path("quotes/<int:page_id>/", views.quotes, name="quotes"),
    path("signed-in/", views.signed_in, name="signed_in"),
]
