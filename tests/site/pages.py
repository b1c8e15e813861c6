"""Built pages taken apart, and what may stand in a document's block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree, html

TAGS = frozenset(
    """
    a abbr article blockquote br button caption circle code dd defs del desc details div dl dt em figcaption
    figure g h1 h2 h3 h4 h5 h6 hr input ins label li line marker ol option p path polygon polyline pre rect s section
    select span strong sub summary sup svg table tbody td text tfoot th thead time title tr tspan ul use
    clippath pattern
    """.split()  # noqa: SIM905 - a long list reads best as words
)
ATTRIBUTES = re.compile(
    r"aria-[a-z]+|data-[a-z_-]+|class|id|href|title|rel|role|tabindex|scope|style|type|placeholder|hidden|open|lang|"
    r"colspan|rowspan|align|start|datetime|for|viewbox|width|height|fill|stroke|(?:stroke|fill)-[a-z]+|d|x|y|x1|x2|y1|y2|dx|dy|"
    r"cx|cy|r|rx|ry|points|transform|value|text-anchor|font-[a-z]+|focusable|marker-[a-z]+|refx|refy|orient|markerwidth|"
    r"markerheight|markerunits|dominant-baseline|opacity|preserveaspectratio|xmlns|clip-path|patternunits|"
    r"patterntransform|xml:lang|vector-effect|textlength|lengthadjust"
)
STYLE = re.compile(r"(?:text-align|width|--[a-z-]+):\s*[\w.%#-]+;?")
FETCHING = ("src", "srcset", "action", "data", "poster", "formaction", "background", "cite", "ping")
SCHEMES = frozenset({"", "http", "https", "mailto"})
FOREIGN = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)


def read_pages(site: Path) -> Iterator[tuple[str, html.HtmlElement]]:
    """Each page of a site by its path."""
    for path in sorted(site.rglob("*.html")):
        yield path.relative_to(site).as_posix(), html.document_fromstring(path.read_bytes().decode("utf-8"))


def foreign_parts(site: Path) -> list[str]:
    """What a page, style or drawing would fetch from another host."""
    found = []
    for name, page in read_pages(site):
        for element in page.iter(etree.Element):
            found += [
                f"{name}: {element.tag} {attribute}={element.get(attribute)}"
                for attribute in FETCHING
                if FOREIGN.match(element.get(attribute, "").strip())
            ]
            if element.tag in ("link", "use", "image", "base") and FOREIGN.match(element.get("href", "")):
                found.append(f"{name}: {element.tag} {element.get('href')}")
            if re.search(r"url\(\s*['\"]?(?:https?:)?//", element.get("style", "")):
                found.append(f"{name}: style {element.get('style')}")
    for path in [*site.rglob("*.css"), *site.rglob("*.svg")]:
        text = path.read_text("utf-8")
        found += [
            f"{path.name}: {item}" for item in re.findall(r"url\(\s*['\"]?(?:https?:)?//[^)]*|@import[^;]*", text)
        ]
    return found


def foreign_links(site: Path) -> dict[str, str]:
    """Addresses of other hosts that a reader can follow, with a page that has each."""
    return {
        element.get("href"): name
        for name, page in read_pages(site)
        for element in page.iter("a")
        if FOREIGN.match(element.get("href", ""))
    }


def broken_links(site: Path) -> list[str]:
    """Links inside a site that lead to no file or to no place in its page."""
    pages = dict(read_pages(site))
    anchors = {
        name: {element.get("id") or element.get("name") for element in page.iter() if isinstance(element.tag, str)}
        for name, page in pages.items()
    }
    found = set()
    for name, page in pages.items():
        for element in page.iter():
            for attribute in ("href", "src"):
                target = element.get(attribute) if isinstance(element.tag, str) else None
                if target is None or urlsplit(target).scheme or target.startswith("//"):
                    continue
                path, _, anchor = target.partition("#")
                place = _resolve(name, unquote(path.partition("?")[0]))
                if not (site / place).is_file() or (
                    anchor
                    and place in anchors
                    and not anchor.startswith("__")
                    and unquote(anchor) not in anchors[place]
                ):
                    found.add(f"{name}: {target}")
    return sorted(found)


def _resolve(page: str, path: str) -> str:
    if not path:
        return page
    parts = [] if path.startswith("/") else page.split("/")[:-1]
    for part in path.split("/"):
        if part == "..":
            parts = parts[:-1] if parts else ["..", *parts]
        elif part not in ("", "."):
            parts.append(part)
    if path.endswith(("/", ".")) or not parts:
        parts.append("index.html")
    return "/".join(parts)


def active_parts(site: Path) -> list[str]:
    """Elements and attributes of documents that are not on the list, and handlers anywhere."""
    found = set()
    for name, page in read_pages(site):
        for element in page.iter():
            if not isinstance(element.tag, str):
                continue
            found |= {f"{name}: {element.tag} {key}" for key in element.attrib if str(key).lower().startswith("on")}
            if urlsplit(element.get("href", "").strip()).scheme not in SCHEMES:
                found.add(f"{name}: {element.tag} href={element.get('href')}")
        for block in page.find_class("dw-block"):
            for element in block.iter():
                found |= {f"{name}: {fault}" for fault in _faults(element)}
    return sorted(found)


def _faults(element: html.HtmlElement) -> Iterator[str]:
    if not isinstance(element.tag, str):
        yield f"comment {element.text}"
        return
    if element.tag.lower() not in TAGS:
        yield f"element {element.tag}"
    for key, value in element.attrib.items():
        if not ATTRIBUTES.fullmatch(str(key).lower()):
            yield f"{element.tag} {key}={value}"
        if key == "style" and not STYLE.fullmatch(value.strip()):
            yield f"{element.tag} style={value}"
