"""News, and what news is sorted by and tied to."""

from newsroom.models.adoptions import Adoption
from newsroom.models.contacts import MediaContact
from newsroom.models.corrections import Correction, CorrectionKind, CorrectionNote
from newsroom.models.news import NewsKind, NewsPage
from newsroom.models.news_parts import (
    NewsContact,
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
    "Correction",
    "CorrectionKind",
    "CorrectionNote",
    "MediaContact",
    "NewsContact",
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
