"""People at their desks: each signs in by the door and does only what a page offers."""

import re
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page, expect

from tests.acceptance.album import keep
from tests.browsers import open_context

PASSWORD = "mat-khau-cua-kich-ban-2026"
# Where one stands after sending something off.
FOLDER = re.compile(r"/cms/pages/\d+/$")
PASS, RETURN = "Đồng ý, chuyển bước", "Trả lại bổ sung"


class Person:
    """A browser of somebody's own, signed in."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self._address = page, address

    def go(self, path: str) -> Page:
        self.page.goto(self._address + path)
        return self.page

    def sees(self, text: str) -> None:
        expect(self.page.locator("body")).to_contain_text(text)

    def write(self, words: Mapping[str, str]) -> None:
        """Into the fields of the form that is open, by their labels."""
        for label, text in words.items():
            self.page.get_by_role("textbox", name=label).first.fill(text)

    def decide(
        self, title: str, verdict: str = PASS, opinion: str = "", *, picture: str = ""
    ) -> None:
        """On what waits under that title."""
        self.go("/cms/moderation/waiting/")
        if picture:
            keep(self.page, "viec-cho-toi")
        self.page.get_by_role("link", name=title, exact=True).first.click()
        self.page.get_by_label("Ý kiến").fill(opinion)
        if picture:
            keep(self.page, picture)
        self.page.get_by_role("button", name=verdict).click()
        self.sees("Đã ghi nhận quyết định.")

    def pass_on(self, titles: list[str], opinion: str = "Đồng ý.") -> None:
        for title in titles:
            self.decide(title, opinion=opinion)

    def save_draft(self) -> None:
        self.page.get_by_role("button", name="Lưu nháp").click()
        expect(self.page.locator(".messages")).to_contain_text("Đã cập nhật")

    def submit(self) -> None:
        """What is being written, to whoever decides first."""
        self.page.get_by_role("button", name="Thao tác khác").click()
        self.page.get_by_role("button", name="Gửi duyệt").click()
        self.page.wait_for_url(FOLDER)


class Desk:
    """Everybody's browsers against one hub."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser, self._address = browser, address
        self._contexts: list[Any] = []
        self._faults: list[str] = []

    def enter(self, user: User, size: tuple[int, int] = (1440, 900)) -> Person:
        page = self._knock(user, size)
        page.wait_for_url(lambda url: "login" not in url)
        # The home page plays the walls: not for somebody who has not come yet.
        page.goto("about:blank")
        return Person(page, self._address)

    def is_turned_away(self, user: User) -> None:
        """The password is right, and nothing opens."""
        page = self._knock(user, (1440, 900))
        expect(page.locator("body")).to_contain_text("Chưa có vai trò")

    def _knock(self, user: User, size: tuple[int, int]) -> Page:
        """Signs in with the password that the person is given for it."""
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
        context = open_context(
            self._browser,
            viewport={"width": size[0], "height": size[1]},
            reduced_motion="reduce",
        )
        self._contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self._faults.append(str(error)))
        page.goto(f"{self._address}/cms/login/")
        page.get_by_label("Tên đăng nhập").fill(user.username)
        page.get_by_label("Mật khẩu").first.fill(PASSWORD)
        keep(page, "dang-nhap")
        page.get_by_role("button", name="Đăng nhập").click()
        return page

    def enter_all(self, people: Mapping[str, User]) -> dict[str, Person]:
        return {name: self.enter(user) for name, user in people.items()}

    def go_home(self) -> None:
        for context in self._contexts:
            context.close()
        self._contexts.clear()
        assert self._faults == []
