"""The brand in the shipped sites: colours, logo and footer on every page, for every audience."""

from __future__ import annotations

from pathlib import Path

from lxml import html

from tests.site.sites import internal_site


def test_every_page_wears_the_brand(shipped: Path) -> None:
    """The stylesheet comes after the theme's, the logo and the footer line are on the page, all from docs/brand.yml."""
    logo = (shipped / "docs" / "brand" / "logo-inverse.svg").read_bytes()
    for site in (internal_site(shipped), *sorted((shipped / "site" / "customer").iterdir())):
        assert (site / "assets" / "images" / "brand-logo.svg").read_bytes() == logo
        assert "--md-primary-fg-color:#1f3d5c" in (site / "assets" / "stylesheets" / "brand.css").read_text("utf-8")
        page = html.parse(site / "index.html")
        sheets = [str(item) for item in page.xpath('//link[@rel="stylesheet"]/@href')]
        assert sheets[-1].endswith("assets/stylesheets/brand.css")
        assert page.xpath('//img[contains(@src, "brand-logo.svg")]/@alt')[0] == "Example Groupware GmbH"
        assert "Example Groupware GmbH" in page.xpath('string(//div[@class="md-copyright"])')
