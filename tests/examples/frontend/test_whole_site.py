"""The starter frontend shows all of the demonstration, and stays what it is: small."""

import pytest
from playwright.sync_api import Page, expect

from cms.launch.development import BASE_DIR
from tests.browsing import Dateline

FRONTEND = BASE_DIR / "examples" / "frontend"


@pytest.mark.slow
def test_every_page_of_the_demonstration_is_shown_with_every_block_of_it(
    page: Page, dateline: Dateline
) -> None:
    page.goto("/de/")
    shown: set[str] = set()
    for each in dateline.api("paths/?limit=1000")["items"]:
        item = dateline.api(f"pages/{each['id']}/")
        page.evaluate("path => { const a = document.createElement('a'); a.href = path;"
                      " document.body.append(a); a.click(); a.remove(); }", each["html_path"])  # fmt: skip
        expect(page.locator("h1")).to_have_text(item["title"])
        left_out = page.evaluate(
            "async (body) => { const { blocks } = await import('/assets/blocks.js');"
            " const at = { locale: 'de', words: {}, site: { meta: {}, locales: [] } };"
            " return blocks(body, at).flatMap((shown, index) => (shown ? [] : [body[index].type])); }",
            item.get("body", []),
        )
        assert left_out == [], each["html_path"]
        shown |= {block["type"] for block in item.get("body", [])}
    schemas = dateline.api("openapi.json")["components"]["schemas"]
    assert shown == set(schemas["BodyBlock"]["discriminator"]["mapping"])


def test_the_modules_are_short_enough_to_be_read_at_once() -> None:
    lines = [line for module in FRONTEND.glob("*.js") for line in module.read_text().splitlines()]
    assert len(lines) < 600
    assert max(map(len, lines)) <= 120
