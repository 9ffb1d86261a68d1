"""Names that went through archives still find their files."""

import unicodedata

import pytest

from hub.importing.names import (
    AmbiguousNameError,
    Names,
    is_inside,
    is_of_the_system,
    readings,
    split_names,
)

NAME = "Chợ phiên Bắc Hà.jpg"


@pytest.mark.parametrize(
    "written",
    [
        NAME,
        unicodedata.normalize("NFD", NAME),
        f"thu muc/{NAME}",
        NAME.upper(),
        NAME.replace(".jpg", ".JPG"),
    ],
)
def test_a_name_is_found_however_it_was_composed(written: str) -> None:
    names = Names({written: readings(written, is_unicode=True)})

    assert names.find(NAME) == written
    assert names.find(f" {unicodedata.normalize('NFD', NAME)} ") == written
    assert names.find("khac.jpg") is None


@pytest.mark.parametrize("alphabet", ["utf-8", "gb18030"])
def test_bytes_of_another_alphabet_are_read_again(alphabet: str) -> None:
    name = "河内市.jpg"
    garbled = name.encode(alphabet).decode("cp437")

    assert name in readings(garbled, is_unicode=False)
    assert readings(garbled, is_unicode=True) == {unicodedata.normalize("NFC", garbled)}


def test_two_files_of_one_name_are_not_guessed() -> None:
    names = Names({"a/x.jpg": {"a/x.jpg"}, "b/x.jpg": {"b/x.jpg"}})

    with pytest.raises(AmbiguousNameError):
        names.find("x.jpg")
    assert names.find("a/x.jpg") == "a/x.jpg"


def test_the_exact_case_decides_between_twins() -> None:
    names = Names({"a.jpg": {"a.jpg"}, "A.JPG": {"A.JPG"}})

    assert names.find("a.jpg") == "a.jpg"
    with pytest.raises(AmbiguousNameError):
        names.find("A.jpg")


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "../a.jpg",
        "a/../../b",
        "C:\\a.jpg",
        "\\\\may\\a",
        "..\\a",
        "",
        "a\0b",
    ],
)
def test_names_that_lead_outside(name: str) -> None:
    assert not is_inside(name)


@pytest.mark.parametrize("name", ["a.jpg", "a/b.jpg", "..a.jpg", "a..b/c"])
def test_names_that_stay_inside(name: str) -> None:
    assert is_inside(name)


def test_what_systems_leave_behind_is_known() -> None:
    assert is_of_the_system("__MACOSX/._a.jpg")
    assert is_of_the_system("anh/Thumbs.db")
    assert not is_of_the_system("anh/a.jpg")


def test_several_names_stand_in_one_cell() -> None:
    assert split_names(" a.jpg ;b.jpg;\nc d.jpg; ") == ["a.jpg", "b.jpg", "c d.jpg"]
