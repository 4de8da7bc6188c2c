"""`/embed/`: choose what news to show and how, look at it, copy it. Works without scripts, better with one.

Nothing but its address decides what it says, as everywhere: so its language is in that too.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api import documented_embeds as documented
from api.docs import PAGE
from api.embeds.snippets import snippets
from api.embeds.views import LOOKS
from api.embeds.words import SPOKEN as OF_READERS
from api.embeds.words import words
from api.errors import BadParameters, Mistake
from api.kept import Finished, kept_or_made
from api.listing import chosen_sites, label_language, listing
from api.pages import keys_of_list
from api.parameters import builder as parameters
from api.parameters import embeds
from api.parameters.base import Context, Values
from api.parameters.feeds import of_news
from api.parameters.pages import MOST_PER_PAGE
from api.parameters.values import NETWORK
from api.reading import PublicView, address
from cms.published import lists
from cms.published.contract import contract
from cms.published.facets import Term
from cms.published.lists import MOST, Answer
from cms.published.sites import Site, Sites
from cms.published.sorting import sort_key
from cms.published.terms import NUMBERED

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
    " frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    count: int | None
    chosen: bool


@dataclass(frozen=True)
class Group:
    """What can be chosen of one filter; `wrong`: what is said of what was asked for."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    wrong: str

    @property
    def is_open(self) -> bool:
        return bool(self.wrong) or any(each.chosen for each in self.choices)

    @property
    def without_news(self) -> list[Choice]:
        """What was chosen, and nothing has: unknown, misspelt, or not together with what else is chosen."""
        return [each for each in self.choices if each.chosen and not each.count]

    @property
    def number(self) -> int:
        return sum(each.chosen for each in self.choices)


class BuilderView(PublicView):
    parameters = parameters.BUILDER

    def query(self, request: Request) -> list[tuple[str, str]]:
        """Without what a form sends of fields that nobody has filled in. Without a heading is a choice."""
        given = super().query(request)
        return [(name, value) for name, value in given if value or name == embeds.HEADING.name]

    @extend_schema(**documented.builder)
    def get(self, request: Request) -> HttpResponse:
        try:
            response = kept_or_made(request, lambda sites: self.answer(request, sites, ()), PAGE)
        except BadParameters as error:
            # Of a name that it does not know, nothing can be said beside a field.
            if {each.parameter for each in error.mistakes} - self.parameters.keys():
                raise
            wrong = error.mistakes
            response = kept_or_made(request, lambda sites: self.answer(request, sites, wrong), PAGE)
        response.headers["Content-Security-Policy"] = POLICY
        return response

    def answer(self, request: Request, sites: Sites, wrong: Iterable[Mistake]) -> Finished:
        """`wrong`: what was refused, and is left out."""
        refused = {each.parameter for each in wrong}
        given = self.query(request)
        context = Context(sites, contract)
        values = self.checked([each for each in given if each[0] not in refused], sites)
        lang = values.pop(parameters.LANG.name, None) or default_language(sites)
        filters = {name: value for name, value in values.items() if name not in LOOKS}
        of_all = of_news({**filters, "facets": (*parameters.OFFERED, "locale")}, context)
        asked = listing("/embed/", of_all, context, ())
        faceting = asked.listing.faceting
        assert faceting  # noqa: S101  facets are asked for
        found = lists.pages(replace(asked.listing, faceting=replace(faceting, spoken=lang)), sites)
        with translation.override(lang):
            body = page(values, found, context, lang, given, refused)
        return Finished(
            body=body.encode(),
            keys=tuple(keys_of_list(of_all, asked, found)),
            ends=found.ends,
            now=found.now,
            validity=found.validity,
        )


def default_language(sites: Sites) -> str:
    own = sites.default.default_locale.partition("-")[0] if sites.default else ""
    return own if own in parameters.SPOKEN else "en"


