from django.urls import path

from cms.reach import views

app_name = "reach"

urlpatterns = [path("<int:page_id>/", views.partners, name="partners")]
