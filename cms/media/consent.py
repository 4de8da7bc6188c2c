"""Until when a picture of people may be public."""

from datetime import MAXYEAR, date, datetime, time, timedelta

from django.db.models import Q
from django.utils.timezone import get_default_timezone, localtime


def ended(at: datetime) -> Q:
    """Images of which the last day of consent is past at that moment (aware): `may_be_public` in SQL."""
    return Q(consent_until__lt=localtime(at, get_default_timezone()).date())


class Consent:
    """What `Image` knows of the consent of those it shows. Mixed in, for it has rules and no columns."""

    consent_until: date | None
    consent_withdrawn_on: date | None

    @property
    def is_withdrawn(self) -> bool:
        """Nobody but editors may see the image, whatever the date."""
        return self.consent_withdrawn_on is not None

    def public_until(self) -> datetime | None:
        """The first moment after the last day of consent, in the site's time zone; None: no end."""
        if self.consent_until is None or self.consent_until.year == MAXYEAR:
            return None
        following = self.consent_until + timedelta(days=1)
        return datetime.combine(following, time.min, tzinfo=get_default_timezone())

    def may_be_public(self, at: datetime) -> bool:
        """Whether consent covers that moment (aware). Says nothing about whether anything shows it."""
        until = self.public_until()
        return not self.is_withdrawn and (until is None or at < until)
