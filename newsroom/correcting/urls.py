from django.urls import path

from newsroom.correcting import views

app_name = "correcting"

urlpatterns = [
    path("<int:page_id>/", views.corrections, name="corrections"),
    path("<int:page_id>/<int:correction_id>/", views.corrections, name="change"),
    path("<int:page_id>/<int:correction_id>/take-back/", views.take_back, name="take_back"),
]
