"""The same words give the same bytes in every process and thread."""

import hashlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from renderer.layouts import Size
from renderer.themes import Theme
from renderer.typesetting import SlideWords, typeset_slides
from tests.renderer.themes_on_disk import HOUSE_THEME
from tests.renderer.typesetting.samples import samples

SIZE = Size(768, 384)

IN_ANOTHER_PROCESS = """
import sys
from pathlib import Path
from renderer.themes import read_theme
from tests.renderer.typesetting.test_everywhere_the_same import digest
print(digest(read_theme(Path(sys.argv[1])), int(sys.argv[2])))
"""


def digest(theme: Theme, index: int) -> str:
    words = samples()[index].words
    whole = SlideWords(words.language, words.title, words.body, words.agency)
    slides = typeset_slides(theme, "story", SIZE, whole)
    return hashlib.sha256(b"".join(s.pixels.tobytes() for s in slides)).hexdigest()


def test_another_process_draws_the_same(theme: Theme):
    for index in (0, 2):
        answer = subprocess.run(
            [sys.executable, "-c", IN_ANOTHER_PROCESS, str(HOUSE_THEME), str(index)],
            capture_output=True,
            check=True,
            text=True,
        )

        assert answer.stdout.strip() == digest(theme, index)


def test_two_threads_draw_what_one_does(theme: Theme):
    indices = list(range(12))
    one_by_one = [digest(theme, index) for index in indices]

    with ThreadPoolExecutor(2) as pool:
        together = list(pool.map(lambda index: digest(theme, index), indices))

    assert together == one_by_one
