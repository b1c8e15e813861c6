"""The stylesheet of the page of a business diff: the colours and class names of the site, and nothing to fetch."""

from __future__ import annotations

STYLE = """
:root { color-scheme: light dark; --ground: #fff; --panel: #f6f7f9; --line: #d8dce2; --word: #1d2229; --muted: #545d69;
  --removed: #fbe3df; --added: #dff1e5; --need: #fdf3e3; --edge: #b3741a; }
@media (prefers-color-scheme: dark) { :root { --ground: #1b1f26; --panel: #242a33; --line: #3b4350; --word: #e6e9ee;
  --muted: #a9b3c0; --removed: #5a2a24; --added: #1f4a30; --need: #3a3020; --edge: #d79a45; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--word); font: 1rem/1.5 Inter, system-ui, sans-serif; }
main { max-width: 88rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
article + article { border-top: 2px solid var(--line); margin-top: 3rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 1rem 0 .25rem; }
h2 { font-size: 1.1rem; margin: 1.75rem 0 .5rem; }
h3, h4 { font-size: 1rem; margin: 1rem 0 .25rem; }
ul { margin: 0; padding-left: 1.25rem; }
main > article > p, main > article > section > ul { max-width: 60rem; }
li { margin: .2rem 0; overflow-wrap: anywhere; }
li.dw-detail { margin-left: 1.5rem; }
code, .dw-id { font-family: "JetBrains Mono", ui-monospace, monospace; font-size: .9em; }
code { background: var(--panel); border: 1px solid var(--line); border-radius: .2rem; padding: 0 .25rem; }
del { background: var(--removed); }
del + ins { margin-left: .3em; }
ins { background: var(--added); text-decoration: none; font-weight: 600; }
a { color: inherit; text-decoration: none; }
.dw-muted { color: var(--muted); }
.dw-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.dw-asks { background: var(--need); border-left: 4px solid var(--edge); padding: .5rem .75rem; font-weight: 600; }
.dw-number { font-variant-numeric: tabular-nums; }
.dw-shape { vertical-align: -.125em; margin-right: .25em; }
table { border-collapse: collapse; font-size: .8125rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .5rem; border-bottom: 1px solid var(--line); }
svg { max-width: 100%; height: auto; }
table.dw-sides { width: 100%; table-layout: fixed; border: 1px solid var(--line); }
table.dw-sides > thead th { background: var(--panel); }
table.dw-sides > tbody > tr > td { position: relative; overflow-x: auto; overflow-wrap: break-word; }
table.dw-sides > tbody > tr > td:first-child [data-moved] { background: var(--removed); }
table.dw-sides > tbody > tr > td + td [data-moved] { background: var(--added); }
table.dw-sides > tbody > tr > td + td { border-left: 1px solid var(--line); }
.dw-clause { background: var(--panel); font-weight: 600; }
@media (max-width: 40rem) {
  table.dw-sides, table.dw-sides > thead, table.dw-sides > tbody, table.dw-sides > tbody > tr,
  table.dw-sides > tbody > tr > td, .dw-clause { display: block; }
  table.dw-sides > thead { display: none; }
  table.dw-sides > tbody > tr > td + td { border-left: 0; border-top: 2px dashed var(--line); }
}
@media print { body { font-size: 10pt; } }
"""
