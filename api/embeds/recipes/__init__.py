"""How the HTML list comes into a page that somebody else's software makes. docs/partners.md has these too."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HERE: Final = Path(__file__).parent
ADDRESS: Final = "{address}"
# What all of them call.
FUNCTION: Final = "dateline-news.php"


@dataclass(frozen=True)
class Step:
    """`file`: what to save as `path`; None where there is only something to do."""

    text: str | Promise
    file: str | None = None
    path: str = ""

    def code(self, address: str) -> str:
        return (HERE / self.file).read_text().replace(ADDRESS, address) if self.file else ""


@dataclass(frozen=True)
class Recipe:
    system: str
    steps: tuple[Step, ...]


def function_at(path: str) -> Step:
    return Step(_("Save this, which asks for the list and keeps it"), FUNCTION, path)


RECIPES: Final = (
    Recipe(
        "PHP",
        (
            function_at("dateline-news.php"),
            Step(_("Write this where the news is to stand in a page"), "page.php", "page.php"),
        ),
    ),
    Recipe(
        "WordPress",
        (
            function_at("wp-content/mu-plugins/dateline-news/dateline-news.php"),
            Step(_("Save this plugin"), "wordpress.php", "wp-content/mu-plugins/dateline-news.php"),
            Step(_("Write [dateline_news] into a page, in a block “Shortcode”.")),
        ),
    ),
    Recipe(
        "TYPO3",
        (
            function_at("Classes/dateline-news.php"),
            Step(
                _("Save this class in your site package, in its own namespace"),
                "typo3.php",
                "Classes/News.php",
            ),
            Step(
                _("Add this to its TypoScript, and show lib.datelineNews in a template"),
                "typo3.typoscript",
                "setup.typoscript",
            ),
        ),
    ),
    Recipe(
        "Drupal",
        (
            function_at("modules/custom/dateline_news/dateline-news.php"),
            Step(
                _("Save this module"),
                "drupal.info.yml",
                "modules/custom/dateline_news/dateline_news.info.yml",
            ),
            Step(
                _("With this block"), "drupal.php", "modules/custom/dateline_news/src/Plugin/Block/News.php"
            ),
            Step(_("Install the module, and place the block “Dateline news” where it is to stand.")),
        ),
    ),
    Recipe(
        "Joomla",
        (
            function_at("templates/your-template/html/mod_custom/dateline-news.php"),
            Step(
                _("Save this layout of the module “Custom”"),
                "joomla.php",
                "templates/your-template/html/mod_custom/news.php",
            ),
            Step(_("Add a module “Custom”, and choose the layout “news” in its tab “Advanced”.")),
        ),
    ),
)
