"""One thing that is asked, on an answer sheet: what to do, the exact words, and the places to answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from delivery_wiki.calculations.answers.asked import point_of_answer
from delivery_wiki.calculations.answers.choices import CHOICES
from delivery_wiki.calculations.answers.criterion_proofs import ProofOfCriterion, Proved, criterion_proofs
from delivery_wiki.calculations.base.people import name_of
from delivery_wiki.calculations.signing.deputies import told_deputies
from delivery_wiki.calculations.signing.issue_code import issue_code
from delivery_wiki.calculations.signing.sign_off_drafts import issued_by_name
from delivery_wiki.calculations.sizing.stated_units import measures_of, needs_unit
from delivery_wiki.model.answers import COMMENT, MOST_WORDS, SHORT, Asked, AskedKind
from delivery_wiki.model.document_names import find_document
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.parties import Person
from delivery_wiki.model.project.sizing_request import InputBasis

from ..document_frame.as_agreed import issued_file
from ..elements.page_kind import PageContext
from ..elements.project_links import existing_pages, target_of
from ..elements.words import Words
from ..registers.change_pages import cost_lines
from ..render.html import element, join
from ..status.status_tables import ACTS

# What a browser sends of each, also where it is empty; of all others, a text.
_PLACES = {
    AskedKind.DELIVERABLE: ("place", "text"),
    AskedKind.COMMENT: ("place", "text"),
    AskedKind.DEPUTY: ("deputy", "since", "until", "documents"),
}


def answer_tag(asked: Asked) -> str:
    """What the places of an answer are named by: what it is about, and the first digits of its words."""
    return f"{asked.about} {asked.digest[:SHORT]}"


def empty_places(asked: Asked) -> tuple[str, ...]:
    """The names of the places that a browser sends although nobody filled them in."""
    return tuple(f"[{answer_tag(asked)} {place}]" for place in _PLACES.get(asked.kind, ("text",)))


def asked_item(context: PageContext, person: Person, asked: Asked, form: str) -> Markup:
    """One thing that is asked with the places to answer it, which belong to the `form` of its part."""
    if asked.kind is AskedKind.COMMENT:
        return _comment(context, asked, form)
    return (
        _deputy(context, person, asked, form)
        if asked.kind is AskedKind.DEPUTY
        else _thing(context, person, asked, form)
    )


def _thing(context: PageContext, person: Person, asked: Asked, form: str) -> Markup:
    """One thing that is asked: what to do, the exact words, their fingerprint, and the places to answer."""
    words = context.words
    act = words(ACTS.get(asked.act, asked.act)).capitalize()
    shown = shown_title(words, asked)
    shown_lines = _assumed(context) if asked.act == "inputs" else asked.lines
    lines = [element("p", line, class_="words") for line in shown_lines]
    if asked.kind is AskedKind.DELIVERABLE:
        lines = list(_judged(context, asked))
    lines += [element("p", line, class_="words") for line in _price(context, asked)]
    if asked.hint:
        lines.append(element("p", words(asked.hint), class_="words"))
    if asked.units:
        units = ", ".join(words(unit) for unit in asked.units)
        lines.append(element("p", words("Unit: {units}", units=units), class_="words"))
    about = words(asked.area) if asked.kind is AskedKind.QUESTION else act
    legend = element("legend", f"{about}: {shown}" if about else shown)
    known = point_of_answer(context.view, person, asked.about, words.message(asked.title))
    if known is not None:
        said = words("Your answer of {date} is here: {id}", date=words.date(known.raised), id=known.id)
        lines.insert(0, element("p", said, class_="words"))
    lines += [element("p", line, class_="words") for line in _meaning(context, person, asked)]
    content = [legend, *lines, _facts(context, asked), *_controls(words, asked, form)]
    more = {"data_words": "yes"} if asked.kind is AskedKind.CHOICE else {}
    more |= _number(asked) if asked.figure else {}
    return element("fieldset", join(content), id=asked.about, data_about=asked.about, data_title=shown, **more)


def _meaning(context: PageContext, person: Person, asked: Asked) -> Iterator[str]:
    """What an answer does, where its words alone do not say it."""
    words = context.words
    if asked.act == "change-request":
        yield words("Your answer goes to the team. It binds nobody before the change request itself is signed.")
    if asked.kind is AskedKind.DOCUMENT:
        (document,) = (document for document in context.status.documents if document.page == asked.about)
        theirs = {needed.meaning for needed in document.signatures_missing if needed.party is PartyKind.CUSTOMER}
        for meaning in theirs if len(theirs) == 1 else ():
            yield words("A yes means: {name} {meaning}.", name=person.name, meaning=words(meaning))


def _judged(context: PageContext, asked: Asked) -> Iterator[Markup]:
    """What is delivered, and below each criterion what is known of it today; that is no part of what is answered."""
    criteria = [f"{id} {statement}" for id, statement in asked.criteria]
    yield from (element("p", line, class_="words") for line in asked.lines if line not in criteria)
    for (_, statement), line in zip(asked.criteria, criteria, strict=True):
        yield element("p", line, class_="words")
        proofs = criterion_proofs(context.status, statement)
        open = [_proof(context.words, proved) for proved in proofs if proved.proof is not ProofOfCriterion.MET]
        met = ", ".join(proved.id for proved in proofs if proved.proof is ProofOfCriterion.MET)
        open += [element("strong", context.words("met")) + f": {met}"] if met else []
        open = open or [Markup("{}").format(context.words("no test or check shows it"))]
        yield from (element("p", shown, class_="proof") for shown in open)


def _proof(words: Words, proved: Proved) -> Markup:
    """What is not met, by name: whoever accepts it knows what they accept."""
    day = f" ({words.date(proved.date)})" if proved.date else ""
    return element("strong", f"{words(proved.proof.value)}{day}") + f": {proved.id} {proved.title}"


def _number(asked: Asked) -> dict[str, str]:
    """What the script asks of a number: the measures that it may have, and whether it needs one."""
    measures = " ".join(measures_of(asked.units)).casefold()
    return {"data_figure": "yes", "data_units": measures} | ({"data_bare": "no"} if needs_unit(asked.units) else {})


def _price(context: PageContext, asked: Asked) -> Iterator[str]:
    """What a change request costs, with what stands beside its price, for whoever decides on it."""
    words = context.words
    for change in (each for each in context.view.project.changes if each.id == asked.about):
        if change.currency:
            yield words("Price: {amount}", amount=words.money(change.amount, change.currency))
        if change.days:
            yield words("Person-days: {days}", days=words.number(change.days))
        yield from cost_lines(context, change)


def _assumed(context: PageContext) -> Iterator[str]:
    """Each value that is assumed, with its unit in the reader's language, and where it comes from."""
    words, request = context.words, context.view.project.sizing
    for given in request.inputs if request else ():
        if given.basis is InputBasis.ASSUMED:
            value = given.value if isinstance(given.value, bool | str) else words.number(given.value)
            said = " ".join(part for part in (str(value), words(given.unit) if given.unit else "") if part)
            yield f"{said} ({given.source})" if given.source else said


