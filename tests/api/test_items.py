"""One page, one image, one document; finding and resolving."""

from datetime import timedelta
from urllib.parse import quote

import orjson
import pytest
from django.utils import timezone

from api.rich_text import as_text
from cms.published.models import PublishedSite, State
from tests.published import factory
from tests.published.factory import OTHER_HOST, page, translation

pytestmark = pytest.mark.django_db


def test_a_page_is_its_stored_json_byte_for_byte(get):
    row = page(locale="en", site=OTHER_HOST)
    response = get(f"pages/{row.object_id}/")
    assert response.content == row.content.encode()
    assert response["ETag"] == f'"{row.etag}"'
    assert response["Content-Type"] == "application/json"


@pytest.mark.parametrize("number", ["999999999", "9223372036854775808", "0", "007", "-1", "abc", "1%00", "٣"])
def test_an_id_that_nothing_public_has_is_404(client, sites, number):
    response = client.get(f"/api/v1/pages/{number}/")
    assert response.status_code == 404
    assert response.json()["type"] == "http://localhost:8000/problems/not-found"


def test_what_is_not_yet_public_is_404_and_says_nothing_else(get):
    row = page(visible_from=timezone.now() + timedelta(days=1))
    response, never = get(f"pages/{row.object_id}/"), get("pages/999999999/")
    assert response.status_code == 404
    assert response.content == never.content


def test_what_has_gone_is_410(get):
    gone = page(state=State.GONE, content="", card="")
    assert get(f"pages/{gone.object_id}/").status_code == 410
    assert get(f"pages/{gone.object_id}/").json()["type"].endswith("/problems/gone")


def test_what_has_expired_is_410_before_anybody_has_noticed(get):
    row = page(visible_until=timezone.now() - timedelta(seconds=1))
    response = get(f"pages/{row.object_id}/")
    assert response.status_code == 410
    assert row.title.encode() not in response.content


def test_a_tombstone_with_a_version_to_come_is_410_until_then(get):
    now = timezone.now()
    page(object_id=900_002, state=State.GONE)
    coming = page(object_id=900_002, visible_from=now + timedelta(hours=1))
    assert get("pages/900002/").status_code == 410
    coming.visible_from = now - timedelta(hours=1)
    coming.save()
    assert get("pages/900002/").content == coming.content.encode()


def test_a_withdrawn_page_says_what_it_was_and_why(get):
    why = {"date": "2024-07-03", "note": "Irrtum", "locale": "de", "direction": "ltr"}
    row = page(state=State.WITHDRAWN, content=orjson.dumps(why).decode(), slug="grüße")
    answer = get(f"pages/{row.object_id}/")
    assert answer.status_code == 410
    assert answer.json()["withdrawal"] == why
    assert answer.json()["item"] == {
        "key": row.key,
        "type": row.type,
        "id": row.object_id,
        "site": factory.HOST,
        "locale": "de",
        "translation_key": str(row.translation_key),
        "html_url": f"https://{factory.HOST}{quote(row.html_path)}",
        "html_path": row.html_path,
        "previous_html_path": None,
        "version": 1,
    }


@pytest.mark.parametrize("what", ["image", "document"])
def test_files_are_public_exactly_while_a_public_item_shows_them(get, what):
    file = factory.file(f"{what}-7")
    assert get(f"{what}s/7/").status_code == 404
    page(files=[f"{what}-7"], visible_from=timezone.now() + timedelta(hours=1))
    page(files=[f"{what}-7"], state=State.GONE)
    assert get(f"{what}s/7/").status_code == 404
    page(files=[f"{what}-7"])
    assert get(f"{what}s/7/").content == file.content.encode()
    assert get(f"{what}s/8/").status_code == 404


# Find


def test_find_leads_to_the_pages_own_address_and_keeps_other_parameters(get):
    row = page(former_paths=["/de/alt/"])
    there = f"http://localhost:8000/api/v1/pages/{row.object_id}/"
    assert get("pages/find/", html_path=row.html_path)["Location"] == there
    moved = get("pages/find/", html_path="/de/alt/", fields="_,title", site=factory.HOST)
    assert (moved.status_code, moved["Location"]) == (302, f"{there}?fields=_%2Ctitle")
    assert moved["Content-Length"] == "0"
    assert get("pages/find/", html_path="/de/nie/").status_code == 404


def test_find_by_translation_key_and_language(get):
    german = page()
    english = translation(german, "en")
    key = str(german.translation_key)
    assert get("pages/find/", translation_key=key, locale="en")["Location"].endswith(f"/{english.object_id}/")
    assert get("pages/find/", translation_key=key)["Location"].endswith(f"/{german.object_id}/")
    assert get("pages/find/", translation_key=key, locale="en,de")["Location"].endswith(
        f"/{english.object_id}/"
    )
    assert get("pages/find/", translation_key=key, site=OTHER_HOST).status_code == 404


