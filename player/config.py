"""The configuration file. Parsed strictly: a wrong word is refused, with the way out."""

import ipaddress
import tomllib
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from player.errors import ConfigError

# What pydantic calls a mistake, and what a person is told of it.
WORDS = {
    "missing": "thiếu mục này",
    "extra_forbidden": "không có mục nào tên như vậy",
    "string_pattern_mismatch": "chỉ dùng chữ thường không dấu, số và dấu gạch nối",
}


def _http(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("cần địa chỉ bắt đầu bằng https://")
    if parts.query or parts.fragment or parts.username:
        raise ValueError("địa chỉ không được có ?, # hoặc tên đăng nhập")
    return address.rstrip("/")


def _absolute(path: Path) -> Path:
    if not path.is_absolute():
        raise ValueError("cần đường dẫn đầy đủ, bắt đầu bằng /")
    return path


Code = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=40)]
Address = Annotated[str, AfterValidator(_http)]
Place = Annotated[Path, AfterValidator(_absolute)]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CanvasSection(_Section):
    """One picture that this machine drives; `options` are more of mpv's."""

    code: Code
    width_px: int = Field(gt=0, le=32768)
    height_px: int = Field(gt=0, le=32768)
    options: tuple[str, ...] = ()

    @field_validator("options")
    @classmethod
    def _be_options(cls, options: tuple[str, ...]) -> tuple[str, ...]:
        if any(not one.startswith("--") for one in options):
            raise ValueError("mỗi tùy chọn của mpv bắt đầu bằng --")
        return options


class HubSection(_Section):
    """`nudges`: where the lines for nudges stand open, if not at `address`."""

    address: Address
    token: Place
    nudges: Address | None = None


class VideoSection(_Section):
    """`null` shows nothing and is heard by nobody: for trials."""

    program: str = "mpv"
    picture: Literal["gpu", "null"] = "gpu"
    sound: Literal["auto", "null"] = "null"


class LimitsSection(_Section):
    free_mib: int = Field(default=1024, ge=0)
    spool_days: int = Field(default=40, ge=30)
    spool_mib: int = Field(default=512, ge=1)
    log_mib: int = Field(default=20, ge=1)


class StatusSection(_Section):
    """Port 0: any that is free, told in the log."""

    host: str = "127.0.0.1"
    port: int = Field(default=8300, ge=0, le=65535)

    @field_validator("host")
    @classmethod
    def _stay_here(cls, host: str) -> str:
        if not ipaddress.ip_address(host).is_loopback:
            raise ValueError("trang trạng thái chỉ mở trên máy này: dùng 127.0.0.1")
        return host


class Config(_Section):
    cluster: Code
    repository: Address
    root: Place
    data: Place
    canvas: tuple[CanvasSection, ...] = Field(min_length=1, max_length=32)
    hub: HubSection | None = None
    video: VideoSection = VideoSection()
    limits: LimitsSection = LimitsSection()
    status: StatusSection = StatusSection()

    @model_validator(mode="after")
    def _name_each_canvas_once(self) -> Self:
        codes = [one.code for one in self.canvas]
        if len(set(codes)) != len(codes):
            raise ValueError("hai khung hình trùng mã")
        return self


def read_config(path: Path) -> Config:
    """Raises ConfigError."""
    try:
        document = tomllib.loads(path.read_text())
    except OSError as error:
        raise ConfigError(
            str(path), f"không đọc được ({error.strerror})", "kiểm tra --config"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(
            str(path),
            f"không phải TOML ({error})",
            "sửa dòng đó, xem player.example.toml",
        ) from error
    try:
        return Config.model_validate(document)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "cấu hình"
        what = WORDS.get(first["type"], first["msg"].removeprefix("Value error, "))
        raise ConfigError(
            f"{path}: {place}", what, "sửa mục này, xem player.example.toml"
        ) from error
