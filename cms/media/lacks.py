"""What an image lacks to be shown: asked in one place, by gates, stand-ins and the desk's lists alike."""

from datetime import datetime, timedelta
from typing import Final

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, Func, Q, Value, When
from django.utils.translation import gettext_lazy as _

from cms.media.consent import ended

# So long before consent ends, the desk is told.
SOON: Final = timedelta(days=30)


class Lack(models.TextChoices):
    ALT = "alt", _("Alt text is missing")
    LANGUAGE = "language", _("Alt text is missing in a language in which it is shown")
    CREDIT = "credit", _("Credit is missing")
    LICENCE = "licence", _("Licence is missing")
    CONSENT = "consent", _("Shows people without consent")
    WITHDRAWN = "withdrawn", _("Consent is withdrawn")
    ENDED = "ended", _("Consent has ended")
    ENDING = "ending", _("Consent ends within 30 days")


def empty(field: str) -> Q:
    return Q(**{f"{field}__regex": r"^\s*$"})


def lacking(at: datetime) -> dict[Lack, Q]:
    """Which images lack what, wherever they are used, as of that moment; of consent one thing at most."""
    withdrawn, over = Q(consent_withdrawn_on__isnull=False), ended(at)
    open_ended = ~over & ~withdrawn
    return {
        Lack.ALT: empty("alt") & Q(alts={}),
        Lack.CREDIT: empty("credit"),
        Lack.LICENCE: Q(licence=""),
        Lack.CONSENT: open_ended & ~empty("people_shown") & empty("consent_reference"),
        Lack.WITHDRAWN: withdrawn,
        Lack.ENDED: over & ~withdrawn,
        Lack.ENDING: open_ended & ended(at + SOON),
    }


def lacks(at: datetime) -> Func:
    """To annotate images with: the codes of all that each lacks, in the order above."""
    return codes_of(lacking(at))


def codes_of(lacking: dict[Lack, Q]) -> Func:
    codes = (Case(When(asked, then=Value(lack.value))) for lack, asked in lacking.items())
    return Func(
        *codes,
        template="array_remove(ARRAY[%(expressions)s]::text[], NULL)",
        output_field=ArrayField(models.TextField()),
    )
