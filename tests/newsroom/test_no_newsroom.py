"""An import into an installation that has no newsroom."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command


@pytest.mark.django_db
def test_without_a_newsroom_there_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="newsroom"):
        call_command("import_ninjs", str(tmp_path))
