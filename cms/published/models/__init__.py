"""The read model: what readers may see, and the log of what happened to it.

Written by `cms.projection` alone, read by everything public. Nothing here knows of Wagtail.
"""

from cms.published.models.item import EVER_SINCE, FOREVER, EmbargoedItem, ItemVersion, PublishedItem, State
from cms.published.models.log import Action, Change, EmbargoedChange
from cms.published.models.site import PublishedSite
from cms.published.models.token import DataToken
from cms.published.models.word import PublishedWord

__all__ = [
    "EVER_SINCE",
    "FOREVER",
    "Action",
    "Change",
    "DataToken",
    "EmbargoedChange",
    "EmbargoedItem",
    "ItemVersion",
    "PublishedItem",
    "PublishedSite",
    "PublishedWord",
    "State",
]
