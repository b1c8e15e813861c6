# $name

Each customer project is a folder of YAML and Markdown under `projects/`.
`delivery check` compares them, `delivery build` makes the wiki, every customer's site and the PDFs.

## Begin

```console
$$ python3 -m venv .venv
$$ .venv/bin/python -m pip install -r requirements.txt
$$ .venv/bin/delivery new our-first-customer
$$ .venv/bin/delivery build
```

Then open `site/internal/index.html`. On Windows, write `py -m venv .venv` and `.venv\Scripts\delivery`.

## Each day

| Command | What it does |
| --- | --- |
| `delivery new NAME` | a project that passes the check at once |
| `delivery serve NAME` | its pages in the browser while you write |
| `delivery check` | all findings, each with its place and its repair |
| `delivery status NAME` | phases, gates with their reasons, what is due and who owes it |
| `delivery diff main` | what a change means in the words of the project |
| `delivery help VERB` | everything else |

## What lies where

- `projects/`: a folder for each project. `internal/` in it never reaches a customer.
- `docs/`: the pages of the wiki that are not about one project, and `brand.yml` with your name and colours. Own processes, templates, rule sets and clauses go here, too.
- `schemas/`: what an editor offers and checks while you type. `delivery schema --write` makes them those of the installed version.
- `requirements.txt`: the version of the tool. An upgrade is a change of that line, `delivery schema --write` and `delivery check`.
- `site/` and `.cache/` are made, and not kept in git.
