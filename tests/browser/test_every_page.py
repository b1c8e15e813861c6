"""Every kind of page, in both schemes and both widths, as a browser sees it.

In each run the wiki's project and process pages in light; the same in dark, guides, reference and more registers,
and the customers' pages, are slow tests.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Page

from tests.browser.pages import NARROW, WIDE, Sites, page_kinds, read_again

pytestmark = pytest.mark.browser

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
COLOUR_RULES = ("color-contrast", "link-in-text-block")
# Kinds of pages that change with the text of a guide, and registers, which are made as that of the risks is.
MORE_OF_THE_SAME = (
    *("guide", "reference", "develop", "assumptions", "decisions", "open-points", "change-requests", "minutes-index"),
    *("people", "responsibilities", "retrospective", "workshop-agenda", "poc"),
)
SIDEWAYS = "document.documentElement.scrollWidth - window.innerWidth"
FINDINGS = """options => axe.run(document, {...options, resultTypes: ["violations"]}).then(found =>
    found.violations.map(one => `${one.id}: ${one.nodes.length} places, first ${one.nodes[0].target.join(" ")}`))"""


@cache
def axe_source() -> str:
    """The accessibility checker, kept beside the tests."""
    return (Path(__file__).parent / "axe.min.js").read_text("utf-8")


def violations(page: Page, audience: str, scheme: Scheme) -> list[str]:
    """What the accessibility checker finds: every rule in light, those about colours again in dark.

    A customer's page has the colours that the same kind of page has in the wiki; there they are measured, dearly.
    """
    if audience == "customer":
        if scheme == "dark":
            return []
        options: dict[str, Any] = {"rules": {rule: {"enabled": False} for rule in COLOUR_RULES}}
    else:
        options = {"runOnly": {"type": "rule", "values": COLOUR_RULES}} if scheme == "dark" else {}
    found: list[str] = page.evaluate(FINDINGS, options)
    return found


def looks() -> list[Any]:
    """Every kind of page for whom it is, and the schemes in which it is looked at in one go."""
    light = [
        pytest.param(
            audience,
            kind,
            ("light",),
            id=f"{audience}-{kind}-light",
            marks=[pytest.mark.slow] if kind.startswith(MORE_OF_THE_SAME) else [],
        )
        for audience, kind in page_kinds()
        if audience == "internal"
    ]
    rest = [(audience, kind, SCHEMES if audience == "customer" else ("dark",)) for audience, kind in page_kinds()]
    slow = [
        pytest.param(*parameters, id="-".join([parameters[0], parameters[1], *parameters[2]]), marks=pytest.mark.slow)
        for parameters in rest
    ]
    return light + slow


@pytest.mark.slow
@pytest.mark.parametrize(("audience", "kind", "schemes"), looks())
def test_a_page_is_sound_in_both_schemes_and_both_widths(
    sites: Sites, reader: Page, audience: str, kind: str, schemes: tuple[Scheme, ...]
) -> None:
    """No error, no failed or foreign request, no sideways scrolling, no accessibility violation."""
    site, path = sites.find(audience, kind)
    with read_again(reader, sites.addresses[site]) as watched:
        page, complaints = watched.page, watched.complaints
        page.goto(sites.url(site, path))
        page.evaluate(axe_source())
        for scheme in schemes:
            page.emulate_media(color_scheme=scheme)
            for size in (WIDE, NARROW) if scheme == "light" else (NARROW, WIDE):  # each change of width is dear
                page.set_viewport_size(size)
                over = page.evaluate(SIDEWAYS)
                complaints += [f"{scheme}: {size['width']} px scrolls sideways by {over} px"] if over > 1 else []
                if size is WIDE:
                    complaints += [f"{scheme}: {violation}" for violation in violations(page, audience, scheme)]

    assert complaints == [], f"{site}/{path}"


@pytest.mark.parametrize("kind", ["portfolio", "index", "requirements", "implementation-concept", "develop-parts"])
def test_a_small_screen_has_no_violation_either(sites: Sites, reader: Page, kind: str) -> None:
    """What is folded or laid out otherwise there keeps its names, roles and landmarks."""
    site, path = sites.find("internal", kind)
    with read_again(reader, sites.addresses[site]) as watched:
        watched.page.set_viewport_size(NARROW)
        watched.page.goto(sites.url(site, path))
        watched.page.evaluate(axe_source())
        found = violations(watched.page, "internal", "light")

    assert found == [], f"{site}/{path}"
