"""What the renderer's errors say, in Vietnamese. Pure."""

from dataclasses import dataclass

from renderer.errors import RendererError

VIETNAMESE = {
    # layouts
    "it has no face": "khung hình chưa có mặt hiển thị nào",
    "draw at least one face on it": "hãy vẽ ít nhất một mặt trên khung hình",
    "faces {one} and {other} overlap": "hai mặt {one} và {other} chồng lên nhau",
    "move one of them": "hãy dời một trong hai mặt",
    "{side} px cannot be encoded": "không mã hóa được kích thước {side} điểm ảnh",
    "give an even number from 2 to {most}": "hãy nhập số chẵn từ 2 đến {most}",
    "{size} at {place} is not on even pixels": (
        "{size} tại {place} không nằm trên điểm ảnh chẵn"
    ),
    "give even numbers for its place and size": (
        "hãy nhập số chẵn cho vị trí và kích thước"
    ),
    "it reaches from {start} to {end}, outside the canvas of {size}": (
        "mặt trải từ {start} đến {end}, ra ngoài khung hình {size}"
    ),
    "move or shrink the face, or correct the canvas": (
        "hãy dời hoặc thu nhỏ mặt, hoặc sửa lại khung hình"
    ),
    # programme
    "the hub knows no such cluster": "trung tâm nội dung không có cụm này",
    "check the cluster's code": "hãy kiểm tra mã cụm",
    "the hub answered: {message}": "trung tâm nội dung trả lời: {message}",
    "mend the query or the hub": "hãy sửa truy vấn hoặc trung tâm nội dung",
    'it is not a {question}: {{"data": {{"{question}": …}}}} was expected': (
        "đây không phải câu trả lời cho {question}: cần dạng"
        ' {{"data": {{"{question}": …}}}}'
    ),
    "save the whole answer of the hub's GraphQL": (
        "hãy lưu trọn câu trả lời GraphQL của trung tâm nội dung"
    ),
    "the value is not accepted: {reason}": "giá trị không hợp lệ: {reason}",
    "correct it in the hub and save again": (
        "hãy sửa trong trung tâm nội dung rồi lưu lại"
    ),
    "it is not after `at`": "thời điểm này không ở sau `at`",
    "mend the hub's timetable": "hãy sửa lịch phát trong trung tâm nội dung",
    "it does not begin where the window before it ends": (
        "khoảng phát này không bắt đầu đúng lúc khoảng trước kết thúc"
    ),
    "its windows and slots do not fit together ({reason})": (
        "các khoảng phát và mục phát không khớp nhau ({reason})"
    ),
    "no window is due at {now}": "không có khoảng phát nào ứng với thời điểm {now}",
    "it needs {needed} s of each loop, {lacking} s more than {agency} has left of"
    " the {agreed} s agreed (Đ9.2, Đ14.3.a; {reference})": (
        "cần {needed} giây trong mỗi vòng phát, vượt {lacking} giây so với phần còn"
        " lại của {agency} trong {agreed} giây đã thỏa thuận (Đ9.2, Đ14.3.a;"
        " {reference}) nên không được phát"
    ),
    "shorten it, show it less often, take another item of the agency out, or agree"
    " on more airtime with the lead agency": (
        "hãy rút ngắn thời lượng, giảm tần suất, bỏ bớt mục khác của đơn vị, hoặc"
        " thỏa thuận thêm thời lượng với cơ quan chủ trì"
    ),
    "it is not published in {languages}, which face {face} of canvas {canvas} shows": (
        "chưa có bản đã duyệt bằng {languages} mà mặt {face} của khung hình"
        " {canvas} cần"
    ),
    "publish the translation, or take the item out of the programme": (
        "hãy duyệt bản dịch, hoặc đưa nội dung ra khỏi chương trình"
    ),
    "a gallery without pictures": "bộ ảnh chưa có ảnh nào",
    "add a picture": "hãy thêm ảnh",
    "a clip without a video": "clip chưa có tệp video",
    "choose its video": "hãy chọn tệp video",
    "there is no {wanted}": "không có {wanted}",
    "choose one of {known}": "hãy chọn một trong: {known}",
    "correct the request": "hãy sửa lại yêu cầu",
    # media
    "it has more than {millions} million pixels": "ảnh có hơn {millions} triệu điểm ảnh",
    "save it smaller and upload it again": "hãy lưu ảnh nhỏ hơn rồi tải lên lại",
    "it cannot be read as a picture ({reason})": "không đọc được tệp ảnh ({reason})",
    "upload it again as JPEG or PNG": "hãy tải lên lại dưới dạng JPEG hoặc PNG",
    "it cannot be decoded ({reason})": "không giải mã được tệp ({reason})",
    "it has no frames": "tệp không có khung hình nào",
    "export the clip again": "hãy xuất lại clip",
    "export the clip again as H.264 MP4 and upload it": (
        "hãy xuất lại clip dạng MP4 H.264 rồi tải lên"
    ),
    "it is not a video ({reason})": "đây không phải tệp video ({reason})",
    "upload a video file such as H.264 MP4": "hãy tải lên tệp video, ví dụ MP4 H.264",
    "its sound cannot be decoded ({reason})": "không giải mã được âm thanh ({reason})",
    "export the clip again with AAC sound, or without sound": (
        "hãy xuất lại clip với âm thanh AAC, hoặc không có âm thanh"
    ),
    "the file is not the one that the programme names": (
        "tệp không đúng với tệp mà chương trình nêu"
    ),
    "upload it again in the hub": "hãy tải lại tệp lên trung tâm nội dung",
    "save the programme and its media again": "hãy lưu lại chương trình cùng các tệp",
    "put the file beside {programme}, or give the hub's address": (
        "hãy đặt tệp cạnh {programme}, hoặc cho biết địa chỉ trung tâm nội dung"
    ),
    "its encoder settings differ from the other segments'": (
        "thông số mã hóa khác với các đoạn còn lại"
    ),
    "empty the renderer's store and render again": (
        "hãy xóa kho kết quả của bộ dựng hình rồi dựng lại"
    ),
    # files, machines, networks
    "it cannot be read ({reason})": "không đọc được ({reason})",
    "check the path": "hãy kiểm tra đường dẫn",
    "it is not JSON ({reason})": "tệp không phải JSON ({reason})",
    "it cannot be written ({reason})": "không ghi được ({reason})",
    "free some space or correct the folder's rights": (
        "hãy giải phóng dung lượng hoặc sửa quyền của thư mục"
    ),
    "the segment {key} is gone": "đoạn {key} đã mất",
    "leave the store alone while the renderer runs": (
        "đừng động vào kho kết quả khi bộ dựng hình đang chạy"
    ),
    "the process rendering it died {tries} times": (
        "tiến trình dựng hình đã hỏng {tries} lần"
    ),
    "look for a lack of memory in the system's log": (
        "hãy xem nhật ký hệ thống có báo thiếu bộ nhớ không"
    ),
    "it gives no usable answer ({reason})": "không có câu trả lời dùng được ({reason})",
    "see whether the hub runs; the last good loops stay": (
        "hãy kiểm tra trung tâm nội dung; các vòng phát tốt gần nhất vẫn được giữ"
    ),
    # words and themes
    "“{text}” ({count} characters) does not fit in letters that can be read": (
        "“{text}” ({count} ký tự) không vừa với cỡ chữ còn đọc được"
    ),
    "shorten it": "hãy rút ngắn",
    "no font of the theme has {letters}": "phông chữ của giao diện không có {letters}",
    "write it another way, or add a font that has it to the theme": (
        "hãy viết cách khác, hoặc thêm phông chữ có ký tự đó vào giao diện"
    ),
    "there is no such file": "không có tệp này",
    "check the theme's name, or start from a copy of themes/lao-cai": (
        "hãy kiểm tra tên giao diện, hoặc bắt đầu từ bản sao của themes/lao-cai"
    ),
    "{reason}": "{reason}",
    "add it there": "hãy bổ sung vào đó",
    "correct it in the theme": "hãy sửa trong giao diện",
    "mend the file's TOML": "hãy sửa cú pháp TOML của tệp",
    "mend the theme's typst": "hãy sửa mã typst của giao diện",
    "the Python package {package} is not installed": (
        "gói Python {package} chưa được cài"
    ),
    "install the packages of requirements.txt": (
        "hãy cài các gói trong requirements.txt"
    ),
    "{folder} holds no font file": "{folder} không có tệp phông chữ nào",
    "correct the folder, or install the package again": (
        "hãy sửa thư mục, hoặc cài lại gói"
    ),
    "it leaves no region for what moves": "mẫu không chừa chỗ cho hình động",
    "give it a `media` region for every layout": (
        "hãy khai báo vùng `media` cho mọi bố cục"
    ),
}


@dataclass(frozen=True)
class Told:
    """An error in one language, its values filled in."""

    where: str
    what: str
    todo: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what} → {self.todo}"


def told_in(language: str, error: RendererError) -> Told:
    """The error in Vietnamese for `vi`, else in English."""
    words = VIETNAMESE if language == "vi" else {}
    what = words.get(error.what, error.what)
    todo = words.get(error.todo, error.todo)
    return Told(error.where, what.format(**error.values), todo.format(**error.values))
