"""Open lines to players, and what is still to be said on each. Of one event loop.

What waits is bounded: a hundred publications are one "look", and a file is told once.
"""

import asyncio
import json
from collections import defaultdict
from collections.abc import Collection, Iterable

from release.format import File

MOST_LINES = 20_000
# A player that lost its line opens another before the first is known to be dead.
LINES_A_TOKEN = 2
MOST_FILES = 40
COMMENT, LOOK = b": here\n\n", b"data: look\n\n"


class Line:
    def __init__(self, token_id: str, cluster: str) -> None:
        self.token_id, self.cluster = token_id, cluster
        self.is_ended = False
        self._is_to_look = False
        self._files: dict[str, File] = {}
        self._word = asyncio.Event()

    def look(self) -> None:
        self._is_to_look = True
        self._word.set()

    def prepare(self, files: Iterable[File]) -> None:
        for file in files:
            if len(self._files) < MOST_FILES:
                self._files[file.sha256] = file
        self._word.set()

    def end(self) -> None:
        self.is_ended = True
        self._word.set()

    async def next_words(self, seconds: float) -> bytes:
        """What is to be said; a comment when nothing was in that time."""
        try:
            await asyncio.wait_for(self._word.wait(), seconds)
        except TimeoutError:
            return COMMENT
        self._word.clear()
        words = [_prepare(file) for file in self._files.values()]
        if self._is_to_look:
            words.insert(0, LOOK)
        self._files, self._is_to_look = {}, False
        return b"".join(words)


class Lines:
    def __init__(self, most: int = MOST_LINES) -> None:
        self._most, self._count = most, 0
        self._by_cluster: defaultdict[str, set[Line]] = defaultdict(set)
        self._by_token: defaultdict[str, list[Line]] = defaultdict(list)

    def __len__(self) -> int:
        return self._count

    @property
    def is_full(self) -> bool:
        return self._count >= self._most

    def add(self, line: Line) -> None:
        """The oldest of a token gives way to its newest."""
        same = self._by_token[line.token_id]
        same.append(line)
        self._by_cluster[line.cluster].add(line)
        self._count += 1
        for oldest in same[:-LINES_A_TOKEN]:
            oldest.end()

    def remove(self, line: Line) -> None:
        self._count -= 1
        for kept, key in (
            (self._by_token, line.token_id),
            (self._by_cluster, line.cluster),
        ):
            kept[key].remove(line)
            if not kept[key]:
                del kept[key]

    def of(self, cluster: str) -> tuple[Line, ...]:
        return tuple(self._by_cluster.get(cluster, ()))

    @property
    def clusters(self) -> tuple[str, ...]:
        return tuple(self._by_cluster)

    @property
    def tokens(self) -> tuple[str, ...]:
        return tuple(self._by_token)

    def end_others_than(self, tokens: Collection[str], asked: Iterable[str]) -> None:
        """Ends the lines of those `asked` about that are not among `tokens`."""
        for token_id in set(asked) - set(tokens):
            for line in self._by_token.get(token_id, ()):
                line.end()


def _prepare(file: File) -> bytes:
    data = json.dumps({"sha256": file.sha256, "size_bytes": file.size_bytes})
    return f"event: prepare\ndata: {data}\n\n".encode()
