"""Where the gates stand: in Wagtail's actions themselves, behind which every door leads.

Forms, the workflow's last step, the management API, schedules, wagtail-localize, bulk actions and commands
all publish through one method. Copying what is public is the one thing that makes a page public past it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.publish_revision import PublishRevisionAction

from cms.pages.gates import pass_gates
from cms.pages.models import BasePage


def install() -> None:
    """Both are asked after Wagtail's own question whether the user may."""
    PublishRevisionAction._publish_revision = behind_gates(PublishRevisionAction._publish_revision)
    CopyPageAction._copy_page = gated_when_live(CopyPageAction._copy_page)


def behind_gates(publish: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(publish)
    def publish_if_in_order(action: Any, revision: Any, page: Any, user: Any, *args: Any, **more: Any) -> Any:
        if isinstance(page, BasePage):
            pass_gates(page, user, revision.pk)
        return publish(action, revision, page, user, *args, **more)

    return publish_if_in_order


def gated_when_live(copy_page: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(copy_page)
    def copy_if_in_order(action: Any, *args: Any, **more: Any) -> Any:
        copy = copy_page(action, *args, **more)
        if copy is not None and copy.live and isinstance(copy, BasePage) and not copy.alias_of_id:
            pass_gates(copy, action.user)
        return copy

    return copy_if_in_order
