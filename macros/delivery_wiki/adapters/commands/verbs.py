"""The verbs of the `delivery` command with their options; what a verb does is imported only when it runs."""

from __future__ import annotations

import argparse
import difflib
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from typing import NoReturn

from delivery_wiki.model.texts.plain_number import how_to_write, read_number

from .verb_examples import shown_examples

Run = Callable[[argparse.Namespace], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """A verb: its line in the help, its options, and the function that runs it as module:function."""

    name: str
    help: str
    run: str
    add_options: Callable[[argparse.ArgumentParser], None]


def verb_parser() -> argparse.ArgumentParser:
    """The parser of the whole command; the namespace it makes holds the chosen verb as `verb`."""
    parser = _Parser(prog="delivery", description="Customer projects as checked data, computed and published.")
    parser.add_argument(
        "-C", dest="directory", metavar="DIR", help="the repository, or a folder of it (default: this one)"
    )
    parser.add_argument("--debug", action="store_true", help="show the details of a failure of the tool")
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version of the tool and end")
    choices = parser.add_subparsers(title="verbs", required=True, metavar="VERB", parser_class=_VerbParser)
    for verb in VERBS:
        own = choices.add_parser(
            verb.name,
            help=verb.help,
            description=f"{verb.help[0].upper()}{verb.help[1:]}.",
            epilog=shown_examples(verb.name),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        verb.add_options(own)
        own.set_defaults(verb=verb)
    return parser


READ = "default: the project's as_of, else today in its time zone"
PUBLISHED = "default: a project's as_of, else today where its data is not committed, else the day of its last commit"


class _Parser(argparse.ArgumentParser):
    """A parser that says which verb was probably meant."""

    def error(self, message: str) -> NoReturn:
        """End with exit code 2, as argparse does."""
        if found := _UNKNOWN_VERB.search(message):
            near = [f"--{found[1]}"] if found[1] == "version" else _near_verbs(found[1])
            hint = f"did you mean '{near[0]}'?" if near else f"use one of: {', '.join(verb.name for verb in VERBS)}."
            message = f"'{found[1]}' is not a verb; {hint}"
        super().error(message)


class _VerbParser(_Parser):
    """A parser of one verb: names and options in any order, and what is unknown is told with the use of this verb."""

    _is_mixing = False

    def parse_known_args(  # type: ignore[override]  # the typed form has overloads
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """As argparse does, which calls this again for each of its two looks."""
        if self._is_mixing:
            return super().parse_known_args(args, namespace)
        self._is_mixing = True
        try:
            found, unknown = self.parse_known_intermixed_args(args, namespace)
        finally:
            self._is_mixing = False
        if unknown:
            self.error(self._unknown(unknown))
        return found, unknown

    def _unknown(self, words: Sequence[str]) -> str:
        option = next((word.split("=")[0] for word in words if word.startswith("-") and word != "-"), None)
        if option is None:
            named = f"; did you mean {PROJECT} {words[0]}?" if PROJECT in self._option_string_actions else ""
            return f"there is no place for: {' '.join(words)}{named}"
        if option in BEFORE_THE_VERB:
            return f"{option} stands before the verb: delivery {option} …"
        near = _near_options(option, self._option_string_actions)
        return f"there is no option {option}; {f'did you mean {near[0]}?' if near else 'see --help.'}"


class _Version(argparse.Action):
    """Prints the version, which is looked up only then."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        """End with exit code 0."""
        sys.stdout.write(f"delivery {version('delivery-wiki')}\n")
        parser.exit()


BEFORE_THE_VERB = ("-C", "--debug", "--version")
PROJECT = "--project"
_UNKNOWN_VERB = re.compile(r"argument VERB: invalid choice: '([^']*)'")


def _near_verbs(word: str) -> list[str]:
    return difflib.get_close_matches(word, [verb.name for verb in VERBS], n=1)


def _near_options(option: str, known: Iterable[str]) -> list[str]:
    """The option that is written nearly so, or has the word in its name; the hyphens in front say nothing."""
    word = option.strip("-")
    names = {name.strip("-"): name for name in known}
    near = difflib.get_close_matches(word, names, n=1, cutoff=0.7)
    return [names[name] for name in near or [name for name in names if word in name.split("-")]]


def _whole_number(text: str) -> int:
    """A number in plain digits; another way of writing it is told how to write it."""
    if isinstance(number := read_number(text), int):
        return number
    raise argparse.ArgumentTypeError(f"'{text}' is not a whole number such as 20000. {how_to_write(text)}")


def find_run(verb: Verb) -> Run:
    """The function that runs a verb."""
    module, _, name = verb.run.partition(":")
    run: Run = getattr(import_module(f"{__package__}.{module}"), name)
    return run


def _init(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--name", metavar="TEXT", help="the name of the wiki (default: that of the folder)")
    parser.add_argument("--vendor", metavar="NAME", help="the name of your company, for docs/brand.yml")
    parser.add_argument(
        "--forge", choices=("github", "gitlab", "none"), default="github", help="whose pipelines (default: github)"
    )
    parser.add_argument("--sample", action="store_true", help="with a project to look at")
    parser.add_argument("--language", metavar="TAG", help="the language of the sample (default: en)")
    parser.add_argument("--process", metavar="VERSION", help="the process that the sample follows")


def _schema(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--write", action="store_true", help="write them to schemas/, for the editor")
    parser.add_argument("--check", action="store_true", help="fail where schemas/ is not that of this version")


def _new(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(asks=True)
    parser.add_argument("slug", metavar="SLUG", help="the name of its folder: small letters, digits and hyphens")
    parser.add_argument("--title", metavar="TEXT", help="the title of the project (default: from SLUG)")
    parser.add_argument("--customer", metavar="NAME", help="the customer's name")
    parser.add_argument("--vendor", metavar="NAME", help="the vendor's name (default: from docs/brand.yml)")
    parser.add_argument(
        "--language",
        metavar="TAG",
        help="its language, of those in docs/templates/new-project/ (default: en)",
    )
    parser.add_argument("--users", type=_whole_number, metavar="N", help="how many users the sizing starts from")
    parser.add_argument(
        "--from", dest="start", metavar="FILE", help="a sizing.yml to start from, such as a what-if page gives"
    )
    parser.add_argument("--time-zone", metavar="ZONE", help="the time zone of its dates, such as Europe/Berlin")
    parser.add_argument(
        "--kind", metavar="KIND", help="what kind of project it is: groupware, services or order (default: by process)"
    )
    parser.add_argument("--process", metavar="VERSION", help="the process that it follows: a version, or ID@VERSION")
    parser.add_argument(
        "--templates", metavar="ID@VERSION", help="the template set of its documents (default: standard@1)"
    )
    parser.add_argument("--lead", metavar="NAME", help="the project lead of the vendor")
    parser.add_argument("--on", metavar="DATE", help="the day on which it starts (default: today in its time zone)")


def _check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slugs", nargs="*", metavar="SLUG", help="only these projects")
    parser.add_argument("--base", metavar="REF", help="a git revision: ids that vanished since are findings")
    parser.add_argument("--strict", action="store_true", help="warnings fail too")
    parser.add_argument(
        "--all", "--accepted", dest="accepted", action="store_true", help="list the warnings that somebody accepted too"
    )
    parser.add_argument("--format", choices=("text", "json", "github", "gitlab"), default="text")


def _fix(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slugs", nargs="*", metavar="SLUG", help="only these projects")
    parser.add_argument("--yes", action="store_true", help="write without asking")
    parser.add_argument(
        "--fingerprints", action="store_true", help="the words that facts lack, as they read today; nothing else"
    )


def _status(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slugs", nargs="*", metavar="SLUG", help="only these projects")
    parser.add_argument("--person", metavar="WHO", help="what somebody owes in all projects, by id or name")
    parser.add_argument("--party", choices=("customer", "vendor"), help="what a side owes in all projects")
    parser.add_argument("--late", action="store_true", help="what is overdue in all projects")
    parser.add_argument(
        "--due", type=_whole_number, metavar="DAYS", help="what is overdue or due within so many calendar days"
    )
    parser.add_argument("--on", metavar="DATE", help=f"the as-of date ({READ})")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def _size(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slug", nargs="?", metavar="SLUG", help="a project")
    parser.add_argument("--rules", metavar="SET", help="a rule set instead, as ID or ID@VERSION")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="INPUT=VALUE",
        help="an input, such as users=10000; with a project: what if it were so",
    )
    parser.add_argument("--prove", metavar="SET", help="whether the examples of a rule set would notice a mistake")
    parser.add_argument("--on", metavar="DATE", help=f"the as-of date ({READ})")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def _issue(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slug", metavar="SLUG", help="a project")
    parser.add_argument(
        "document",
        metavar="DOCUMENT",
        help="the id of a document, the name of its page, such as sow-migration",
    )
    parser.add_argument("--on", metavar="DATE", help=f"the day on which it is issued ({READ})")


def _run(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slug", metavar="SLUG", help="a project")
    parser.add_argument("--junit", metavar="FILE", help="a JUnit XML report whose tests name cases, such as T-004")
    parser.add_argument(
        "--errors",
        choices=("failure", "blocked"),
        help="what an error in the report means (default: what tests.yml says, else blocked)",
    )
    parser.add_argument("--name", metavar="NAME", help="what the run is called after its date (default: the next free)")
    parser.add_argument("--tester", metavar="PERSON", help="who tests, by id (default: the owner of the cases)")
    parser.add_argument("--environment", metavar="TEXT", help="where it runs (default: where the last run was)")
    parser.add_argument("--version", metavar="TEXT", help="the version of the system that is tested")
    parser.add_argument("--on", metavar="DATE", help="the day of the run (default: today in the project's time zone)")


def _build(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--audience", choices=("internal", "customer"), help="only sites of this audience")
    parser.add_argument("--project", metavar="SLUG", help="only this project")
    parser.add_argument("--out", metavar="DIR", help="where sites go (default: site/)")
    parser.add_argument("--no-pdf", action="store_true", help="only pages, without the PDFs of the documents")
    parser.add_argument("--on", metavar="DATE", help=f"the as-of date, or today ({PUBLISHED})")


def _pdf(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slugs", nargs="*", metavar="SLUG", help="only these projects")
    parser.add_argument("--document", metavar="KIND", help="only this document, or all of a kind, such as sow")
    parser.add_argument("--audience", choices=("internal", "customer"), help="only PDFs for this audience")
    parser.add_argument("--out", metavar="DIR", help="where PDFs go (default: site/pdf/)")
    parser.add_argument("--on", metavar="DATE", help=f"the as-of date, or today ({PUBLISHED})")


def _serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slug", nargs="?", metavar="SLUG", help="only this project, as its customer sees it")
    parser.add_argument("--on", metavar="DATE", help=f"the as-of date ({READ})")
    parser.add_argument("--address", default="127.0.0.1:8000", metavar="HOST:PORT", help="where it listens")


def _diff(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "base", nargs="?", metavar="BASE", help="the git revision that the change starts from; --since takes its place"
    )
    parser.add_argument(
        "names", nargs="*", metavar="HEAD SLUG", help="the revision it ends at (default: the files here), then projects"
    )
    parser.add_argument(
        "--since", metavar="WHEN", help='a day, a weekday such as "last monday", yesterday, or a tag; then no BASE'
    )
    parser.add_argument("--merge-base", action="store_true", help="start where HEAD left BASE instead of at BASE")
    parser.add_argument(
        "--audience", choices=("internal", "customer"), default="customer", help="who reads it (default: customer)"
    )
    parser.add_argument(
        "--on",
        metavar="DATE",
        help="the as-of date (default: the project's as_of, else that of HEAD, else today)",
    )
    parser.add_argument("--format", choices=("text", "markdown", "json", "html"), default="text")


def _digest(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slugs", nargs="*", metavar="SLUG", help="the projects (default: all, and a page over all)")
    parser.add_argument(
        "--since",
        metavar="WHEN",
        default="last monday",
        help="a day, a weekday, yesterday, or a tag or another revision (default: last monday)",
    )
    parser.add_argument(
        "--audience",
        choices=("internal", "customer"),
        default="internal",
        help="who reads it (default: internal, which is not for customers)",
    )
    parser.add_argument("--on", metavar="DATE", help="the as-of date (default: the project's as_of, else today)")
    parser.add_argument(
        "--format",
        choices=("text", "markdown", "html", "mail"),
        default="text",
        help="mail is an .eml file with HTML and text (default: text)",
    )
    parser.add_argument("--out", metavar="DIR", help="a folder for a file each (default: print it)")


def _sign(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slug", nargs="?", metavar="SLUG", help="the project")
    parser.add_argument("document", nargs="?", metavar="DOCUMENT", help="an issued document, such as sow-provisioning")
    parser.add_argument("--person", metavar="ID", help="who signs, as project.yml calls them")
    parser.add_argument("--meaning", choices=MEANINGS, help="what the signature says")
    parser.add_argument("--conditions", metavar="TEXT", help="the conditions, or the reason of a no")
    parser.add_argument("--role", metavar="ROLE", help="in which role, where the person has several")
    parser.add_argument("--for", dest="represents", metavar="ID", help="for whom, where somebody signs as deputy")
    parser.add_argument("--revision", type=_whole_number, metavar="N", help="which revision (default: the newest)")
    parser.add_argument("--channel", choices=CHANNELS, default="ssh", help="how (default: ssh)")
    parser.add_argument("--key", metavar="FILE", help="ssh: the key to sign with, as ssh-keygen -Y sign takes it")
    parser.add_argument("--file", metavar="FILE", help="pdf: the signed PDF that came back; scan: the scan as a PDF")
    parser.add_argument("--code", metavar="CODE", help="scan: the code in the foot of the signed paper")
    parser.add_argument("--reference", metavar="TEXT", help="mail, meeting: which one, so that it can be found")
    parser.add_argument("--recorded-by", metavar="ID", help="scan, mail, meeting: who records it")
    parser.add_argument("--witnessed-by", metavar="ID", help="scan, mail, meeting: who attests it")
    parser.add_argument("--base", metavar="REF", help="the git revision whose roster decides (default: the files)")
    parser.add_argument(
        "--attest", metavar="DIGESTS", help="attest records or answers instead, with commas between several"
    )
    parser.add_argument("--witness", metavar="ID", help="attest every new record that counts, as the pipeline does")
    parser.add_argument("--approved-by", action="append", default=[], metavar="ID", help="--witness: who approved them")
    parser.add_argument("--from-review", metavar="FILE", help="record the approvals of a pull request; - is the input")
    parser.add_argument("--forge", choices=("github", "gitlab"), help="--from-review: whose review data it is")
    parser.add_argument("--head", metavar="REF", help="--from-review: the head of the pull request (default: HEAD)")


CHANNELS = ("ssh", "pdf", "scan", "mail", "meeting")
MEANINGS = (
    *("reviewed", "approved", "accepted", "accepted-with-conditions", "rejected", "withdrawn", "deemed-accepted"),
)


def _ask(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slug", metavar="SLUG", help="a project")
    parser.add_argument("--person", metavar="ID", help="only this person (default: everybody who is asked something)")
    parser.add_argument("--reminder", action="store_true", help="only what is overdue")
    parser.add_argument("--thanks", action="store_true", help="thank who signed, with the signed copies attached")
    parser.add_argument("--site", metavar="URL", help="the address of the customer's site, for links into it")
    parser.add_argument("--out", metavar="DIR", help="the folder (default: site/mails/SLUG)")
    parser.add_argument("--on", metavar="DATE", help=f"the as-of date ({READ})")


def _export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slug", metavar="SLUG", help="a project")
    parser.add_argument("--tables", metavar="NAMES", help="only these, with commas between them (default: all)")
    parser.add_argument(
        "--format", choices=("xlsx", "csv"), default="xlsx", help="one workbook, or a CSV file each (default: xlsx)"
    )
    parser.add_argument(
        "--separator",
        choices=("comma", "semicolon"),
        default="comma",
        help="what stands between cells; German spreadsheets open files with semicolons (default: comma)",
    )
    parser.add_argument("--out", metavar="DIR", help="the folder (default: site/tables/SLUG)")


def _import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slug", metavar="SLUG", help="a project")
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="workbooks and CSV tables as delivery export writes them"
    )
    parser.add_argument("--table", metavar="NAME", help="of which register they are (default: by the name of the file)")
    parser.add_argument("--yes", action="store_true", help="write without asking")


def _receive(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="a file of an answer sheet, or a mail as .eml or .txt")
    parser.add_argument("--yes", action="store_true", help="write without asking")
    parser.add_argument("--recorded-by", metavar="ID", help="who takes them in, for what binds")
    parser.add_argument("--witnessed-by", metavar="ID", help="who attests what binds")
    parser.add_argument("--project", metavar="SLUG", help="the project of a mail that is written in own words")
    parser.add_argument("--sender-known", action="store_true", help="a mail from another address is theirs: you asked")
    parser.add_argument(
        "--paper", metavar="SCAN.pdf", help="the scan of the printed sheet, from which somebody filled the file in"
    )
    parser.add_argument("--answered", metavar="DATE", help="--paper: the day that stands on it")
    parser.add_argument(
        "--code", action="append", default=[], help="--paper: the code beside a document that it signs, as printed"
    )


def _verify(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slugs", nargs="*", metavar="SLUG", help="only these projects")
    parser.add_argument("--require", action="store_true", help="fail too while a document is not proved current")
    parser.add_argument(
        "--head", action="append", default=[], metavar="DIGEST", help="a record that has to be there, as printed"
    )
    parser.add_argument("--on", metavar="DATE", help=f"the as-of date ({READ})")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def _audit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slug", metavar="SLUG", help="a project")
    parser.add_argument("--out", metavar="FILE.zip", help="the file (default: site/audit/AUDIENCE/SLUG.zip)")
    parser.add_argument(
        "--audience", choices=("internal", "customer"), default="customer", help="who reads it (default: customer)"
    )


def _handover(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slug", metavar="SLUG", help="a project")
    parser.add_argument("--out", metavar="FILE.zip", help="the file (default: site/handover/SLUG.zip)")
    parser.add_argument("--on", metavar="DATE", help=f"the as-of date ({READ})")


def _clauses(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slug", metavar="SLUG", help="a project")
    parser.add_argument("document", nargs="?", metavar="DOCUMENT", help="only this document, such as sow-migration")
    parser.add_argument("--on", metavar="DATE", help=f"the as-of date ({READ})")


def _release(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these, such as sizing/our-rules/1")


def _owners(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--forge", choices=("github", "gitlab"), default="github", help="whose file and logins")
    parser.add_argument("--check", action="store_true", help="write nothing; fail where the file is not current")


VERBS = (
    Verb(
        name="init",
        help="a repository of your own in this folder; what is there already stays",
        run="command_init:run_init",
        add_options=_init,
    ),
    Verb(name="new", help="a project that passes the check at once", run="command_new:run_new", add_options=_new),
    Verb(name="check", help="all findings", run="command_check:run_check", add_options=_check),
    Verb(name="fix", help="the safe repairs, shown as a diff first", run="command_fix:run_fix", add_options=_fix),
    Verb(
        name="status",
        help="phases, gates with their reasons, documents, what is due and who owes it",
        run="command_status:run_status",
        add_options=_status,
    ),
    Verb(name="size", help="sizing results with their working", run="command_size:run_size", add_options=_size),
    Verb(name="diff", help="what a change means in business terms", run="command_diff:run_diff", add_options=_diff),
    Verb(
        name="digest",
        help="what moved since a day and what is due next, for each project and over all",
        run="command_digest:run_digest",
        add_options=_digest,
    ),
    Verb(
        name="clauses",
        help="which clauses the documents of a project have, and whence each comes",
        run="command_clauses:run_clauses",
        add_options=_clauses,
    ),
    Verb(
        name="release",
        help="the lock of processes, templates, rule sets and clauses, so that an edit of one is found",
        run="command_release:run_release",
        add_options=_release,
    ),
    Verb(
        name="issue",
        help="a revision of a document, frozen for signature with its content and its PDF",
        run="command_issue:run_issue",
        add_options=_issue,
    ),
    Verb(
        name="run",
        help="a record of a test run: a form to fill in, or filled from a JUnit report",
        run="command_run:run_run",
        add_options=_run,
    ),
    Verb(
        name="build",
        help="the internal wiki and every customer's site",
        run="command_build:run_build",
        add_options=_build,
    ),
    Verb(
        name="pdf",
        help="every document as a PDF, with a manifest",
        run="command_pdf:run_pdf",
        add_options=_pdf,
    ),
    Verb(
        name="sign",
        help="a sign-off record over an issued revision",
        run="command_sign:run_sign",
        add_options=_sign,
    ),
    Verb(
        name="ask",
        help="the mails that ask each person of the customer, to be sent by you",
        run="command_ask:run_ask",
        add_options=_ask,
    ),
    Verb(
        name="receive",
        help="answers of customers, from a file of an answer sheet or a mail",
        run="command_receive:run_receive",
        add_options=_receive,
    ),
    Verb(
        name="verify",
        help="what the sign-off records prove, from the files alone",
        run="command_verify:run_verify",
        add_options=_verify,
    ),
    Verb(
        name="audit",
        help="issued documents, records, keys and instructions in one file that is checked without this tool",
        run="command_audit:run_audit",
        add_options=_audit,
    ),
    Verb(
        name="export",
        help="write registers as a workbook or CSV, to be changed in a spreadsheet",
        run="command_export:run_export",
        add_options=_export,
    ),
    Verb(
        name="import",
        help="take in tables that came back, as the smallest change of the files",
        run="command_import:run_import",
        add_options=_import,
    ),
    Verb(
        name="handover",
        help="everything that the customer may have of a project, in one file",
        run="command_handover:run_handover",
        add_options=_handover,
    ),
    Verb(
        name="owners",
        help="CODEOWNERS from the people and signatures of the projects",
        run="command_owners:run_owners",
        add_options=_owners,
    ),
    Verb(
        name="schema",
        help="the JSON Schemas of project files, for an editor",
        run="command_schema:run_schema",
        add_options=_schema,
    ),
    Verb(name="serve", help="a live preview", run="command_build:run_serve", add_options=_serve),
)
