"""The player's own errors: which thing, what is wrong with it, and the way out.

Read by whoever looks after the machine, so they speak Vietnamese.
"""


class PlayerError(Exception):
    """Something that a person, or a later try, can mend."""

    def __init__(self, where: str, what: str, todo: str) -> None:
        super().__init__(where, what, todo)
        self.where, self.what, self.todo = where, what, todo

    def __str__(self) -> str:
        return f"{self.where}: {self.what} → {self.todo}"


class ConfigError(PlayerError):
    """The configuration cannot be used as it is: for who installs the player."""


class FetchError(PlayerError):
    """A file did not come, or not whole: later."""


class WrongBytesError(FetchError):
    """What came is not what the release names."""


class DiskFullError(FetchError):
    """There is no room for a file: for who looks after the machine."""


class UsbError(PlayerError):
    """A stick holds nothing that may be shown: for who brought it."""


class StickRefusedError(UsbError):
    """A stick holds what nobody approved."""


class VideoError(PlayerError):
    """The video process does not do what it is told: it is started anew."""


class CommandRefusedError(VideoError):
    """The video process answers, but cannot do that just now."""
