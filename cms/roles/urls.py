from django.urls import path

from cms.roles import views

app_name = "roles"

urlpatterns = [
    path("<int:page_id>/", views.translation, name="translation"),
    path(
        "<int:page_id>/<slug:action_name>/<int:task_state_id>/", views.DecisionView.as_view(), name="decide"
    ),
]
