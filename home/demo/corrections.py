"""The demonstration's corrections: what was wrong in a piece, told in each of its languages."""

from datetime import date

from home.demo.content import LANGUAGES, facts, texts
from home.demo.pages import Pages
from newsroom.models import Correction, CorrectionNote


def make_corrections(pages: Pages) -> int:
    """Returns how many."""
    made = 0
    for key, fact in facts("news").items():
        for place, (kind, day) in enumerate(fact.get("corrections", [])):
            found = [language for language in LANGUAGES if "corrections" in texts(language).get(key, {})]
            correction = Correction.objects.create(
                translation_key=pages.made[key, found[0]].translation_key,
                kind=kind,
                date=date.fromisoformat(day),
            )
            made += 1
            for language in found:
                CorrectionNote.objects.create(
                    correction=correction,
                    locale=pages.made[key, language].locale,
                    note=texts(language)[key]["corrections"][place],
                )
    return made
