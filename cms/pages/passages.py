"""The language of a passage: `<span lang="ar" dir="rtl">`, as a feature of Wagtail's rich text.

Each language is an inline style of the editor, not an entity: two entities cannot overlap, so a link
within an Arabic passage would be lost.
"""

from typing import Any, Final

from bs4 import Tag
from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from wagtail.admin.rich_text.converters.editor_html import WhitelistRule
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineStyleElementHandler
from wagtail.admin.rich_text.editors.draftail import features as draftail
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.whitelist import allow_without_attributes

from cms.media import languages
from cms.pages.rich_text import LANGUAGE

FEATURE: Final = LANGUAGE


def style(tag: str) -> str:
    """The name of a language's inline style; the editor's script builds the same one."""
    return f"LANG-{tag}"


class PassageFeature(draftail.Feature):
    """A button in the toolbar that asks for the language, and one inline style for each language."""

    def construct_options(self, options: dict[str, Any]) -> None:
        options.setdefault("inlineStyles", []).extend(
            {"type": style(tag), "style": {"borderBottom": "2px dotted currentColor"}}
            for tag in languages.TAGS
        )
        options.setdefault("controls", []).append({"type": FEATURE})


def editor_data() -> SafeString:
    """What the editor's script needs in the editor's language: Draftail hands controls no options."""
    words = {
        "label": gettext("Language of the selected passage"),
        "none": gettext("Language of the page"),
        "apply": gettext("Apply"),
        "cancel": gettext("Cancel"),
        "languages": languages.choices(),
    }
    return json_script(words, f"{FEATURE}-data")


def keep_language(span: Tag) -> None:
    """Whitelist rule: a known `lang` stays and gets its `dir`; any other span is only its text."""
    tag = str(span.attrs.get("lang", ""))
    if tag in languages.TAGS:
        span.attrs = {"lang": tag, "dir": languages.direction(tag)}
    else:
        span.unwrap()


def register(features: FeatureRegistry) -> None:
    features.register_editor_plugin(
        "draftail",
        FEATURE,
        PassageFeature(js=["pages/passage-language.js"]),
    )
    features.register_converter_rule("editorhtml", FEATURE, [WhitelistRule("span", keep_language)])
    # Wagtail forgot this one: its management API would take “m²” apart.
    features.register_converter_rule(
        "editorhtml", "superscript", [WhitelistRule("sup", allow_without_attributes)]
    )
    features.register_converter_rule(
        "contentstate",
        FEATURE,
        {
            "from_database_format": {
                f'span[lang="{tag}"]': InlineStyleElementHandler(style(tag)) for tag in languages.TAGS
            },
            "to_database_format": {
                "style_map": {
                    style(tag): {
                        "element": "span",
                        "props": {"lang": tag, "dir": languages.direction(tag)},
                    }
                    for tag in languages.TAGS
                }
            },
        },
    )
