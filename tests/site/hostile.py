"""Texts that try to become active content or to reach the template, and a project made of them."""

from __future__ import annotations

import json
from pathlib import Path

from tests.site.sites import write

CALL = "zqcall"
TITLES = (
    f"<script>{CALL}(1)</script> \"q\" 'r' & <b>",
    f"</title><img src=x onerror={CALL}(2)>",
    "{{ config.site_dir }} {% raw %} {# note #}",
    "{{ 7 * 7 }}{% for x in [1] %}looped{% endfor %}",
    f'" onmouseover="{CALL}(3)" x="',
    f"&lt;script&gt;{CALL}(4)&lt;/script&gt;",
    "{{'{{'}} 9 * 9 }} }} %} #}",
    "# heading [link](javascript:1) `code` *stars* | pipe |",
)
PROSE = (
    f"<script>{CALL}(5)</script>",
    f"<img src=x onerror={CALL}(6)>",
    f"<svg/onload={CALL}(7)>",
    f"text <iframe srcdoc='<script>{CALL}(8)</script>'></iframe> text",
    "<base href='https://other.example/'>",
    "<meta http-equiv=refresh content='0;url=https://other.example/'>",
    "<form action='https://other.example/'><input name=a></form>",
    "<style>@import url(https://other.example/x.css);</style>",
    "<link rel=stylesheet href=https://other.example/x.css>",
    "<object data=https://other.example/x></object><embed src=https://other.example/y>",
    "<![CDATA[ x ]]> <?php x ?>",
    "![picture](https://other.example/x.png)",
    f"text {{: onclick={CALL}(9) }}",
    f"## A heading {{: #x onclick={CALL}(10) style=display:none }}\n\nIts text.",
    f"```js {{: onclick={CALL}(11) }}\n<script>{CALL}(12)</script>\n```",
    f"`<script>{CALL}(13)</script>`",
    f"[a](</page.html> \"title' onmouseover='{CALL}(14)\")",
    f'[a](page.html "x&quot; onmouseover=&quot;{CALL}(15)")',
    f"https://plain.example/<script>{CALL}(16)</script>",
    '<div class="dw-block" markdown="1">**x**</div>',
    '--8<-- "docs/index.md"',
    "\\{{ config.site_dir }}",
    "`{{ config.site_dir }}`",
    "```\n{{ config.site_dir }}\n{% include 'index.md' %}\n```",
    "{% include 'index.md' %}",
    "{# a note #} {%- set x = 1 -%}",
    "{ { config } } } } {% %} {%",
    "[^1]: a note\n\n*[HTML]: a word",
    ":material-account: :smile: [TOC] [[link]]",
    "!!! note\n    Text.",
    "???+ note\n    Text.",
    '=== "Tab"\n    Text.',
    "$$ x $$ \\( y \\)",
)
REFUSED_LINKS = (
    "[a](javascript:1)",
    "[a](JaVaScRiPt:1)",
    "[a](&#106;avascript:1)",
    "[a](java&#10;script:1)",
    "[a](&#x6A;avascript&colon;1)",
    "[a](data:text/html;base64,PHN2Zz4=)",
    "![picture](data:image/svg+xml;base64,PHN2Zz4=)",
    "[a](vbscript:1)",
    "[a](file:///etc/passwd)",
    "<javascript:1>",
    "[a][b]\n\n[b]: javascript:1",
    "[a](<javascript:1>)",
    "[a]( javascript:1 )",
)


def make_hostile(root: Path) -> Path:
    """Put every text into the project `pilot`: titles and names, one hostile prose file."""
    project = root / "projects" / "pilot"
    people = [
        f"  - {{id: person-{n}, name: {json.dumps(text[:80])}, role: {json.dumps(text[:80])}, party: vendor}}"
        for n, text in enumerate(TITLES)
    ]
    decisions = [
        f"  - {{id: D-{n + 1}, title: {json.dumps(text)}, date: 2026-01-02, decided_by: person-{n}}}"
        for n, text in enumerate(TITLES)
    ]
    points = [
        f"  - {{id: OP-{n + 1}, question: {json.dumps(text)}, raised: 2026-01-02, owner: person-{n}}}"
        for n, text in enumerate(TITLES)
    ]
    header = (project / "project.yml").read_text("utf-8").splitlines()
    header = [f"title: {json.dumps(' '.join(TITLES[:3]))}" if line.startswith("title:") else line for line in header]
    header = [f"customer: {json.dumps(TITLES[1])}" if line.startswith("customer:") else line for line in header]
    parties = ["parties:", f"  - {{id: vendor, name: {json.dumps(TITLES[0])}, kind: vendor}}"]
    body = [*header, *parties, "people:", *people, "decisions:", *decisions, "open_points:", *points]
    write(project / "project.yml", "\n".join(body) + "\n")
    write(project / "charter.md", "## Motivation\n\n" + "\n\n".join(PROSE) + "\n")
    return root
