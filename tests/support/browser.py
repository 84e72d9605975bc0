"""A real browser for journeys: Debian's Chromium, driven by Playwright, with axe-core for accessibility."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.environment import TOP

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
AXE = TOP / "node_modules/axe-core/axe.min.js"
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started at the first journey of a worker."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.fail("Chromium is not installed: script/test installs it, or `apt-get install chromium`.")
    # Playwright keeps an event loop in this thread; Django would refuse to query beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=CHROMIUM_OPTIONS)
        yield running
        running.close()


@pytest.fixture
def new_page(browser: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """Opens pages on the live site: `new_page(width=360, java_script_enabled=False, color_scheme="dark")`.

    Fails the test if a page threw an error or broke the content security policy.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            complaints.append(message.text)

    def open_page(*, width: int = 1280, height: int = 900, **options: Any) -> Page:
        options.setdefault("locale", "en-GB")
        context = browser.new_context(
            base_url=live_server.url.replace("127.0.0.1", "localhost"),
            viewport={"width": width, "height": height},
            reduced_motion="reduce",
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", note)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """One page at desktop width."""
    return new_page()


@pytest.fixture(scope="session")
def axe() -> Callable[..., list[str]]:
    """`axe(page)` → what axe-core finds wrong with the page as it stands, a line each. Expect `== []`."""
    if not AXE.is_file():
        pytest.fail("axe-core is not installed: script/assets, or `npm ci`.")
    source = AXE.read_text()

    def examine(page: Page, *, leave_out: tuple[str, ...] = ()) -> list[str]:
        page.evaluate(source)
        outcome = page.evaluate(
            """([tags, off]) => axe.run(document, {
                runOnly: tags, rules: Object.fromEntries(off.map(rule => [rule, {enabled: false}])),
            })""",
            [AXE_RULES, list(leave_out)],
        )
        return [
            f"{violation['id']}: {violation['help']} — {node['html'][:200]}"
            for violation in outcome["violations"]
            for node in violation["nodes"]
        ]

    return examine


@pytest.fixture
def overflow() -> Callable[[Page], int]:
    """`overflow(page)` → by how many pixels the page is wider than its window. Expect 0 at 360 px."""

    def measure(page: Page) -> int:
        return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))

    return measure
