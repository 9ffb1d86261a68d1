"""The online keys of a cluster: they say what is fresh and can name no picture.

They sign without a person, so they lie unsealed, readable by their user alone. Whoever
steals them can hold a wall at what it shows, and nothing more.
"""

from pathlib import Path

from cryptography.hazmat.primitives.serialization import load_pem_private_key
from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Root

from release.errors import PublishError
from release.keeping import write_whole

ONLINE_ROLES = ("snapshot", "timestamp")


class OnlineKeys:
    """One folder for each cluster. Which of its keys count, the root says."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def make(self) -> dict[str, CryptoSigner]:
        """A new key for each role, beside the old ones."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = {role: CryptoSigner.generate_ed25519() for role in ONLINE_ROLES}
        for role, signer in made.items():
            name = f"{role}.{signer.public_key.keyid[:16]}.pem"
            write_whole(self._folder / name, signer.private_bytes, mode=0o600)
        return made

    def signer(self, role: str, root: Root) -> CryptoSigner:
        """The one that the root names. Raises PublishError."""
        named = root.roles[role].keyids
        for path in sorted(self._folder.glob(f"{role}.*.pem")):
            signer = CryptoSigner(load_pem_private_key(path.read_bytes(), None))
            if signer.public_key.keyid in named:
                return signer
        raise PublishError("no_online_key", role=role, folder=self._folder)

    def forget_others(self, root: Root) -> None:
        """Removes the keys that the root no longer names."""
        for role in ONLINE_ROLES:
            kept = {keyid[:16] for keyid in root.roles[role].keyids}
            for path in self._folder.glob(f"{role}.*.pem"):
                if path.name.split(".")[1] not in kept:
                    path.unlink()
