"""The internal wiki of 50, 200 and 500 projects beside a plain MkDocs site of the same Markdown."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.generated_projects import write_projects

REPOSITORY = Path(__file__).parent.parent
SIZES = (50, 200, 500)
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1795478400"}
PORTAL = "nav: [index.md, projects/index.md]\n"
PLAIN = """site_name: Plain
docs_dir: docs
site_dir: site
use_directory_urls: false
nav: [index.md]
theme: {name: material, font: false}
markdown_extensions: [admonition, attr_list, tables, {toc: {permalink: true}}, pymdownx.highlight, pymdownx.superfences]
plugins: [search]
"""


@dataclass(frozen=True)
class Measured:
    """One build: pages, processor seconds, peak memory, bytes written."""

    pages: int
    seconds: float
    megabytes: float
    size: int

    def per_page(self) -> str:
        """Milliseconds and kilobytes per page, and the peak memory."""
        return (
            f"{self.pages:6} pages  {1000 * self.seconds / self.pages:6.1f} ms/page  "
            f"{self.size / self.pages / 1024:6.1f} KiB/page  {self.megabytes:6.0f} MiB peak"
        )


def main() -> None:
    """Measure each size and print both builds, then the ratios."""
    sizes = tuple(int(text) for text in sys.argv[1:]) or SIZES
    first: Measured | None = None
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            prepare(root, size)
            ours = _measure([_command("delivery"), "-C", str(root), "build", "--audience", "internal"], root / "site")
            _write_plain(root)
            plain = _measure(
                [_command("mkdocs"), "build", "-q", "-f", str(root / "plain/mkdocs.yml")], root / "plain/site"
            )
        first = first or ours
        grown = (ours.seconds / ours.pages) / (first.seconds / first.pages)
        print(f"{size} projects")
        print(f"  delivery build {ours.per_page()}")
        print(f"  plain mkdocs   {plain.per_page()}")
        print(f"  delivery / plain {ours.seconds / plain.seconds:.2f}; a page against {sizes[0]} projects {grown:.2f}")


def _command(name: str) -> str:
    return str(Path(sys.executable).parent / name)


def prepare(root: Path, size: int) -> None:
    """A repository with that many generated projects and a portal."""
    write_projects(root, size)
    shutil.copytree(REPOSITORY / "docs/theme", root / "docs/theme")
    shutil.copytree(REPOSITORY / "docs/projects", root / "docs/projects")
    (root / "docs/index.md").write_text("# Portal\n", "utf-8")
    configuration = (REPOSITORY / "mkdocs.yml").read_text("utf-8")
    before, _, after = configuration.partition("nav:\n")
    (root / "mkdocs.yml").write_text(before + PORTAL + after[after.index("theme:") :], "utf-8")


def _measure(command: list[str], site: Path) -> Measured:
    """Run a command; the system's own account of it and of the processes that it started."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, env=ENVIRONMENT, stdout=output, stderr=output)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            raise SystemExit(f"{' '.join(command)} failed:\n{output.read().decode()}")
    target = site / "internal" if (site / "internal").is_dir() else site
    files = [path for path in target.rglob("*") if path.is_file()]
    return Measured(
        pages=sum(path.suffix == ".html" for path in files),
        seconds=used.ru_utime + used.ru_stime,
        megabytes=used.ru_maxrss / 1024,
        size=sum(path.stat().st_size for path in files),
    )


def _write_plain(root: Path) -> None:
    """The same Markdown with every macro already rendered, as a site without our plugin."""
    script = REPOSITORY / "benchmarks" / "render_macros.py"
    subprocess.run([sys.executable, str(script), str(root), str(root / "plain/docs")], env=ENVIRONMENT, check=True)
    (root / "plain/mkdocs.yml").write_text(PLAIN, "utf-8")


if __name__ == "__main__":
    main()
