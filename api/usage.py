"""`/usage/`: what a partner has asked, for its own keys with the scope for that."""

from typing import Any, Final

import orjson
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api.description import document, found
from api.errors import Problem
from api.readers import REALM
from api.reading import PublicView, reader_in
from api.responses import private
from cms.partners import usage

DOCUMENTED: Final = document(
    "usage",
    "What a partner has asked",
    found("Usage", "Requests of the last 90 days that have reached this server, by day and endpoint."),
    description=(
        "For a key with the scope `metrics`: of all keys of its partner. `fields` says which fields each "
        "key, named by its beginning, has asked for; requests without `fields` are in `items` alone."
    ),
)


class UsageView(PublicView):
    @extend_schema(**DOCUMENTED)
    def get(self, request: Request) -> HttpResponse:
        self.values(request)
        holder = reader_in(request).holder
        if holder is None:
            detail = "This is for keys with the scope “metrics”."
            raise Problem("key-refused", detail, headers={"WWW-Authenticate": REALM})
        body = {
            "partner": holder.partner_name,
            "items": listed(("day", "endpoint", "requests"), usage.of_partner(holder.partner)),
            "fields": listed(
                ("day", "key", "endpoint", "field", "requests"), usage.fields_of_partner(holder.partner)
            ),
        }
        return private(orjson.dumps(body))


def listed(names: tuple[str, ...], rows: list[tuple[Any, ...]]) -> list[dict[str, Any]]:
    return [dict(zip(names, row, strict=True)) for row in rows]
