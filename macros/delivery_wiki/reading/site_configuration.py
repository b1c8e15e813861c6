"""A repository's own mkdocs.yml: which of its settings are taken, by allow-list, and a finding for every other one.

The site generator runs code that its configuration names: hooks, plugins, templates, Python objects behind a tag.
So it is never given this file, but what was judged to be plain settings. A file that does not name our plugin is
another tool's and is left alone.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from delivery_wiki.model.finding import Finding, Location, error

from .site_shapes import ShapeFault, find_shape_faults

NAME = "mkdocs.yml"
PLUGIN = "delivery"
THEME_FOLDER = "docs/theme"
MAXIMUM_BYTES = 1024 * 1024
MAXIMUM_DEPTH = 40
PAGE_NAME = re.compile(r"[a-z0-9_-][a-z0-9._-]{0,99}")  # of a file of the wiki, and of each folder above it

_PLAIN_TAGS = frozenset(f"tag:yaml.org,2002:{name}" for name in ("str", "int", "bool", "float", "null", "map", "seq"))
_OTHER_SCALARS = frozenset(f"tag:yaml.org,2002:{name}" for name in ("int", "bool", "float", "timestamp"))
_TEXTS = ("site_name", "site_description", "site_author", "site_url", "copyright", "repo_url", "repo_name", "edit_uri")
_EXTENSIONS = frozenset(
    {
        *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "sane_lists", "tables", "toc"),
        *("pymdownx.betterem", "pymdownx.caret", "pymdownx.details", "pymdownx.highlight", "pymdownx.inlinehilite"),
        *("pymdownx.keys", "pymdownx.mark", "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist"),
        "pymdownx.tilde",
    }
)
# The wiki's own pages are written with these: without one, their links and tables would break.
_NEEDED_EXTENSIONS = (
    "admonition",
    "attr_list",
    "def_list",
    "tables",
    "toc",
    "pymdownx.highlight",
    "pymdownx.superfences",
)
_PLUGIN_OPTIONS: Mapping[str, frozenset[str]] = {
    PLUGIN: frozenset({"audience", "project", "on", "skip_faulty"}),
    "macros": frozenset({"module_name", "on_undefined", "on_error_fail"}),
    "search": frozenset({"separator", "pipeline", "lang"}),
}
_THEME_KEYS = frozenset({"name", "custom_dir", "language", "font", "features", "palette", "icon", "favicon"})
_AS_IT_WAS = "Correct it, or take the file from the last commit in which it was sound."
_REASONS: Mapping[str, tuple[str, str]] = {
    "hooks": ("code that every build would run", "Delete the key."),
    "INHERIT": ("the settings of another file", "Write the settings that you need here, and delete the key."),
    "extra_templates": ("templates, which are code", "Delete the key; what pages show comes from macros."),
    "theme.custom_dir": (
        "a folder of templates, which are code; those of this tool are used",
        f"Write {THEME_FOLDER}, or delete the key. Colours and logo come from docs/brand.yml.",
    ),
}

Node = yaml.Node


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteConfiguration:
    """The settings that are taken, by key, and what is wrong with the others; `ours` says that it names our plugin.

    `there` says that a file stands there at all: one that is not ours, with the pages beside it, is another tool's.
    """

    ours: bool = False
    there: bool = True
    readable: bool = True
    settings: Mapping[str, Any] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @property
    def is_foreign(self) -> bool:
        """Whether the pages beside it are those of another site, as far as anybody can tell."""
        return self.there and not self.ours


def read_site_configuration(root: Path, theme: Path) -> SiteConfiguration:
    """Read and judge the mkdocs.yml of a repository; `theme` is the folder of the tool's own templates."""
    path = root / NAME
    if not path.is_file():
        return SiteConfiguration(there=False)
    try:
        with path.open("rb") as stream:
            data = stream.read(MAXIMUM_BYTES + 1)
    except OSError as fault:
        return _unreadable(1, 1, f"the file cannot be read: {(fault.strerror or 'unknown reason').lower()}")
    if len(data) > MAXIMUM_BYTES:
        return _unreadable(1, 1, f"more than {MAXIMUM_BYTES} bytes, of which nothing is read")
    return judge_configuration(data, root, theme)


