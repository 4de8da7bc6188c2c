"""One endpoint as the OpenAPI document describes it: arguments of `extend_schema`, of one shape for all."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from api.parameters import pages
from api.parameters.base import MOST_VALUES, Parameter
from cms.json_schema import ANY_TEXT, Schema, array, ref

JSON: Final = "application/json"
PROBLEM: Final = "application/problem+json"

PROBLEMS: Final = {
    400: "A parameter is unknown, or its value is not possible.",
    401: "The key is unknown, expired or revoked, or there is none where one is needed.",
    403: "The key was not given out for this. Of a draft: its token has expired, was revoked, or never was.",
    404: "Nothing public is here.",
    410: "It was public and is gone, or was withdrawn.",
    414: "The query string is longer than 4 KiB.",
    429: "More than the address, or the key's partner, may ask in this window of time.",
    501: "It does not answer in this format.",
    503: "The server cannot answer right now.",
}
# Whatever is asked may be refused by these.
ALWAYS: Final = (400, 401, 403, 414, 429, 503)

# By status and media type.
Answers = Mapping[tuple[int, str], OpenApiResponse]


def document(
    operation: str,
    summary: str,
    answers: Answers,
    parameters: Mapping[str, Parameter] | None = None,
    problems: Sequence[int] = (),
    description: str = "",
    path: Sequence[OpenApiParameter] = (),
) -> dict[str, Any]:
    """`problems`: statuses besides ALWAYS; `path`: the parameters in the address itself.

    What `answers` has a status of is no problem's JSON.
    """
    refused = {
        (status, PROBLEM): OpenApiResponse(ref("Problem"), PROBLEMS[status])
        for status in sorted({*ALWAYS, *problems} - {status for status, _ in answers})
    }
    return {
        "operation_id": operation,
        "summary": summary,
        "description": description or summary,
        "parameters": [
            *path,
            *(in_query(each) for each in (parameters or {}).values()),
            in_query(pages.MIN_SEQUENCE),
        ],
        "responses": {**answers, **refused},
        "auth": [],
        "tags": [operation.partition("_")[0]],
    }


def found(component: str, description: str) -> Answers:
    """The answer where all is well, in JSON."""
    return {(200, JSON): OpenApiResponse(ref(component), description)}


def found_as(media: str, description: str, schema: Schema = ANY_TEXT) -> Answers:
    """The same in a form that has no schema of ours."""
    return {(200, media): OpenApiResponse(schema, description)}


def in_query(parameter: Parameter) -> OpenApiParameter:
    schema = parameter.schema
    if parameter.many:
        schema = array(schema, minItems=1, maxItems=MOST_VALUES)
    return OpenApiParameter(
        parameter.name,
        type=schema,
        description=parameter.description,
        required=parameter.required,
        style="form" if parameter.many else None,
        explode=False if parameter.many else None,
    )


def in_path(name: str, schema: Schema, description: str = "") -> OpenApiParameter:
    return OpenApiParameter(
        name, type=schema, location=OpenApiParameter.PATH, required=True, description=description
    )


ID: Final = in_path("id", pages.ID)
