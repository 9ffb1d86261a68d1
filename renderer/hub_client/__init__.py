"""Where programmes and their media come from. `http`: a hub; `saved`: a folder."""

from renderer.hub_client.http import HubClient
from renderer.hub_client.saved import SavedProgramme

__all__ = ["HubClient", "SavedProgramme"]