def judge_configuration(data: bytes, root: Path, theme: Path) -> SiteConfiguration:
    """What of a configuration is taken."""
    try:
        tree = _composed(data)
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        return _unreadable(*place, "this is no YAML") if _mentions(data) else SiteConfiguration(readable=False)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, ValueError):
        return _unreadable(1, 1, "this is no YAML") if _mentions(data) else SiteConfiguration(readable=False)
    if not isinstance(tree, yaml.MappingNode) or not _names_our_plugin(tree):
        return SiteConfiguration()
    judge = _Judge(root=root, theme=theme)
    judge.refuse_twice(tree)
    settings = {_text(key): judge.setting(key, value) for key, value in tree.value}
    taken = {name: value for name, value in settings.items() if value is not None}
    return SiteConfiguration(ours=True, settings=taken, findings=tuple(judge.findings))


@lru_cache(maxsize=8)
def _composed(data: bytes) -> yaml.Node | None:
    return yaml.compose(data, getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _names_our_plugin(tree: yaml.MappingNode) -> bool:
    return any(name == PLUGIN for name, _, _ in _plugins(_value(tree, "plugins")))


def _mentions(data: bytes) -> bool:
    """Whether a file that cannot be read was meant for this tool: its plugin as an entry, in any form of YAML."""
    return any(_OURS.search(found[1]) for found in _PLUGINS.finditer(_COMMENT.sub(b"", data)))


def _unreadable(line: int, column: int, problem: str) -> SiteConfiguration:
    place = Location(file=NAME, line=line, column=column)
    return SiteConfiguration(findings=(error("site-configuration", place, problem, _AS_IT_WAS),))


def check_unshown(configuration: SiteConfiguration, unshown: Sequence[str]) -> Iterator[Finding]:
    """Pages of the wiki that no site shows, since no configuration of this tool stands beside them."""
    if not unshown or configuration.ours or configuration.findings:
        return
    first, more = unshown[0], len(unshown) - 1
    listed = f"{first} and {more} more" if more else first
    what = f"{listed} {'are pages' if more else 'is a page'} of this tool's wiki, and"
    if not configuration.there:
        lacks = "there is no such file"
        repair = "Take the file from the last commit that had it; delivery init writes one anew."
    elif not configuration.readable:
        lacks, repair = "this file is no YAML", _AS_IT_WAS
    else:
        lacks = f"this file does not name the plugin '{PLUGIN}'"
        repair = f"Write 'plugins: [{PLUGIN}]' in it, and under nav: the pages in their order."
    problem = f"{what} {lacks}: the pages that come with the tool are shown in their place"
    yield error("site-configuration", Location(file=NAME, line=1, column=1), problem, repair)


@dataclass(slots=True, kw_only=True)
class _Judge:
    """Takes what is allowed, and says of everything else why it is not."""

    root: Path
    theme: Path
    findings: list[Finding] = field(default_factory=list)

    def setting(self, key: Node, value: Node) -> Any:
        """The plain value of a setting, or None where nothing of it is taken."""
        name = _text(key)
        judge = _JUDGES.get(name)
        if judge is None:
            problem, repair = _REASONS.get(name, ("no setting that this tool takes", "Delete the key."))
            self.refuse(key, name, problem, repair)
            return None
        return judge(self, value, name)

    def refuse_twice(self, tree: yaml.MappingNode) -> None:
        """A key that stands twice: readers of YAML differ about which one counts."""
        names = [_text(key) for key, _ in tree.value]
        for number, (key, _) in enumerate(tree.value):
            if names[number] in names[:number]:
                self.refuse(key, names[number], "this key is there twice", "Make one of both.")

    def refuse(self, node: Node, name: str, problem: str, repair: str) -> None:
        """A finding at the place of a node."""
        place = Location(file=NAME, line=node.start_mark.line + 1, column=node.start_mark.column + 1)
        self.findings.append(error("site-configuration", place, f"{_shown(name)}: {problem}", repair))

    def plain(self, node: Node, name: str, depth: int = 0) -> Any:
        """A tree without tags; None, with a finding, where it has one."""
        odd = _odd_tag(node)
        if odd is not None:
            tag = odd.tag.replace("tag:yaml.org,2002:", "!!")
            self.refuse(odd, name, f"the tag {_shown(tag)} fetches or runs something", "Write the value itself.")
            return None
        try:
            value = yaml.constructor.SafeConstructor().construct_document(node)
        except (yaml.YAMLError, ValueError):
            self.refuse(node, name, "no value that can be read", "Correct it, or delete the key.")
            return None
        faults = list(find_shape_faults(name, value)) if value is not None else []
        for fault in faults:
            self._refuse_shape(node, name, fault)
        return None if faults else value

    def _refuse_shape(self, node: Node, name: str, fault: ShapeFault) -> None:
        place, whole = _below(node, fault.way), ": ".join([name, *map(str, fault.way)])
        if fault.unknown:
            known = f" Known: {', '.join(fault.known)}." if fault.known else ""
            self.refuse(place, whole, "no option that this tool takes", f"Delete it.{known}")
        else:
            self.refuse(place, whole, fault.expected, "Write that, or delete the key.")

    def text(self, node: Node, name: str) -> Any:
        """One word or sentence."""
        if isinstance(node, yaml.ScalarNode) and node.tag in _OTHER_SCALARS:
            repair = f'Write "{_shown(_text(node))}" in quotes, or delete the key.'
            self.refuse(node, name, "a text is expected here", repair)
            return None
        if isinstance(node, yaml.ScalarNode) or _odd_tag(node):
            return self.plain(node, name)
        self.refuse(node, name, "a text is expected here", "Write a text, or delete the key.")
        return None

    def fixed(self, node: Node, name: str) -> Any:
        """A setting that has one value only."""
        wanted = _FIXED[name]
        if _text(node) == wanted and not _odd_tag(node):
            return self.plain(node, name)
        self.refuse(node, name, f"this tool needs {wanted} here", f"Write {wanted}, or delete the key.")
        return None

    def site_dir(self, node: Node, name: str) -> Any:
        """Where a plain `mkdocs build` writes to; `delivery build` has its own option."""
        if not _is_inside(_text(node)):
            self.refuse(node, name, "a folder outside of the repository", "Write site/internal, or delete the key.")
        elif PurePosixPath(_text(node)).parts[:1] != ("site",):
            problem = "a build empties this folder, so that it is one below site/"
            self.refuse(node, name, problem, "Write site/internal, or delete the key.")

    def navigation(self, node: Node, name: str) -> Any:
        """The pages of the wiki in their order; None, so that all are listed, where nothing is left."""
        if (odd := _odd_tag(node)) is not None or _is_empty(node):
            return self.plain(node, name) if odd is not None else None
        return self._entries(node, name) or None

    def _entries(self, node: Node, name: str) -> list[Any]:
        if not isinstance(node, yaml.SequenceNode):
            self.refuse(node, name, "a list of pages is expected here", "Write '- index.md', one page a line.")
            return []
        return [entry for item in node.value if (entry := self._entry(item, name)) is not None]

    def _entry(self, item: Node, name: str) -> Any:
        """A page, a page with its title, or a group of pages."""
        if isinstance(item, yaml.ScalarNode):
            return _text(item) if self._is_page(item, name) else None
        if not isinstance(item, yaml.MappingNode) or len(item.value) != 1:
            self.refuse(item, name, "an entry is one page, or one title with its page or list of pages", _NAV_ENTRY)
            return None
        title, content = item.value[0]
        if not isinstance(title, yaml.ScalarNode) or title.tag != _STR or not title.value.strip():
            self.refuse(title, name, "a title is a text", f'Write "{_shown(_text(title))}" in quotes.')
            return None
        if isinstance(content, yaml.ScalarNode) and not _is_empty(content):
            return {title.value: _text(content)} if self._is_page(content, name) else None
        entries = self._entries(content, f"{name}: {title.value}")
        if isinstance(content, yaml.SequenceNode) and not content.value:
            self.refuse(title, f"{name}: {title.value}", "a title without pages", "Name its pages, or delete the line.")
        return {title.value: entries} if entries else None

    def _is_page(self, item: yaml.ScalarNode, name: str) -> bool:
        text = _text(item)
        if _WEB_ADDRESS.match(text) or self._has_page(text):
            return True
        self.refuse(item, name, f"there is no page '{_shown(text)}'", _NAV_REPAIR)
        return False

    def _has_page(self, text: str) -> bool:
        """A page in docs/, or the start page of a project; what else is made of data comes and goes with it."""
        parts = text.split("/")
        if not text.endswith(".md") or not all(PAGE_NAME.fullmatch(part) for part in parts) or parts[0] == "theme":
            return False
        if len(parts) == 3 and (parts[0], parts[2]) == ("projects", "index.md"):
            return (self.root / "projects" / parts[1] / "project.yml").is_file()
        return _is_plain_file(self.root / "docs" / text)

    def files(self, node: Node, name: str) -> Any:
        """Styles and scripts that lie in the site."""
        if not isinstance(node, yaml.SequenceNode):
            self.refuse(node, name, "a list of files is expected here", "Write a list.")
            return None
        return [_text(item) for item in node.value if self._is_local(item, name)]

    def _is_local(self, node: Node, name: str) -> bool:
        if isinstance(node, yaml.ScalarNode) and not _odd_tag(node) and _is_inside(_text(node)):
            if self._in_theme(_text(node)):
                return True
            problem = f"'{_shown(_text(node))}' is no file of this tool's theme, and others are not taken"
            self.refuse(node, name, problem, "Delete the line; colours and logo come from docs/brand.yml.")
            return False
        self.refuse(node, name, "a file that is not part of the site", "Delete the line.")
        return False

    def _in_theme(self, text: str) -> bool:
        return any((folder / text).is_file() for folder in (self.theme, *_material()))

    def extensions(self, node: Node, name: str) -> Any:
        """Extensions of Markdown: each is a Python module by its name."""
        if isinstance(node, yaml.ScalarNode) and not _is_empty(node):
            self.refuse(node, name, "a list of extensions is expected here", "Write '- tables', one a line.")
        taken = []
        for extension, place, options in _plugins(node):
            if extension in _EXTENSIONS:
                value = self._extension_options(options, f"{name}: {extension}")
                taken.append({extension: value} if value else extension)
            else:
                problem = f"'{_shown(extension)}' is no extension that this tool takes, but code that a build would run"
                self.refuse(place, name, problem, f"Delete it. Known: {', '.join(sorted(_EXTENSIONS))}.")
        named = {extension for extension, _, _ in _plugins(node)}
        return [*(extension for extension in _NEEDED_EXTENSIONS if extension not in named), *taken]

    def _extension_options(self, options: Node | None, name: str) -> Any:
        return None if options is None or _is_empty(options) else self.plain(options, name)

    def plugins(self, node: Node, name: str) -> Any:
        """The three plugins of a site, with plain options."""
        taken = []
        for plugin, place, options in _plugins(node):
            if plugin not in _PLUGIN_OPTIONS:
                problem = f"'{_shown(plugin)}' is another plugin, and so code that a build would run"
                self.refuse(place, name, problem, f"Delete it. Known: {', '.join(_PLUGIN_OPTIONS)}.")
                continue
            value = self._options(plugin, options)
            taken.append({plugin: value} if value else plugin)
        return taken

    def _options(self, plugin: str, options: Node | None) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if options is not None and not _is_empty(options) and not isinstance(options, yaml.MappingNode):
            self.refuse(options, f"plugins: {plugin}", "a mapping of options is expected here", "Delete the value.")
        for key, value in options.value if isinstance(options, yaml.MappingNode) else ():
            name = _text(key)
            if name not in _PLUGIN_OPTIONS[plugin]:
                known = ", ".join(sorted(_PLUGIN_OPTIONS[plugin]))
                self.refuse(key, f"plugins: {plugin}: {name}", "no option that this tool takes", f"Known: {known}.")
            elif (plain := self.plain(value, f"plugins: {plugin}: {name}")) is not None:
                found[name] = plain
        if found.pop("module_name", None) not in (None, "macros/delivery_macros"):
            self.refuse(options or yaml.ScalarNode("", ""), "plugins: macros: module_name", *_OTHER_MACROS)
        return found

    def design(self, node: Node, name: str) -> Any:
        """The theme: its name and plain options, with the templates of this tool."""
        if not isinstance(node, yaml.MappingNode):
            self.refuse(node, name, "a mapping with name: material is expected here", "Delete the key.")
            return None
        found: dict[str, Any] = {}
        for key, value in node.value:
            option = _text(key)
            whole = f"theme.{option}"
            if option not in _THEME_KEYS or (option == "custom_dir" and not self._is_own_theme(value)):
                problem, repair = _REASONS.get(whole, ("no option that this tool takes", "Delete the key."))
                self.refuse(key, whole, problem, repair)
            elif option == "name" and _text(value) != "material":
                self.refuse(value, whole, "the theme of this tool is material", "Write material.")
            elif option != "custom_dir" and (plain := self._design_option(value, whole)) is not None:
                found[option] = plain
        return found

    def _design_option(self, node: Node, name: str) -> Any:
        """A plain option; files of the theme that it names are there, else its templates would stop the build."""
        plain = self.plain(node, name)
        wanted = [(text, place) for key, text, place in _leaves(node, "") if plain is not None and key in _FILES_OF]
        if plain is not None and name in ("theme.language", "theme.favicon"):
            wanted = [(_text(node), node)]
        if plain is not None and name == "theme.icon":
            wanted = [(text, place) for _, text, place in _leaves(node, "")]
        missing = [(text, place) for text, place in wanted if not self._has_part(text, name)]
        for text, place in missing:
            self.refuse(place, name, f"the theme has no '{_shown(text)}'", "Write another one, or delete the key.")
        return None if missing else plain

    def _has_part(self, text: str, name: str) -> bool:
        if not _is_inside(text):
            return False
        if name == "theme.favicon":
            return self._in_theme(text) or _is_plain_file(self.root / "docs" / text)
        return self._in_theme(f"partials/languages/{text}.html" if name == "theme.language" else f".icons/{text}.svg")

    def _is_own_theme(self, node: Node) -> bool:
        """The folder of this tool's templates, or where a copy of its configuration says they are."""
        text = _text(node)
        return text == THEME_FOLDER or (self.root / text).resolve() == self.theme.resolve()


# The plugins of a file, up to the next key at its margin, and ours among them in any form of YAML.
_PLUGINS = re.compile(
    rb"""(?:^|[{,])[ \t]*["']?plugins["']?[ \t]*:(.*?)(?=^[^\s\-\]}#]|\Z)""", re.MULTILINE | re.DOTALL
)
_OURS = re.compile(rb"""(?:^|[\[{,\-\s])(["']?)delivery\1[ \t]*(?=[\]},:\r\n]|\Z)""")
_COMMENT = re.compile(rb"(?:^|(?<=\s))#[^\n]*", re.MULTILINE)
_STR = "tag:yaml.org,2002:str"
_WEB_ADDRESS = re.compile(r"https?://[^/\s]+")
_NAV_ENTRY = "Write '- index.md', '- Title: index.md', or '- Title:' with a list of pages below it."
_NAV_REPAIR = "Write the path of a page that is in docs/, or projects/SLUG/index.md of a project, or delete the line."
_FILES_OF = ("icon",)  # keys of a theme's options that name a drawing of it
_OTHER_MACROS = ("other macros than those of this tool", "Write macros/delivery_macros, or delete the key.")
_FIXED: Mapping[str, str] = {"docs_dir": "docs", "use_directory_urls": "false"}
_JUDGES: Mapping[str, Callable[[_Judge, Node, str], Any]] = {
    **dict.fromkeys(_TEXTS, _Judge.text),
    **dict.fromkeys(_FIXED, _Judge.fixed),
    **dict.fromkeys(("extra", "validation"), _Judge.plain),
    "nav": _Judge.navigation,
    **dict.fromkeys(("extra_css", "extra_javascript"), _Judge.files),
    "site_dir": _Judge.site_dir,
    "markdown_extensions": _Judge.extensions,
    "plugins": _Judge.plugins,
    "theme": _Judge.design,
}


def _text(node: Node | None) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def _value(tree: yaml.MappingNode, name: str) -> Node | None:
    return next((value for key, value in tree.value if _text(key) == name), None)


def _plugins(node: Node | None) -> Iterator[tuple[str, Node, Node | None]]:
    """Names with their place and their options, from a list or a mapping."""
    if isinstance(node, yaml.MappingNode):
        yield from ((_text(key), key, value) for key, value in node.value)
    for entry in node.value if isinstance(node, yaml.SequenceNode) else ():
        if isinstance(entry, yaml.MappingNode):
            yield from ((_text(key), key, value) for key, value in entry.value)
        else:
            yield _text(entry), entry, None


def _odd_tag(node: Node) -> Node | None:
    """The first value with a tag that is more than a plain value, or that holds itself."""
    return next(_odd_tags(node, ()), None)


def _odd_tags(node: Node, above: tuple[int, ...]) -> Iterator[Node]:
    if node.tag not in _PLAIN_TAGS or id(node) in above or len(above) > MAXIMUM_DEPTH:
        yield node
        return
    for part in _parts(node):
        yield from _odd_tags(part, (*above, id(node)))


def _parts(node: Node) -> Iterator[Node]:
    if isinstance(node, yaml.MappingNode):
        yield from (part for pair in node.value for part in pair)
    elif isinstance(node, yaml.SequenceNode):
        yield from node.value


def _below(node: Node, way: tuple[str | int, ...]) -> Node:
    """The value that keys and numbers lead to, as far as they do."""
    for step in way:
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step]
        elif isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if _text(key) == str(step)), node)
    return node


def _leaves(node: Node, key: str) -> Iterator[tuple[str, str, Node]]:
    """Each text of a tree, with the key that it stands under."""
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            yield from _leaves(value, _text(name))
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _leaves(value, key)
    elif not _is_empty(node):
        yield key, _text(node), node


def _is_empty(node: Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"


def _is_plain_file(path: Path) -> bool:
    """A file as the site takes it: no link to another place."""
    try:
        kind = path.lstat()
    except (OSError, ValueError):
        return False
    return stat.S_ISREG(kind.st_mode) and kind.st_nlink == 1


def _material() -> tuple[Path, ...]:
    """The folder of the theme that ours stands on; nothing of it is run."""
    found = find_spec("material")
    folders = (found.submodule_search_locations if found else None) or ()
    return tuple(Path(folder) / "templates" for folder in folders)


def _is_inside(text: str) -> bool:
    """A path that stays where it is, and is no address."""
    path = PurePosixPath(text.replace("\\", "/"))
    return bool(text) and not path.is_absolute() and ".." not in path.parts and ":" not in text


def _shown(text: str) -> str:
    """A word from a foreign file, in a message."""
    return "".join(character if character.isprintable() else "�" for character in text[:60])