def shown_title(words: Words, asked: Asked) -> str:
    """What is asked, after the id of its item unless it begins with it."""
    title = words.message(asked.title)
    return title if not asked.about[:1].isupper() or asked.about in title else f"{asked.about} {title}"


def _facts(context: PageContext, asked: Asked) -> Markup:
    """By when, where it stands, and the first digits of what is answered."""
    words = context.words
    facts: list[str | Markup] = []
    links: list[tuple[str, str]] = []
    if asked.represents:
        facts.append(words("as deputy of {name}", name=name_of(context.view.project, asked.represents)))
    if asked.due:
        facts.append(words("Due {date}", date=words.date(asked.due, weekday=True)))
    if asked.revision is not None:
        facts.append(words("Revision {number}", number=words.number(asked.revision)))
        issued = find_document(asked.about, issued_by_name(context.view.project, asked.revision))
        if issued is not None:  # as it stands on the foot of its pages
            facts.append(f"{words('Code')} {issue_code(issued)}")
            links.append((words("Read what you sign (PDF)"), issued_file(issued)))
    target = target_of(context, asked.about, existing_pages(context))
    facts.append(element("code", asked.digest[:SHORT]))
    said = Markup(" · ").join(facts)
    if target and asked.kind is not AskedKind.QUESTION:
        links.append((words("Read it on its page"), target))
    for text, href in links:
        link = element("a", text, href=href, target="_blank", rel="noopener")
        said += element("span", join([" · ", link]), class_="link")
    return element("p", said, class_="facts")


