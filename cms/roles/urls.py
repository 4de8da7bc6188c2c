from django.urls import path

from cms.roles import views

app_name = "roles"

urlpatterns = [
    path("<int:page_id>/", views.translation, name="translation"),
]
