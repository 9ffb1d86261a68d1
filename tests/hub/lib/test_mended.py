"""What Wagtail's templates say in English of their own accord, mended as they are read."""

import pytest
from django.template.loader import get_template

from hub.lib.companions import app_folder
from hub.lib.mended import ASK, MENDS, mended


@pytest.mark.parametrize("name", MENDS)
def test_every_place_to_mend_is_still_there(name: str) -> None:
    apps = ["wagtail.admin", "wagtail.users", "wagtail_localize.locales"]
    files = [app_folder(app) / "templates" / name for app in apps]
    content = next(path for path in files if path.exists()).read_text()

    assert [place for place in MENDS[name] if place not in content] == []


@pytest.mark.parametrize("name", MENDS)
def test_a_mended_template_is_whole(name: str) -> None:
    source = get_template(name).template.source

    assert [asked for asked in MENDS[name].values() if ASK + asked not in source] == []


def test_other_templates_are_left_as_they_are() -> None:
    assert mended("screens/wall.html", 'value="Search"') == 'value="Search"'
