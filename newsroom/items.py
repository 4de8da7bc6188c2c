"""Topics and organisations as items: public as soon as they are saved, each in its own languages."""

from cms.pages import items
from cms.pages.fields import empty_to_none
from cms.pages.items import Item, ItemKind
from cms.pages.reading import Reading
from newsroom.models import Organisation, Topic


class TopicItems(ItemKind):
    what = "topic"
    model = Topic

    def item(self, source: Topic, reading: Reading) -> Item:
        return Item(
            title=source.title,
            slug=source.slug,
            content={
                "value": source.slug,
                "label": source.label,
                "description": empty_to_none(source.description),
                "parent": reading.term(reading.related(source, "parent")),
            },
            card={"value": source.slug, "label": source.label},
        )


class OrganisationItems(ItemKind):
    what = "organisation"
    model = Organisation

    def item(self, source: Organisation, reading: Reading) -> Item:
        return Item(
            title=source.name,
            slug=source.slug,
            # Without its logo: no answer has that, and the file would be public from the moment of saving.
            content={
                "value": source.slug,
                "label": source.label,
                "short_name": empty_to_none(source.short_name),
                "address": empty_to_none(source.address),
            },
            card={"value": source.slug, "label": source.label},
        )


def register() -> None:
    items.register(TopicItems(), OrganisationItems())
