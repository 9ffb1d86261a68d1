"""The record of one person's approval, as the hub hands it to the signing process. Pure."""

from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from release.mandates import Mandate


class Approval(BaseModel):
    """`approver` looked at the document of that digest and wants it on the wall."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_name: Literal["ttdn.approval/1"] = "ttdn.approval/1"
    mandate: Mandate
    cluster: str
    seq: int = Field(gt=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    # Everybody who wrote, translated or arranged what is in it.
    authors: tuple[str, ...]
    approver: str
    approved_at: AwareDatetime
    valid_until: AwareDatetime
