"""The refusals of those who sign and publish. Players have theirs in `release.trust`."""

from typing import Self

from release.words import WORDS


class ReleaseError(Exception):
    """Nothing was signed or published. Says what is wrong and what to do, twice."""

    def __init__(self, code: str, **values: object) -> None:
        english, vietnamese = WORDS[code]
        super().__init__(english.format(**values))
        self.code = code
        self.vietnamese = vietnamese.format(**values)

    @classmethod
    def of(cls, other: "ReleaseError") -> Self:
        """The same words, said by somebody else."""
        said = cls.__new__(cls)
        Exception.__init__(said, str(other))
        said.code, said.vietnamese = other.code, other.vietnamese
        return said


class PublishError(ReleaseError):
    """The repository is as it was."""


class SigningKeyError(ReleaseError):
    """A key cannot be made, found or unlocked."""


class SigningError(ReleaseError):
    """The signing process does not sign this."""


class CeremonyError(ReleaseError):
    """What the holders of the root keys asked for cannot be done."""


class SignerRefusedError(SigningError):
    """The signing process said no, in its own words."""

    def __init__(self, code: str, english: str, vietnamese: str) -> None:
        Exception.__init__(self, english)
        self.code, self.vietnamese = code, vietnamese
