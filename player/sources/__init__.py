"""Where the files of a repository come from: a web server, or a folder on a stick.

Both give metadata to the verifier and loops to the store; neither is believed.
"""

from player.sources.folder import FolderSource
from player.sources.http import HttpSource, Patience
from player.sources.source import Source, Stream, address_of

__all__ = [
    "FolderSource",
    "HttpSource",
    "Patience",
    "Source",
    "Stream",
    "address_of",
]
