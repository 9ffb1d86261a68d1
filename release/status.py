"""What a repository says of itself, for whoever keeps the server."""

from datetime import datetime

from release.mandates import Mandate
from release.repository import ClusterRepository


def describe(repository: ClusterRepository, now: datetime) -> str:
    """Vietnamese. Raises PublishError when there is no repository."""
    published, record = repository.published, repository.record
    lines = [f"Cụm {repository.cluster}"]
    for name, metadata in (
        ("khóa gốc", published.root),
        ("bảng ủy quyền", published.targets),
        ("bảng phiên bản", published.snapshot),
        ("dấu thời gian", published.timestamp),
    ):
        signed = metadata.signed
        state = "ĐÃ HẾT HẠN" if signed.is_expired(now) else "còn hạn"
        lines.append(f"  {name}: bản {signed.version}, {state} ({signed.expires})")
    for mandate in Mandate:
        role = published.targets.signed.get_delegated_role(mandate)
        lines.append(
            f"  {mandate}: cần {role.threshold} chữ ký, số cao nhất"
            f" {record.of(mandate).seq}, mã khóa: {', '.join(role.keyids)}"
        )
    lines.append(f"  số cao nhất từng phát hành: {record.highest}")
    return "\n".join(lines)
