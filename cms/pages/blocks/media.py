"""Images, galleries, videos, documents."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.embeds.oembed_providers import all_providers

from cms.json_schema import Schema, record, ref
from cms.pages.blocks.base import List, Previewed, Struct
from cms.pages.blocks.leaves import Char, Document, Flag, Image, LongText, RichText, Url
from cms.pages.elements import Element
from cms.pages.elements import Picture as PictureElement
from cms.pages.places import Place, child_step
from cms.pages.reading import JSON, Reading

GROUP = _("Media")
ALT_HELP = _(
    "What the picture shows, for people who do not see it. Only where it should differ from the text "
    "that the image has already."
)


class Picture(Struct):
    """An image as this page uses it: what is said here overrides what the image says of itself."""

    essential = ("image",)

    image = Image(label=_("Image"))
    alt = Char(required=False, max_length=500, label=_("Alternative text"), help_text=ALT_HELP)
    decorative = Flag(
        required=False,
        label=_("Decorative"),
        help_text=_("The picture adds nothing to the text: screen readers skip it."),
    )
    caption = LongText(
        required=False,
        label=_("Caption"),
        help_text=_("Only where it should differ from the image's own caption."),
    )

    def json(self, value: Any, reading: Reading) -> JSON | None:
        found = super().json(value, reading)
        if found is None:
            return None
        image = dict(found["image"])
        if image["id"] != value["image"].pk:
            return image  # a stand-in: what is said here is of the picture that it stands in for
        if found["decorative"]:
            image |= {"alt": "", "alt_locale": None, "decorative": True}
        elif found["alt"]:
            image |= {"alt": found["alt"], "alt_locale": reading.locale, "decorative": False}
        return image | ({"caption": found["caption"]} if found["caption"] else {})

    def elements(self, value: Any, place: Place) -> Iterator[Element]:
        if image := value.get("image"):
            yield PictureElement(
                (*place, child_step("image", self.child_blocks["image"])),
                image.pk,
                alt=value.get("alt") or "",
                decorative=bool(value.get("decorative")),
                caption=value.get("caption") or "",
                described_here=True,
            )
        for name in ("alt", "caption"):
            child = self.child_blocks[name]
            yield from child.elements(value.get(name), (*place, child_step(name, child)))

    def json_schema(self) -> Schema:
        return ref("Image")

    def problems(self, value: Any) -> dict[str, Any]:
        """That it is described at all is asked when the page is published: cms.pages.gates."""
        if value["decorative"] and value["alt"]:
            return {"decorative": ValidationError(_("Either describe the picture or mark it as decorative."))}
        return {}

    class Meta:
        icon = "image"
        label = _("Image")


class ImageBlock(Previewed, Picture):
    def json(self, value: Any, reading: Reading) -> JSON | None:
        image = super().json(value, reading)
        return {"image": image} if image else None

    def json_schema(self) -> Schema:
        return record({"image": super().json_schema()})

    class Meta:
        group = GROUP
        icon = "image"
        label = _("Image")
        description = _("One picture with its caption. The credit comes from the image itself.")
        template = "pages/blocks/image.html"
        preview_value = {
            "image": None,
            "alt": _("Two women look at a map"),
            "decorative": False,
            "caption": _("Counselling in the new centre"),
        }


class GalleryBlock(Previewed, Struct):
    essential = ("images",)

    title = Char(required=False, max_length=200, label=_("Title"))
    images = List(Picture(), min_num=2, max_num=60, label=_("Images"))

    class Meta:
        group = GROUP
        icon = "image"
        label = _("Gallery")
        description = _("Several pictures that belong together.")
        label_format = "{title}"
        template = "pages/blocks/gallery.html"
        preview_value = {
            "title": _("The opening in pictures"),
            "images": [
                {"image": None, "alt": "", "decorative": True, "caption": _("Arrival of the guests")},
                {"image": None, "alt": "", "decorative": True, "caption": _("Music from the quarter")},
            ],
        }


class VideoBlock(Previewed, Struct):
    """A link with a poster. No third party's frame: that is a decision of the frontend and its reader."""

    essential = ("url",)

    url = Url(
        label=_("Address of the video"),
        help_text=_("Where people watch it, for example on YouTube or Vimeo. It begins with https://."),
    )
    title = Char(max_length=255, label=_("Title"), help_text=_("What the video shows."))
    poster = Image(
        required=False,
        label=_("Still picture"),
        help_text=_("Shown in place of the video until somebody starts it; nothing loads from elsewhere."),
    )
    caption = LongText(required=False, label=_("Caption"))
    transcript = RichText(
        required=False,
        label=_("Transcript"),
        help_text=_("What is said and shown, for those who cannot hear or see it."),
    )

    def problems(self, value: Any) -> dict[str, Any]:
        if urlsplit(value["url"]).scheme != "https":
            return {"url": ValidationError(_("The address must begin with https://."))}
        if not value["poster"] and not is_known_provider(value["url"]):
            return {
                "poster": ValidationError(
                    _("This address is not of a video service that we know: choose a still picture for it.")
                )
            }
        return {}

    class Meta:
        group = GROUP
        icon = "media"
        label = _("Video")
        description = _("A video that stands elsewhere, as a still picture with a link.")
        label_format = "{title}"
        template = "pages/blocks/video.html"
        preview_value = {
            "url": "https://vimeo.com/1084537",
            "title": _("A day in the counselling centre"),
            "poster": None,
            "caption": _("Three minutes, with subtitles"),
            "transcript": "",
        }


def is_known_provider(url: str) -> bool:
    """Whether the address belongs to a service with oEmbed, by the list that Wagtail carries."""
    return any(re.match(pattern, url) for provider in all_providers for pattern in provider["urls"])


class DocumentBlock(Previewed, Struct):
    essential = ("document",)

    document = Document(label=_("Document"))
    label = Char(
        required=False,
        max_length=255,
        label=_("Link text"),
        help_text=_("Shown instead of the document's title."),
    )

    class Meta:
        group = GROUP
        icon = "doc-full"
        label = _("Document")
        description = _("A file to download.")
        template = "pages/blocks/document.html"
        preview_value = {"document": None, "label": _("Annual report (PDF)")}
