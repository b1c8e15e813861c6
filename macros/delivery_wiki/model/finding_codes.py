"""Every finding that the product can report: how much it weighs, what it means, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from .finding import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingCode:
    """A kind of finding: its stable code, its weight, a sentence about it, and the repair."""

    code: str
    severity: Severity
    summary: str
    repair: str


def _error(code: str, summary: str, repair: str) -> FindingCode:
    return FindingCode(code=code, severity=Severity.ERROR, summary=summary, repair=repair)


def _warning(code: str, summary: str, repair: str) -> FindingCode:
    return FindingCode(code=code, severity=Severity.WARNING, summary=summary, repair=repair)


_FILES = (
    _error("file-too-large", "A file is larger than the limit for its type.", "Make it smaller."),
    _error("file-unreadable", "A file cannot be read.", "Check its permissions."),
    _error("project-missing", "A folder under projects/ has no project.yml.", "Add it with delivery new."),
    _error("project-too-large", "A project has more files or bytes than the limit.", "Take files out, or split it."),
    _error("wrong-project-name", "The name of a project folder has other characters than allowed.", "Rename it."),
    _error("stray-file", "A file or folder has no place here.", "Correct its name, or move it out."),
    _error("name-reserved", "Windows keeps the name of a file or folder for itself.", "Give it another name."),
    _error("lfs-pointer", "A file is a pointer of Git LFS, and not the file itself.", "Fetch it, or keep it in git."),
    _error("link-refused", "A link stands where a file is expected.", "Put the file itself here."),
    _error("foreign-configuration", "A project holds configuration or code of another tool.", "Delete it."),
    _error("site-configuration", "A setting in mkdocs.yml is none that this tool takes.", "Delete it."),
    _error("labels-unreadable", "The labels of a language cannot be read.", "Check the file with msgfmt --check."),
    _error("start-files-faulty", "A file that new projects begin with cannot be used.", "Correct it, as it is said."),
    _error("frozen-content-damaged", "The content of an issued revision is damaged.", "Restore it."),
    _error("issued-content-changed", "The content of an issued revision is not what was issued.", "Restore it."),
    _error("document-incomplete", "A document that is to be issued lacks a required section.", "Write the section."),
    _warning("request-unanswered", "An offer leaves a line of a request open.", "Answer it, or say why not."),
    _warning("document-unwritten", "A document leaves out what nobody wrote.", "Write it, as the finding says."),
    _error("issue-back-dated", "A revision would be older than what came before it.", "Issue it on a later day."),
    _error("document-too-early", "A document is to be issued before there is what it is for.", "Record the results."),
    _error("document-unfit-to-sign", "What nobody should sign is to be issued.", "Correct what it rests on."),
    _error("document-without-revision", "A document that is to be issued has no revision.", "Type its revision."),
    _error("issued-pdf-changed", "A PDF is not the one that was issued.", "Restore it."),
    _error("issued-revision-changed", "A document reads otherwise than its issued revision.", "Raise its revision."),
    _error("younger-than-revision", "A revision is dated before what it contains.", "Date it after its facts."),
    _warning("living-document-moved", "A living document moved on under its issued number.", "Raise its revision."),
    _error("attachment-refused", "An attachment is not of its kind, or does something by itself.", "Save it as PDF."),
    _error("attachment-unlisted", "A file of attachments/ has no entry in attachments.yml.", "Add its entry."),
    _error("attachment-missing", "An entry of attachments.yml has no file.", "Add the file, or take the entry out."),
    _error("attachment-changed", "An attachment is not the file that was listed.", "Restore it."),
    _error("picture-missing", "A logo that is named is not there.", "Add the file, or correct its name."),
    _error("picture-refused", "A logo is damaged, or holds more than a picture.", "Save it again as a plain picture."),
    _error("brand-contrast", "A colour of the brand cannot be read on its ground.", "Choose a darker colour."),
    _error("junit-unreadable", "A test report is not JUnit XML, or names no test case.", "Give the report of the run."),
    _error("not-utf-8", "A file holds bytes that are not UTF-8.", "Save the file as UTF-8."),
    _error("merge-conflict", "A merge left its markers in a file.", "Keep the lines that hold; delete the markers."),
    _error("forbidden-character", "A text holds a character that cannot be seen.", "Delete the character."),
)

_YAML = (
    _error("yaml-syntax", "The text is not YAML.", "Check quotes, brackets and indentation of the line."),
    _error("yaml-several-documents", "A second YAML document begins in the file.", "Keep one document in a file."),
    _error("yaml-directive", "A YAML directive stands in the file.", "Delete the line that begins with %."),
    _error("yaml-alias", "A YAML alias repeats another value.", "Write the value out where it is used."),
    _error("yaml-anchor", "A YAML anchor names a value.", "Delete the anchor and write values out."),
    _error("yaml-tag", "A YAML tag sets the type of a value.", "Delete the tag, and quote a text instead."),
    _error("yaml-merge-key", "The merge key << stands in a mapping.", "Write the merged keys out."),
    _error("yaml-key-not-text", "A key is not a text.", "Use a plain word as the key, or put it in quotes."),
    _error("yaml-duplicate-key", "A key stands twice in one mapping.", "Delete one of the two."),
    _error("yaml-ambiguous-scalar", "YAML programs read an unquoted value in different ways.", "Put it in quotes."),
    _error("yaml-text-cut", "YAML takes the end of an unquoted text for a comment.", "Put the whole text in quotes."),
    _error("yaml-form", "YAML programs do not agree on how something is set out.", "Write it as the finding says."),
    _error("yaml-too-deep", "Values are nested deeper than the limit.", "Flatten the data."),
    _error("yaml-too-many-values", "A file holds more values than the limit.", "Split the data."),
    _error("yaml-text-too-long", "A text is longer than the limit.", "Shorten it, or move it to a Markdown file."),
)

_MARKDOWN = (
    _error("front-matter-missing", "A file of minutes has no front matter.", "Begin with ---, format: 1 and the keys."),
    _error("front-matter-open", "Front matter is never closed.", "End it with a line ---."),
    _error("front-matter-refused", "Front matter stands in a file that has no use for it.", "Delete it."),
    _warning("html-in-prose", "Prose holds HTML, which is shown as text.", "Use Markdown, or put it in backticks."),
    _warning("markdown-not-read", "A mark of another kind of Markdown is shown as it is written.", "Write it plainly."),
    _warning("footnote-unmatched", "A footnote has no text, no mark, or two texts.", "Write the one that is missing."),
    _error(
        "prose-too-deep",
        "A paragraph has more or deeper marks, or a longer word, than a page can hold.",
        "Write it plainer.",
    ),
    _warning("heading-skipped", "A heading leaves a level out below the one before.", "Make it one level deeper."),
    _warning("heading-empty", "A heading has no words, and is left out.", "Write it, or delete the line."),
    _warning("glyph-missing", "A character is in no font; a PDF shows its code.", "Add a font to docs/fonts/."),
    _error("comment-in-prose", "Prose holds an HTML comment, whose text would be published.", "Delete it."),
    _warning("image-in-prose", "Prose holds an image; only its words are shown.", "Describe it, or use a macro."),
    _warning("link-without-words", "A link or image has no words for who listens.", "Write what it leads to."),
    _error("refused-link", "A link goes where links may not go.", "Link to a web address or a page of the project."),
    _error("link-internal", "A shared page links to something below internal/.", "Take the address out."),
    _warning("link-unknown", "A link leads to no page or place of the project or wiki.", "Correct the target."),
    _warning("table-cells", "A table row has more cells than its head.", "Add columns, or write \\| for a bar."),
    _warning("table-rule", "A table lacks the rule line below its head.", "Write | --- | once for each column."),
    _warning("table-cut", "A blank line cuts a table in two.", "Delete the blank line."),
    _error("macro-unclosed", "A macro call is not closed.", "Close it with }}, or write \\{{ for literal braces."),
    _error("fence-unclosed", "Code is begun and not closed.", "Close it with the same fence, or delete the mark."),
    _warning("template-mark", "A {% or {# is shown as text.", "Delete it, or put it in backticks."),
    _error("macro-refused", "A macro call is not one that pages know.", "Correct the name or the values."),
    _error(
        "macro-misplaced",
        "A macro does not work on this kind of page, or inside a text.",
        "Move it, or remove it.",
    ),
)

_SHAPE = (
    _error("unknown-key", "A key is not known here.", "Correct the spelling, or delete the key."),
    _error("missing-key", "A required key is missing.", "Add the key."),
    _error("missing-value", "A key has no value.", "Write a value behind the colon, or delete the key."),
    _error("wrong-type", "A value is of another type than expected.", "Write a value of the expected type."),
    _error("wrong-form", "A text does not have the expected form.", "Write it in the form that the finding shows."),
    _error("wrong-date", "A date is not one that the calendar has.", "Write it like 2026-11-24."),
    _error("wrong-value", "A value is not the one that is expected.", "Write the expected value."),
    _error("unknown-value", "A value is not one of those that are known.", "Write one of the known values."),
    _error("out-of-range", "A number, text or list is too small or too large.", "Stay within the stated limit."),
    _error("number-two-readings", "A number is read otherwise in other countries.", "Write the one that is meant."),
    _warning("number-three-decimals", "A number may be read otherwise elsewhere.", "Write it with one more digit."),
    _error("amount-too-fine", "An amount has more decimals than its currency.", "Write it in whole minor units."),
    _error("repeated-value", "A list holds one value twice.", "Keep one of them."),
    _error("more-findings", "A file has more findings than are shown.", "Repair those above, then check again."),
    _warning("more-warnings", "A text has more warnings than are shown.", "Repair those above, then check again."),
)

_NAMES = (
    _error("duplicate-id", "One id names two things.", "Give the newer one the next free number."),
    _error("issued-misplaced", "An issued revision stands in the folder of another one.", "Restore it."),
    _warning("file-name-otherwise", "A file is called otherwise than what it says.", "Rename it, or correct the text."),
    _error("duplicate-entry", "A list holds one thing twice where it may stand once.", "Keep the one that holds."),
    _error("unknown-id", "An id is cited that no file of the project defines.", "Correct the id, or add the item."),
    _error("wrong-kind-of-id", "An id is cited where another kind is expected.", "Cite an item of the right kind."),
    _error("deputy-unfit", "A deputy could never sign for the person.", "Name another person, or other days."),
    _error("unknown-person", "A person or party is not in project.yml.", "Correct the id, or add the person."),
    _warning("unknown-customer", "The customer is no party of the project.", "Write the id of the party."),
    _error("unknown-component", "A connection ends at no component.", "Correct the id, or add the component."),
    _error("name-mapped-twice", "Two entries of reported_as claim a test of a report.", "Make one narrower."),
    _error("outcome-not-neutral", "What says how a test went is to count for nothing.", "Take it out."),
    _error("unknown-case", "A test run has a result of a case that is not there.", "Correct the id, or add the case."),
    _error("part-not-tested", "A case tests a part of what it does not test.", "Add it to requirements."),
    _error("unknown-tier", "A component stands in no tier of the architecture.", "Correct the tier, or add it."),
    _error("unknown-topic", "A document names a topic without a statement of work.", "Correct the topic."),
    _error("withdrawn-item-cited", "An item rests on one that is withdrawn.", "Cite what replaces it."),
    _error(
        "internal-item-cited", "Something shared cites an item of internal/.", "Take the id out of the shared file."
    ),
    _warning(
        "effort-in-shared-file",
        "A shared file holds days spent or remaining.",
        "Move them below internal/: delivery fix.",
    ),
    _warning(
        "contingency-in-shared-file", "A shared file holds the contingency of a fixed price.", "Move it: delivery fix."
    ),
    _error(
        "fact-in-two-places", "A fact stands in a shared file and below internal/.", "Keep the one below internal/."
    ),
    _error("fact-about-nothing", "A file below internal/ is about nothing that is there.", "Correct the id or name."),
    _error("vanished-project", "A project of the base version is gone.", "Put its folder back."),
    _error("vanished-id", "An id of the base version is gone.", "Put it back, and withdraw it with a reason."),
)

_RELEASED_DATA = (
    _error("released-data-changed", "A released data file has changed.", "Restore it; release a new version."),
    _error("released-data-missing", "A released data file is gone.", "Restore the file."),
    _error("released-data-differs", "A data file is not the shipped one of that version.", "Give it a new version."),
    _error("released-data-name", "A rule set is called otherwise than its id and version.", "Rename the file."),
    _error("released-data-twice", "Two files hold the same id and version.", "Keep one of them."),
    _warning("released-data-unlocked", "A data file is not in the lock yet.", "Add it when it is ready."),
    _error("lock-damaged", "The lock of the released data is not readable.", "Restore it."),
    _error("unknown-process", "The project pins a process version that does not ship.", "Pin one that ships."),
    _error("unknown-templates", "The project pins a template set that does not ship.", "Pin one that ships."),
    _error("unknown-clauses", "The project pins a clause set or clause that is not there.", "Pin one that is there."),
    _error("clauses-changed", "A clause set has changed since a document was issued with it.", "Restore it."),
    _error("clauses-without-language", "The pinned clauses lack the language of the project.", "Pin others."),
    _error("clause-faulty", "A clause of a set does not hold together.", "Correct it, as the finding says."),
    _error("clause-without-source", "A clause of a set for a country does not say whence it comes.", "Write source."),
    _error("unknown-clause-value", "A value is given to clauses that name no such value.", "Correct the name."),
    _error("contract-type-missing", "Nobody says which type of contract the clauses are for.", "Pick a type."),
    _warning("clauses-differ", "A statement of work has other clauses than its project.", "Say why."),
    _warning("clause-without-term", "Other words for a clause lack a word that it defines by.", "Use that word."),
    _warning("word-for-term", "The project's own clauses say a defined word otherwise.", "Use the defined word."),
    _error("architecture-faulty", "A reference architecture does not hold together.", "Correct it, as it says."),
    _warning("clause-without-value", "A clause names what is not written, and is left out.", "Write the value."),
    _error("unknown-phase", "The pinned process has no such phase.", "Correct the phase."),
    _error("unknown-gate", "The pinned process has no such gate.", "Correct the gate."),
    _error(
        "deviation-without-effect",
        "A decision accepts a condition that its gate does not have, or that nobody may accept.",
        "Name a condition that the process lets be accepted, or meet it.",
    ),
    _error("unknown-activity", "The pinned process has no such activity.", "Correct the activity."),
    _error("unknown-point", "An activity of the pinned process has no such point.", "Correct the point."),
    _error("unknown-document", "The pinned templates have no such document.", "Correct the kind of document."),
    _error("unknown-section", "The pinned templates have no such section.", "Correct the section or the file name."),
    _error("heading-level", "A heading names a section of its document and has another level.", "Write ##."),
    _warning("heading-top", "A heading has level 1, that of the title of a page.", "Write ## or ###."),
    _error("unknown-heading", "A heading is not, or is misspelt, in its template.", "Use a known heading."),
    _error("document-not-optional", "A document is left out that no project may go without.", "Write it."),
    _error("unknown-question", "The pinned questionnaire has no such question.", "Correct the question."),
)

_SIZING = (
    _error("sizing-rules-unknown", "The sizing pins a rule set that does not ship.", "Pin one that ships."),
    _error("sizing-input-unknown", "The pinned rule set has no such input.", "Correct the input."),
    _error("sizing-input-kind", "An input is of another kind than the rule set expects.", "Correct the value."),
    _error("sizing-input-unit", "An input has a unit that does not convert.", "Use the unit of the rule set."),
    _error("sizing-input-range", "An input lies outside its range.", "Correct the value or its unit."),
    _error("sizing-input-missing", "An input without a default is not given.", "Add it, measured or assumed."),
    _warning("sizing-no-result", "The inputs of a project give no result for a line.", "Correct the input."),
    _warning("sizing-outside", "The inputs lie beyond what a rule set was published for.", "Correct the input."),
    _warning("sizing-comparison", "The rule set to compare with lacks an input.", "Add it to 'inputs'."),
    _error("sizing-input-duplicate", "An input is given twice.", "Delete one of the two."),
    _error("sizing-scenario-duplicate", "Two scenarios have one id.", "Rename one of them."),
    _error("sizing-override-unknown", "The pinned rule set has no such result.", "Correct the result."),
    _error("sizing-override-value", "A result set by hand does not fit its unit.", "Correct the number or its unit."),
    _warning("sizing-cited-unknown", "A citation of the sizing stands for no number.", "Cite inputs that it gives."),
    _warning("sizing-stated-otherwise", "The environment and the sizing state different numbers.", "Correct one."),
    _error("sizing-override-duplicate", "A result is set by hand twice.", "Delete one of the two."),
)

_RULE_SETS = (
    _error("rule-set-limit", "A rule set has more parts than the limit.", "Split the rule set."),
    _error("rule-set-duplicate", "A name or title is given twice in a rule set.", "Rename one of them."),
    _error("rule-set-input", "An input of a rule set is not described well.", "Correct its kind, choices or default."),
    _error("rule-set-kind", "A rule gives another kind of value than is needed.", "Correct the rule."),
    _error("rule-set-cycle", "Rules of a rule set use each other in a circle.", "Break the circle."),
    _error("rule-set-expression", "A rule is not an expression that rule sets know.", "Correct the expression."),
    _error("rule-set-unknown-name", "A rule set names an input or rule that it does not have.", "Correct the name."),
    _error("rule-set-unit", "A unit is a known one in other letters or in the plural.", "Write the known one."),
    _error("rule-set-bands", "Bands of a rule overlap or do not rise.", "Put the bands in order."),
    _error("rule-set-count", "A count is no whole number of things, or is missing.", "Round it, or add the count."),
    _error("rule-set-unused", "Something in a rule set is declared and has no effect.", "Use it, or delete it."),
    _error("rule-set-source", "Something is said to be published by nobody.", "Add the source."),
    _error("rule-set-unproven", "A rule set has no worked example.", "Add what the publication prints."),
    _warning(
        "rule-set-plural",
        "A unit is a word in the plural, or one whose plural is not named.",
        "Write it in the singular, and name its plural in 'units'.",
    ),
    _warning(
        "rule-set-total",
        "A figure is made of others of its title, or the line's title says so, and no key does.",
        "Write 'total: true', or 'part_of' with the line that holds it; 'total: false' where it is to be added.",
    ),
    _error("rule-set-example", "A worked example does not come out.", "Correct the rule or the example."),
    _error(
        "rule-set-discrepancy",
        "A recorded discrepancy is none, or its rule gives something else than it says.",
        "Correct the rule or the discrepancy.",
    ),
)

_MEANING = (
    _error("dates-out-of-order", "Two dates contradict each other.", "Correct the one that is wrong."),
    _warning("date-before-start", "Something is dated before the project starts.", "Correct the date or the start."),
    _error("milestone-cycle", "Milestones wait for each other.", "Give one of them a date of its own."),
    _error("requirement-cycle", "A requirement is derived from itself.", "Take one of its parents out."),
    _error("item-cycle", "An item leads back to itself.", "Take one of the ids out."),
    _warning("duties-unclear", "A task has not one accountable, or nobody does it.", "Write one A and at least one R."),
    _warning("words-suspect", "Words changed since they were agreed, checked or used.", "Look again, and say so."),
    _error("reason-missing", "An item is withdrawn or decided without a reason.", "Say why."),
    _error("evidence-missing", "A point of the process is done, and nothing shows it.", "Say what shows it."),
    _warning("point-in-future", "A point of the process is answered on a day to come.", "Correct the date."),
    _error("defect-missing", "A test failed and no defect is named.", "Say what was wrong."),
    _error("defect-class-missing", "A defect has no class.", "Add the class 1, 2 or 3."),
    _error("currency-missing", "An amount has no currency.", "Add the currency."),
    _error("currencies-differ", "An offer sums amounts of two currencies.", "Use one currency."),
    _error("licence-amount", "Number and unit price of a licence make another amount.", "Correct one of the three."),
    _warning("licence-years", "A licence has a price for fewer years than are planned.", "Price the others, too."),
    _warning("outside-period", "A deliverable is due outside the period of its work.", "Correct one of the days."),
    _warning("port-unlisted", "A connection uses a port that no list of ports has.", "Add it to the ports."),
    _warning("base-without-revision", "A dated paper cites a sizing without a revision.", "Give the sizing one."),
    _warning("due-otherwise", "A text names another day for a payment than the plan.", "Write the day of the plan."),
    _warning("due-missing", "A line of an offer does not say when it is invoiced.", "Say when it falls due."),
    _error("alternatives-ordered", "Two options that exclude each other are ordered.", "Take one of them back."),
    _error("offer-expired", "An offer is dated after the day until which it holds.", "Correct one of the two days."),
    _warning("offer-before-sow", "An offer is older than a price that it sums.", "Make a new revision of the offer."),
    _warning("offer-holds-open-change", "An offer holds work that nobody agreed to.", "Take the work out."),
    _error("cap-missing", "A capped price does not state its cap.", "Add the cap."),
    _warning("cap-reached", "A plan or a forecast passes the cap.", "Plan less, or agree on a higher cap."),
    _warning("expenses-cap-reached", "Travel and expenses pass their cap.", "Plan fewer trips, or raise the cap."),
    _warning("contingency-used-up", "The forecast takes the whole contingency.", "Agree on the days on top."),
    _warning("price-below-cost", "A statement of work costs more than it brings.", "Plan less, or agree on more."),
    _warning("lead-not-invited", "Who leads a topic of the workshop is not invited.", "Invite them, or name another."),
    _warning("limit-without-effect", "A limit stands where the price has none.", "Delete it, or change the basis."),
    _warning("change-passes-limit", "An agreed change passes a limit of its document.", "State what holds now."),
    _warning("change-never-due", "Everything was accepted before a change was agreed.", "Say what it is paid with."),
    _warning("revision-undated", "A later revision beside change requests has no date.", "Write revised."),
    _warning("terms-differ", "Two statements of work say one term in two ways.", "Say it once, or name the exception."),
    _warning("recurrence-unclear", "It is not clear which time something that recurs is about.", "Say which time."),
    _warning("contract-data-repeated", "A document repeats contract data of the project.", "Take it out of one."),
    _warning("exception-unused", "A named exception differs from nothing.", "Take it out, or correct its term."),
    _warning("change-costs-otherwise", "A change request costs other than its work.", "Correct days or amount."),
    _warning("change-costs-untold", "A change request tells no running costs or costs of others.", "State them, or 0."),
    _warning(
        "running-costs-unordered",
        "A change request tells running costs, and not from when they are paid or whether it orders them.",
        "State both.",
    ),
    _warning("change-counted-twice", "Work of an agreed change counts in it, and beside it.", "Raise the revision."),
    _warning("open-change-inside", "A share of the agreed price pays for an open change.", "Take the share out."),
    _warning("change-without-wording", "A change request leaves out how something reads.", "Say it in wordings."),
    _warning("change-names-less", "A change request moves more than it names.", "Add what it moves to moves."),
    _warning("agreed-date-moved", "An agreed date follows a forecast.", "Write the agreed day, or agree on another."),
    _warning("needed-later", "Something comes before what it needs.", "Move one of the two days."),
    _warning("end-moved-untold", "No change request tells of an end that moved.", "State it in the change request."),
    _warning("no-room-for-rejection", "One rejection passes the end.", "Agree on an earlier day or shorter periods."),
    _warning("requirement-without-criterion", "No criterion names a paid requirement.", "Name it in a criterion."),
    _warning("proved-after-acceptance", "A proof comes after the acceptance.", "Write one that can be given before."),
    _warning("scope-both-ways", "Something is in the scope and out of it.", "Take it out of one of the two."),
    _warning("requirement-without-proof", "An agreed requirement has no proof.", "Add a test case, or its proof."),
    _warning("agreed-before-known", "Something was agreed before what it rests on.", "Agree on it again."),
    _warning("data-before-agreement", "Real data is used before its agreement.", "Sign the agreement before it."),
    _warning("number-otherwise", "A sentence names an item with another number.", "Write the number of the item."),
    _warning("party-does-not-sign", "Something binds a party that signs nothing.", "Bind who signs, or let it sign."),
    _warning("scope-without-deliverable", "An item of a scope is in no deliverable.", "Say which one covers it."),
    _error("unknown-scope-item", "A deliverable covers an item that the scope does not have.", "Correct the number."),
    _warning("signed-by-another", "A signature says what another side does.", "Make duties and signature agree."),
    _warning("duty-in-deliverable", "A deliverable brings what the customer does.", "Make it a duty of the customer."),
    _warning("house-term", "A text says another word than the house.", "Write the word of the house."),
    _warning("decided-above-limit", "Somebody decided more than they may.", "Name who decided it."),
    _warning("price-outlasts-start", "A price can be ordered after its work is to start.", "Let it end before that."),
    _warning("tested-on-another-version", "What is accepted was tested on another version.", "Run the cases on it."),
    _warning("blank-in-text", "A text holds a blank.", "Write what is missing."),
    _warning("priority-otherwise", "A verb and a priority say different things.", "Correct one of the two."),
    _warning("payment-without-acceptance", "A payment is called by no acceptance.", "Say what is accepted."),
    _warning("change-signed-otherwise", "A change is decided otherwise than its paper is signed.", "Correct one."),
    _warning("change-without-sow", "Days and amount of a change have not one place.", "Name the statement of work."),
    _warning("junit-counts-otherwise", "A report counts other tests than it holds.", "See whether it is whole."),
    _warning("decision-without-date", "A change is decided on no day and counts as open.", "Add decided with a date."),
    _error("rate-missing", "A work package has a role without a sell rate.", "Add the rate."),
    _warning("obligation-missing", "A requirement obliges nobody.", "Say in one sentence who shall do what."),
    _warning("number-without-unit", "A number has neither a unit nor a thing to count.", "Write the unit behind it."),
    _warning("payment-untied", "A payment falls due with no deliverable.", "Name the deliverables it waits for."),
    _error("on-site-days", "More days are spent on site than there are days.", "Correct one of the two."),
    _warning("fixed-instalments", "Fixed shares pay for days that are charged.", "Say that they are settled."),
    _error("payment-not-whole", "Payments do not add up to 100 percent.", "Correct the percentages."),
    _warning("workshop-length", "A workshop is shorter than 4 or longer than 6 hours.", "Adjust the topics."),
    _warning("vague-wording", "A requirement holds a word that nobody can test.", "Say it in a figure."),
    _warning("several-obligations", "A requirement states several obligations.", "Split the requirement."),
    _warning("person-with-two-names", "One person has different names in two projects.", "Spell the name alike."),
    _warning("label-missing", "A language of a project lacks translations.", "Add them, as the finding says."),
    _warning(
        "language-mixed", "A project pins data that is written in another language.", "Translate it, or pin other."
    ),
    _warning("title-used-twice", "Two projects have the same title.", "Make the titles differ."),
)

_SIGN_OFFS = (
    _error("sign-off-damaged", "A sign-off record was edited or renamed, or is no record.", "Restore the file."),
    _error("sign-off-missing", "A sign-off record is gone that others follow.", "Restore the file."),
    _error(
        "sign-off-refused",
        "A sign-off record proves nothing.",
        "Restore what it rests on, or sign again.",
    ),
    _error("change-request-missing", "What was signed has moved without a change request.", "Add a change request."),
    _warning("change-request-open", "What was signed moves under a change request that is open.", "Have it decided."),
    _error(
        "acceptance-contradicted",
        "A result of acceptance.yml is contradicted by tests, conditions or refused work.",
        "State the result that the facts allow, or record what changed them.",
    ),
    _error(
        "accepted-finding-refused",
        "An accepted finding is an error, or unknown.",
        "Repair what is wrong; only warnings are accepted.",
    ),
    _warning(
        "accepted-finding-unused",
        "An accepted finding accepts nothing that is found.",
        "Take the entry out, or correct its code or item.",
    ),
    _warning(
        "rejections-used-up",
        "A deliverable was rejected more often than its contract allows.",
        "Settle it between both sides, and record it.",
    ),
    _warning(
        "attempt-unfounded",
        "A rejection has no reason, or a deliverable is accepted while a test that its criteria name fails.",
        "State the reason; record the run that passed, or accept the defect.",
    ),
    _error(
        "agreement-contradicted",
        "Change requests are called agreed while some are open.",
        "Decide each of them, or take the event out.",
    ),
    _error("owners-not-current", "CODEOWNERS is not what the projects say.", "Run delivery owners."),
    _error("demonstration-key", "A key is one whose private half is published.", "Put in a key of the person's own."),
    _warning("note-without-effect", "A signature is typed for what was issued here.", "Record it with delivery sign."),
    _warning("sign-off-statement", "A record says another meaning than the template has.", "Sign again."),
    _error("key-unusable", "A key cannot sign anything that counts.", "Put in another key."),
    _warning("sign-off-void", "A signature does not count any more.", "Sign again, or put back what it rests on."),
)

FINDING_CODES: Mapping[str, FindingCode] = MappingProxyType(
    {
        code.code: code
        for group in (
            *(_FILES, _YAML, _MARKDOWN, _SHAPE, _NAMES, _RELEASED_DATA, _SIZING, _RULE_SETS, _MEANING, _SIGN_OFFS),
        )
        for code in group
    }
)
