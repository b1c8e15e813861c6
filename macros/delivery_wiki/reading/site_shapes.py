"""What the site generator takes as value of a setting: a shape each, with words, so that no build refuses one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

_FORMATS = FormatChecker(formats=("regex",))


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapeFault:
    """A value below a setting that has another shape: the keys that lead there, and what is expected in its place."""

    way: tuple[str | int, ...]
    expected: str = ""
    unknown: str = ""  # a key that the shape does not have
    known: tuple[str, ...] = ()


def find_shape_faults(name: str, value: Any) -> Iterator[ShapeFault]:
    """Where a value differs from the shape of its setting; a setting without a shape may hold anything."""
    shape = _SHAPES.get(name)
    for fault in Draft202012Validator(shape, format_checker=_FORMATS).iter_errors(value) if shape is not None else ():
        way = tuple(fault.absolute_path)
        if fault.validator == "not":
            yield ShapeFault(way=way, unknown=str(way[-1]))
            continue
        if fault.validator != "additionalProperties":
            yield ShapeFault(way=way, expected=fault.schema["description"])
            continue
        known = fault.schema["properties"]
        for key in fault.instance:
            if key not in known:
                yield ShapeFault(way=(*way, key), unknown=str(key), known=tuple(sorted(known)))


def _enum(*values: str) -> dict[str, Any]:
    return {"enum": list(values), "description": f"one of {', '.join(values)} is expected here"}


def _object(properties: Mapping[str, Any], *, closed: bool = True) -> dict[str, Any]:
    found = {"type": "object", "properties": dict(properties), "description": "a mapping is expected here"}
    return {**found, "additionalProperties": False} if closed else found


def _each(shape: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return dict.fromkeys(names, shape)


_TEXT = {"type": "string", "description": "a text is expected here"}
_TEXTS = {"type": "array", "items": _TEXT, "description": "a list of texts is expected here"}
# Read by the browser: forms that Python alone knows are none.
_PATTERN = {
    "type": "string",
    "format": "regex",
    "pattern": r"^(?!.*\(\?[P#>aiLmsux(])",
    "description": "a regular expression of JavaScript is expected here",
}
_SWITCH = {"type": "boolean", "description": "true or false is expected here"}
_OFF = {"enum": [False], "description": "false is expected here: pages take nothing from other servers"}
_NOTHING: dict[str, Any] = {"not": {}}
_NUMBER = {"type": "integer", "description": "a number is expected here"}
_DAY = {
    "type": "string",
    "pattern": r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?$",
    "description": "a day such as '2027-01-31', in quotes, is expected here",
}
_ADDRESS = {
    "type": "string",
    "pattern": r"^(https?://[^/\s]+\S*)?$",
    "description": "an address such as https://wiki.example.org/ is expected here",
}
_LEVEL = _enum("warn", "info", "ignore")
# Pages that are made of data stand in no nav, and what is no address is none: neither is to stop a build.
_QUIET = _enum("info", "ignore")
_ABSOLUTE = _enum("warn", "info", "ignore", "relative_to_docs")
_OF_NAV = {"omitted_files": _QUIET, "not_found": _LEVEL, "absolute_links": _ABSOLUTE}
_OF_LINKS = {"not_found": _LEVEL, "absolute_links": _ABSOLUTE, "unrecognized_links": _QUIET, "anchors": _LEVEL}
_SCHEME = _object(
    {**_each(_TEXT, "media", "scheme", "primary", "accent"), "toggle": _object(_each(_TEXT, "icon", "name"))}
)
_SCHEMES = {
    "if": {"type": "array"},
    "then": {"items": _SCHEME},
    "else": _SCHEME,
    "description": "a list of colour schemes is expected here",
}
_ICONS = ("admonition", "alternate", "annotation", "close", "edit", "logo", "menu", "next", "previous", "repo")
_PERMALINK = {"type": ["boolean", "string"], "description": "true, false or a sign is expected here"}
_DEPTH = {
    "anyOf": [{"type": "integer", "minimum": 1, "maximum": 6}, {"type": "string", "pattern": "^[1-6](-[1-6])?$"}],
    "description": "a number from 1 to 6, or a range such as 2-4, is expected here",
}
_LANGUAGE = {
    "type": "string",
    "pattern": "^[a-z]{2}$",
    "description": "the code of a language, such as en, is expected here",
}
_LANGUAGES = {"if": {"type": "array"}, "then": {"items": _LANGUAGE}, "else": _LANGUAGE, "description": ""}
_STEP = _enum("stemmer", "stopWordFilter", "trimmer")
_SMART = _enum("all", "asterisk", "underscore", "none")

_SHAPES: Mapping[str, Mapping[str, Any]] = {
    "site_url": _ADDRESS,
    "repo_url": _ADDRESS,
    "validation": _object({"nav": _object(_OF_NAV), "links": _object(_OF_LINKS), **_OF_NAV, **_OF_LINKS}),
    "extra": _object(
        {"generator": _SWITCH, "scope": _TEXT, "homepage": _TEXT, "polyfills": _TEXTS}
        # Parts of the theme that fetch from other servers, or that need templates and options of their own.
        | _each(_NOTHING, "alternate", "analytics", "annotate", "consent", "social", "status", "tags", "version"),
        closed=False,
    ),
    "theme.language": _TEXT,
    "theme.font": _OFF,
    "theme.features": _TEXTS,
    "theme.palette": _SCHEMES,
    "theme.icon": _object(_each(_TEXT, *_ICONS, "search", "share", "tag", "top", "view")),
    "theme.favicon": _TEXT,
    "plugins: delivery: audience": _enum("internal", "customer"),
    "plugins: delivery: project": _TEXT,
    "plugins: delivery: on": _DAY,
    "plugins: delivery: skip_faulty": _SWITCH,
    "plugins: macros: on_undefined": _enum("strict"),
    "plugins: macros: on_error_fail": {"enum": [True], "description": "true is expected here"},
    "plugins: search: lang": _LANGUAGES,
    "plugins: search: separator": _PATTERN,
    "plugins: search: pipeline": {"type": "array", "items": _STEP, "description": "a list of steps is expected here"},
    **{
        f"markdown_extensions: {name}": _object({})
        for name in ("abbr", "admonition", "attr_list", "def_list", "md_in_html", "pymdownx.details", "sane_lists")
    },
    "markdown_extensions: footnotes": _object(
        _each(_TEXT, "BACKLINK_TEXT", "BACKLINK_TITLE", "SEPARATOR") | _each(_SWITCH, "UNIQUE_IDS")
    ),
    "markdown_extensions: tables": _object(_each(_SWITCH, "use_align_attribute")),
    "markdown_extensions: toc": _object(
        _each(_TEXT, "marker", "title", "title_class", "toc_class", "anchorlink_class", "permalink_class")
        | _each(_TEXT, "permalink_title", "separator")
        | _each(_SWITCH, "anchorlink", "permalink_leading")
        | {"permalink": _PERMALINK, "baselevel": _NUMBER, "toc_depth": _DEPTH}
    ),
    "markdown_extensions: pymdownx.betterem": _object({"smart_enable": _SMART}),
    "markdown_extensions: pymdownx.caret": _object(_each(_SWITCH, "smart_insert", "insert", "superscript")),
    "markdown_extensions: pymdownx.highlight": _object(
        _each(_SWITCH, "use_pygments", "guess_lang", "noclasses", "linenums", "anchor_linenums", "auto_title")
        | _each(_SWITCH, "code_attr_on_pre", "pygments_lang_class", "stripnl")
        | _each(_TEXT, "css_class", "linenums_class", "language_prefix", "line_spans", "line_anchors")
        | {"linenums_style": _enum("table", "inline", "pymdownx-inline"), "linenums_special": _NUMBER}
    ),
    "markdown_extensions: pymdownx.inlinehilite": _object({"style_plain_text": _SWITCH, "css_class": _TEXT}),
    "markdown_extensions: pymdownx.keys": _object(
        {**_each(_SWITCH, "strict", "camel_case"), **_each(_TEXT, "separator", "class")}
    ),
    "markdown_extensions: pymdownx.mark": _object({"smart_mark": _SWITCH}),
    "markdown_extensions: pymdownx.superfences": _object(
        {**_each(_SWITCH, "disable_indented_code_blocks", "preserve_tabs", "relaxed_headers"), "css_class": _TEXT}
    ),
    "markdown_extensions: pymdownx.tabbed": _object(
        {**_each(_SWITCH, "alternate_style", "combine_header_slug"), "separator": _TEXT}
    ),
    "markdown_extensions: pymdownx.tasklist": _object(_each(_SWITCH, "custom_checkbox", "clickable_checkbox")),
    "markdown_extensions: pymdownx.tilde": _object(_each(_SWITCH, "smart_delete", "delete", "subscript")),
}
