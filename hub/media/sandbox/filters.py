"""A row of FFmpeg filters that frames are pushed through, one after the other."""

from collections.abc import Iterator, Sequence
from typing import Any

import av
from av.filter import Graph

# A filter's name and its arguments as FFmpeg writes them.
Step = tuple[str, str]


class Chain:
    """`start` is a node made by one of the two makers below."""

    def __init__(self, graph: Graph, start: Any, steps: Sequence[Step], end: str):
        nodes = [start, *(graph.add(name, args or None) for name, args in steps)]
        graph.link_nodes(*nodes, graph.add(end))
        graph.configure()
        self._graph = graph

    def push(self, frame: Any) -> Iterator[Any]:
        self._graph.push(frame)
        yield from self._ready()

    def flush(self) -> Iterator[Any]:
        self._graph.push(None)
        yield from self._ready()

    def _ready(self) -> Iterator[Any]:
        while True:
            try:
                yield self._graph.pull()
            except (BlockingIOError, EOFError):
                return


def picture_chain(stream: av.VideoStream, steps: Sequence[Step]) -> Chain:
    graph = Graph()
    return Chain(graph, graph.add_buffer(template=stream), steps, "buffersink")


def sound_chain(stream: av.AudioStream, steps: Sequence[Step]) -> Chain:
    graph = Graph()
    return Chain(graph, graph.add_abuffer(template=stream), steps, "abuffersink")
