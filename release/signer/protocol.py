"""What is said over the signer's socket. One connection carries one question.

A message is four bytes, its length (big endian), and that many bytes of JSON in UTF-8.

    {"do": "keys"}                         → {"keys": [{owner, mandate, keyid}, …]}
    {"do": "sign", "mandate", "owner", "pin", "approval", "document", "statement"}
        → {"signatures": [{keyid, sig}, …], "have": 2, "due": 2}
    no to either                           → {"refused": {code, english, vietnamese}}

`document` and `statement` are the exact text that is named and signed. Signatures are
given out when as many have signed as are due; before that there are none, and `have`
says how far it is.
"""

import socket
import struct
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    TypeAdapter,
    ValidationError,
)

from release.approval import Approval
from release.errors import ReleaseError, SigningError
from release.mandates import Mandate

PROTOCOL = "ttdn.signer/1"
MESSAGE_LIMIT = 48 * 1024 * 1024  # a release's document, escaped, and some
_LENGTH = struct.Struct(">I")


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    protocol: Literal["ttdn.signer/1"] = "ttdn.signer/1"


class AskKeys(_Message):
    do: Literal["keys"] = "keys"


class AskSignature(_Message):
    """`owner` approved `document` and types the PIN for this one signature."""

    do: Literal["sign"] = "sign"
    mandate: Mandate
    owner: str = Field(max_length=64)
    pin: SecretStr = Field(max_length=256)
    approval: Approval
    document: str
    statement: str


Question = Annotated[AskKeys | AskSignature, Field(discriminator="do")]
_QUESTION: TypeAdapter[AskKeys | AskSignature] = TypeAdapter(Question)


class KeyShown(BaseModel):
    """A key that lies in the signer's folder."""

    owner: str
    mandate: str
    keyid: str


class SignatureShown(BaseModel):
    keyid: str
    sig: str


class Refusal(BaseModel):
    code: str
    english: str
    vietnamese: str


class Answer(_Message):
    """Keys, signatures, or why not."""

    keys: tuple[KeyShown, ...] = ()
    signatures: tuple[SignatureShown, ...] = ()
    have: int = 0
    due: int = 0
    refused: Refusal | None = None


def refuse(error: ReleaseError) -> Answer:
    refusal = Refusal(code=error.code, english=str(error), vietnamese=error.vietnamese)
    return Answer(refused=refusal)


def parse_question(message: bytes) -> AskKeys | AskSignature:
    """Raises SigningError; never repeats what was said, a PIN may be in it."""
    try:
        return _QUESTION.validate_json(message)
    except ValidationError as error:
        first = error.errors(include_input=False, include_context=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "message"
        raise SigningError("bad_request", detail=f"{place}: {first['type']}") from None


def write_question(question: AskKeys | AskSignature) -> bytes:
    shown = question.model_dump(mode="json")
    if isinstance(question, AskSignature):
        shown["pin"] = question.pin.get_secret_value()
    return TypeAdapter(dict[str, object]).dump_json(shown)


def send(connection: socket.socket, message: bytes) -> None:
    connection.sendall(_LENGTH.pack(len(message)) + message)


def receive(connection: socket.socket) -> bytes:
    """Raises SigningError for what is too long or breaks off."""
    (length,) = _LENGTH.unpack(_receive_exactly(connection, _LENGTH.size))
    if length > MESSAGE_LIMIT:
        raise SigningError("bad_request", detail=f"{length} bytes")
    return _receive_exactly(connection, length)


def _receive_exactly(connection: socket.socket, size_bytes: int) -> bytes:
    data = bytearray()
    while len(data) < size_bytes:
        piece = connection.recv(min(size_bytes - len(data), 1 << 20))
        if not piece:
            raise SigningError("bad_request", detail="it broke off")
        data += piece
    return bytes(data)
