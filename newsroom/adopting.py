"""Who may let which site adopt news: a country office for its own, without any right on the news itself."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.models import Page, Site
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import page_permission_policy


def sites_of(user: Any) -> Any:
    """The sites on which the user may write anywhere, as a queryset; all of them for an administrator."""
    sites = Site.objects.order_by("hostname")
    if user.is_superuser:
        return sites
    writable = page_permission_policy.instances_user_has_any_permission_for(
        user, {"add", "change", "publish"}
    )
    return sites.filter(pk__in=[site.pk for site in sites if writable.filter(below(site)).exists()])


def below(site: Site) -> Q:
    """The site's pages, in all its languages."""
    roots = Page.objects.filter(translation_key=site.root_page.translation_key)
    found = Q(pk__in=[])
    for path in roots.values_list("path", flat=True):
        found |= Q(path__startswith=path)
    return found


class AdoptionPolicy(ModelPermissionPolicy):
    """As for any snippet, but each adoption only for those who write on its site."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        allowed: bool = super().user_has_permission_for_instance(user, action, instance)
        return allowed and sites_of(user).filter(pk=instance.site_id).exists()

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Any) -> bool:
        return any(self.user_has_permission_for_instance(user, action, instance) for action in actions)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> Any:
        found = super().instances_user_has_any_permission_for(user, actions)
        return found.filter(site__in=sites_of(user))


class AdoptionForm(WagtailAdminModelForm):
    """Offers the user's own sites, and takes the one where there is but one."""

    def __init__(self, *args: Any, for_user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, for_user=for_user, **kwargs)
        # Wagtail adds the type's name to words of its own, once, in whichever language the process had then.
        self.fields["page"].widget.choose_one_text = _("Choose a piece of news")
        if for_user is not None:
            sites = self.fields["site"].queryset = sites_of(for_user)
            if len(sites) == 1:
                self.fields["site"].initial = sites[0]


class ForOwnSites:
    """A view of one adoption, for those who may."""

    permission_required: str

    def get_object(self, *args: Any, **kwargs: Any) -> Any:
        found = super().get_object(*args, **kwargs)  # type: ignore[misc]
        if not self.user_has_permission_for_instance(self.permission_required, found):  # type: ignore[attr-defined]
            raise PermissionDenied
        return found
