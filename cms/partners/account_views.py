"""A partner's keys: made, shown once, revoked."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import log
from wagtail.permissions import policy_registry

from cms.partners import audit, keys, words
from cms.partners.account_forms import KeyForm
from cms.partners.models import Key, Partner


class OfPartner(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """A page about one partner, for those who may change it."""

    permission_required = "change"
    header_icon = "key"

    @cached_property
    def permission_policy(self) -> Any:
        return policy_registry.get_by_type(Partner)

    @cached_property
    def partner(self) -> Partner:
        return get_object_or_404(Partner, pk=self.kwargs["pk"])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("partners:index"), "label": _("Partners")},
            {"url": reverse("partners:edit", args=[self.partner.pk]), "label": self.partner.name},
            {"url": "", "label": self.get_page_title(), "sublabel": self.partner.name},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_context_data(partner=self.partner, **kwargs)
        return found


class KeysView(OfPartner):
    """The keys, and a form for another one. That is shown in the answer to the form, and never again."""

    page_title = gettext_lazy("Keys")
    template_name = "partners/keys.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        listed = [
            {"key": each, "scopes": ", ".join(each.scopes), "state": words.of_key(each, now)}
            for each in self.partner.keys.all()
        ]
        return super().get_context_data(**{"keys": listed, "form": KeyForm(), **kwargs})

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        form = KeyForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        said = form.cleaned_data
        made, shown = keys.issue(self.partner, said["name"], said["scopes"], said["expires_at"])
        log(self.partner, audit.KEY_MADE, data=audit.of_key(made))
        return self.render_to_response(self.get_context_data(made=made, shown=shown))


class RevokeView(OfPartner):
    """Whether that is meant: what a key opened, it opens no more, from the next request on."""

    page_title = gettext_lazy("Revoke a key")
    template_name = "partners/revoke.html"

    @cached_property
    def key(self) -> Key:
        return get_object_or_404(Key, pk=self.kwargs["key"], partner=self.partner)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{**kwargs, "key": self.key})

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        if Key.objects.filter(pk=self.key.pk, revoked_at=None).update(revoked_at=timezone.now()):
            log(self.partner, audit.KEY_REVOKED, data=audit.of_key(self.key))
        messages.success(request, _("The key %(prefix)s… is revoked.") % {"prefix": self.key.prefix})
        return redirect("partners:keys", self.partner.pk)
