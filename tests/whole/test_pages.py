"""No page asks another host for anything, and every page has the strict headers."""

import re

import httpx
import pytest

from tests.whole.program import LONGEST_ANSWER

pytestmark = pytest.mark.whole

# An address that a browser would fetch or go to; a name space is neither.
OUTSIDE = re.compile(r"(?:https?:)?//(?!www\.w3\.org/)[a-z0-9]", re.IGNORECASE)
LINKED = re.compile(r'(?:src|href)="(/[^"#]*)')


@pytest.fixture(scope="module")
def client(server):
    signed_in = httpx.Client(base_url=server.base, follow_redirects=True, timeout=LONGEST_ANSWER)
    logins = dict(line.split() for line in (server.data / "demo-logins.txt").read_text("utf-8").splitlines())
    signed_in.post("/login", data={"login": "zongban", "password": logins["zongban"]})
    return signed_in


PAGES = ["/chat", "/login", "/logout", "/nowhere", "/desk", "/desk/next", "/studio", "/studio/unanswered"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_and_what_it_links_to_name_no_other_host(client, path):
    page = client.get(path)
    assets = [link for link in LINKED.findall(page.text) if link.endswith((".css", ".js", ".svg"))]

    texts = {path: page.text, **{link: client.get(link).text for link in assets if "/vendor/" not in link}}

    assert assets
    for name, text in texts.items():
        assert not OUTSIDE.search(re.sub(r"/\*.*?\*/|^\s*//.*$", "", text, flags=re.DOTALL | re.MULTILINE)), (
            name
        )


@pytest.mark.parametrize("path", PAGES)
def test_what_a_page_links_to_is_there(client, path):
    for link in LINKED.findall(client.get(path).text):
        assert client.get(link).status_code == 200, link


@pytest.mark.parametrize("path", PAGES)
def test_a_page_holds_no_script_or_style_of_its_own(client, path):
    text = client.get(path).text

    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", text)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_the_strict_headers(client, path):
    headers = client.get(path).headers

    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
