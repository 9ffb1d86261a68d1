import pytest

from hub.devices.ranges import ByteRange, UnsatisfiableRangeError, parse_range

SIZE = 1000


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-0", ByteRange(0, 0)),
        ("bytes=0-499", ByteRange(0, 499)),
        ("bytes=999-999", ByteRange(999, 999)),
        ("bytes=500-", ByteRange(500, 999)),
        ("bytes=500-9999", ByteRange(500, 999)),
        ("bytes=-1", ByteRange(999, 999)),
        ("bytes=-1000", ByteRange(0, 999)),
        ("bytes=-5000", ByteRange(0, 999)),
        ("BYTES=1-2", ByteRange(1, 2)),
        (" bytes=1-2 ", ByteRange(1, 2)),
    ],
)
def test_a_single_range_is_cut_to_the_file(header: str, part: ByteRange):
    assert parse_range(header, SIZE) == part


@pytest.mark.parametrize(
    "header",
    [
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=5-2",
        "bytes=a-b",
        "bytes=1.5-2",
        "bytes=٣-٤",
        "bytes=0-1,5-6",
        "lines=0-1",
        "bytes 0-1",
        "bytes=" + "9" * 5000 + "-",
    ],
)
def test_what_is_no_single_range_means_the_whole_file(header: str):
    assert parse_range(header, SIZE) is None


@pytest.mark.parametrize("header", ["bytes=1000-", "bytes=5000-6000", "bytes=-0"])
def test_bytes_past_the_end_are_refused(header: str):
    with pytest.raises(UnsatisfiableRangeError):
        parse_range(header, SIZE)


@pytest.mark.parametrize("header", ["bytes=0-", "bytes=0-0", "bytes=-1"])
def test_an_empty_file_has_no_range(header: str):
    with pytest.raises(UnsatisfiableRangeError):
        parse_range(header, 0)
