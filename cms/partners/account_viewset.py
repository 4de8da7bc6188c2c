"""Partners in the admin: Wagtail's own pages to list, make, change and delete them, and their keys."""

from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from cms.partners import reports
from cms.partners.account_forms import EDIT_HANDLER
from cms.partners.account_views import KeysView, RevokeView
from cms.partners.models import Key, Partner


class PartnersView(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[Any]:
        good = Q(keys__in=Key.objects.good(timezone.now()))
        return (
            super()
            .get_base_queryset()
            .annotate(good_keys=Count("keys", filter=good), last_used=Max("keys__last_used_at"))
        )


class NewPartnerView(generic.CreateView):
    def get_success_url(self) -> str:
        """To its keys, without which it can do no more than anybody."""
        return reverse("partners:keys", args=[self.object.pk])


class ChangePartnerView(generic.EditView):
    @cached_property
    def header_buttons(self) -> list[Any]:
        usage = f"{reverse('partners:usage')}?partner={self.object.pk}"
        return [
            HeaderButton(_("Keys"), url=reverse("partners:keys", args=[self.object.pk]), icon_name="key"),
            HeaderButton(_("Usage"), url=usage, icon_name="history"),
        ]


class PartnerViewSet(ModelViewSet):
    model = Partner
    name = "partners"
    icon = "group"
    menu_label = pgettext_lazy("menu", "Partners")
    menu_order = 690
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    edit_handler = EDIT_HANDLER
    index_view_class = PartnersView
    add_view_class = NewPartnerView
    edit_view_class = ChangePartnerView
    search_fields = ("name", "contact_person", "email", "notes")
    list_display = [
        "name",
        Column("contact_person", label=gettext_lazy("Contact person"), sort_key="contact_person"),
        NumberColumn("good_keys", label=gettext_lazy("Valid keys"), sort_key="good_keys"),
        DateColumn("last_used", label=gettext_lazy("Last used"), sort_key="last_used"),
    ]

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/keys/", KeysView.as_view(), name="keys"),
            path("<int:pk>/keys/<int:key>/revoke/", RevokeView.as_view(), name="revoke"),
            *reports.urls(),
        ]