def page(
    values: Values,
    found: Answer,
    context: Context,
    lang: str,
    given: Sequence[tuple[str, str]],
    refused: Collection[str],
) -> str:
    """The page's HTML, in the language that is in effect. `given`: what was sent, right or wrong."""
    typed = dict(given)
    chosen_ones = chosen_sites(values, context)
    locale = values["locale"][0] if "locale" in values else label_language(chosen_ones, context)
    own = words(locale)
    # What only repeats the word of a language would be of another one where that is changed.
    if values.get("heading") in {words(each).news for each in OF_READERS}:
        values = {name: value for name, value in values.items() if name != "heading"}
    # One that speaks that language, of those that were chosen, or of all where none was.
    speaking = [each for each in chosen_ones or context.sites.all if locale in each.locales]
    site = next(iter(speaking or chosen_ones or ()), context.sites.default)
    heading = values.get("heading", own.news)
    told = snippets(
        chosen(values, locale),
        title=heading or own.news,
        home=home(site, locale) if site else settings.PUBLIC_URL,
        publisher=(site.name or site.host) if site else settings.PUBLIC_URL,
    )
    wrong = {name: explained(name, typed.get(name, "")) for name in refused}
    offered = groups(found.facets, values, wrong)
    return render_to_string(
        "api/embeds/builder.html",
        {
            "lang": lang,
            "languages": [(each, switch(given, each)) for each in parameters.SPOKEN],
            "sites": site_choices(values, context.sites),
            "locales": locale_choices(found.facets["locale"], locale, context.sites, lang),
            "groups": offered,
            "without_news": ", ".join(
                _("%(filter)s “%(value)s”") % {"filter": group.label, "value": each.label}
                for group in offered
                for each in group.without_news
            ),
            "limit": typed.get("limit") if "limit" in refused else values.get("limit", embeds.DEFAULT_LIMIT),
            "most": MOST_PER_PAGE,
            "look": values.get("look", embeds.CARDS),
            "images": values.get("images", embeds.CREDITED),
            "heading": typed["heading"] if "heading" in refused else heading,
            "longest": embeds.LONGEST_HEADING,
            "wrong": wrong,
            "total": min(found.total, MOST),
            "snippets": told,
            # Templates give text to what they include only by names.
            "site_label": _("Website"),
            "locale_label": _("Language"),
            "component_label": _("Web component"),
            "frame_label": _("Frame"),
            "html_label": _("HTML for your server"),
            "feed_label": _("Feed"),
            "docs": address("docs/"),
            "title": heading or own.news,
        },
    )


def home(site: Site, locale: str) -> str:
    """The website's first page in that language, where it has one: paths begin with their language."""
    return f"{site.root_url}/{locale}/" if locale in site.locales else f"{site.root_url}/"


def chosen(values: Values, locale: str) -> dict[str, list[str]]:
    """What the snippets say: the language always, for a site may come to have another one."""
    said: dict[str, list[str]] = {}
    usual = {"limit": embeds.DEFAULT_LIMIT, "look": embeds.CARDS, "images": embeds.CREDITED}
    for parameter in parameters.CHOOSING:
        name = parameter.name
        value = (locale,) if name == "locale" else values.get(name)
        if value is not None and value != usual.get(name):
            said[name] = [str(each) for each in (value if isinstance(value, tuple) else (value,))]
    return said


def site_choices(values: Values, sites: Sites) -> list[Choice]:
    """None where there is one site alone: nothing is to be chosen."""
    if len(sites.all) < 2:
        return []
    now: tuple[str, ...] = values.get("site", (sites.default.host,) if sites.default else ())
    network = Choice(NETWORK, _("All of them"), None, NETWORK in now)
    return [*(Choice(each.host, named(each), None, each.host in now) for each in sites.all), network]


def named(site: Site) -> str:
    return f"{site.name} ({site.host})" if site.name else site.host


def locale_choices(terms: list[Term], locale: str, sites: Sites, lang: str) -> list[Choice]:
    """Languages that there is news in, and the one that was asked for."""
    counts = {each["value"]: each["count"] for each in terms}
    tags = dict.fromkeys([*(tag for tag in sites.locales.values() if counts.get(tag)), locale])
    return [
        Choice(tag, contract.label("locale", tag, lang), counts.get(tag, 0), tag == locale) for tag in tags
    ]


def groups(facets: dict[str, list[Term]], values: Values, wrong: dict[str, str]) -> list[Group]:
    labels = {
        "kind": _("Kind"),
        "topic": _("Topic"),
        "country": _("Country"),
        "region": _("Region"),
        "sdg": _("Sustainable Development Goal"),
        "organisation": _("Organisation"),
    }
    made = []
    for name, label in labels.items():
        now = values.get(name, ())
        choices = [
            Choice(each["value"], each["label"], each["count"], each["value"] in now) for each in facets[name]
        ]
        # What is chosen is seen without looking for it.
        choices.sort(key=lambda each: (not each.chosen, place(name, each)))
        if choices or name in wrong:
            made.append(Group(name, label, tuple(choices), wrong.get(name, "")))
    return made


def place(name: str, choice: Choice) -> tuple[int, str]:
    number = int(choice.value) if name in NUMBERED else 0
    return number, sort_key(choice.label, translation.get_language())


def explained(name: str, typed: str) -> str:
    if name == "limit":
        return _("A whole number from 1 to %(most)s.") % {"most": MOST_PER_PAGE}
    if name == "heading":
        return _("At most %(most)s characters.") % {"most": embeds.LONGEST_HEADING}
    return _("“%(value)s” is not to be had here, and was left out. All else is as you chose it.") % {
        "value": typed[:100]
    }


def switch(given: Sequence[tuple[str, str]], lang: str) -> str:
    """The same in another language."""
    name = parameters.LANG.name
    return urlencode([*(each for each in given if each[0] != name), (name, lang)])
