from django.urls import path

from cms.endings import views

app_name = "endings"

urlpatterns = [
    path("<int:page_id>/", views.end, name="end"),
    path("<int:page_id>/undo/", views.undo, name="undo"),
]
