from django.urls import path

from cms.pages import views

app_name = "pages"

urlpatterns = [
    path("<int:page_id>/", views.quotes, name="quotes"),
]
