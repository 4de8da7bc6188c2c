"""No machine is told what is under embargo."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail_localize.models import Translation

from tests import factories
from tests.embargoes.machine import Machine
from tests.projection.world import submit_for_translation

TOMORROW = timezone.now() + timedelta(days=1)


@pytest.fixture(autouse=True)
def machine(settings: Any) -> type[Machine]:
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": "tests.embargoes.machine.Machine"}
    Machine.told.clear()
    return Machine


@pytest.fixture
def translation(draft: Any) -> Translation:
    made = submit_for_translation(draft, "en")
    made.save_target(publish=False)
    return made


def button(translation: Translation) -> str:
    return reverse("wagtail_localize:machine_translate", args=[translation.pk])


def editor(admin: Client, translation: Translation) -> str:
    page = translation.get_target_instance()
    return admin.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()


def test_a_machine_translates_what_is_not_embargoed(admin: Client, translation: Translation) -> None:
    assert button(translation) in editor(admin, translation)
    assert admin.post(button(translation)).status_code == 302
    assert "Geheim" in Machine.told


def test_while_it_is_no_button_is_offered_and_its_address_refuses(
    admin: Client, translation: Translation, draft: Any
) -> None:
    factories.embargo(draft, TOMORROW)
    assert button(translation) not in editor(admin, translation)
    refused = admin.post(button(translation))
    assert refused.status_code == 400
    assert "no machine may translate it" in refused.content.decode()
    assert Machine.told == []


def test_updating_translations_offers_and_takes_no_machine(
    admin: Client, translation: Translation, draft: Any
) -> None:
    update = reverse("wagtail_localize:update_translations", args=[translation.source_id])
    assert "use_machine_translation" in admin.get(update).content.decode()
    factories.embargo(draft, TOMORROW)
    assert "use_machine_translation" not in admin.get(update).content.decode()
    admin.post(update, {"use_machine_translation": "on"})
    assert Machine.told == []


def test_once_it_is_past_a_machine_may(admin: Client, translation: Translation, draft: Any) -> None:
    factories.embargo(draft, timezone.now() - timedelta(hours=1))
    assert button(translation) in editor(admin, translation)
