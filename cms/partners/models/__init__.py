"""Partners with their keys, what is counted of their reads, and webhooks. Nothing here knows of Wagtail."""

from cms.partners.models.accounts import EmbargoReading, Key, Partner, Scope
from cms.partners.models.counts import FieldUse, Spent, Usage
from cms.partners.models.webhooks import (
    ANSWER_BYTES,
    CHOSEN,
    TEST,
    Delivery,
    Failure,
    State,
    Webhook,
    hosts_of,
    new_salt,
    usual_events,
)

__all__ = [
    "ANSWER_BYTES",
    "CHOSEN",
    "TEST",
    "Delivery",
    "EmbargoReading",
    "Failure",
    "FieldUse",
    "Key",
    "Partner",
    "Scope",
    "Spent",
    "State",
    "Usage",
    "Webhook",
    "hosts_of",
    "new_salt",
    "usual_events",
]
