"""A passkey, made and used in a browser with an authenticator that Chromium plays."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Page, expect

from hub.accounts.actions import give_code
from hub.accounts.enums import Event
from hub.audit.models import Entry
from tests.hub.accounts.signing import PASSWORD, make_member
from tests.hub.screens.conftest import browser, open_requests, page

pytestmark = [
    pytest.mark.needs_chromium,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
__all__ = ["browser", "open_requests", "page"]


def plug_in_authenticator(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def type_password(page: Page, address: str) -> None:
    page.goto(f"{address}/cms/")
    page.get_by_label("Tên đăng nhập").fill("lan.nguyen")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()


def test_a_passkey_is_added_with_the_code_and_asked_for_the_next_time(
    page: Page, live_server: Any
) -> None:
    user = make_member()
    plug_in_authenticator(page)
    type_password(page, live_server.url)
    page.get_by_label("Mã ghi danh").fill(give_code(user))
    page.get_by_role("button", name="Tiếp tục").click()

    page.get_by_role("link", name="Khóa truy cập (passkey)").click()
    page.get_by_role("button", name="Thêm").click()

    expect(page.get_by_role("heading", name="Mã khôi phục")).to_be_visible()
    page.get_by_role("link", name="Đã cất giữ").click()
    expect(page).to_have_url(f"{live_server.url}/cms/")
    assert Authenticator.objects.filter(user=user, type="webauthn").exists()

    page.context.clear_cookies()
    type_password(page, live_server.url)
    expect(page.get_by_role("heading", name="Xác thực thứ hai")).to_be_visible()
    page.get_by_role("button", name="Dùng khóa truy cập").click()

    page.wait_for_url(f"{live_server.url}/cms/")
    kinds = list(Entry.objects.values_list("kind", flat=True))
    assert kinds.count(Event.SIGNED_IN) == 2
