// The answer sheet: counts what is answered, writes it as lines of a mail, and saves it as a small file.
"use strict";
(() => {
  const sheet = /** @type {HTMLFormElement} */ (document.getElementById("sheet"));
  const told = JSON.parse(/** @type {HTMLElement} */ (document.getElementById("told")).textContent || "{}");
  const head = /** @type {HTMLInputElement} */ (sheet.elements.namedItem("Answers:")).value.split(" ");
  const count = /** @type {HTMLElement} */ (document.getElementById("count"));
  const copy = /** @type {HTMLDetailsElement} */ (document.getElementById("copy"));
  const mail = /** @type {HTMLTextAreaElement} */ (document.getElementById("mail"));
  const LONGEST = 1800; // what mail programs take in an address

  const chosen = (/** @type {Element} */ field) =>
    /** @type {HTMLInputElement | null} */ (field.querySelector("input[type=radio]:checked"));

  // Without this script each part has a form and a button of its own: the sheet is one now.
  for (const part of document.querySelectorAll("form:not(#sheet), button.part, input[name='#']")) part.remove();
  for (const part of sheet.querySelectorAll("[form]")) part.removeAttribute("form");
  /** @type {HTMLElement} */ (sheet.querySelector("footer")).hidden = false;

  /** What stands in one place of a thing that is asked: its text, the criterion or clause, or a part of a deputy. */
  const placed = (/** @type {Element} */ field, /** @type {string} */ part) =>
    /** @type {HTMLInputElement | null} */ (field.querySelector(`[name$=" ${part}]"]`));
  const said = (/** @type {Element} */ field, /** @type {string} */ part) => placed(field, part)?.value.trim() ?? "";

  /** A yes that binds stands alone; to what is decided or confirmed one may say more. */
  const isPlain = (/** @type {HTMLFieldSetElement} */ field) => chosen(field)?.value === "yes" && !field.dataset.words;

  /** A plain yes has no reason: its places are closed, so that nothing is said beside it. */
  function closed() {
    for (const field of sheet.querySelectorAll("fieldset")) {
      for (const part of field.querySelectorAll("textarea, select")) {
        /** @type {HTMLTextAreaElement} */ (part).disabled = isPlain(field);
      }
    }
  }

  const isFilled = (/** @type {Element} */ place) => {
    const input = /** @type {HTMLInputElement} */ (place);
    return input.type === "checkbox" ? input.checked : input.value !== "";
  };

  const today = () => {
    const now = new Date();
    const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  };

  function answers() {
    const found = [];
    for (const field of sheet.querySelectorAll("fieldset")) {
      const named = /** @type {HTMLInputElement} */ (field.querySelector("[name]")).name;
      const digest = named.split(" ")[1].replace("]", "");
      const choice = chosen(field);
      const plain = isPlain(field);
      const text = plain ? "" : said(field, "text");
      const place = plain ? "" : said(field, "place");
      const deputy = said(field, "deputy");
      const chooses = field.querySelector("input[type=radio]") !== null;
      if (chooses && !field.dataset.words ? !choice : !choice && !text && !deputy) continue;
      /** @type {Record<string, string | string[]>} */
      const answer = { about: field.dataset.about || "", digest, says: choice ? choice.value : "text" };
      if (text) answer.text = text;
      if (place) answer.place = place;
      if (deputy) Object.assign(answer, { deputy, since: said(field, "since"), until: said(field, "until") });
      const kinds = [...field.querySelectorAll("input[type=checkbox]:checked")];
      if (kinds.length) answer.documents = kinds.map((kind) => /** @type {HTMLInputElement} */ (kind).value);
      found.push({ answer, title: field.dataset.title || "", field });
    }
    return found;
  }

  /** What a line of a mail calls a thing: each further comment on a document has a number. */
  const named = (/** @type {HTMLElement} */ field) => `${field.dataset.about}${field.dataset.number || ""}`;

  /** Each comment that is written makes room for one more on the same document. */
  function roomForMore() {
    const fields = [...sheet.querySelectorAll("#comments fieldset")].map((field) => /** @type {HTMLElement} */ (field));
    for (const field of fields) {
      const same = fields.filter((other) => other.dataset.about === field.dataset.about);
      if (same.at(-1) !== field || same.length > 98 || !said(field, "text")) continue;
      const more = /** @type {HTMLElement} */ (field.cloneNode(true));
      more.removeAttribute("id");
      more.dataset.number = `.${same.length + 1}`;
      for (const place of more.querySelectorAll("textarea, input")) {
        /** @type {HTMLInputElement} */ (place).value = "";
      }
      field.after(more);
    }
  }

  const asText = (/** @type {ReturnType<typeof answers>} */ found) =>
    [
      `Answers: ${head[0]} ${head[1]} ${today()}`,
      "",
      ...found.flatMap(({ answer, title, field }) => [
        `# ${title}`,
        `[${named(field)} ${answer.digest}] ${answer.says}`,
        ...["place", "deputy", "since", "until", "documents", "text"]
          .filter((part) => answer[part])
          .map((part) => `[${named(field)} ${answer.digest} ${part}] ${String(answer[part]).replaceAll("\n", "\n ")}`),
        "",
      ]),
      "#",
    ].join("\n");

  /** The thing whose last day is before its first one. */
  const back = () =>
    [...sheet.querySelectorAll("fieldset")].find((field) => {
      const since = said(field, "since");
      const until = said(field, "until");
      return since && until && until < since;
    });

  /** Whether a text has a number in a unit that is asked for; a bare one counts, but is no size. */
  function isNumber(/** @type {HTMLElement} */ field, /** @type {string} */ text) {
    const measures = (field.dataset.units || "").split(" ");
    const amounts = text.matchAll(/(?<![\w.,])[0-9]+(?:[.,'’ \u00a0\u202f][0-9]+)*[ \u00a0\u202f]?([A-Za-z%]*)/g);
    return [...amounts].some(([, unit]) =>
      unit && told.measures.split(" ").includes(unit.toLowerCase())
        ? measures.includes(unit.toLowerCase())
        : !field.dataset.bare,
    );
  }

  function show() {
    closed();
    roomForMore();
    const found = answers();
    count.textContent = found.length ? told.count.replace("{count}", String(found.length)) : told.none;
    const vague = found.find(({ answer, field }) => field.dataset.figure && !isNumber(field, String(answer.text)));
    if (vague) count.textContent += ` · ${told.figure.replace("{title}", vague.title)}`;
    if (back()) count.textContent = told.days;
    copy.hidden = !found.length;
    mail.value = found.length ? asText(found) : "";
    return found;
  }

  /** The answers, once each no has its reason; the first that has none is shown. */
  function ready() {
    const found = show();
    const open = [...sheet.querySelectorAll("fieldset")].find(
      (field) =>
        field.querySelector("input[type=radio]") &&
        !field.dataset.words &&
        !chosen(field) &&
        (/** @type {HTMLTextAreaElement} */ (field.querySelector("textarea")).value.trim() ||
          /** @type {HTMLSelectElement | null} */ (field.querySelector("select"))?.value),
    );
    if (open) {
      count.textContent = told.choice.replace("{title}", open.dataset.title || "");
      /** @type {HTMLInputElement} */ (open.querySelector("input[type=radio]")).focus();
      return null;
    }
    const half = [...sheet.querySelectorAll("fieldset")].find(
      (field) =>
        placed(field, "deputy") &&
        [...field.querySelectorAll("select, input")].some(isFilled) &&
        !["deputy", "since", "until"].every((part) => said(field, part)),
    );
    if (half) {
      count.textContent = told.deputy;
      const part = half.closest("details");
      if (part) part.open = true;
      ["deputy", "since", "until"].map((name) => placed(half, name)).find((place) => place && !place.value)?.focus();
      return null;
    }
    const lone = [...sheet.querySelectorAll("fieldset")].find(
      (field) =>
        !field.querySelector("input[type=radio]") &&
        /** @type {HTMLInputElement | null} */ (field.querySelector("input[type=text]"))?.value.trim() &&
        !(/** @type {HTMLTextAreaElement} */ (field.querySelector("textarea")).value.trim()),
    );
    const ended = back();
    if (ended) {
      count.textContent = told.days;
      const part = ended.closest("details");
      if (part) part.open = true;
      placed(ended, "until")?.focus();
      return null;
    }
    if (lone) {
      count.textContent = told.reason.replace("{title}", lone.dataset.title || "");
      /** @type {HTMLTextAreaElement} */ (lone.querySelector("textarea")).focus();
      return null;
    }
    const bare = found.find(({ answer }) => ["no", "conditions"].includes(answer.says) && !answer.text);
    if (bare) {
      count.textContent = told.reason.replace("{title}", bare.title);
      /** @type {HTMLTextAreaElement} */ (bare.field.querySelector("textarea")).focus();
    }
    return bare || !found.length ? null : found;
  }

  let kept = true; // what is filled in and was neither saved nor sent is not left without a question
  sheet.addEventListener("input", () => {
    kept = false;
    show();
  });
  window.addEventListener("beforeunload", (event) => {
    if (!kept && answers().length) event.preventDefault();
  });
  sheet.addEventListener("submit", (event) => {
    event.preventDefault();
    const found = ready();
    if (!found) return;
    const text = asText(found);
    if (text.length > LONGEST) {
      count.textContent = told.long;
      copy.open = true;
      mail.scrollIntoView({ block: "center" });
      return mail.select();
    }
    kept = true;
    count.textContent = told.mailed;
    location.href = `${sheet.action}&body=${encodeURIComponent(text.replaceAll("\n", "\r\n"))}`;
  });
  const save = /** @type {HTMLButtonElement} */ (document.getElementById("save"));
  save.hidden = false;
  save.addEventListener("click", () => {
    const found = ready();
    if (!found) return;
    const file = { format: 1, project: head[0], person: head[1], made: today(), answers: found.map(({ answer }) => answer) };
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`${JSON.stringify(file, null, 2)}\n`], { type: "application/json" }));
    link.download = `answers-${head[0]}-${head[1]}-${today()}.json`;
    link.click();
    kept = true;
    count.textContent = told.saved.replace("{file}", link.download);
    URL.revokeObjectURL(link.href);
  });
  const paper = /** @type {HTMLButtonElement} */ (document.getElementById("print"));
  paper.hidden = false;
  paper.addEventListener("click", () => {
    window.print(); // what is folded stays away
  });
  count.hidden = false;
  window.addEventListener("pageshow", () => show()); // a browser that comes back fills places in again
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const part = target && target.closest("details");
  if (part) part.open = true;
  show();
})();
