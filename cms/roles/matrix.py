"""Who may do what: each role with its permissions. docs/roles.md is this table in words.

Models stand here by their labels: this room knows none of the page types.
"""

from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

# Where a role's permissions on pages are given.
HOMES: Final = "homes"  # on each site's home page, in all languages
LANGUAGE: Final = "language"  # on each site's home page in the role's language: one group for each language
EVERYWHERE: Final = "everywhere"  # above all sites

WRITE: Final = ("add", "change", "delete")
PRESS_LISTS: Final = (
    "newsroom.topic",
    "newsroom.organisation",
    "newsroom.mediacontact",
    "newsroom.adoption",
    "wagtailredirects.redirect",
)
WEBSITE: Final = ("home.menu", "home.siteidentity", "wagtailcore.site", "wagtailcore.locale")
PARTNERS: Final = ("partners.partner", "partners.webhook")
PEOPLE: Final = ("auth.user", "auth.group", "wagtailcore.apitoken")
WORKFLOWS: Final = ("wagtailcore.workflow", "wagtailcore.task")
# What is no page and has a version for each language; translators change that of their own.
IN_LANGUAGES: Final = (*PRESS_LISTS[:3], *WEBSITE[:2])
SUBMIT_TRANSLATION: Final = "wagtail_localize.submit_translation"
WITHDRAW_CONSENT: Final = "media.withdraw_consent"
SEE_READINGS: Final = "partners.view_embargoreading"


@dataclass(frozen=True)
class Role:
    """`name` is for a group's first name; of a role for one language it has that language in it.

    `files` are actions on images and documents, in all collections. `models` can be written whole.
    """

    key: str
    name: Any
    pages: tuple[str, ...] = ()
    where: str = HOMES
    files: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def permissions(self) -> set[str]:
        """Those that hold everywhere, as `app.codename`."""
        labels = [label.split(".") for label in self.models]
        return {
            "wagtailadmin.access_admin",
            *self.others,
            *(f"{app}.{action}_{model}" for app, model in labels for action in WRITE),
        }

    @property
    def page_permissions(self) -> set[str]:
        return {f"wagtailcore.{action}_page" for action in self.pages}

    @property
    def collection_permissions(self) -> set[str]:
        """Those of Wagtail's own images and documents stand for the models that took their place."""
        kinds = ("wagtailimages", "image"), ("wagtaildocs", "document")
        return {f"{app}.{action}_{kind}" for app, kind in kinds for action in self.files}


AUTHOR: Final = Role("author", _("Authors"), pages=("add", "change"), files=("choose", "add"))
TRANSLATOR: Final = Role(
    "translator",
    _("Translators: %(language)s"),
    pages=("change",),
    where=LANGUAGE,
    files=("choose",),
    others=(SUBMIT_TRANSLATION, *(label.replace(".", ".change_") for label in IN_LANGUAGES)),
)
REVIEWER: Final = Role(
    "reviewer", _("Reviewers"), pages=("change", "lock"), files=("choose", "add", "change")
)
PRESS_OFFICER: Final = Role(
    "press_officer",
    _("Press officers"),
    pages=("add", "change", "publish", "bulk_delete", "lock", "unlock"),
    files=REVIEWER.files,
    models=PRESS_LISTS,
    others=(SUBMIT_TRANSLATION, WITHDRAW_CONSENT, SEE_READINGS),
)
PARTNER_MANAGER: Final = Role(
    "partner_manager", _("Partner managers"), models=PARTNERS, others=(SEE_READINGS,)
)
ADMINISTRATOR: Final = Role(
    "administrator",
    _("Administrators"),
    pages=PRESS_OFFICER.pages,
    where=EVERYWHERE,
    files=PRESS_OFFICER.files,
    models=(*PRESS_LISTS, *WEBSITE, *PARTNERS, *PEOPLE, *WORKFLOWS),
    others=(SUBMIT_TRANSLATION, WITHDRAW_CONSENT, SEE_READINGS, "pages.change_sitetimezone"),
)
ROLES: Final = (AUTHOR, TRANSLATOR, REVIEWER, PRESS_OFFICER, PARTNER_MANAGER, ADMINISTRATOR)
# An administrator takes any step, so that nothing waits for ever for somebody who has left.
STEPS: Final = ((REVIEWER, _("Review")), (PRESS_OFFICER, _("Release")))
