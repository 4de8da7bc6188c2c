from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry

from cms.pages import moving, passages

hooks.register("before_move_page", moving.tell)


@hooks.register("register_rich_text_features")
def register_passage_language(features: FeatureRegistry) -> None:
    passages.register(features)


@hooks.register("insert_editor_js")
def passage_language_data() -> SafeString:
    return passages.editor_data()
