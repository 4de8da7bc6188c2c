"""The licences under which an image may be published: a fixed list with stable keys."""

from typing import Final, NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _


class Licence(models.TextChoices):
    """The key is stored and never changes; the label is what editors choose from."""

    ALL_RIGHTS_RESERVED = "all-rights-reserved", _("All rights reserved")
    EDITORIAL_USE = "editorial-use", _("Free for editorial use with credit")
    CC_BY = "cc-by-4.0", "CC BY 4.0"
    CC_BY_SA = "cc-by-sa-4.0", "CC BY-SA 4.0"
    CC_BY_ND = "cc-by-nd-4.0", "CC BY-ND 4.0"
    CC_BY_NC = "cc-by-nc-4.0", "CC BY-NC 4.0"
    CC_BY_NC_SA = "cc-by-nc-sa-4.0", "CC BY-NC-SA 4.0"
    CC_BY_NC_ND = "cc-by-nc-nd-4.0", "CC BY-NC-ND 4.0"
    CC_BY_3_IGO = "cc-by-3.0-igo", "CC BY 3.0 IGO"
    CC_BY_NC_ND_3_IGO = "cc-by-nc-nd-3.0-igo", "CC BY-NC-ND 3.0 IGO"
    CC0 = "cc0-1.0", "CC0 1.0"
    PUBLIC_DOMAIN = "public-domain", _("Public domain")


class Terms(NamedTuple):
    """What readers see: the same name in every language, for an image has no language of its own."""

    name: str
    url: str | None


CREATIVE_COMMONS: Final = "https://creativecommons.org"

TERMS: Final[dict[str, Terms]] = {
    Licence.ALL_RIGHTS_RESERVED: Terms("All rights reserved", None),
    Licence.EDITORIAL_USE: Terms("Free for editorial use with credit", None),
    Licence.CC_BY: Terms("CC BY 4.0", f"{CREATIVE_COMMONS}/licenses/by/4.0/"),
    Licence.CC_BY_SA: Terms("CC BY-SA 4.0", f"{CREATIVE_COMMONS}/licenses/by-sa/4.0/"),
    Licence.CC_BY_ND: Terms("CC BY-ND 4.0", f"{CREATIVE_COMMONS}/licenses/by-nd/4.0/"),
    Licence.CC_BY_NC: Terms("CC BY-NC 4.0", f"{CREATIVE_COMMONS}/licenses/by-nc/4.0/"),
    Licence.CC_BY_NC_SA: Terms("CC BY-NC-SA 4.0", f"{CREATIVE_COMMONS}/licenses/by-nc-sa/4.0/"),
    Licence.CC_BY_NC_ND: Terms("CC BY-NC-ND 4.0", f"{CREATIVE_COMMONS}/licenses/by-nc-nd/4.0/"),
    Licence.CC_BY_3_IGO: Terms("CC BY 3.0 IGO", f"{CREATIVE_COMMONS}/licenses/by/3.0/igo/"),
    Licence.CC_BY_NC_ND_3_IGO: Terms("CC BY-NC-ND 3.0 IGO", f"{CREATIVE_COMMONS}/licenses/by-nc-nd/3.0/igo/"),
    Licence.CC0: Terms("CC0 1.0", f"{CREATIVE_COMMONS}/publicdomain/zero/1.0/"),
    Licence.PUBLIC_DOMAIN: Terms("Public domain", f"{CREATIVE_COMMONS}/publicdomain/mark/1.0/"),
}
