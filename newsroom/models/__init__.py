"""News, and what news is sorted by and tied to."""

from newsroom.models.adoptions import Adoption
from newsroom.models.contacts import MediaContact
from newsroom.models.news import NewsKind, NewsPage
from newsroom.models.news_parts import (
    CorrectionKind,
    NewsContact,
    NewsCorrection,
    NewsDownload,
    NewsOrganisation,
    NewsPlace,
    NewsRelated,
    NewsTopic,
)
from newsroom.models.newsrooms import NewsroomContact, NewsroomPage
from newsroom.models.terms import Organisation, Topic

__all__ = [
    "Adoption",
    "CorrectionKind",
    "MediaContact",
    "NewsContact",
    "NewsCorrection",
    "NewsDownload",
    "NewsKind",
    "NewsOrganisation",
    "NewsPage",
    "NewsPlace",
    "NewsRelated",
    "NewsTopic",
    "NewsroomContact",
    "NewsroomPage",
    "Organisation",
    "Topic",
]
