"""The columns of the sheet, and the words that may stand in them.

They are a file format, filled in offline and handed on: Vietnamese, whatever language
the reader's screen has. Headings are recognised without accents too.
"""

from dataclasses import dataclass

from hub.content.enums import ItemKind
from hub.lib.folding import fold
from hub.media.enums import Rights

SHEET = "Nội dung"
FAULTS_HEADING = "Lỗi"


@dataclass(frozen=True)
class Column:
    """`key` is ours; `heading` stands in the first row; `help` in the help sheet."""

    key: str
    heading: str
    help: str
    width: int = 24
    is_required: bool = False


COLUMNS = (
    Column("code", "Mã", "Do đơn vị tự đặt, mỗi nội dung một mã.", 14, True),
    Column("kind", "Loại", "tin, thông báo, ảnh hoặc video.", 12, True),
    Column("title_vi", "Tiêu đề (tiếng Việt)", "Bắt buộc.", 36, True),
    Column("title_en", "Tiêu đề (tiếng Anh)", "Để trống nếu chưa có bản dịch.", 30),
    Column("title_zh-hans", "Tiêu đề (tiếng Trung)", "Như trên.", 30),
    Column("body_vi", "Nội dung (tiếng Việt)", "Tối đa 2.000 ký tự.", 44),
    Column("body_en", "Nội dung (tiếng Anh)", "Cần có tiêu đề tiếng Anh.", 36),
    Column("body_zh-hans", "Nội dung (tiếng Trung)", "Cần có tiêu đề tiếng Trung.", 36),
    Column("topic", "Chủ đề", "Chọn trong danh sách, hoặc ghi mã chủ đề.", 30, True),
    Column(
        "files",
        "Tệp",
        "Tên tệp trong thư mục; nhiều tệp cách nhau bằng dấu chấm phẩy (;).",
        30,
    ),
    Column("caption", "Chú thích", "Chú thích của tệp, bằng tiếng Việt.", 30),
    Column("source", "Nguồn", "Nơi cung cấp tệp.", 22),
    Column("credit", "Tác giả", "Tên phải ghi kèm theo tệp.", 22),
    Column("rights", "Quyền sử dụng", "Chọn trong danh sách. Trống: của đơn vị.", 22),
    Column("rights_note", "Căn cứ", "Số văn bản cho phép, hoặc tên giấy phép.", 26),
)
BY_KEY = {column.key: column for column in COLUMNS}
TITLE_LIMIT = SHORT_LIMIT = 255

KIND_WORDS = {
    ItemKind.STORY: "tin",
    ItemKind.NOTICE: "thông báo",
    ItemKind.GALLERY: "ảnh",
    ItemKind.CLIP: "video",
}
RIGHTS_WORDS = {
    Rights.OWN: "của đơn vị",
    Rights.PERMITTED: "được phép bằng văn bản",
    Rights.OPEN: "giấy phép mở",
}


def column_of(heading: object) -> Column | None:
    """The column with that heading, however it was typed."""
    typed = fold(str(heading or "")).strip(" *")
    return next((one for one in COLUMNS if fold(one.heading) == typed), None)


def meant[T](typed: str, words: dict[T, str]) -> T | None:
    wanted = fold(typed).strip()
    return next((key for key, word in words.items() if fold(word) == wanted), None)
