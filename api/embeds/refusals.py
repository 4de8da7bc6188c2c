"""What stands in a partner's page in the news's place where its address asks for what there is not.

Readers see it, and whoever put the code there: so it is a few words in the page's language, with the API's
own after them, and a link to where the code is made.
"""

from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlencode

from api.embeds.words import SPOKEN as OF_READERS
from api.embeds.words import words
from api.errors import BadParameters, Mistake, Problem
from api.parameters import builder
from api.reading import address
from cms.published.sites import Sites, asking

# What is wrong with an address.
STATUSES: Final = (400, 414)

Query = Sequence[tuple[str, str]]


def shown_instead(problem: Problem, query: Query) -> dict[str, Any]:
    """What the templates need. `query`: what was asked with; empty where that cannot be read."""
    own = words(asking(lambda sites: language(query, sites)))
    mistakes = problem.mistakes if isinstance(problem, BadParameters) else [Mistake("", problem.detail)]
    wrong = {each.parameter for each in mistakes}
    right = [each for each in query if each[0] in builder.BUILDER and each[0] not in wrong]
    if own.language in builder.SPOKEN:
        right = [*(each for each in right if each[0] != builder.LANG.name), (builder.LANG.name, own.language)]
    typed = dict(query)
    return {
        "words": own,
        "mistakes": [
            (told(own.unknown, own.impossible, each, typed.get(each.parameter, "")), each.detail)
            for each in mistakes
        ],
        "builder": address("/embed/", urlencode(right)),
    }


def told(unknown: str, impossible: str, mistake: Mistake, typed: str) -> str:
    """In the reader's language, as far as can be said of any mistake."""
    if not mistake.parameter:
        return ""
    said = unknown if mistake.kind == "unknown-parameter" else impossible
    return said % {"name": mistake.parameter, "value": typed[:100]}


def language(query: Query, sites: Sites) -> str:
    """The one that was asked for, where readers are spoken to in it; else the site's."""
    typed = dict(query)
    asked = typed.get("locale", "").partition(",")[0]
    site = sites.by_host.get(typed.get("site", "")) or sites.default
    is_spoken = asked.partition("-")[0].lower() in OF_READERS
    return asked if is_spoken or not site else site.default_locale
