"""What the OpenAPI document says of menus and sites, with the schemas of these."""

from typing import Final

from api.components import COMPONENTS
from api.description import document, found, in_path
from api.parameters.site import OF_A_SITE, OF_THE_NETWORK
from cms.json_schema import (
    FLAG,
    INTEGER,
    NULL,
    TEXT,
    TIME,
    URL,
    array,
    nullable,
    one_of,
    record,
    ref,
)

NAME: Final = in_path(
    "name",
    {**TEXT, "pattern": "^[a-z][a-z0-9_-]{0,49}$", "examples": ["main"]},
    "`main`, `footer` and `legal` are there on every site; editors may add others.",
)
# As home/items.py has them, which nothing here may import; a test holds them to that.
FIXED_PAGES: Final = (
    "imprint",
    "privacy",
    "accessibility",
    "terms",
    "plain_language",
    "sign_language",
)
LINK: Final = one_of(ref("Link"), NULL)

COMPONENTS.update(
    {
        "MenuNode": record(
            {
                "id": TEXT,
                "title": TEXT,
                "intro": {**nullable(TEXT), "description": "Text at the top of a mega menu's panel"},
                "url": {**nullable(URL), "description": "Null for a heading"},
                "page": one_of(record({"id": INTEGER, "html_path": TEXT, "locale": TEXT}), NULL),
                "items": array(ref("MenuNode")),
            }
        ),
        "Menu": record({"name": TEXT, "locale": TEXT, "items": array(ref("MenuNode"))}),
        "MenuList": record({"meta": ref("ListMeta"), "items": array(ref("Menu"))}),
        "SiteLocale": record(
            {
                "locale": TEXT,
                "label": {**TEXT, "description": "The language's name in the language of the answer"},
                "native_label": {**TEXT, "description": "Its name in itself"},
                "direction": {"enum": ["ltr", "rtl"]},
                "html_path": {**TEXT, "description": "Of the home page"},
            }
        ),
        "Site": record(
            {
                "id": INTEGER,
                "type": TEXT,
                "meta": record(
                    {
                        "type": TEXT,
                        "site": {**TEXT, "description": "As the parameter `site` takes it"},
                        "locale": TEXT,
                        "direction": {"enum": ["ltr", "rtl"]},
                        "translation_key": NULL,
                        "changed_at": TIME,
                        "version": {**INTEGER, "minimum": 1},
                    }
                ),
                "name": TEXT,
                "logo": one_of(ref("Image"), NULL),
                "social_links": array(record({"service": TEXT, "url": URL})),
                "contact": record({name: nullable(TEXT) for name in ("address", "email", "phone")}),
                "is_default": FLAG,
                "root_url": {**URL, "description": "Of the frontend, without a trailing slash"},
                "home": ref("Link"),
                "default_locale": TEXT,
                "locales": array(ref("SiteLocale")),
                "time_zone": {**TEXT, "description": "IANA name: where bare dates and years begin"},
                "pages": {
                    **record(dict.fromkeys(FIXED_PAGES, LINK)),
                    "description": "Pages that frontends link everywhere; null where there is none",
                },
                "feeds": {
                    **array(record({"type": {**TEXT, "description": "Media type"}, "url": URL})),
                    "description": "Its news in this language, in each form",
                },
            }
        ),
        "SiteList": record({"meta": ref("ListMeta"), "items": array(ref("Site"))}),
    }
)

MENUS: Final = (
    "An entry to what is not public is left out with all that stands below it, and so is a heading that has "
    "nothing left below it. Where editors have made no menu of that name in a language, `main`, `footer` "
    "and `legal` follow from the tree of pages, and stand before a menu of another language."
)

menu_list: Final = document(
    "menus_list",
    "The menus of a site",
    found("MenuList", "Every menu in the languages asked for."),
    OF_A_SITE,
    (404,),
    description=MENUS,
)
menu: Final = document(
    "menus_named",
    "One menu of a site",
    found("Menu", "The menu, in the first language that has it."),
    OF_A_SITE,
    (404,),
    description=MENUS,
    path=[NAME],
)
site: Final = document(
    "site",
    "What a site says of itself",
    found("Site", "In the first of the languages asked for that the site speaks."),
    OF_A_SITE,
    (404,),
)
site_list: Final = document(
    "sites_list",
    "The network: every public site",
    found(
        "SiteList",
        "Each in its own language, the default site first; or in the first of those asked for that it "
        "speaks, and without the sites that speak none of them.",
    ),
    OF_THE_NETWORK,
)
