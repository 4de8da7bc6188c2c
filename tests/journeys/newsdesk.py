"""People of a press office at their screens, and what their hands do there.

They find fields by their names, and buttons by the words on them in the language they work in.
"""

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext, override
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browsing import Dateline, window

PASSWORD = "for-the-newsdesk-only"
# Who they are, by the key of their role's group: invented people.
PEOPLE = {
    "author": ("Jana", "Brückner"),
    "reviewer": ("Emre", "Aslan"),
    "press_officer": ("Katharina", "Vogt"),
    "translator en": ("Niamh", "Doyle"),
    "translator de": ("Ole", "Petersen"),
}
HIRE = """
from django.contrib.auth.models import User
from wagtail.users.models import UserProfile
from cms.roles.models import Done
from django.contrib.auth.models import Group
for key, (first, last) in {people!r}.items():
    user = User.objects.create_user(first.lower(), password={password!r}, first_name=first, last_name=last)
    user.groups.add(Group.objects.get(pk=Done.objects.get(key="group " + key).object_id))
"""


def hire(dateline: Dateline) -> None:
    """Gives each of them an account with the group of their role."""
    dateline.run.manage(HIRE.format(people=PEOPLE, password=PASSWORD))


class Person:
    """Somebody signed in to the admin, in a window of their own."""

    def __init__(self, page: Page, dateline: Dateline, language: str) -> None:
        self.page, self.dateline, self.language = page, dateline, language

    def sign_in(self, name: str) -> None:
        self.go("login/")
        self.enter(name)

    def enter(self, name: str) -> None:
        """What the page for signing in asks for."""
        self.page.locator("[name=username]").fill(name)
        self.page.locator("[name=password]").fill(PASSWORD)
        self.page.locator("button[type=submit]").click()
        self.page.wait_for_url("**/admin/")

    def go(self, path: str) -> None:
        self.page.goto(f"{self.dateline.backend}/admin/{path}")

    def says(self, text: str) -> str:
        """A text of the admin's in the language it is in here."""
        with override(self.language):
            return gettext(text)

    def named(self, name: str) -> Locator:
        """The form's field of that name."""
        return self.page.locator(f"[name='{name}']")

    def button(self, text: str) -> Locator:
        return self.page.get_by_role("button", name=self.says(text), exact=True)

    def link(self, text: str) -> Locator:
        return self.page.get_by_role("link", name=self.says(text), exact=True)

    def wait_until(self, so: Callable[[], bool], seconds: float = 30) -> None:
        """While the browser goes on working."""
        for _ in range(int(seconds * 20)):
            if so():
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"not so after {seconds} s")

    def succeeds(self) -> None:
        expect(self.page.locator(".messages .success")).to_be_visible()

    def is_saved(self) -> None:
        """What is in the form, by itself."""
        expect(self.page.locator(".w-autosave-indicator__state--saved")).to_be_visible()

    def tab(self, number: int) -> None:
        self.page.locator("[role=tab]").nth(number).click()

    def add_block(self, stream: str, kind: str) -> Locator:
        """Adds a block at the end of a stream; its frame."""
        blocks = self.page.locator(f"[data-contentpath={stream}] [data-streamfield-child]")
        number = blocks.count()
        self.page.locator(f"[data-contentpath={stream}] .c-sf-add-button").last.click()
        self.page.get_by_role("option", name=self.says(kind), exact=True).click()
        return blocks.nth(number)

    def write(self, field: Locator, text: str) -> None:
        """Into a field of rich text."""
        field.locator("[contenteditable=true]").click()
        self.page.keyboard.type(text)

    def save(self) -> int:
        """Saves a draft; the page's id."""
        self.page.locator("footer button.action-save").click()
        self.succeeds()
        return int(self.page.url.split("/pages/")[1].split("/")[0])

    def act(self, name: str) -> None:
        """One of the actions beside *Save draft*."""
        self.page.locator("footer [data-w-dropdown-target=toggle]").click()
        self.page.locator(f"footer [name={name}]").click()


class Newsdesk:
    """Opens a window for each person who is asked for, and closes them all at the end."""

    def __init__(self, browser: Browser, dateline: Dateline, language: str) -> None:
        self.browser, self.dateline, self.language = browser, dateline, language
        self.windows = ExitStack()
        self.there: dict[str, Person] = {}

    def __getitem__(self, role: str) -> Person:
        if role not in self.there:
            options: dict[str, Any] = {"locale": self.language, "viewport": {"width": 1280, "height": 900}}
            page = self.windows.enter_context(window(self.browser, self.dateline, **options))
            person = Person(page, self.dateline, self.language)
            person.sign_in(PEOPLE[role][0].lower())
            self.there[role] = person
        return self.there[role]

    def public_news(self, number: int) -> Any:
        """The card of one of the demonstration's pieces in this language: a journey takes one of its own."""
        cards = self.dateline.api(f"pages/?type=newsroom.NewsPage&locale={self.language}&order=published_at")
        return cards["items"][number]

    def read(self, page: int) -> Any:
        """What readers are answered, now."""
        return self.dateline.api(f"pages/{page}/")

    def status(self, address: str) -> int:
        """What the server answers there."""
        return self.dateline.run.answer(urlsplit(address).path)
