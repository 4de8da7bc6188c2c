"""To withdraw consent, to undo that, and to choose what stands in: each leaves a trace in the history."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.permissions import policy_registry

from cms.library import audit
from cms.media.lacks import Lack, lacks
from cms.media.models import Image

PERMISSION = "media.withdraw_consent"


def may_change(image: Image, user: Any) -> bool:
    policy = policy_registry.get_by_type(Image)
    return bool(policy.user_has_permission_for_instance(user, "change", image))


def may_withdraw(image: Image, user: Any) -> bool:
    return bool(user.has_perm(PERMISSION)) and may_change(image, user)


def withdraw(image: Image, on: Any, reference: str, stand_in: Image | None, user: Any) -> None:
    """The image, whose row is held, leaves all that is public with the transaction's end.

    ValidationError: as `choose`, or somebody has withdrawn it meanwhile.
    """
    if image.is_withdrawn:
        raise ValidationError(_("Somebody has recorded the withdrawal meanwhile."))
    choose(image, stand_in, user)
    image.consent_withdrawn_on, image.withdrawal_reference = on, reference
    image.save(update_fields=["consent_withdrawn_on", "withdrawal_reference"])
    audit.write(image, audit.WITHDRAWN, user, {"on": on.isoformat(), "reference": reference})


def undo(image: Image, user: Any) -> None:
    image.consent_withdrawn_on, image.withdrawal_reference = None, ""
    image.save(update_fields=["consent_withdrawn_on", "withdrawal_reference"])
    audit.write(image, audit.GIVEN_BACK, user)


def choose(image: Image, stand_in: Image | None, user: Any) -> None:
    """What is shown in its place once consent does not cover it. ValidationError: that may not stand in."""
    if stand_in is not None and stand_in.pk != image.stand_in_id:
        refuse(image, stand_in)
    if image.stand_in_id == (stand_in and stand_in.pk):
        return
    image.stand_in = stand_in
    image.save(update_fields=["stand_in"])
    audit.write(image, audit.STAND_IN, user, {"title": stand_in.title if stand_in else ""})


def refuse(image: Image, stand_in: Image) -> None:
    """No loops, no chains, and nothing that no page could be published with."""
    if stand_in.pk == image.pk:
        raise ValidationError(_("An image cannot stand in for itself."))
    if stand_in.stand_in_id:
        raise ValidationError(_("“%(image)s” has a stand-in itself. Choose another image.") % named(stand_in))
    if other := image.stands_in_for.first():  # type: ignore[attr-defined]
        raise ValidationError(
            _("This image stands in for “%(image)s” and so can have no stand-in itself.") % named(other)
        )
    if stand_in.collection.get_view_restrictions().exists():
        raise ValidationError(_("“%(image)s” is in a private collection.") % named(stand_in))
    found = Image.objects.annotate(lacks=lacks(timezone.now())).get(pk=stand_in.pk).lacks
    wrong = [Lack(code) for code in found if code != Lack.ENDING]
    if wrong:
        reasons = ", ".join(str(each.label) for each in wrong)
        raise ValidationError(
            _("“%(image)s” is not in order itself: %(reasons)s.") % {**named(stand_in), "reasons": reasons}
        )


def named(image: Image) -> dict[str, str]:
    return {"image": image.title}
