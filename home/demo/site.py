"""Languages, the site, its menus and its identity."""

from typing import Any

from django.db.models import Model
from wagtail.models import Locale, Site, TranslatableMixin

from cms.launch.website import host
from home.demo.bodies import items
from home.demo.content import LANGUAGES, SOURCE, facts, identity, texts, words
from home.demo.library import Library
from home.demo.pages import Pages
from home.models import Menu, SiteIdentity

Data = dict[str, Any]
NAME = "IAHM Deutschland"


def make_locales() -> None:
    for language in LANGUAGES:
        Locale.objects.get_or_create(language_code=language)


def make_site(pages: Pages, website: str) -> Site:
    """The default site, at the address of its website; Wagtail's own becomes it."""
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    place = host(website)
    site.hostname, site.port = place["hostname"], place["port"]
    site.site_name = NAME
    site.root_page = pages.made["home", SOURCE]
    site.save()
    return site


def make_menus(site: Site, pages: Pages) -> int:
    menus = facts("site")["menus"]
    for language in LANGUAGES:
        for name, panels in menus.items():
            raw = [
                {"type": "panel", "id": str(identity("panel", name, index)), "value": value}
                for index, panel in enumerate(panels)
                if (value := panel_value(panel, f"{name}/{index}", language, pages))
            ]
            menu = Menu(name=name, site=site)
            menu.items = menu._meta.get_field("items").to_python(raw)
            save(menu, "menu", name, language)
    return len(menus) * len(LANGUAGES)


def panel_value(panel: Data, path: str, language: str, pages: Pages) -> Data | None:
    """A panel, or None where nothing of it exists in the language."""
    value = entry(panel, language, pages)
    if value is None:
        return None
    groups = [
        group_value(group, f"{path}/{index}", language, pages)
        for index, group in enumerate(panel.get("items", []))
    ]
    found = [group for group in groups if group]
    if not (value["page"] or found):
        return None
    intro = texts(language)[panel["page"]].get("introduction", "") if "page" in panel else ""
    return {**value, "intro": intro, "items": items(path, found)}


def group_value(group: str | Data, path: str, language: str, pages: Pages) -> Data | None:
    group = {"page": group} if isinstance(group, str) else group
    value = entry(group, language, pages)
    if value is None:
        return None
    links = [entry({"page": key}, language, pages) for key in group.get("items", [])]
    found = [link for link in links if link]
    if not (value["page"] or value["url"] or found):
        return None
    return {**value, "items": items(path, found)}


def entry(node: Data, language: str, pages: Pages) -> Data | None:
    """Title, page and address; a title is a key of the site's words, or a name in every language."""
    title = node.get("title", "")
    value = {
        "title": words(language, "site")["menu titles"].get(title, title),
        "page": None,
        "url": node.get("url", ""),
    }
    if "page" in node:
        page = pages.made.get((node["page"], language))
        return {**value, "page": page.pk} if page else None
    return value


def make_identities(site: Site, library: Library) -> None:
    fact = facts("site")
    for language in LANGUAGES:
        said = words(language, "site")["identity"]
        one = SiteIdentity(
            site=site,
            name=said["name"],
            logo=library.images["logo"],
            contact_address=said["address"],
            contact_email=fact["email"],
            contact_phone=fact["phone"],
        )
        raw = [
            {
                "type": "account",
                "id": str(identity("account", service)),
                "value": {"service": service, "url": url},
            }
            for service, url in fact["social"]
        ]
        one.social_links = one._meta.get_field("social_links").to_python(raw)
        save(one, "site identity", site.hostname, language)


def save(snippet: TranslatableMixin, kind: str, key: str, language: str) -> Model:
    snippet.locale = Locale.objects.get(language_code=language)
    snippet.translation_key = identity(kind, key)
    snippet.full_clean()
    snippet.save()
    return snippet
