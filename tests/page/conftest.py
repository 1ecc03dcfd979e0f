"""One real browser for all tests of pages, and what it has to say about each page."""

import os
import shutil

import pytest

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
VISIBLE = "figure:not([hidden]) "


def _missing(reason):
    if os.environ.get("CI"):
        pytest.fail(f"{reason}; in CI pages have to be tried")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser():
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _missing("playwright is not installed")
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        _missing("there is no chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def opened(browser, tmp_path):
    """Open a page's text from a file; it must say nothing in the console and load nothing."""
    complaints, contexts = [], []

    def opened(html, width=1440, height=900, **settings):
        path = tmp_path / f"page-{len(contexts)}.html"
        path.write_text(html, encoding="utf-8")
        viewport = {"width": width, "height": height}
        context = browser.new_context(viewport=viewport, **settings)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(4000)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: complaints.append(request.url))
        page.goto(path.as_uri())
        assert complaints.count(path.as_uri()) == 1
        return page

    yield opened
    for context in contexts:
        context.close()
    own = {f"{tmp_path.as_uri()}/page-{n}.html" for n in range(len(contexts))}
    assert [one for one in complaints if one.partition("#")[0] not in own] == []
