from django.urls import path

from cms.agenda.views import AgendaView

app_name = "agenda"

urlpatterns = [
    path("", AgendaView.as_view(), name="agenda"),
    path("results/", AgendaView.as_view(results_only=True), name="agenda_results"),
]
