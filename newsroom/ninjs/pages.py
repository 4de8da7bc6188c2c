"""An article put into a page: fields, blocks, and the rows that stand in tables of their own."""

import json
from uuid import UUID, uuid5

from newsroom.models import NewsContact, NewsPage, NewsPlace, NewsTopic
from newsroom.ninjs.article import Article
from newsroom.ninjs.figures import Picture
from newsroom.ninjs.library import Library
from newsroom.ninjs.markup import Block
from newsroom.ninjs.topics import topic

# Of blocks: the same block of the same item keeps its id, so that translations find it again.
NAMESPACE = UUID("6d6a1f5e-4b0c-4c8e-9a53-6a2c1b9d7f10")


def fill(page: NewsPage, article: Article, library: Library) -> None:
    """What an import decides is set, everything else of the page stays as it is."""
    language = page.locale.language_code
    page.title = article.title
    page.kicker = article.kicker
    page.summary = article.summary
    page.kind = article.kind
    page.dateline_date = article.day
    page.countries = article.countries
    page.source_id = article.uri
    page.source_url = article.url
    page.source_published_at = article.published_at
    page.body = page.body.stream_block.to_python(body(article, library, language))
    if article.teaser and (image := library.image(article.teaser, language)):
        page.teaser_image = image
    page.dateline_places = [
        NewsPlace(name=name, sort_order=at, locale=page.locale) for at, name in enumerate(article.places)
    ]
    page.contacts = [
        NewsContact(
            organisation=contact.organisation,
            name=contact.name,
            email=contact.email,
            phone=contact.phone,
            sort_order=at,
            locale=page.locale,
        )
        for at, contact in enumerate(article.contacts)
    ]
    topics = {(found := topic(subject, page.locale)).pk: found for subject in article.subjects}
    page.topics = [NewsTopic(topic=found, sort_order=at) for at, found in enumerate(topics.values())]


def body(article: Article, library: Library, language: str) -> list[Block]:
    """The blocks as a StreamField stores them. A picture that is not there leaves its caption."""
    seen: dict[str, int] = {}
    blocks = []
    for block in article.blocks:
        kind, value = block["type"], block["value"]
        if isinstance(value, Picture):
            kind, value = shown(value, library, language)
        if value is None:
            continue
        said = f"{kind} {json.dumps(value, ensure_ascii=False, sort_keys=True)}"
        seen[said] = seen.get(said, 0) + 1
        number = uuid5(NAMESPACE, f"{article.uri} {seen[said]} {said}")
        blocks.append({"type": kind, "value": value, "id": str(number)})
    return blocks


def shown(picture: Picture, library: Library, language: str) -> tuple[str, object]:
    image = library.image(picture, language)
    if image is None:
        return "paragraph", picture.caption_html or None
    own = image.alt_in(language, library.main_language)
    value = {
        "image": image.pk,
        "alt": picture.alt[:500] if (picture.alt, language) != own else "",
        "decorative": picture.decorative,
        "caption": picture.caption if picture.caption != image.caption else "",
    }
    return "image", value


def pictures(article: Article) -> list[Picture]:
    found = [block["value"] for block in article.blocks if isinstance(block["value"], Picture)]
    return [article.teaser, *found] if article.teaser else found