def test_find_needs_exactly_one_thing_to_go_by(mistakes):
    key = "00000000-0000-4000-8000-000000000000"
    assert "html_path" in mistakes("pages/find/")
    assert "html_path" in mistakes("pages/find/", html_path="/de/", translation_key=key)


# Resolve


@pytest.fixture
def resolve(get):
    def read(path, **parameters):
        response = get("resolve/", path=path, **parameters)
        return response.status_code, response.json()

    return read


def test_an_own_path_gives_the_page_encoded_or_not_with_a_query_or_not(resolve):
    row = page(slug="grüße-مرحبا")
    for path in (row.html_path, quote(row.html_path), f"{row.html_path}?utm_source=x", f"{row.html_path}#a"):
        assert resolve(path) == (200, {"outcome": "page", "page": orjson.loads(row.content)}), path


@pytest.mark.parametrize(
    "path", ["/de/presse", "//de//presse/", "/DE/Presse/", "/de/presse//", "/de/fr%C3%BCher/", "/de/früher"]
)
def test_other_forms_and_former_paths_lead_on_for_good(resolve, path):
    page(slug="presse", former_paths=["/de/früher/"])
    assert resolve(path) == (200, {"outcome": "redirect", "location": "/de/presse/", "permanent": True})


def test_a_query_goes_along_with_a_redirect(resolve):
    page(slug="presse")
    assert resolve("/de/presse?page=2")[1]["location"] == "/de/presse/?page=2"


def test_a_placeholders_path_leads_to_the_original_for_now(resolve):
    page(slug="presse", alias_paths=["/en/presse/"])
    assert resolve("/en/presse/") == (
        200,
        {"outcome": "redirect", "location": "/de/presse/", "permanent": False},
    )


def test_what_is_there_now_comes_before_what_was(resolve):
    page(slug="a", state=State.GONE)
    page(slug="b", former_paths=["/de/a/"])
    assert resolve("/de/a/")[1]["location"] == "/de/b/"
    now_there = page(slug="a")
    assert resolve("/de/a/")[1]["page"]["id"] == now_there.object_id


def test_paths_belong_to_sites(resolve):
    page(slug="hier", site=OTHER_HOST)
    assert resolve("/de/hier/")[0] == 404
    assert resolve("/de/hier/", site=OTHER_HOST)[1]["outcome"] == "page"


def test_where_the_default_site_is_not_public_no_other_takes_its_place(get, ids):
    row = page(locale="en", site=OTHER_HOST)
    PublishedSite.objects.filter(is_default=True).delete()
    assert ids() == ids(locale="*") == ids(child_of="root") == []
    for asked in ({"html_path": row.html_path}, {"translation_key": str(row.translation_key)}):
        assert get("pages/find/", **asked).status_code == 404
        assert get("pages/find/", site=OTHER_HOST, **asked).status_code == 302
    assert get("resolve/", path=row.html_path).status_code == 404
    assert ids(site=OTHER_HOST, locale="*") == ids(site="*", locale="*") == [row.object_id]


def test_a_gone_path_is_410_and_an_unknown_one_404(resolve):
    page(slug="weg", state=State.GONE, former_paths=["/de/frueher-weg/"])
    assert resolve("/de/weg/")[0] == 410
    assert resolve("/de/frueher-weg/")[0] == 410
    assert resolve("/de/nie/")[0] == 404


def test_fields_apply_to_the_page(resolve):
    row = page(slug="presse")
    answer = resolve("/de/presse/", fields="_")[1]
    assert answer == {"outcome": "page", "page": {"id": row.object_id, "type": row.type}}


@pytest.mark.parametrize("path", ["de/presse/", "https://example.org/de/", "/%00/", "/%C0%AF/", "/%ff"])
def test_what_is_no_path_is_refused(mistakes, path):
    assert list(mistakes("resolve/", path=path)) == ["path"]


def test_a_redirects_query_can_stand_in_a_header(client, sites):
    page(former_paths=["/de/alt/"])
    path = "/de/alt%3Fx%3Dgr%C3%BC%C3%9F%0D%0ASet-Cookie:%20a%3Db"
    location = client.get(f"/api/v1/resolve/?path={path}").json()["location"]
    assert location.partition("?")[2] == "x=gr%C3%BC%C3%9F%0D%0ASet-Cookie:%20a=b"


def test_the_network_is_led_on_by_full_addresses(client, sites):
    row = page(former_paths=["/de/alt/"])
    location = client.get("/api/v1/resolve/?path=/de/alt/&site=*").json()["location"]
    assert location.startswith("https://")
    assert location.endswith(row.html_path)


def test_lists_in_lists_keep_their_words_apart_as_text():
    text = as_text("<ul><li>Protection:<ul><li>Children</li></ul></li></ul>")
    assert text.split() == ["Protection:", "Children"]
