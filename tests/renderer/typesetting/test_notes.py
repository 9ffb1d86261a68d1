"""Words that stand in for another language's say so on every face."""

import pytest

from renderer.layouts import Size
from renderer.legibility import UNKNOWN_DISTANCE
from renderer.themes import Theme
from renderer.typesetting import SlideWords, set_words


@pytest.mark.parametrize(
    ("size", "where"), [(Size(960, 600), "agency"), (Size(320, 160), "title")]
)
def test_the_note_is_seen_on_large_faces_and_on_small_ones(
    theme: Theme, size: Size, where: str
):
    words = SlideWords(
        "vi", title="Chợ", body="Họp.", agency="Sở Du lịch", note="（越南语）"
    )

    decided = set_words(
        theme, "notice", size, words, UNKNOWN_DISTANCE, has_picture=False
    )

    lines = {line.role: line.text for line in decided.pages[0].lines}
    noted = [role for role, text in lines.items() if "越南语" in text]
    assert noted == [where]
