"""The agenda of the next days on the admin's first page."""

from typing import Any, Final

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.agenda.days import end_of_days, lines
from cms.agenda.events import LOOKING_BACK, Chosen, event, events
from cms.desk.panels import DeskPanel
from cms.roles.may import has_pages

# A desk that plans more than this in a week reads the list.
MOST: Final = 100


class AgendaPanel(DeskPanel):
    name = "agenda"
    heading = _("The next seven days")
    icon = "calendar-alt"
    order = 150
    nothing = _("Nothing is due in the next seven days.")
    list_url_name = "agenda:agenda"
    template_name = "agenda/panel.html"

    def is_for(self, request: HttpRequest) -> bool:
        return has_pages(request.user)

    def content(self, request: HttpRequest) -> dict[str, Any]:
        now = timezone.now()
        chosen = Chosen(since=now - LOOKING_BACK, until=end_of_days(now))
        rows = list(events(request.user, chosen, now)[: MOST + 1])
        late, days = lines(map(event, rows[:MOST]), now)
        return {"late": late, "days": days, "is_cut": len(rows) > MOST, "always_listed": True}
