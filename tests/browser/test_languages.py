"""The app is in the language of the browser, or in the one that was chosen."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import Meet
from tests.browser.test_accessibility import axe


def test_a_chinese_browser_gets_chinese_until_english_is_chosen(meet: Meet) -> None:
    """From the sign-in on; what was typed survives the change of the language."""
    ada = meet("Ada", signed_in=False, locale="zh-TW")
    page = ada.page
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    expect(page).to_have_title("登录 · Glint")
    page.get_by_label("你的名字").fill(ada.name)
    page.get_by_role("button", name="继续").click()
    field = page.get_by_role("textbox", name="添加待办")
    field.fill("买牛奶")
    field.press("Enter")
    ada.expect_titles("买牛奶")
    assert axe(page) == []
    ada.row("买牛奶").get_by_role("checkbox", name="完成").press("Space")
    expect(page.get_by_text("1 项已完成")).to_be_visible()
    field.fill("A draft")
    page.keyboard.press("Control+,")
    settings = page.get_by_role("dialog", name="设置")
    expect(settings.get_by_label("语言")).to_have_value("system")
    settings.get_by_label("语言").select_option("English")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("textbox", name=re.compile("^Add a todo"))).to_have_value("A draft")
    ada.expect_status("Live")
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_refusal_says_the_limit_in_chinese(meet: Meet) -> None:
    """As the server's own sentence does, which is in English."""
    ada = meet("Ada", locale="zh-CN")
    for number in range(20):
        ada.ask("POST", "/api/auth/me/tokens", {"name": f"Script {number}", "scopes": ["read"]})
    page = ada.page
    page.goto("/me")
    page.get_by_role("button", name=re.compile("的账号$")).click()
    page.get_by_role("menuitem", name="访问令牌").click()
    page.get_by_label("用途").fill("One more")
    page.get_by_role("button", name="创建令牌").click()
    expect(page.get_by_text(re.compile(r"^已达到数量上限\W20\W"))).to_be_visible()


def test_sentences_follow_each_other_without_a_space_in_chinese(meet: Meet) -> None:
    """Where a page joins them: an invitation, and what the reader hears."""
    ada, grace = meet("Ada"), meet("Grace", locale="zh-CN")
    team = ada.create_team()
    invite = ada.ask("POST", f"/api/teams/{team.team_id}/invites", {"role": "member"})["invite"]
    grace.page.goto(invite["url"])
    expect(grace.page.get_by_text(f"{ada.name}邀请你成为成员。你将以{grace.name}的身份加入。")).to_be_visible()
    grace.page.get_by_role("button", name="加入团队").click()
    grace.page.get_by_role("button", name=re.compile("的账号$")).click()
    grace.page.get_by_role("menuitem", name="已登录的设备").click()
    session = grace.page.get_by_role("dialog").get_by_role("listitem")
    expect(session).to_contain_text(re.compile(r"此设备.*登录。上次活动约在"))
