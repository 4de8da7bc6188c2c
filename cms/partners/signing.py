"""Signatures as Standard Webhooks has them, and the secrets that they are made with.

https://www.standardwebhooks.com
"""

import hmac
from base64 import b64encode
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.utils.crypto import salted_hmac

from cms.partners.models import Webhook, new_salt

PURPOSE: Final = "cms.partners.webhook"
# How long the secret before the last rotation still signs beside the new one.
OVERLAP: Final = timedelta(days=1)


def secret(salt: str) -> bytes:
    """It is stored nowhere, but made of what is stored and of a key that is not: docs/decisions/0048."""
    return salted_hmac(PURPOSE, salt, secret=settings.FILE_SIGNING_KEY, algorithm="sha256").digest()


def as_shown(salt: str) -> str:
    """As receivers' libraries take it."""
    return f"whsec_{b64encode(secret(salt)).decode()}"


def headers(webhook: Webhook, message: str, body: bytes, now: datetime) -> dict[str, str]:
    """`webhook-timestamp` is that of the attempt, by which receivers refuse what is old."""
    timestamp = str(int(now.timestamp()))
    salts = [webhook.salt]
    if webhook.previous_until and now < webhook.previous_until:
        salts.append(webhook.previous_salt)
    signed = b".".join([message.encode(), timestamp.encode(), body])
    return {
        "webhook-id": message,
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(signature(secret(salt), signed) for salt in salts),
    }


def signature(key: bytes, signed: bytes) -> str:
    return f"v1,{b64encode(hmac.digest(key, signed, 'sha256')).decode()}"


def rotate(webhook: Webhook, now: datetime) -> None:
    """A new secret; the one until now stays good for a day, and the one before that ends."""
    webhook.previous_salt, webhook.previous_until = webhook.salt, now + OVERLAP
    webhook.salt, webhook.secret_shown_at = new_salt(), now
    webhook.save(update_fields=["salt", "previous_salt", "previous_until", "secret_shown_at"])
