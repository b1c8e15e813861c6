"""`delivery ask`: the mails that ask each person of the customer, as files to send; nothing is sent here."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from delivery_wiki.calculations.answers.asked import asked_of, people_asked
from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.calculations.signing.sign_off_drafts import issued_by_name
from delivery_wiki.calculations.verification.executed_revisions import executed_revisions
from delivery_wiki.model.answers import AskedKind
from delivery_wiki.model.document_names import find_document
from delivery_wiki.model.project.parties import Person
from delivery_wiki.pages.answers.answer_sheet import as_attachment, render_sheet
from delivery_wiki.pages.answers.asking_mails import AskingMail, asking_mail, thanking_mail
from delivery_wiki.pages.elements.page_kind import PageContext

from ..outside.faults import WrongUse
from ..outside.files import require_free_place, write_whole
from ..outside.mail_drafts import Attached, mail_draft
from ..pdf.pdf_batch import make_pdfs, plan_executed
from ..site.stage import sheet_theme
from ..workspace.signing_context import signing_context
from ..workspace.workspace_loading import load_workspace
from .command_pdf import tell_failures


def run_ask(arguments: argparse.Namespace) -> int:
    """Write a mail for each person who is asked something; 0 also where nobody is."""
    root, slug = arguments.root, arguments.slug
    folder = Path(arguments.out) if arguments.out else root / "site" / "mails" / slug
    require_free_place(root, folder, arguments.out or "")
    site = arguments.site or ""
    if site and not site.startswith(("https://", "http://")):
        raise WrongUse(f"--site {site} is no address of a site; write it like https://projects.example/{slug}/")
    address = site if not site or site.endswith("/") else f"{site}/"
    if arguments.thanks:
        return _thank(arguments, folder, address)
    context = signing_context(root, slug, arguments.on)
    people = people_asked(context.view, context.status)
    known = {person.id for person in people}
    if arguments.person and arguments.person not in known:
        raise WrongUse(f"{arguments.person} is nobody of the customer's side; there are: {', '.join(sorted(known))}")
    asked = [person for person in people if arguments.person in (None, person.id)]
    mails = [
        (mail, as_attachment(render_sheet(context, person, sheet_theme()), address))
        for person in asked
        if (mail := asking_mail(context, person, reminder=arguments.reminder, site=address))
    ]
    if not mails:
        print("Nobody is asked anything." if not arguments.reminder else "Nothing is overdue.")
        return 0
    papers = {} if address else {person.id: dict(_papers(root, context, person)) for person in asked}
    folder.mkdir(parents=True, exist_ok=True)
    for mail, sheet in mails:
        write_whole(folder / f"{mail.person}.eml", as_message(mail, sheet, papers.get(mail.person, {})))
        write_whole(folder / f"{mail.person}.txt", f"{mail.subject}\n\n{mail.text}\n".encode())
        print(f"{mail.to or f'{mail.person} (no address in project.yml)'}: {mail.subject}")
    print(f"{folder}: {len(mails)} as .eml with the answer sheet, and as .txt. Look at each, then send it.")
    if not address:
        print(
            "Without --site the sheets have no links; the issued PDF of what is to be signed is attached where it is."
        )
    return 0


def _papers(root: Path, context: PageContext, person: Person) -> Iterator[tuple[str, bytes]]:
    """The issued PDF of each document that somebody is asked to sign, by a name for the mail."""
    project = context.view.project
    for asked in asked_of(context.view, context.status, person):
        issued = issued_by_name(project, asked.revision) if asked.kind is AskedKind.DOCUMENT else {}
        found = find_document(asked.about, issued)
        if found is None:
            continue
        file = (root / found.location.file).with_name("document.pdf")
        if file.is_file():
            yield f"{asked.about}-r{found.revision}.pdf", file.read_bytes()


def _thank(arguments: argparse.Namespace, folder: Path, site: str) -> int:
    """A mail to each of the customer who signed what both sides have signed, with the signed copies."""
    workspace = load_workspace(arguments.root, (arguments.slug,))
    context = signing_context(arguments.root, arguments.slug, arguments.on)
    executed = executed_revisions(context.view, context.status)
    people = [person for person in people_asked(context.view, context.status) if arguments.person in (None, person.id)]
    mails = [mail for person in people if (mail := thanking_mail(context, person, executed, site=site))]
    wanted = {stem for mail in mails for stem in mail.copies}
    planned = [plan_executed(workspace, context, each, Audience.CUSTOMER) for each in executed if each.stem in wanted]
    results = make_pdfs(arguments.root, planned, workers=1)
    if any(result.made is None for result in results):
        tell_failures(results)
        print("Nothing was written.", file=sys.stderr)
        return 1
    if not mails:
        print("Nobody of the customer has signed anything that both sides have signed.")
        return 0
    copies = {result.planned.name.page: result.made.read() for result in results if result.made}
    folder.mkdir(parents=True, exist_ok=True)
    for mail in mails:
        attached = {f"{stem}.pdf": copies[stem] for stem in mail.copies}
        write_whole(folder / f"{mail.person}-thanks.eml", as_message(mail, "", attached))
        write_whole(folder / f"{mail.person}-thanks.txt", f"{mail.subject}\n\n{mail.text}\n".encode())
        print(f"{mail.to or f'{mail.person} (no address in project.yml)'}: {mail.subject}")
    print(f"{folder}: {len(mails)} as .eml with the signed copies, and as .txt. Look at each, then send it.")
    return 0


def as_message(mail: AskingMail, sheet: str, copies: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
    """The mail with its sheet or signed copies, as a draft that mail programs open to be sent.

    The same content gives the same bytes.
    """
    attached = [Attached(name=mail.sheet, data=sheet.encode(), kind="text/html")] if mail.sheet else []
    attached += [Attached(name=name, data=data, kind="application/pdf") for name, data in copies.items()]
    return mail_draft(mail.subject, mail.text, to=(mail.to,), attached=attached, mark=mail.person)
