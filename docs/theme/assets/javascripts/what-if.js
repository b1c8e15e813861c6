// @ts-check
// The what-if page: fields made from a rule set's inputs, and its results with their working at every change.
// The data stand in the page (data-rules); without this file the page shows what its start values give.

(() => {
  "use strict";

  /**
   * @typedef {any} Exact an exact fraction
   * @typedef {{id: string, title: string, unit: string, kind: string, minimum: string | null, maximum: string | null,
   *   choices: string[], default: string | boolean | null, assumed: boolean, note: string}} Definition
   * @typedef {{input: string, value: string | boolean, assumed: boolean, source: string, given?: string, unit?: string}} Start
   * @typedef {{value: string | boolean, assumed: boolean}} Given
   * @typedef {{id: string, version: string, inputs: Definition[], start: Start[], words: Object<string, string>,
   *   beside: {title: string, unit: string, value: string | boolean | null}[],
   *   plurals: Object<string, string>, symbols: {group: string, decimal: string}}} Rules
   * @typedef {{definition: Definition, element: any, box: any, measured: any, slider: any, reading: any, error: any,
   *   reset: any, stops: Exact[]}} Field
   */

  const { calculate, exactNumber, isNumber, readValue } = globalThis.DeliverySizing;
  const { element, wordsOf, headline, comparison, resultTable, warningBox, workingTable } = globalThis.DeliveryWhatIfView;
  const Fraction = globalThis.Fraction;
  const SOURCE = "What-if page";
  const STEPS = [10n, 11n, 12n, 13n, 14n, 15n, 16n, 18n, 20n, 22n, 25n, 28n, 30n, 35n, 40n, 45n, 50n, 60n, 70n, 80n, 90n];
  const FEW = 200;
  const DRIVERS = 6; // fields in sight at first
  const MOST_PLACES = 20;
  const REMEMBER_AFTER = 250; // milliseconds; browsers refuse to change the address at every key

  /** @typedef {ReturnType<typeof wordsOf>} Words */

  // --- numbers as written -------------------------------------------------------------------------

  /**
   * A number as a decimal, or null where it has none of at most 20 places.
   * @param {Exact} value
   */
  function asDecimal(value) {
    for (let places = 0, scale = 1n; places <= MOST_PLACES; places += 1, scale *= 10n) {
      if ((value.n * scale) % value.d === 0n) {
        const digits = String(value.n * scale / value.d).padStart(places + 1, "0");
        const point = digits.length - places;
        return (value.s < 0n && value.n ? "-" : "") + digits.slice(0, point) + (places ? `.${digits.slice(point)}` : "");
      }
    }
    return null;
  }

  /**
   * Every step of a short range, tenths where those are few; round numbers that grow with their size in a long one.
   * @param {Definition} definition
   * @param {Exact} low
   * @param {Exact} high
   * @returns {Exact[]}
   */
  function roundNumbers(definition, low, high) {
    const span = high.sub(low);
    const found = [];
    if (span.compare(FEW) <= 0) {
      const step = definition.kind !== "integer" && span.compare(20) <= 0 ? new Fraction(1, 10) : new Fraction(1);
      for (let at = low; at.compare(high) < 0; at = at.add(step)) found.push(at);
      return found;
    }
    for (let scale = 1n; scale < 10n ** 16n; scale *= 10n) {
      for (const step of STEPS) if (step * scale % 10n === 0n) found.push(new Fraction(step * scale / 10n));
    }
    return found;
  }

  /**
   * The stops of a slider, rising: round numbers, both ends, and the value that it starts from.
   * @param {Definition} definition
   * @param {Exact | null} start
   * @returns {Exact[]}
   */
  function stopsOf(definition, start) {
    const low = new Fraction(definition.minimum ?? 0);
    const high = definition.maximum === null ? new Fraction(1000000) : new Fraction(definition.maximum);
    const stops = [low, high, ...roundNumbers(definition, low, high), ...(start !== null && isNumber(start) ? [start] : [])];
    const inside = stops.filter((one) => one.compare(low) >= 0 && one.compare(high) <= 0).sort((a, b) => a.compare(b));
    return inside.filter((one, position) => position === 0 || !one.equals(inside[position - 1]));
  }

  // --- fields -------------------------------------------------------------------------------------

  const isNumeric = (/** @type {Definition} */ definition) => definition.kind === "integer" || definition.kind === "decimal";

  /**
   * The range of an input, and its default with where that comes from.
   * @param {Words} words
   * @param {Definition} definition
   */
  function aboutText(words, definition) {
    const { minimum, maximum, default: standard, note } = definition;
    const shown = (/** @type {string} */ text) => words.number(new Fraction(text));
    const texts = [];
    if (isNumeric(definition) && minimum !== null && maximum !== null) {
      texts.push(words("{low} to {high}", { low: shown(minimum), high: shown(maximum) }));
    } else if (isNumeric(definition) && minimum !== null) texts.push(words("from {low}", { low: shown(minimum) }));
    else if (isNumeric(definition) && maximum !== null) texts.push(words("up to {high}", { high: shown(maximum) }));
    if (standard === null) return [...texts, words("must be given")].join("; ");
    const value = words.exact(typeof standard === "string" && definition.kind !== "choice" ? exactNumber(standard) : standard);
    return [...texts, words("default {value}", { value }) + (note ? ` (${words(note)})` : "")].join("; ");
  }

  /**
   * The control that takes the value of an input.
   * @param {Words} words
   * @param {Definition} definition
   * @param {string} id
   * @param {() => void} change
   */
  function boxOf(words, definition, id, change) {
    if (definition.kind === "boolean") return element("input", { type: "checkbox", id, onchange: change });
    if (definition.kind === "choice") {
      return element("select", { id, onchange: change }, definition.choices.map((one) => element("option", { value: one }, words(one))));
    }
    return element("input", {
      type: "text", id, inputmode: definition.minimum?.startsWith("-") ? "text" : "decimal", autocomplete: "off", spellcheck: "false",
      "aria-describedby": `${id}-read ${id}-about ${id}-error`, oninput: change,
    });
  }

  /**
   * The slider of a number: it moves over the stops, and writes the one it stands on into the box.
   * @param {Words} words
   * @param {Definition} definition
   * @param {Exact[]} stops
   * @param {any} box
   * @param {() => void} change
   */
  function sliderOf(words, definition, stops, box, change) {
    const slider = element("input", {
      type: "range", min: 0, max: stops.length - 1, step: 1, "aria-label": words(definition.title),
      oninput: () => { box.value = words.field(asDecimal(stops[Number(slider.value)]) ?? ""); change(); },
    });
    return slider;
  }

  /**
   * The field of an input: label, control, slider, what is allowed, whether it was measured, and what is wrong.
   * @param {Words} words
   * @param {Definition} definition
   * @param {string | boolean | null} start the value that the page starts from
   * @param {() => void} change what to do at every change
   * @returns {Field}
   */
  function fieldOf(words, definition, start, change) {
    const id = `what-if-${definition.id}`;
    const box = boxOf(words, definition, id, change);
    const stops = isNumeric(definition) ? stopsOf(definition, start === null ? null : exactNumber(String(start))) : [];
    const slider = isNumeric(definition) ? sliderOf(words, definition, stops, box, change) : null;
    const measured = element("input", { type: "checkbox", onchange: change });
    const error = element("p", { class: "dw-field-error", id: `${id}-error`, role: "alert" });
    const unit = isNumeric(definition) ? words.unit(null, definition.unit) : "";
    const reset = element("button", { type: "button", class: "dw-button dw-field-reset", hidden: true }, words("Reset"));
    const reading = element("p", { class: "dw-field-read", id: `${id}-read` });
    const whole = element("div", { class: "dw-field" },
      element("label", { for: id }, words(definition.title)),
      element("div", { class: "dw-field-value" }, box, unit ? element("span", { class: "dw-unit" }, unit) : "", reset),
      isNumeric(definition) ? reading : "",
      slider,
      element("p", { class: "dw-field-about", id: `${id}-about` }, aboutText(words, definition)),
      element("label", { class: "dw-field-measured" }, measured, words("measured")),
      error);
    return { definition, element: whole, box, measured, slider, reading, error, stops, reset };
  }

  /**
   * What a field stands at where nothing is given: the default, else the first choice, no, or nothing.
   * @param {Definition} definition
   * @returns {string | boolean}
   */
  function standardOf(definition) {
    if (definition.default !== null) return definition.default;
    if (definition.kind === "boolean") return false;
    return definition.kind === "choice" ? definition.choices[0] : "";
  }

  /**
   * Put a value into a field.
   * @param {Words} words
   * @param {Field} field
   * @param {Given | undefined} given
   */
  function fill(words, { definition, box, measured }, given) {
    const value = given ? given.value : standardOf(definition);
    if (definition.kind === "boolean") box.checked = value === true || value === "true";
    else box.value = definition.kind === "choice" ? value : words.field(String(value));
    measured.checked = given ? !given.assumed : false;
  }

  /**
   * What a field says, or null where it was left at the default.
   * @param {Words} words
   * @param {Field} field
   * @param {Start | undefined} start
   * @returns {Given | null}
   */
  function read(words, { definition, box, measured }, start) {
    const value = definition.kind === "boolean" ? box.checked : definition.kind === "choice" ? box.value : words.written(box.value, definition.kind === "integer");
    const given = { value, assumed: !measured.checked };
    const isLeft = value === "" || (definition.default !== null && value === definition.default && given.assumed);
    return isAsStarted(given, start) || !isLeft ? given : null;
  }

  /**
   * Whether a value is the one that the page started from.
   * @param {Given} given
   * @param {Start | undefined} start
   */
  const isAsStarted = (given, start) => start !== undefined && start.value === given.value && start.assumed === given.assumed;

  /**
   * Say beside a field how its number was read or what is wrong with it, and move its slider to its value.
   * @param {Words} words
   * @param {Field} field
   * @param {any} used the input as it was used
   */
  function mark(words, { definition, box, error, slider, reading, stops }, { problem, value }) {
    reading.textContent = isNumber(value) ? words("read as {value}", { value: `${words.exact(value)}\u00a0${words.unit(value, definition.unit)}`.trim() }) : "";
    error.textContent = problem ? words.message(problem) : "";
    box.setAttribute("aria-invalid", String(problem !== null));
    if (slider && value !== null) {
      slider.value = String(stops.findLastIndex((one) => one.compare(value) <= 0));
      slider.setAttribute("aria-valuetext", words.quantity(value, definition.unit));
    }
  }

  // --- link and file ------------------------------------------------------------------------------

  /**
   * The inputs that a link carries; null if it carries none.
   * @param {Map<string, Definition>} definitions
   * @returns {Map<string, Given> | null}
   */
  function fromLink(definitions) {
    const state = new Map();
    for (const [id, text] of new URLSearchParams(location.hash.slice(1))) {
      if (definitions.has(id)) state.set(id, { value: text.replace(/~m$/, ""), assumed: !text.endsWith("~m") });
    }
    return state.size ? state : null;
  }

  /**
   * The address of this page with the inputs; measured ones end in ~m.
   * @param {Object<string, Given>} found
   */
  function linkOf(found) {
    const query = new URLSearchParams();
    for (const [id, { value, assumed }] of Object.entries(found)) query.set(id, `${value}${assumed ? "" : "~m"}`);
    return `${location.href.split("#")[0]}#${query}`;
  }

  /**
   * An input as a line of sizing.yml; what the project wrote stays as it was written.
   * @param {Definition} definition
   * @param {Given} given
   * @param {Start | undefined} start
   */
  function inputLine(definition, given, start) {
    const kept = start !== undefined && isAsStarted(given, start) ? start : null;
    const number = isNumeric(definition) ? asDecimal(exactNumber(String(given.value)) ?? new Fraction(0)) : null;
    const exact = number === null ? JSON.stringify(given.value) : number.replace(/^(-?[1-9]\d*\.\d{3})$/, "$10"); // nobody takes it for a thousands mark
    const unit = isNumeric(definition) ? kept?.unit || definition.unit : "";
    const parts = [`input: ${definition.id}`, `value: ${kept?.given || exact}`, ...(unit ? [`unit: ${JSON.stringify(unit)}`] : []),
      `basis: ${given.assumed ? "assumed" : "measured"}`, `source: ${JSON.stringify(kept?.source || SOURCE)}`];
    return `  - {${parts.join(", ")}}`;
  }

  /**
   * The whole sizing.yml.
   * @param {Rules} rules
   * @param {Object<string, Given>} found
   */
  function yamlOf(rules, found) {
    const definitions = new Map(rules.inputs.map((one) => [one.id, one]));
    const starts = new Map(rules.start.map((one) => [one.input, one]));
    const lines = Object.entries(found).map(
      ([id, given]) => inputLine(/** @type {Definition} */ (definitions.get(id)), given, starts.get(id)));
    return ["# yaml-language-server: $schema=../../schemas/sizing.schema.json", "format: 1",
      `rules: {id: ${rules.id}, version: ${JSON.stringify(rules.version)}}`,
      lines.length ? "inputs:" : "inputs: []", ...lines, ""].join("\n");
  }

  // --- the page -----------------------------------------------------------------------------------

  /**
   * The parts of the page that change.
   * @param {Words} words
   */
  function partsOf(words) {
    const yamlText = element("code", { id: "what-if-yaml" }); // the theme puts its own button beside it
    return {
      answer: element("p", { class: "dw-lead dw-what-if-answer", role: "status" }),
      warnings: element("div"),
      result: element("div"),
      working: element("div", { class: "dw-details-body" }),
      yamlText,
      yaml: element("details", { class: "dw-details" }, element("summary", {}, "sizing.yml"),
        element("pre", { tabindex: 0, role: "group", "aria-label": "sizing.yml" }, yamlText)),
      copied: element("span", { class: "dw-muted", role: "status" }),
      copyYaml: element("button", { type: "button", class: "dw-button" }, words("Copy the inputs")),
    };
  }

  /** @typedef {ReturnType<typeof partsOf>} Parts */

  /**
   * The form: inputs that must be given or that the page starts from, then those with a default, folded.
   * @param {Words} words
   * @param {Field[]} fields
   * @param {Set<string>} started
   */
  function formOf(words, fields, started) {
    const must = fields.filter(({ definition }) => definition.default === null);
    const given = fields.filter(({ definition }) => definition.default !== null && started.has(definition.id));
    const asked = [...must, ...given].slice(0, DRIVERS);
    const more = [...must, ...given].slice(asked.length);
    const others = fields.filter((one) => !asked.includes(one) && !more.includes(one));
    const counts = words(more.length === 1 ? "{count} more input" : "{count} more inputs", { count: String(more.length) });
    const grid = (/** @type {Field[]} */ all) => element("div", { class: "dw-fields" }, all.map((one) => one.element));
    const counted = words(others.length === 1 ? "{count} input by default" : "{count} inputs by default", { count: String(others.length) });
    return element("form", { onsubmit: (/** @type {Event} */ event) => event.preventDefault(), "aria-label": words("Inputs") },
      asked.length ? grid(asked) : "",
      more.length ? element("details", { class: "dw-details" }, element("summary", {}, counts), grid(more)) : "",
      others.length ? element("details", { class: "dw-details", open: asked.length === 0 }, element("summary", {}, counted), grid(others)) : "");
  }

  /**
   * Show a result in the parts of the page; a file is offered only where every input can be used.
   * @param {Words} words
   * @param {Rules} rules
   * @param {Parts} parts
   * @param {any} result
   * @param {Object<string, Given>} found
   * @param {any[]} start what comes out at the start
   */
  function show(words, rules, parts, result, found, start) {
    const isWrong = result.inputs.some((/** @type {any} */ one) => one.problem !== null);
    const refusal = words("An input cannot be used.");
    parts.answer.replaceChildren(isWrong ? refusal : headline(words, result), ...(isWrong ? [] : besideOf(words, rules, result, start)));
    parts.warnings.replaceChildren(...warningBox(words, result));
    parts.result.replaceChildren(resultTable(words, result));
    parts.working.replaceChildren(workingTable(words, result));
    parts.copyYaml.toggleAttribute("disabled", isWrong);
    parts.yamlText.textContent = isWrong ? refusal : yamlOf(rules, found);
    parts.copied.textContent = "";
  }

  /**
   * What the answer is compared with: the sizing of the project, or the answer of the start once that is another one.
   * @param {Words} words
   * @param {Rules} rules
   * @param {any} result
   * @param {any[]} start
   */
  function besideOf(words, rules, result, start) {
    const agreed = rules.beside.map((one) => ({ ...one, value: typeof one.value === "string" ? exactNumber(one.value) ?? one.value : one.value }));
    const texts = comparison(words, result, agreed.length ? agreed : start);
    const isSame = texts.every((text) => text.endsWith("(=)"));
    if (!texts.length || (isSame && !agreed.length)) return [];
    const text = isSame ? words("as in the sizing")
      : words(agreed.length ? "The sizing: {figures}" : "The start: {figures}", { figures: texts.join(", ") });
    return [element("span", { class: "dw-what-if-beside" }, text)];
  }

  /**
   * Copy a text; where the browser refuses, show it selected.
   * @param {Words} words
   * @param {Parts} parts
   * @param {string} text
   */
  async function copy(words, parts, text) {
    try {
      await navigator.clipboard.writeText(text);
      parts.copied.textContent = words("Copied.");
    } catch {
      parts.yaml.setAttribute("open", "");
      parts.yamlText.textContent = text;
      getSelection()?.selectAllChildren(parts.yamlText);
      parts.copied.textContent = words("Copy what is selected.");
    }
  }

  /**
   * The fields, what they say, and what happens when one of them changes.
   * @param {Words} words
   * @param {Rules} rules
   * @param {Parts} parts
   */
  function makeForm(words, rules, parts) {
    const starts = new Map(rules.start.map((one) => [one.input, one]));
    let waiting = 0;
    const update = (remember = true) => {
      const found = given();
      const result = calculate(rules, found);
      for (const used of result.inputs) mark(words, /** @type {Field} */ (fields.get(used.definition.id)), used);
      for (const [id, field] of fields) {
        const start = starts.get(id);
        const isChanged = found[id] ? !isAsStarted(found[id], start) : start !== undefined;
        field.element.classList.toggle("dw-field--changed", isChanged);
        field.reset.toggleAttribute("hidden", !isChanged);
      }
      show(words, rules, parts, result, found, first);
      if (!remember) return;
      clearTimeout(waiting);
      waiting = setTimeout(() => history.replaceState(null, "", linkOf(usable())), REMEMBER_AFTER);
    };
    /** @type {Map<string, Field>} */
    const fields = new Map(rules.inputs.map(
      (one) => [one.id, fieldOf(words, one, starts.get(one.id)?.value ?? one.default, () => update())]));
    const given = () => {
      /** @type {Object<string, Given>} */
      const found = {};
      for (const [id, field] of fields) {
        const value = read(words, field, starts.get(id));
        if (value) found[id] = value;
      }
      return found;
    };
    // What cannot be used has no form that every language reads alike, and stays out of the address.
    const usable = () => {
      const found = given();
      return Object.fromEntries(Object.entries(found).filter(([id, one]) => {
        const { definition } = /** @type {Field} */ (fields.get(id));
        return readValue(definition, one.value).problem === null;
      }));
    };
    const first = calculate(rules, Object.fromEntries(starts)).headline.figures;
    for (const [id, field] of fields) {
      field.reset.addEventListener("click", () => { fill(words, field, starts.get(id)); field.box.focus(); update(); });
    }
    const put = (/** @type {Map<string, Given>} */ state) => {
      for (const [id, field] of fields) fill(words, field, state.get(id));
      update(false);
    };
    return { form: formOf(words, [...fields.values()], new Set(starts.keys())), starts, given, usable, put, update };
  }

  /**
   * Build the page in its place.
   * @param {HTMLElement} root
   */
  function build(root) {
    /** @type {Rules} */
    const rules = JSON.parse(root.dataset.rules ?? "{}");
    const words = wordsOf(rules);
    const parts = partsOf(words);
    const { form, starts, given, usable, put, update } = makeForm(words, rules, parts);
    const definitions = new Map(rules.inputs.map((one) => [one.id, one]));
    const button = (/** @type {string} */ text, /** @type {() => void} */ onclick) =>
      element("button", { type: "button", class: "dw-button", onclick }, text);
    parts.copyYaml.addEventListener("click", () => copy(words, parts, yamlOf(rules, given())));
    const buttons = element("p", { class: "dw-buttons" },
      button(words("Copy link"), () => copy(words, parts, linkOf(usable()))), parts.copyYaml,
      button(words("Back to the start values"), () => { put(starts); update(); }), parts.copied);
    const note = element("p", { class: "dw-assumed-note" }, `* ${words("An assumption, or resting on one; the sizing names it.")}`);
    root.replaceChildren(parts.answer, form, parts.warnings, parts.result, note, buttons, parts.yaml,
      element("details", { class: "dw-details" }, element("summary", {}, words("Calculation")), parts.working));
    put(fromLink(definitions) ?? starts);
    window.addEventListener("hashchange", () => { const state = fromLink(definitions); if (state) put(state); });
  }

  document.querySelectorAll(".dw-what-if").forEach((root) => build(/** @type {HTMLElement} */ (root)));
})();
