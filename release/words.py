"""What the room of trust says when it refuses: English for logs, Vietnamese for people. Pure."""

WORDS = {
    # keys
    "no_key": (
        "{owner} has no key for this ({mandate}); enrol one",
        "{owner} chưa có khóa ký cho việc này ({mandate}); hãy làm thủ tục cấp khóa",
    ),
    "key_exists": (
        "{name} exists; a key is never overwritten, choose another name or folder",
        "Đã có tệp khóa {name}; khóa không bao giờ bị ghi đè, hãy chọn tên hoặc thư mục khác",
    ),
    "key_unreadable": (
        "{name} is not a key of ours or is damaged; take it from the copy",
        "Tệp khóa {name} bị hỏng hoặc không đúng định dạng; hãy lấy lại từ bản sao lưu",
    ),
    "key_name": (
        "{name} cannot name a key; use A–Z, a–z, 0–9 and _ . @ + -",
        "Không dùng được tên {name} cho khóa; chỉ dùng A–Z, a–z, 0–9 và _ . @ + -",
    ),
    "weak_pin": (
        "the PIN needs at least {least} characters, four of them different",
        "Mã PIN cần ít nhất {least} ký tự, trong đó có ít nhất bốn ký tự khác nhau",
    ),
    "wrong_pin": (
        "the PIN is wrong; after {left} more wrong ones there is a wait",
        "Sai mã PIN; nhập sai thêm {left} lần nữa sẽ phải chờ",
    ),
    "wrong_pin_wait": (
        "the PIN is wrong; the next try is possible at {until}",
        "Sai mã PIN; được thử lại từ {until}",
    ),
    "wait": (
        "too many wrong PINs; try again at {until}",
        "Đã nhập sai mã PIN quá nhiều lần; hãy thử lại từ {until}",
    ),
    "token_absent": (
        (
            "the token {label} cannot be used ({detail}); plug it in, start the signer with"
            " --pkcs11 and the path of its maker's library"
        ),
        (
            "Không dùng được thiết bị {label} ({detail}); hãy cắm thiết bị, khởi động bộ"
            " phận ký với --pkcs11 và đường dẫn thư viện của hãng"
        ),
    ),
    "token_locked": (
        (
            "the token {label} has locked itself after too many wrong PINs; unlock it with its"
            " maker's program and the PUK"
        ),
        (
            "Thiết bị {label} đã tự khóa vì nhập sai mã PIN quá nhiều lần; hãy mở khóa bằng"
            " phần mềm của hãng và mã PUK"
        ),
    ),
    "no_online_key": (
        "no online key of {role} that the root names lies in {folder}; rotate the online keys",
        (
            "Trong {folder} không có khóa trực tuyến {role} mà khóa gốc công nhận;"
            " hãy thay khóa trực tuyến"
        ),
    ),
    # what is given to be published or signed
    "cluster_name": (
        "{name} cannot name a cluster; use A–Z, a–z, 0–9, _ and -",
        "Không dùng được mã cụm {name}; chỉ dùng A–Z, a–z, 0–9, _ và -",
    ),
    "no_repository": (
        "cluster {cluster} has no repository here; hold the root key ceremony first",
        "Cụm {cluster} chưa có kho phát hành; hãy tổ chức lễ tạo khóa gốc trước",
    ),
    "repository_exists": (
        "cluster {cluster} has a repository already; nothing was changed",
        "Cụm {cluster} đã có kho phát hành; không có gì bị thay đổi",
    ),
    "busy": (
        "somebody else is publishing for {cluster}; try again in a moment",
        "Đang có lượt phát hành khác cho cụm {cluster}; hãy thử lại sau giây lát",
    ),
    "not_ours": (
        "what was handed in is not a document of ours ({detail}); make the candidate anew",
        "Nội dung gửi đến không đúng định dạng ({detail}); hãy tạo lại bản đề nghị phát hành",
    ),
    "another_cluster": (
        "it is for cluster {given}, not {cluster}; choose the right cluster",
        "Nội dung này dành cho cụm {given}, không phải cụm {cluster}; hãy chọn đúng cụm",
    ),
    "digests_differ": (
        "what was approved is not what is to be signed; look at it again and approve anew",
        "Nội dung đã duyệt khác với nội dung cần ký; hãy xem lại và duyệt lại",
    ),
    "seq_not_growing": (
        "number {seq} is not above {last}; make the candidate anew with a higher number",
        "Số phát hành {seq} không lớn hơn {last}; hãy tạo lại bản đề nghị với số lớn hơn",
    ),
    "version_not_growing": (
        "version {version} is not above {last}; ask for a new statement and sign that",
        "Phiên bản {version} không lớn hơn {last}; hãy lập lại bản cần ký rồi ký lại",
    ),
    "too_few_signatures": (
        "{have} of {due} approvers' signatures hold; let another approver sign",
        "Mới có {have}/{due} chữ ký hợp lệ; cần thêm người có thẩm quyền ký",
    ),
    "statement_expired": (
        "what was signed ran out at {expires}; ask for a new statement and sign that",
        "Bản đã ký hết hạn lúc {expires}; hãy lập lại bản cần ký rồi ký lại",
    ),
    "valid_too_long": (
        "it would be valid for longer than {most}; ask for a new statement",
        "Thời hạn hiệu lực vượt quá {most}; hãy lập lại bản cần ký",
    ),
    # the approval record
    "own_work": (
        "{owner} is among the authors; somebody else has to approve",
        "{owner} là người soạn nội dung nên không được tự duyệt; cần người khác duyệt",
    ),
    "no_author": (
        "the approval names no author; say who prepared the release",
        "Bản ghi duyệt không nêu người soạn; hãy ghi rõ ai đã chuẩn bị nội dung",
    ),
    "another_approver": (
        "the approval is {approver}'s, the key is {owner}'s; the approver signs in person",
        "Người duyệt là {approver} nhưng khóa ký là của {owner}; người duyệt phải tự ký",
    ),
    "approval_expired": (
        "the approval ran out at {until}; approve anew",
        "Việc duyệt đã hết hạn lúc {until}; hãy duyệt lại",
    ),
    "from_the_future": (
        "it is dated {at}, later than now; set the machine's clock",
        "Thời điểm ghi là {at}, muộn hơn hiện tại; hãy kiểm tra đồng hồ máy chủ",
    ),
    "not_enrolled": (
        "{owner}'s key is not enrolled for {cluster} ({mandate}); hold the ceremony",
        (
            "Khóa của {owner} chưa được công nhận cho cụm {cluster} ({mandate});"
            " hãy làm thủ tục công nhận khóa"
        ),
    ),
    "file_missing": (
        "file {name} is not there; render the candidate again",
        "Không tìm thấy tệp {name}; hãy dựng lại bản đề nghị phát hành",
    ),
    "file_differs": (
        "file {name} is not what was approved; do not publish, tell whoever keeps the server",
        "Tệp {name} khác với nội dung đã duyệt; không phát hành, báo ngay người quản lý máy chủ",
    ),
    "floor_lost": (
        "the signer no longer knows what it signed last; restore its folder from the copy",
        (
            "Bộ phận ký không còn biết mình đã ký đến số nào;"
            " hãy khôi phục thư mục của bộ phận ký từ bản sao lưu"
        ),
    ),
    # the protocol of the signing process
    "bad_request": (
        "the request was not understood ({detail}); hub and signer differ in version",
        "Bộ phận ký không hiểu yêu cầu ({detail}); kiểm tra phiên bản phần mềm",
    ),
    "signer_fault": (
        "the signer failed and signed nothing; see its log",
        "Bộ phận ký gặp lỗi và chưa ký gì; xem nhật ký của bộ phận ký",
    ),
    "signer_silent": (
        "the signer does not answer at {socket}; start it",
        "Bộ phận ký không trả lời tại {socket}; hãy khởi động lại",
    ),
    # ceremony
    "pins_differ": (
        "the two PINs differ; begin again",
        "Hai lần nhập mã PIN không giống nhau; hãy làm lại",
    ),
    "too_few_root_keys": (
        "{have} of {due} root keys were unlocked; bring another key holder",
        "Mới mở được {have}/{due} khóa gốc; cần thêm người giữ khóa gốc",
    ),
    "enrolled_already": (
        "this key is enrolled already",
        "Khóa này đã được công nhận từ trước",
    ),
    "not_among": (
        "no key {keyid} is enrolled there; see `status`",
        "Không có khóa {keyid} trong danh sách; xem lệnh `status`",
    ),
    "below_threshold": (
        "only {left} keys would be left where {due} have to sign; enrol another first",
        "Sẽ chỉ còn {left} khóa trong khi cần {due} chữ ký; hãy công nhận thêm khóa trước",
    ),
    "not_above": (
        "{above} is not above {highest}, which was published; give a higher number",
        "{above} không lớn hơn {highest} đã phát hành; hãy cho số lớn hơn",
    ),
}
