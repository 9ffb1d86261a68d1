"""A programme saved as JSON, its media beside it: for goldens, tests and the command line."""

import json
import shutil
from pathlib import Path
from typing import Any

from release.format import File
from renderer.errors import MediaError, ProgrammeError
from renderer.programme import MediaFile
from renderer.store import Store


class SavedProgramme:
    """The answer to `programme.graphql` in a file; media addresses are relative to it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> Any:
        """The document, for `parse_programme`. Raises ProgrammeError when it is no JSON."""
        try:
            return json.loads(self.path.read_bytes())
        except OSError as error:
            raise ProgrammeError(
                str(self.path),
                "it cannot be read ({reason})",
                "check the path",
                reason=error.strerror,
            ) from error
        except ValueError as error:
            raise ProgrammeError(
                str(self.path),
                "it is not JSON ({reason})",
                "save the whole answer of the hub's GraphQL",
                reason=error,
            ) from error

    def fetch_media(self, file: MediaFile, store: Store) -> None:
        """Copies a file into the store unless it is there.

        Raises MediaError when it is missing or is not what the programme names.
        """
        named = File(sha256=file.sha256, size_bytes=file.size_bytes)
        if store.holds(named):
            return
        source = self.path.parent / file.url
        with store.unfinished_file() as path:
            try:
                shutil.copyfile(source, path)
            except OSError as error:
                raise MediaError(
                    file.url,
                    "it cannot be read ({reason})",
                    "put the file beside {programme}, or give the hub's address",
                    reason=error.strerror,
                    programme=self.path.name,
                ) from error
            if store.keep(path) != named:
                raise MediaError(
                    file.url,
                    "the file is not the one that the programme names",
                    "save the programme and its media again",
                )
