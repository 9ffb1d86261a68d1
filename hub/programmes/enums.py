"""The reasons for which a slot is left out, as they go over the wire."""

from enum import StrEnum


class ProblemCode(StrEnum):
    """Why a slot may not be shown."""

    WITHDRAWN = "WITHDRAWN"
    LANGUAGE_MISSING = "LANGUAGE_MISSING"
    MEDIA_MISSING = "MEDIA_MISSING"
    MEDIA_REFUSED = "MEDIA_REFUSED"
