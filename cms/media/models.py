"""Images and documents: what editors upload, and what is known about each.

Wagtail's own Image and Document stay installed beside these and have taken `image_set` and
`document_set`, hence the names of everything that points back.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.search import index

from cms.media.addresses import AS_UPLOADED, document_path, image_path
from cms.media.alts import AltTexts
from cms.media.consent import Consent
from cms.media.document_file import DocumentFile
from cms.media.image_file import ImageFile, OrientedImageField, rendition_storage, rendition_upload, upload
from cms.media.languages import LanguageField
from cms.media.licences import Licence


class Image(ImageFile, AltTexts, Consent, AbstractImage):
    """A picture with what the editorial rules ask of it.

    `alt`, `credit` and `licence` may be empty while the picture waits in the library; a page that
    shows it cannot be published then. Whether it is decorative is decided where it is used.
    """

    # Wagtail's one text for everything; here it is `alt` (for those who don't see it) and `caption`.
    description = None
    file = OrientedImageField(
        verbose_name=_("file"), upload_to=upload, width_field="width", height_field="height"
    )
    tags = TaggableManager(verbose_name=_("tags"), help_text=None, blank=True, related_name="media_images")
    alt = models.CharField(
        _("alt text"),
        max_length=500,
        blank=True,
        help_text=_(
            "What can be seen, for people who do not see it; one sentence, without “picture of”. "
            "Required to publish, unless the image is marked as decorative where it is used."
        ),
    )
    # By language; `alt` is in the main one (cms.media.alts). Each has a field of its own in forms.
    alts = models.JSONField(_("alt texts in other languages"), default=dict, blank=True, editable=False)
    caption = models.TextField(
        _("caption"),
        blank=True,
        help_text=_("Shown below the image. Where it is used, another can be written."),
    )
    credit = models.CharField(
        _("credit"),
        max_length=255,
        blank=True,
        help_text=_("Who made it, and for whom: “Amira Haddad / Example Agency”. Required to publish."),
    )
    licence = models.CharField(
        _("licence"),
        max_length=32,
        blank=True,
        choices=Licence,
        help_text=_("What others may do with it. Required to publish."),
    )
    people_shown = models.CharField(
        _("people shown"),
        max_length=255,
        blank=True,
        help_text=_("Who can be recognised. Never published. Empty: nobody can be recognised."),
    )
    consent_reference = models.CharField(
        _("consent"),
        max_length=255,
        blank=True,
        help_text=_("Where the consent of the people shown is filed. Never published."),
    )
    consent_until = models.DateField(
        _("consent ends"),
        null=True,
        blank=True,
        help_text=_("The last day on which the image may be public. Empty: no end was agreed."),
    )
    # Written by an act of its own, which leaves a trace (cms.library): no form of the image has these.
    consent_withdrawn_on = models.DateField(_("consent withdrawn on"), null=True, blank=True, editable=False)
    withdrawal_reference = models.CharField(max_length=255, blank=True, editable=False)
    stand_in = models.ForeignKey(
        "self",
        verbose_name=_("stand-in"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="stands_in_for",
        help_text=_("Shown in its place once consent has ended or is withdrawn. Empty: nothing is shown."),
    )
    placeholder = models.TextField(
        editable=False, blank=True, help_text="A tiny version as a data: URI, made when the file is stored."
    )

    admin_form_fields = (
        "title",
        "file",
        "alt",
        "caption",
        "credit",
        "licence",
        "people_shown",
        "consent_reference",
        "consent_until",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )
    search_fields = (
        *(field for field in AbstractImage.search_fields if field.field_name != "description"),
        index.SearchField("alt"),
        index.AutocompleteField("alt"),
        index.SearchField("alt_words"),
        index.SearchField("caption"),
        index.SearchField("credit"),
        index.FilterField("licence"),
        index.FilterField("consent_until"),
        index.FilterField("consent_withdrawn_on"),
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        default_related_name = "media_images"
        permissions = [("withdraw_consent", _("Can withdraw the consent to show an image"))]

    @property
    def default_alt_text(self) -> str:
        # Not the title as Wagtail does: "DSC_0815" helps nobody, and hides that the text is missing.
        return self.alt

    @property
    def url(self) -> str:
        """Where editors get the file as it was uploaded; readers get renditions (cms.media.json)."""
        return image_path(self, AS_UPLOADED, private=True)


class Rendition(AbstractRendition):
    """A smaller or converted copy of an image, made when it is first asked for."""

    image = models.ForeignKey(Image, related_name="renditions", on_delete=models.CASCADE)
    file = OrientedImageField(
        upload_to=rendition_upload, storage=rendition_storage, width_field="width", height_field="height"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_of_a_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.image_id} {self.filter_spec}"

    @property
    def url(self) -> str:
        """Where editors get it; Wagtail's admin shows it."""
        return image_path(self.image, self.filter_spec or "original", private=True)


class Accessible(models.TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not checked")


class Document(DocumentFile):
    """A file to download. It is public exactly while something public refers to it."""

    tags = TaggableManager(verbose_name=_("tags"), help_text=None, blank=True, related_name="media_documents")
    language = LanguageField(_("language"), help_text=_("The language it is written in."))
    accessible = models.CharField(
        _("accessible"),
        max_length=8,
        choices=Accessible,
        default=Accessible.UNKNOWN,
        help_text=_("Whether it can be read with a screen reader (PDF/UA or a tagged Office file)."),
    )

    admin_form_fields = ("title", "file", "language", "accessible", "collection", "tags")
    search_fields = (
        *DocumentFile.search_fields,
        index.FilterField("language"),
        index.FilterField("accessible"),
    )

    class Meta(DocumentFile.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        default_related_name = "media_documents"

    @property
    def url(self) -> str:
        """Where editors get it; Wagtail's admin links to it."""
        return document_path(self, private=True)
