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
    "no face shows a language that it is not left out in": (
        "mục này bị để ra ngoài ở mọi ngôn ngữ mà các mặt hiển thị"
    ),
    "publish a translation, or take the item out of the programme": (
        "hãy xuất bản bản dịch, hoặc đưa mục ra khỏi chương trình"
    ),
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
    "it is no WebVTT file ({reason})": "đây không phải tệp WebVTT ({reason})",
    "correct the WebVTT file and upload it again": (
        "hãy sửa tệp WebVTT rồi tải lên lại"
    ),
    "it is not in UTF-8": "tệp không dùng mã UTF-8",
    "save the WebVTT file as UTF-8 and upload it again": (
        "hãy lưu tệp WebVTT bằng mã UTF-8 rồi tải lên lại"
    ),
    "it does not begin with WEBVTT": "tệp không bắt đầu bằng dòng WEBVTT",
    "export the subtitles as WebVTT and upload them again": (
        "hãy xuất phụ đề dạng WebVTT rồi tải lên lại"
    ),
    "“{line}” is not from when to when a cue is seen": (
        "“{line}” không phải thời gian bắt đầu và kết thúc của một câu phụ đề"
    ),
    "write the times like 00:00:01.000 --> 00:00:04.000": (
        "hãy viết thời gian theo dạng 00:00:01.000 --> 00:00:04.000"
    ),
    "the cue ends before it begins": "câu phụ đề kết thúc trước khi bắt đầu",
    "correct its times in the WebVTT file and upload it again": (
        "hãy sửa thời gian của câu này trong tệp WebVTT rồi tải lên lại"
    ),
    "its sound cannot be decoded ({reason})": "không giải mã được âm thanh ({reason})",
    "export the clip again with AAC sound, or without sound": (
        "hãy xuất lại clip với âm thanh AAC, hoặc không có âm thanh"
    ),
    "the file is not the one that the programme names": (
        "tệp không đúng với tệp mà chương trình nêu"
    ),
    "the hub does not have it": "trung tâm nội dung không có tệp này",
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
    "there is no room for the band “{text}”": "không đủ chỗ cho dải chữ “{text}”",
    "leave this cluster out of the drill, or enlarge the face": (
        "hãy bỏ cụm này khỏi cuộc diễn tập, hoặc tăng kích thước mặt"
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
    "this worker runs another version of the renderer or of its libraries": (
        "máy dựng hình này chạy phiên bản khác của bộ dựng hình hoặc của các thư viện"
    ),
    "install the same release on every machine and start the worker again": (
        "hãy cài cùng một bản phát hành trên mọi máy rồi chạy lại máy dựng hình này"
    ),
    "this worker writes into another store ({store})": (
        "máy dựng hình này ghi vào kho kết quả khác ({store})"
    ),
    "start the worker again with the store of the renderer that plans": (
        "hãy chạy lại máy này với đúng kho kết quả của bộ dựng hình điều phối"
    ),
    "this worker knows neither store nor themes": (
        "máy dựng hình này chưa biết kho kết quả và thư mục giao diện"
    ),
    "start it with `python -m renderer worker`": (
        "hãy chạy máy này bằng lệnh `python -m renderer worker`"
    ),
    "no scheduler answers there ({reason})": (
        "không có bộ điều phối nào trả lời tại đó ({reason})"
    ),
    "start it with `dask scheduler`, or correct --scheduler": (
        "hãy chạy bộ điều phối bằng lệnh `dask scheduler`, hoặc sửa --scheduler"
    ),
    "the scheduler has no worker": "bộ điều phối chưa có máy dựng hình nào",
    "start one with `python -m renderer worker --scheduler {scheduler}`": (
        "hãy chạy một máy bằng lệnh `python -m renderer worker --scheduler {scheduler}`"
    ),
    "the scheduler went away": "mất kết nối với bộ điều phối",
    "see whether it runs; what was rendered stays and is not done again": (
        "hãy kiểm tra bộ điều phối; phần đã dựng vẫn còn và không phải dựng lại"
    ),
    "its bytes are not the ones that its name promises": (
        "nội dung tệp không khớp với tên của tệp"
    ),
    "remove it from the bucket: it is made again": (
        "hãy xóa tệp khỏi vùng lưu trữ: tệp sẽ được tạo lại"
    ),
    "the bucket does not do what it is asked ({reason})": (
        "vùng lưu trữ không thực hiện được yêu cầu ({reason})"
    ),
    "check its address, the credentials and the network": (
        "hãy kiểm tra địa chỉ, thông tin truy cập và mạng"
    ),
    "no timetable is published there, so nothing can be told from waste": (
        "ở đó chưa có lịch phát nào, nên không thể biết tệp nào là thừa"
    ),
    "give every output folder that is filled from this store": (
        "hãy nêu mọi thư mục kết quả được tạo từ kho này"
    ),
    "the timetable cannot be read ({reason}), so nothing is collected": (
        "không đọc được lịch phát ({reason}), nên không dọn gì cả"
    ),
    "let the renderer publish it again, or remove it": (
        "hãy để bộ dựng hình phát hành lại, hoặc xóa tệp này"
    ),
    "“{word}” is not understood in a store's address": (
        "không hiểu “{word}” trong địa chỉ kho kết quả"
    ),
    "give a folder, or s3://bucket/folder with the options {options}": (
        "hãy nhập một thư mục, hoặc s3://vùng/thư-mục với các tùy chọn {options}"
    ),
    "it gives no usable answer ({reason})": "không có câu trả lời dùng được ({reason})",
    "see whether the hub runs; the last good loops stay": (
        "hãy kiểm tra trung tâm nội dung; các vòng phát tốt gần nhất vẫn được giữ"
    ),
    # words and themes
    "“{text}” ({count} characters) would fit only in letters of {possible} px,"
    " and under {least} px they cannot be read there": (
        "“{text}” ({count} ký tự) chỉ vừa với cỡ chữ {possible} px,"
        " mà dưới {least} px thì tại đó không đọc được"
    ),
    "shorten it to about {fitting} characters": (
        "hãy rút ngắn còn khoảng {fitting} ký tự"
    ),
    "no line of letters of {least} px fits in its region of {width}×{height}": (
        "vùng chữ {width}×{height} không chứa nổi một dòng chữ cỡ {least} px"
    ),
    "the face is too small for its viewing distance: correct its distance and pitch,"
    " or do not show it there": (
        "mặt hiển thị quá nhỏ so với cự ly nhìn: hãy sửa lại cự ly và khoảng cách"
        " điểm ảnh, hoặc đừng phát nội dung này ở đó"
    ),
    "“{name}” ({count} characters) is cut short there": (
        "“{name}” ({count} ký tự) phải cắt bớt tại đó"
    ),
    "give the agency a shorter name": "hãy đặt tên ngắn hơn cho cơ quan",
    "“{text}” ({count} characters) does not fit in letters that can be read": (
        "“{text}” ({count} ký tự) không vừa với cỡ chữ còn đọc được"
    ),
    "shorten it": "hãy rút ngắn",
    "there is no room for it above or below the subtitles": (
        "không đủ chỗ để hiện cùng lúc với phụ đề"
    ),
    "shorten the title or the subtitles": "hãy rút ngắn tiêu đề hoặc phụ đề",
    "it is {count} characters long, too much for one line": (
        "dài {count} ký tự, quá nhiều cho một dòng chữ chạy"
    ),
    "it takes {needed} s to run past, and the loop is {length} s long": (
        "cần {needed} giây để chạy hết, mà vòng phát chỉ dài {length} giây"
    ),
    "a running line in letters of {least} px leaves too little room on"
    " {width}×{height}, so none runs there": (
        "dòng chữ chạy cỡ {least} px chiếm quá nhiều chỗ trên mặt {width}×{height},"
        " nên tại đó không chạy chữ"
    ),
    "correct the face's viewing distance and pitch, or add a layout for it to the"
    " theme": (
        "hãy sửa lại cự ly nhìn và khoảng cách điểm ảnh của mặt, hoặc bổ sung bố cục"
        " cho cỡ này vào giao diện"
    ),
    "its file has not come as the programme names it": (
        "chưa nhận được đúng tệp mà chương trình nêu"
    ),
    "shorten it, or put more into the programme": (
        "hãy rút ngắn, hoặc thêm nội dung vào chương trình phát"
    ),
    "no font of the theme has {letters}": "phông chữ của giao diện không có {letters}",
    "write it another way, or add a font that has it to the theme": (
        "hãy viết cách khác, hoặc thêm phông chữ có ký tự đó vào giao diện"
    ),
    "the letters stand out from their plate by less than {least} : 1": (
        "độ tương phản giữa chữ và nền chữ dưới {least} : 1"
    ),
    "choose a lighter or darker plate": "hãy chọn nền chữ sáng hơn hoặc tối hơn",
    "there is no such file": "không có tệp này",
    "check the theme's name, or start from a copy of themes/lao-cai": (
        "hãy kiểm tra tên giao diện, hoặc bắt đầu từ bản sao của themes/lao-cai"
    ),
    "{reason}": "{reason}",
    "it is smaller than {least}, the least that the theme {theme} is made for"
    " in this shape": (
        "mặt nhỏ hơn {least}, cỡ nhỏ nhất mà giao diện {theme} hỗ trợ ở tỷ lệ này"
    ),
    "enlarge the face, or add a layout for it to the theme": (
        "hãy tăng kích thước mặt, hoặc bổ sung bố cục cho cỡ này vào giao diện"
    ),
    "the theme has no such variant": "giao diện không có biến thể này",
    "there is no “{name}”": "không có “{name}”",
    "choose one of {known}, or add it": (
        "hãy chọn một trong: {known}, hoặc bổ sung mục này"
    ),
    "it is missing": "còn thiếu mục này",
    "{colour} is brighter than by day, and would glare": (
        "màu {colour} sáng hơn ban ngày, sẽ gây chói mắt"
    ),
    "choose a darker one": "hãy chọn màu tối hơn",
    "the contrast of {ink} on {ground} is {contrast} : 1, less than {least} : 1": (
        "độ tương phản của {ink} trên nền {ground} là {contrast} : 1,"
        " thấp hơn {least} : 1"
    ),
    "choose a lighter or darker colour for one of them": (
        "hãy chọn màu sáng hơn hoặc tối hơn cho một trong hai"
    ),
    "they must go from the longest aspect down to one from [0, 1]": (
        "các bố cục phải xếp từ tỷ lệ dài nhất xuống đến bố cục bắt đầu từ [0, 1]"
    ),
    "they must go from the largest down": "các cỡ chữ phải xếp từ lớn xuống nhỏ",
    "put them in this order": "hãy sắp xếp lại theo thứ tự này",
    "two have this name": "có hai bố cục trùng tên",
    "name one otherwise": "hãy đặt tên khác cho một bố cục",
    "it has none of {ways}": "mẫu chưa có vùng nào trong các cách: {ways}",
    "give it one of these": "hãy khai báo theo một trong các cách đó",
    "it is empty or outside the sheet of {sheet}": (
        "vùng rỗng hoặc nằm ngoài khổ {sheet}"
    ),
    "write [left, top, right, bottom] within the sheet": (
        "hãy ghi [trái, trên, phải, dưới] nằm trong khổ"
    ),
    "it overlaps {other}": "vùng này chồng lên vùng {other}",
    "move one of them, or name the one that is drawn beneath in `grounds`": (
        "hãy dời một vùng, hoặc ghi vùng nằm dưới vào `grounds`"
    ),
    "it reads theme.toml itself, and would show the day's colours by night": (
        "mẫu tự đọc theme.toml nên ban đêm vẫn hiện màu ban ngày"
    ),
    "use the `colours` and `inks` of @local/slides": (
        "hãy dùng `colours` và `inks` của @local/slides"
    ),
    "theme.toml says nothing of it": "theme.toml không khai báo mục này",
    "add it there, or correct the template": (
        "hãy bổ sung vào đó, hoặc sửa lại mẫu trang"
    ),
    "{name} is outside the theme's folder": ("{name} nằm ngoài thư mục của giao diện"),
    "put it there": "hãy đặt tệp vào đó",
    "there is no file {name}": "không có tệp {name}",
    "put it there, or take the key out": "hãy đặt tệp vào đó, hoặc bỏ mục này",
    "{name} is no picture that can be shown ({reason})": (
        "không hiển thị được ảnh {name} ({reason})"
    ),
    "save it as SVG, PNG or JPEG": "hãy lưu dưới dạng SVG, PNG hoặc JPEG",
    "no font in {folder} is of this family": (
        "không có phông nào trong {folder} thuộc họ chữ này"
    ),
    "a face of {sheet} would not get this layout": (
        "mặt cỡ {sheet} sẽ không nhận bố cục này"
    ),
    "correct from_aspect, least or sheet": ("hãy sửa from_aspect, least hoặc sheet"),
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
    "it is not the theme that the loop was planned with": (
        "đây không phải giao diện đã dùng khi lập vòng phát"
    ),
    "give every machine the same themes folder, and render again": (
        "hãy đặt cùng một thư mục giao diện trên mọi máy, rồi dựng lại"
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
