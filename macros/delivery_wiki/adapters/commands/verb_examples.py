"""What people type most often with each verb; shown by `--help` and on the reference page, and parsed by a test."""

from __future__ import annotations

from collections.abc import Mapping

EXAMPLES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "init": (
        ("delivery init --sample", "with a project to look at, and pipelines for GitHub"),
        ("delivery init --name 'Harbour Delivery' --forge gitlab", "without questions"),
    ),
    "new": (
        ("delivery new city-mail --customer 'City of Example' --language de", "a project in German"),
        ("delivery new city-mail --from sizing.yml", "from a what-if page's sizing"),
    ),
    "check": (
        ("delivery check", "everything"),
        ("delivery check city-mail --strict", "one project; warnings fail too"),
        ("delivery check --base main --format github", "as a pipeline does"),
    ),
    "fix": (("delivery fix", "shows the repairs, and asks"), ("delivery fix city-mail --yes", "writes them at once")),
    "status": (
        ("delivery status city-mail", "one project, as of its day"),
        ("delivery status --on today --format json", "all of them, for a program"),
        ("delivery status --party customer --late", "what customers owe and have not given, over all projects"),
    ),
    "size": (
        ("delivery size city-mail", "results with their working"),
        ("delivery size city-mail --set users=20000", "what if"),
        ("delivery size --rules ox-2011 --set users=100000", "a rule set without a project"),
    ),
    "diff": (
        ("delivery diff main", "the files here against main, as the customer may read it"),
        ("delivery diff v1 v2 city-mail --format html", "one project between two revisions"),
        ('delivery diff --since "last monday" --audience internal', "what moved in a week, in all projects"),
    ),
    "digest": (
        ("delivery digest", "the week of all projects, for the vendor's own people"),
        (
            "delivery digest --since 2026-11-02 --audience customer --format mail --out site/digest",
            "a mail for each customer, to look at and send",
        ),
    ),
    "clauses": (("delivery clauses city-mail sow-migration", "of one statement of work"),),
    "export": (
        ("delivery export city-mail", "every register that has entries, as one workbook"),
        ("delivery export city-mail --tables requirements,risks --format csv --out tables", "two of them, as CSV"),
    ),
    "import": (("delivery import city-mail city-mail.xlsx", "shows what it changes, and asks"),),
    "release": (("delivery release sizing/our-rules/1", "one rule set"),),
    "issue": (("delivery issue city-mail charter", "the next revision of the charter"),),
    "run": (
        ("delivery run city-mail", "a form to fill in"),
        ("delivery run city-mail --junit report.xml", "from a report"),
    ),
    "build": (
        ("delivery build", "all sites with their PDFs"),
        ("delivery build --project city-mail --no-pdf", "one customer's site, quickly"),
    ),
    "pdf": (
        (
            "delivery pdf city-mail --document sow --audience customer",
            "every statement of work, as the customer has it",
        ),
    ),
    "sign": (
        ("delivery sign city-mail charter --person ann-example --meaning approved --key ~/.ssh/id_ed25519", "by key"),
        (
            "delivery sign city-mail charter --person ann-example --meaning approved --channel mail"
            " --reference '<1@mail.example>' --recorded-by sam-sample --witnessed-by eva-example",
            "a yes that came by mail",
        ),
    ),
    "ask": (
        ("delivery ask city-mail --site https://city.example/", "a mail for each person who is asked something"),
        ("delivery ask city-mail --reminder", "what is overdue"),
    ),
    "receive": (("delivery receive answer.json reply.eml", "shows what they would do, and asks"),),
    "verify": (("delivery verify city-mail --require", "fails while a document is not proved current"),),
    "audit": (("delivery audit city-mail", "for somebody without this tool"),),
    "handover": (("delivery handover city-mail", "one file for the customer"),),
    "owners": (("delivery owners --check", "whether CODEOWNERS is current"),),
    "schema": (("delivery schema --write", "after an upgrade"),),
    "serve": (
        ("delivery serve", "the whole wiki"),
        ("delivery serve city-mail", "one project, as its customer sees it"),
    ),
}


def shown_examples(verb: str) -> str:
    """The examples of a verb as `--help` ends with them."""
    lines = (f"  {command}\n      {what}" for command, what in EXAMPLES[verb])
    return "\n".join(("examples:", *lines))
