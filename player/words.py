"""What rungs and alarms are called, and what to do about an alarm. Vietnamese."""

from release.reports import AlarmCode, Rung

RUNGS = {
    Rung.INTERRUPT: "thông báo khẩn",
    Rung.ORDERED_SLATE: "màn hình an toàn (theo lệnh)",
    Rung.SCHEDULED: "chương trình theo lịch",
    Rung.FILLER: "nội dung dự phòng",
    Rung.LAST_GOOD: "vòng phát tốt gần nhất",
    Rung.SHIPPED_SLATE: "màn hình an toàn có sẵn trong máy",
}

ALARMS = {
    AlarmCode.ROLLBACK: (
        "Máy chủ đưa ra bản cũ hơn bản đã phát",
        "Đã từ chối. Gọi ngay cho trung tâm.",
    ),
    AlarmCode.FROZEN: (
        "Máy chủ không đưa ra bản mới dù đã quá hạn",
        "Gọi cho trung tâm; kiểm tra đồng hồ của máy.",
    ),
    AlarmCode.FORGED: (
        "Dữ liệu không đúng chữ ký hoặc mã băm",
        "Đã từ chối. Gọi ngay cho trung tâm.",
    ),
    AlarmCode.MIXED: (
        "Dữ liệu ghép từ nhiều bản khác nhau",
        "Đã từ chối. Gọi ngay cho trung tâm.",
    ),
    AlarmCode.ENDLESS: (
        "Máy chủ gửi dữ liệu dài bất thường",
        "Đã từ chối. Gọi ngay cho trung tâm.",
    ),
    AlarmCode.ANOTHER_CLUSTERS: (
        "Dữ liệu là của cụm khác",
        "Kiểm tra mã cụm và địa chỉ kho trong cấu hình.",
    ),
    AlarmCode.NOTHING_TRUSTED: (
        "Chưa có nội dung nào được xác minh",
        "Nối mạng, hoặc nạp nội dung từ USB.",
    ),
    AlarmCode.EXPIRED: (
        "Chữ ký đã quá hạn; nội dung cũ vẫn phát",
        "Kiểm tra mạng; nếu mạng tốt, gọi cho trung tâm.",
    ),
    AlarmCode.UNREACHABLE: (
        "Không liên lạc được với kho nội dung",
        "Kiểm tra dây mạng, bộ phát; nội dung cũ vẫn phát.",
    ),
    AlarmCode.FETCHING: (
        "Tệp của bản mới chưa tải được",
        "Máy tự tải tiếp; kiểm tra đường truyền nếu kéo dài.",
    ),
    AlarmCode.DISK_FULL: (
        "Đĩa gần đầy",
        "Dọn đĩa hoặc thay đĩa lớn hơn; nội dung cũ vẫn phát.",
    ),
    AlarmCode.CLOCK: (
        "Đồng hồ của máy sai",
        "Đặt lại giờ (UTC), bật đồng bộ giờ, thay pin CMOS.",
    ),
    AlarmCode.VIDEO: (
        "Trình phát hình đã phải khởi động lại",
        "Nếu lặp lại, kiểm tra dây HDMI, nhiệt độ, rồi gọi cho trung tâm.",
    ),
    AlarmCode.NOTHING_FOR_CANVAS: (
        "Bản đang phát không có gì chiếu được trên khung hình này",
        "Kiểm tra mã khung hình trong cấu hình; nếu đúng, gọi cho trung tâm.",
    ),
    AlarmCode.REPORTS_REFUSED: (
        "Trung tâm không nhận báo cáo của máy này",
        "Xin trung tâm cấp lại khóa thiết bị.",
    ),
    AlarmCode.REPORTS_LOST: (
        "Nhật ký phát cũ nhất đã bị bỏ vì quá lâu không gửi được",
        "Nối mạng để máy gửi nhật ký phát.",
    ),
}
