"""docs/brand.yml with its logos, and a customer's logo in a project folder."""

import shutil
from pathlib import Path

from delivery_wiki.reading.brand_file import DEFAULT_BRAND, read_brand
from delivery_wiki.reading.project_folder import read_project
from delivery_wiki.reading.schema.schema_check import SchemaSet

ROOT = Path(__file__).parents[2]
SCHEMAS = SchemaSet.load(ROOT / "schemas")
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><rect width="4" height="4"/></svg>'


def put(root: Path, file: str, text: str) -> None:
    """A file of a repository."""
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def test_the_shipped_brand_has_both_logos() -> None:
    """One for white ground and covers, one for the head of the page."""
    brand, findings = read_brand(ROOT, ROOT, SCHEMAS)

    assert findings == ()
    assert brand.logo_picture is not None
    assert brand.logo_inverse_picture is not None
    assert brand.logo_picture.data != brand.logo_inverse_picture.data


def test_a_faulty_logo_leaves_the_rest_of_the_brand(tmp_path: Path) -> None:
    """Name and footer hold, the logo is left out, the finding names the line or the file."""
    put(tmp_path, "docs/brand.yml", "format: 1\nname: Vendor\nfooter: Line\nlogo: a.svg\nlogo_inverse: b.svg\n")
    put(tmp_path, "docs/b.svg", "<html/>")

    brand, findings = read_brand(tmp_path, ROOT, SCHEMAS)

    assert (brand.name, brand.footer, brand.logo_picture) == ("Vendor", "Line", None)
    places = [(finding.code, finding.location.file, finding.location.line) for finding in findings]
    assert places == [("picture-missing", "docs/brand.yml", 4), ("picture-refused", "docs/b.svg", 1)]


def test_a_logo_stays_below_docs(tmp_path: Path) -> None:
    """Neither a path nor a link leads out of the folder."""
    put(tmp_path, "secret.svg", LOGO)
    put(tmp_path, "docs/brand.yml", "format: 1\nname: Vendor\nlogo: ../secret.svg\n")
    assert read_brand(tmp_path, ROOT, SCHEMAS)[0] == DEFAULT_BRAND

    put(tmp_path, "docs/brand.yml", "format: 1\nname: Vendor\nlogo: a/logo.svg\n")
    (tmp_path / "docs" / "a").mkdir()
    (tmp_path / "docs" / "a" / "logo.svg").symlink_to(tmp_path / "secret.svg")
    brand, findings = read_brand(tmp_path, ROOT, SCHEMAS)
    assert brand.logo_picture is None
    assert [finding.code for finding in findings] == ["picture-missing"]


def test_a_customer_has_one_logo(tmp_path: Path) -> None:
    """The project folder takes logo.svg or logo.png; two would leave open which one counts."""
    project = tmp_path / "projects" / "mail"
    shutil.copytree(ROOT / "tests" / "examples" / "valid" / "minimal" / "projects", tmp_path / "projects")
    (project,) = (tmp_path / "projects").iterdir()
    (project / "logo.svg").write_text(LOGO, "utf-8")

    read = read_project(project, tmp_path, SCHEMAS).project
    assert read is not None
    assert read.logo is not None
    assert read.logo.width == 4

    shutil.copy(project / "logo.svg", project / "logo.png")
    codes = {finding.code for finding in read_project(project, tmp_path, SCHEMAS).findings}
    assert codes == {"picture-refused", "duplicate-entry"}
