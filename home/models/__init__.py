"""The organisation's own pages, its menus and what a site says about itself."""

from home.models.content import ContentPage, PageAccessibleVersion, PageContact, PageRelated, PageTopic
from home.models.events import EventPage
from home.models.identity import SiteIdentity
from home.models.legal import LegalKind, LegalPage
from home.models.menus import Menu
from home.models.overviews import (
    HomeAccessibleVersion,
    HomeFeatured,
    HomePage,
    Listing,
    SectionAccessibleVersion,
    SectionPage,
)
from home.models.projects import ProjectDonor, ProjectPage, ProjectPartner, ProjectStatus
from home.models.publications import PublicationAuthor, PublicationFile, PublicationPage

__all__ = [
    "ContentPage",
    "EventPage",
    "HomeAccessibleVersion",
    "HomeFeatured",
    "HomePage",
    "LegalKind",
    "LegalPage",
    "Listing",
    "Menu",
    "PageAccessibleVersion",
    "PageContact",
    "PageRelated",
    "PageTopic",
    "ProjectDonor",
    "ProjectPage",
    "ProjectPartner",
    "ProjectStatus",
    "PublicationAuthor",
    "PublicationFile",
    "PublicationPage",
    "SectionAccessibleVersion",
    "SectionPage",
    "SiteIdentity",
]
