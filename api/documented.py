"""What the OpenAPI document says of pages, files, and what robots and static builds read."""

from typing import Final

from drf_spectacular.utils import OpenApiResponse

from api.description import ID, JSON, document, found, found_as, in_path
from api.parameters import pages, routes
from cms.json_schema import INTEGER

# Said in words alone: a schema that allowed for every choice would promise nothing.
WITH_FIELDS: Final = "Schemas tell the default answer; with `fields`, items have what was asked for."
WITH_FORMATS: Final = "With `rich_text_format`, each `html` of the schemas is a `markdown` or a `text`."

page_list: Final = document(
    "pages_list",
    "Pages: list and filter",
    found("PageList", "Cards of the pages that match, in order."),
    pages.LIST,
    description=(
        "The same parameter repeated, or a comma list, means *or*; different parameters mean *and*; "
        "`exclude_…` means *not*. An unknown parameter is refused. " + WITH_FIELDS
    ),
)
search: Final = document(
    "search",
    "Pages: search",
    found("SearchList", "Cards of the pages that match, the most relevant first."),
    pages.SEARCHES,
    description=(
        "Takes whatever a list of pages takes. Each language is searched by its own rules. `highlight` shows "
        "where the words stand; `suggestions`, where nothing is found, what may have been meant. "
        + WITH_FIELDS
    ),
)
suggest: Final = document(
    "search_suggest",
    "What a search may be about, while it is typed",
    found(
        "Suggestions",
        "Names of topics and organisations and titles of pages that have these words, those first that "
        "begin with them; then words that complete the last one.",
    ),
    pages.SUGGEST,
)
page: Final = document(
    "pages_detail",
    "One page, whole",
    {
        **found("Page", "The page."),
        **found_as("text/markdown", "The page as Markdown, with `format=md`."),
        **found_as("text/plain", "The page as plain text, with `format=text`."),
    },
    pages.DETAIL,
    (404, 410),
    description=f"{WITH_FIELDS} {WITH_FORMATS}",
    path=[ID],
)
find: Final = document(
    "pages_find",
    "Find a page by path or translation key",
    {(302, JSON): OpenApiResponse(None, "`Location` is the page's own address here.")},
    pages.FIND,
    (404, 410),
)
resolve: Final = document(
    "resolve",
    "What a frontend's router does with a path",
    found("Resolved", "The page at this path, or where to go instead."),
    pages.RESOLVE,
    (404, 410),
)
terms: Final = {
    path: document(
        f"{path}_list",
        f"{path.capitalize()} in use",
        found("TopicList" if path == "topics" else "TermList", f"The terms by {order}."),
        pages.TERMS,
        description=(
            f"{what}, with the number of pages that have each, of those that pass the filters. What no page "
            "has is left out. Labels are in the first language asked for, else in the site's, else in any."
        ),
    )
    for path, what, order in (
        ("topics", "Topics, each with all that lies below it", "name"),
        ("organisations", "Organisations", "name"),
        ("countries", "Countries (ISO 3166-1 alpha-2)", "name"),
        ("regions", "Regions (UN M49), each with all that lies in it", "name"),
        ("sdgs", "Sustainable Development Goals", "number"),
        ("kinds", "Kinds of news", "name"),
    )
}
redirect_list: Final = document(
    "redirects_list",
    "Every path that leads elsewhere",
    found("RedirectList", "Editors' redirects and the former paths of pages; chains are collapsed."),
    routes.ALL_OF_THEM,
)
path_list: Final = document(
    "paths_list",
    "Every public path, in every language",
    found("PathList", "Pages where they are, by id; for builds of static sites."),
    routes.ALL_OF_THEM,
)
sitemap: Final = document(
    "sitemap",
    "A site's pages, for search engines",
    found_as(
        "application/xml",
        "A sitemap (sitemaps.org) with every language version; of a large site an index of several.",
    ),
    routes.OF_A_SITE,
    (404,),
)
sitemap_part: Final = document(
    "sitemap_part",
    "One of a site's sitemaps",
    found_as("application/xml", "The sitemap of that number."),
    routes.OF_A_SITE,
    (404,),
    path=[in_path("part", {**INTEGER, "minimum": 1, "maximum": 99_999})],
)
news_sitemap: Final = document(
    "sitemap_news",
    "A site's news of the last two days",
    found_as("application/xml", "A sitemap with Google's extension for news; at most 1,000."),
    routes.OF_A_SITE,
    (404,),
)
llms: Final = document(
    "llms",
    "A site for programs that read",
    found_as("text/plain", "Name, summary and links to pages as Markdown."),
    routes.OF_A_SITE,
    (404,),
)
image: Final = document(
    "images_detail",
    "An image that a public item shows",
    found("ImageItem", "The image."),
    None,
    (404,),
    path=[ID],
)
document_file: Final = document(
    "documents_detail",
    "A document that a public item refers to",
    found("DocumentItem", "The document."),
    None,
    (404,),
    path=[ID],
)
preview: Final = document(
    "preview",
    "A draft, for whoever holds a link to it",
    found("Preview", "The page as it would be published, and until when the token is good."),
    pages.PREVIEW,
    (403,),
    description=(
        "Nobody may keep the answer. Addresses of its images and documents are good for an hour at most. "
        "An `id` of 0 is a page that has never been saved. " + WITH_FORMATS
    ),
)