def _controls(words: Words, asked: Asked, form: str) -> Iterator[Markup]:
    tag = answer_tag(asked)
    if asked.kind is AskedKind.DOCUMENT:
        said = (("yes", words("I accept it")), ("conditions", words("I accept it on conditions")))
        yield _choices(tag, (*said, ("no", words("I do not accept it"))), form)
        yield _text(tag, words("Conditions, or why not"), 2, form)
    elif asked.kind is AskedKind.DELIVERABLE:
        yield _choices(tag, (("yes", words("I accept it")), ("no", words("I refuse it"))), form)
        if asked.criteria:
            named = tuple((id, id) for id, _ in asked.criteria)
            yield _select(f"[{tag} place]", words("Which criterion is not met"), named, form)
        yield _text(tag, words("Why not"), 2, form)
    elif asked.kind is AskedKind.CHOICE:
        yes, no = CHOICES[asked.act]
        yield _choices(tag, (("yes", words(yes)), ("no", words(no))), form)
        yield _text(tag, words("In your words, or why not"), 2, form)
    else:
        yield _text(tag, words("Your answer"), 1 if asked.kind is AskedKind.QUESTION else 2, form)


def _choices(tag: str, choices: Iterable[tuple[str, str]], form: str) -> Markup:
    made = [_ticked("radio", f"[{tag}]", value, said, form) for value, said in choices]
    return element("div", join(made), class_="choices")


def _ticked(type: str, name: str, value: str, said: str, form: str) -> Markup:
    box = Markup('<input type="{}" name="{}" value="{}" form="{}">').format(type, name, value, form)
    return element("label", box + f" {said}", class_="choice")


def _select(name: str, label: str, options: Iterable[tuple[str, str]], form: str) -> Markup:
    made = [Markup('<option value="">–</option>'), *(element("option", said, value=id) for id, said in options)]
    return element("label", join([label, " ", element("select", join(made), name=name, form=form)]))


def _text(tag: str, label: str, rows: int, form: str) -> Markup:
    made = Markup('<textarea name="[{} text]" rows="{}" maxlength="{}" form="{}"></textarea>')
    area = made.format(tag, rows, MOST_WORDS, form)
    return element("label", element("span", label) + area, class_="text")


def _comment(context: PageContext, asked: Asked, form: str) -> Markup:
    words, tag = context.words, answer_tag(asked)
    place = Markup('<input type="text" name="[{} place]" maxlength="60" form="{}">').format(tag, form)
    content = [
        element("legend", words.message(asked.title)),
        element("label", element("span", words("Which clause or part")) + place, class_="text"),
        _text(tag, words("Your comment"), 2, form),
    ]
    target = asked.about.removeprefix(COMMENT)
    title = words("Comment on {document}", document=words.message(asked.title))
    return element("fieldset", join(content), id=f"comment-{target}", data_about=asked.about, data_title=title)


def _deputy(context: PageContext, person: Person, asked: Asked, form: str) -> Markup:
    """Who stands in for the person already, and the places to name somebody for a time and for kinds of documents."""
    words, tag = context.words, answer_tag(asked)
    titles = context.view.templates.by_kind
    how = words(
        "It counts once somebody else attests it. From then on your deputy is asked what you are asked, "
        "and signs for you."
    )
    kinds = [
        _ticked("checkbox", f"[{tag} documents]", kind, words(titles[kind].title), form) for kind in asked.documents
    ]
    label = words("For which documents; for all of them, and for everything that you are asked, where you tick none")
    content = [
        element("legend", words("Who stands in for you")),
        *(element("p", line, class_="words") for line in _deputies(context, person)),
        element("p", how, class_="facts"),
        _select(f"[{tag} deputy]", words("Deputy"), asked.people, form),
        element(
            "div", join([_day(tag, "since", words("First day"), form), _day(tag, "until", words("Last day"), form)])
        ),
        element("div", element("p", label, id="for-which") + join(kinds), role="group", aria_labelledby="for-which"),
    ]
    return element("fieldset", join(content), id=asked.about, data_about=asked.about, data_title=words("A deputy"))


def _deputies(context: PageContext, person: Person) -> Iterator[str]:
    """The deputies that are named already and hold or will hold."""
    words, project = context.words, context.view.project
    for told in told_deputies(project):
        if told.person.id == person.id and told.deputy.until >= context.on:
            begin, end = words.date(told.deputy.since), words.date(told.deputy.until)
            named = words("{name}, {begin} to {end}", name=name_of(project, told.deputy.deputy), begin=begin, end=end)
            yield named if told.attested_on else f"{named} ({words('nobody has attested it yet')})"


def _day(tag: str, part: str, label: str, form: str) -> Markup:
    field = Markup('<input type="date" name="[{} {}]" form="{}">').format(tag, part, form)
    return element("label", element("span", label) + field, class_="day")
