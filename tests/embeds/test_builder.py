"""The page where somebody puts together what news to show: what it offers, says and gives to copy."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.utils import timezone
from lxml import html as lxml_html

from api.embeds import script
from api.embeds.recipes import FUNCTION, HERE
from cms.published.models import PublishedSite
from tests.embeds.conftest import Read
from tests.embeds.pieces import arabic, german
from tests.published.factory import HOST, OTHER_HOST, SECTION, page, term

pytestmark = pytest.mark.django_db
BACKEND = "http://localhost:8000"


@pytest.fixture
def shown(read: Read) -> Any:
    """The page; each is one query, and a refusal two: whether a site has come that this process knows not."""

    def shown(query: str = "", queries: int = 1) -> Any:
        answer = read(f"/embed/?{query}", queries=queries)
        assert (answer.status_code, answer["Content-Type"]) == (200, "text/html; charset=utf-8")
        return lxml_html.fromstring(answer.content.decode())

    return shown


def offered(root: Any, name: str) -> dict[str, tuple[str, str]]:
    """Of one filter: `{value: (label, number)}`."""
    return {
        each.xpath("./input/@value")[0]: (
            each.xpath("./span")[0].text_content(),
            each.xpath("./small")[0].text,
        )
        for each in root.xpath(f"//details[@data-part='{name}']//label")
    }


def checked(root: Any) -> list[tuple[str, str]]:
    return [(each.get("name"), each.get("value")) for each in root.xpath("//input[@checked]")]


def part(root: Any, name: str) -> str:
    (found,) = root.xpath(f"//*[@data-part='{name}']//code")
    return str(found.text_content())


def test_what_is_offered_is_what_news_has(shown: Any) -> None:
    term("topic", "return", title="Rückkehr")
    german(topics=["return"], kind="press_release", countries=["EG"])
    german(topics=["work"], kind="press_release")
    page(type=SECTION, topics=["elsewhere"])
    german(topics=["secret"], visible_from=timezone.now() + timedelta(hours=1))
    root = shown()
    assert offered(root, "topic") == {"return": ("Rückkehr", "1"), "work": ("work", "1")}
    assert offered(root, "kind").keys() == {"press_release"}
    assert offered(root, "country").keys() == {"EG"}
    # Nothing has one.
    assert root.xpath("//details[@data-part='sdg']") == []
    assert root.xpath("//p[@data-part='summary']/text()") == ["2 Nachrichten passen dazu."]


def test_names_are_in_the_language_of_the_page_whatever_the_news_is_in(shown: Any) -> None:
    term("topic", "return", title="Rückkehr")
    term("topic", "return", title="العودة", locale="ar")
    arabic(site=OTHER_HOST, topics=["return"])
    root = shown(f"lang=de&site={OTHER_HOST}&locale=ar")
    assert offered(root, "topic") == {"return": ("Rückkehr", "1")}
    assert root.xpath("//select[@name='locale']/option[@selected]/@value") == ["ar"]


def test_it_speaks_as_its_address_says_else_as_the_default_site(shown: Any) -> None:
    assert shown().get("lang") == "de"
    root = shown("lang=en&topic=a&topic=b")
    assert (root.get("lang"), root.xpath("//h1/text()")) == ("en", ["News for your website"])
    other = root.xpath("//nav/a[@lang='de']/@href")[0]
    assert parse_qsl(other[1:]) == [("topic", "a"), ("topic", "b"), ("lang", "de")]
    PublishedSite.objects.filter(host=HOST).update(default_locale="fr", locales=["fr"])
    assert shown().get("lang") == "en"


def test_what_is_chosen_stays_and_is_in_all_ways(shown: Any) -> None:
    german(topics=["return", "work"], kind="news")
    looks = "limit=3&look=list&images=none&heading=Neu"
    root = shown(f"lang=en&locale=de&topic=return&topic=work&kind=news&{looks}")
    assert checked(root) == [
        ("kind", "news"),
        ("topic", "return"),
        ("topic", "work"),
        ("look", "list"),
        ("images", "none"),
    ]
    query = f"locale=de&kind=news&topic=return,work&{looks}"
    assert part(root, "html") == f"{BACKEND}/embed/news.html?{query}"
    assert root.xpath("//iframe/@src") == [f"/embed/news/?{query}"]
    # A feed has no look, and goes on where a list ends.
    assert part(root, "feed") == f"{BACKEND}/feeds/news.rss?locale=de&kind=news&topic=return,work&limit=3"
    frame = lxml_html.fragment_fromstring(part(root, "frame"))
    assert frame.get("src") == f"{BACKEND}/embed/news/?{query}"
    assert frame.get("title") == "Neu"
    assert frame.get("sandbox") == root.xpath("//iframe/@sandbox")[0]
    loaded, element = lxml_html.fragments_fromstring(part(root, "component"))
    assert loaded.get("integrity") == script.VERSIONS[script.NEWEST]
    assert dict(element.items()) == dict(parse_qsl(query))
    assert element.xpath("./a/@href") == [f"https://{HOST}/de/"]


def test_each_snippet_is_answered_as_it_was_promised(shown: Any, read: Read) -> None:
    german(title="Eins", topics=["return"])
    root = shown("topic=return&limit=1&site=" + HOST)
    address = urlsplit(part(root, "html"))
    assert "Eins" in read(f"{address.path}?{address.query}").content.decode()
    assert "Eins" in read(root.xpath("//iframe/@src")[0]).content.decode()


def test_fields_that_nobody_has_filled_in_choose_nothing(shown: Any) -> None:
    german()
    root = shown("site=&locale=&topic=&limit=&lang=")
    assert part(root, "html") == f"{BACKEND}/embed/news.html?locale=de"


def test_the_usual_heading_goes_with_the_language_and_none_is_a_choice(shown: Any) -> None:
    # As the form sends it once the language has been changed.
    root = shown("locale=en&heading=Aktuelles")
    assert root.xpath("//input[@name='heading']/@value") == ["Latest news"]
    assert part(root, "html").endswith("?locale=en")
    root = shown("heading=")
    assert root.xpath("//input[@name='heading']/@value") == [""]
    assert part(root, "html").endswith("&heading=")
    assert lxml_html.fragment_fromstring(part(root, "frame")).get("title") == "Aktuelles"


def test_what_is_wrong_is_said_at_its_field_and_nothing_else_is_lost(shown: Any) -> None:
    german(topics=["return"], kind="news")
    root = shown("limit=5000&kind=nonsense&topic=return&heading=Neu&look=grid", queries=1)
    said = {each.get("id"): each.text_content() for each in root.xpath("//p[@class='wrong']")}
    assert said["wrong-limit"] == "Eine ganze Zahl von 1 bis 100."
    assert "„nonsense“" in said["wrong-kind"]
    assert root.xpath("//input[@name='limit']/@value") == ["5000"]
    assert root.xpath("//input[@name='limit']/@aria-describedby") == ["wrong-limit"]
    assert ("topic", "return") in checked(root)
    assert part(root, "html") == f"{BACKEND}/embed/news.html?locale=de&topic=return&heading=Neu"


def test_a_name_that_it_does_not_know_is_refused(read: Read) -> None:
    answer = read("/embed/?kin=news", queries=0)
    assert [each["parameter"] for each in answer.json()["errors"]] == ["kin"]


def test_nothing_found_is_said_and_can_still_be_copied(shown: Any) -> None:
    root = shown("topic=nothing-has-it&lang=en")
    assert "Nothing fits at present." in root.xpath("//p[@data-part='summary']")[0].text_content()
    # It can be taken back.
    assert offered(root, "topic") == {"nothing-has-it": ("nothing-has-it", "0")}
    assert part(root, "html").endswith("topic=nothing-has-it")


def test_what_nothing_has_is_named_where_it_was_chosen_and_above_the_preview(shown: Any) -> None:
    term("topic", "return", title="Return", locale="en")
    german(topics=["return"], kind="news")
    german(topics=["work"], kind="press_release")
    root = shown("topic=nosuch&lang=en")
    assert "No news has: Topic “nosuch”." in root.xpath("//p[@data-part='summary']")[0].text_content()
    (said,) = root.xpath("//details[@data-part='topic'][@open]//p[@class='wrong']/text()")
    assert said.startswith("No news has “nosuch” with all else as it is chosen.")
    # Whether anything is shown or not, and of what is no mistake too.
    root = shown("topic=work,nosuch&organisation=nobody&lang=en")
    assert "No news has: Topic “nosuch”, Topic “work”, Organisation “nobody”." in root.text_content()
    root = shown("topic=work,return&kind=news&lang=en")
    assert "No news has: Topic “work”." in root.xpath("//p[@data-part='summary']")[0].text_content()
    root = shown("topic=work&lang=en")
    assert "No news has" not in root.text_content()


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("locale=ar", f"https://{HOST}/"),
        ("locale=en", f"https://{HOST}/en/"),
        (f"locale=ar&site={OTHER_HOST}", f"https://{OTHER_HOST}/ar/"),
        ("locale=ar&site=*", f"https://{OTHER_HOST}/ar/"),
    ],
)
def test_the_link_in_the_page_leads_to_the_website_in_the_language_that_was_chosen(
    shown: Any, query: str, address: str
) -> None:
    _, element = lxml_html.fragments_fromstring(part(shown(query), "component"))
    assert element.xpath("./a/@href") == [address]


def test_sites_are_offered_where_there_are_several(shown: Any) -> None:
    assert shown().xpath("//select[@name='site']/option/@value") == [HOST, OTHER_HOST, "*"]
    PublishedSite.objects.exclude(host=HOST).delete()
    assert shown().xpath("//select[@name='site']") == []


def test_recipes_have_the_address_in_them(shown: Any) -> None:
    root = shown("topic=a'b%22\\\\c")
    address = part(root, "html")
    assert "'" not in address
    systems = root.xpath("//article[@aria-labelledby='way-html']/details")
    assert [each.get("data-part") for each in systems] == ["PHP", "WordPress", "TYPO3", "Drupal", "Joomla"]
    for each in systems:
        codes = [code.text_content() for code in each.xpath(".//code")]
        assert (HERE / FUNCTION).read_text() in codes, each.get("data-part")
        assert any(f"dateline_news('{address}'" in code for code in codes), each.get("data-part")


@pytest.mark.parametrize("hostile", ['"><script>alert(1)</script>', "</code><img src=x onerror=alert(1)>"])
def test_no_text_becomes_markup(read: Read, hostile: str) -> None:
    term("topic", "return", title=hostile)
    german(topics=["return"])
    answer = read("/embed/", queries=1, heading=hostile, topic=f"return,{hostile}")
    body = answer.content.decode()
    assert hostile not in body
    root = lxml_html.fromstring(body)
    assert len(root.xpath("//script")) == 1
    assert root.xpath("//img") == []


def test_its_policy_is_strict_and_it_sets_no_cookie(read: Read) -> None:
    answer = read("/embed/")
    policy = answer["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "frame-ancestors 'self'" in policy
    assert not answer.cookies
    root = lxml_html.fromstring(answer.content.decode())
    assert root.xpath("//@style | //style | //script[not(@src)] | //@onclick") == []
