"""The tabs in which editors write a piece of news."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)

from cms.pages.models import BasePage

CONTENT: Final = [
    FieldRowPanel([FieldPanel("kind"), FieldPanel("kicker"), FieldPanel("reference")]),
    *BasePage.content_panels,
    FieldPanel("summary"),
    MultiFieldPanel(
        [
            InlinePanel(
                "dateline_places",
                heading=_("Places"),
                label=_("place"),
                help_text=_("Cities as they are called in this language. Several are written with a slash."),
            ),
            FieldRowPanel(
                [
                    FieldPanel(
                        "dateline_date",
                        help_text=_(
                            "The day on which readers get it. Without one the dateline names the places "
                            "alone: no day is filled in, for an embargo may be moved."
                        ),
                    ),
                    FieldPanel("dateline_override"),
                ]
            ),
        ],
        heading=_("Dateline"),
        help_text=_("Written for each language from place and date: “Cairo, 2 July 2024”."),
    ),
    FieldPanel("teaser_image"),
    FieldPanel("body"),
]
PRESS: Final = [
    InlinePanel("contacts", heading=_("Contacts"), label=_("contact")),
    FieldPanel("notes_to_editors"),
    InlinePanel(
        "downloads",
        heading=_("Downloads for the press"),
        label=_("download"),
        help_text=_("Photos, b-roll and documents. They are public exactly while this page is."),
    ),
]
SORTING: Final = [
    InlinePanel("topics", heading=_("Topics"), label=_("topic")),
    FieldPanel("countries"),
    FieldPanel("sdgs"),
    InlinePanel(
        "organisations",
        heading=_("Published together with"),
        label=_("organisation"),
    ),
    InlinePanel("related", heading=_("Related pages"), label=_("page")),
]
CORRECTIONS: Final = [HelpPanel(heading=_("Corrections"), template="newsroom/corrections/panel.html")]
PUBLICATION: Final = [
    *BasePage.settings_panels,
    MultiFieldPanel(
        [FieldPanel("source_url"), FieldPanel("source_id"), FieldPanel("source_published_at")],
        heading=_("Source"),
        classname="collapsed",
        help_text=_("Filled by an import."),
    ),
]
NEWS_TABS: Final = TabbedInterface(
    [
        ObjectList(CONTENT, heading=_("Content")),
        ObjectList(PRESS, heading=_("For the press")),
        ObjectList(SORTING, heading=_("Topics and places")),
        ObjectList(CORRECTIONS, heading=_("Corrections")),
        ObjectList(BasePage.promote_panels, heading=_("Address and search")),
        ObjectList(PUBLICATION, heading=_("Publication")),
    ]
)
