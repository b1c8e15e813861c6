// @ts-check
// The what-if page: fields made from a rule set's inputs, and its results with their working at every change.
// The data stand in the page (data-rules); without this file the page shows what its start values give.
(() => {
  "use strict";
  const { calculate, exactNumber, isNumber } = globalThis.DeliverySizing;
  const SOURCE = "What-if page";
  const NOTHING = "–";
  const STEPS = [10n, 11n, 12n, 13n, 14n, 15n, 16n, 18n, 20n, 22n, 25n, 28n, 30n, 35n, 40n, 45n, 50n, 60n, 70n, 80n, 90n];
  const FEW = 200;
  const Fraction = globalThis.Fraction;

  /** An element with attributes; text and elements go into it, never markup. */
  function element(/** @type {string} */ tag, /** @type {Object<string, any>} */ attributes = {}, ...content) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else if (value === true) made.setAttribute(name, "");
      else if (value !== false && value !== null && value !== "") made.setAttribute(name, String(value));
    }
    made.append(...content.flat(9).filter((one) => one !== null && one !== undefined && one !== ""));
    return made;
  }

  /** Texts and numbers in the language of the page. */
  function wordsOf(rules) {
    const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
    const words = (/** @type {string} */ text, values = {}) => fill(Object.hasOwn(rules.words, text) ? rules.words[text] : text, values);
    const whole = (/** @type {bigint} */ value) => String(value).replace(/\B(?=(\d{3})+$)/g, rules.symbols.group);
    words.number = (value) => {
      const [absolute, minus] = [value.n, value.s < 0n && value.n !== 0n ? "-" : ""];
      if (value.d === 1n) return minus + whole(absolute);
      const scaled = absolute * 10000n / value.d;
      const places = String(scaled % 10000n).padStart(4, "0");
      const ends = scaled * value.d === absolute * 10000n;
      const shown = ends ? places.replace(/0+$/, "") : `${places}…`;
      return `${minus}${whole(scaled / 10000n)}${shown ? rules.symbols.decimal + shown : ""}`;
    };
    words.value = (value) => value === null ? NOTHING : isNumber(value) ? words.number(value)
      : typeof value === "boolean" ? words(value ? "yes" : "no") : words(value);
    words.unit = (value, unit) => !unit ? "" : isNumber(value) && value.equals(1) ? words(unit) : words(rules.plurals[unit] ?? unit);
    words.quantity = (value, unit) => `${words.value(value)}\u00a0${words.unit(value, unit)}`.replace(/\s+$/, "");
    /** A number as a reader of the language writes it, with or without separators; anything else as it is. */
    words.written = (/** @type {string} */ text) => {
      const { group, decimal } = rules.symbols;
      const escape = (/** @type {string} */ one) => one.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      const grouped = new RegExp(`^[+-]?\\d{1,3}(?:${escape(group)}\\d{3})+(?:${escape(decimal)}\\d+)?$`);
      const plain = text.replace(/[\s’']/g, "");
      const joined = grouped.test(plain) ? plain.split(group).join("") : plain;
      return decimal !== "." && joined.includes(".") ? text : joined.replace(decimal, ".");
    };
    words.field = (/** @type {string} */ exact) => exact.replace(".", rules.symbols.decimal);
    words.message = ({ text, values }) => words(text, Object.fromEntries(Object.entries(values).map(
      ([name, value]) => [name, isNumber(value) ? words.number(value) : words(String(value))])));
    return words;
  }

  // --- numbers as written -------------------------------------------------------------------------

  /** A number as a decimal, or null where it has none of at most 20 places. */
  function asDecimal(value) {
    for (let places = 0, scale = 1n; places <= 20; places += 1, scale *= 10n) {
      if ((value.n * scale) % value.d === 0n) {
        const digits = String(value.n * scale / value.d).padStart(places + 1, "0");
        const point = digits.length - places;
        return (value.s < 0n && value.n ? "-" : "") + digits.slice(0, point) + (places ? `.${digits.slice(point)}` : "");
      }
    }
    return null;
  }

  /** The stops of a slider: every step of a short range, else round numbers that grow with their size. */
  function stopsOf(definition, start) {
    const low = new Fraction(definition.minimum ?? 0);
    const high = definition.maximum === null ? new Fraction(1000000) : new Fraction(definition.maximum);
    const span = high.sub(low);
    const stops = [low, high, start].filter((one) => one !== null && isNumber(one));
    if (span.compare(FEW) <= 0) {
      const step = definition.kind !== "integer" && span.compare(20) <= 0 ? new Fraction(1, 10) : new Fraction(1);
      for (let at = low; at.compare(high) < 0; at = at.add(step)) stops.push(at);
    } else {
      for (let scale = 1n; scale < 10n ** 16n; scale *= 10n) {
        for (const step of STEPS) if (step * scale % 10n === 0n) stops.push(new Fraction(step * scale / 10n));
      }
    }
    const inside = stops.filter((one) => one.compare(low) >= 0 && one.compare(high) <= 0).sort((a, b) => a.compare(b));
    return inside.filter((one, position) => position === 0 || !one.equals(inside[position - 1]));
  }

  // --- the page -----------------------------------------------------------------------------------

  function build(/** @type {HTMLElement} */ root) {
    const rules = JSON.parse(root.dataset.rules ?? "{}");
    const words = wordsOf(rules);
    const presets = new Map(rules.start.map((one) => [one.input, one]));
    const definitions = new Map(rules.inputs.map((one) => [one.id, one]));
    /** @type {Map<string, any>} the parts of each field by the input's id */
    const fields = new Map();
    let waiting = 0;

    // Fields

    function fieldOf(definition) {
      const id = `what-if-${definition.id}`;
      const change = () => update();
      const title = words(definition.title);
      const unit = definition.kind === "integer" || definition.kind === "decimal" ? words.unit(null, definition.unit) : "";
      const error = element("p", { class: "dw-field-error", id: `${id}-error`, role: "alert" });
      const measured = element("input", { type: "checkbox", onchange: change });
      const parts = { definition, error, measured, box: null, slider: null, stops: [] };
      if (definition.kind === "boolean") {
        parts.box = element("input", { type: "checkbox", id, onchange: change });
      } else if (definition.kind === "choice") {
        const options = definition.choices.map((one) => element("option", { value: one }, words(one)));
        parts.box = element("select", { id, onchange: change }, options);
      } else {
        parts.box = element("input", {
          type: "text", id, inputmode: definition.minimum?.startsWith("-") ? "text" : "decimal", autocomplete: "off", spellcheck: "false",
          "aria-describedby": `${id}-about ${id}-error`, oninput: change,
        });
        const preset = presets.get(definition.id)?.value ?? definition.default;
        parts.stops = stopsOf(definition, preset === null ? null : exactNumber(preset));
        parts.slider = element("input", {
          type: "range", min: 0, max: parts.stops.length - 1, step: 1, "aria-label": title,
          oninput: () => { parts.box.value = words.field(asDecimal(parts.stops[Number(parts.slider.value)])); update(); },
        });
      }
      fields.set(definition.id, parts);
      return element("div", { class: "dw-field" },
        element("label", { for: id }, title),
        element("div", { class: "dw-field-value" }, parts.box, unit ? element("span", { class: "dw-unit" }, unit) : ""),
        parts.slider,
        element("p", { class: "dw-field-about", id: `${id}-about` }, about(definition)),
        element("label", { class: "dw-field-measured" }, measured, words("measured")),
        error);
    }

    function about(definition) {
      const { minimum: low, maximum: high } = definition;
      const shown = (text) => words.number(new Fraction(text));
      const range = definition.kind === "boolean" || definition.kind === "choice" || (low === null && high === null) ? ""
        : high === null ? words("from {low}", { low: shown(low) })
          : low === null ? words("up to {high}", { high: shown(high) })
            : words("{low} to {high}", { low: shown(low), high: shown(high) });
      const value = definition.default === null ? null : typeof definition.default === "string" && definition.kind !== "choice"
        ? exactNumber(definition.default) : definition.default;
      const standard = value === null ? words("must be given")
        : words("default {value}", { value: words.value(value) }) + (definition.note ? ` (${words(definition.note)})` : "");
      return [range, standard].filter(Boolean).join("; ");
    }

    // State: what is given, as a link or the start values say

    const shownDefault = (definition) => definition.default ?? (definition.kind === "boolean" ? false
      : definition.kind === "choice" ? definition.choices[0] : "");

    function put(/** @type {Map<string, {value: any, assumed: boolean}>} */ state) {
      for (const [id, { definition, box, measured }] of fields) {
        const given = state.get(id);
        const value = given ? given.value : shownDefault(definition);
        if (definition.kind === "boolean") box.checked = value === true || value === "true";
        else box.value = definition.kind === "choice" ? value : words.field(String(value));
        measured.checked = given ? !given.assumed : false;
      }
      update(false);
    }

    /** What the fields say; a field left at its default gives nothing. */
    function given() {
      const found = {};
      for (const [id, { definition, box, measured }] of fields) {
        const value = definition.kind === "boolean" ? box.checked : definition.kind === "choice" ? box.value : words.written(box.value);
        const preset = presets.get(id);
        const same = preset !== undefined && preset.value === value && preset.assumed === !measured.checked;
        const left = value === "" || (definition.default !== null && value === definition.default && !measured.checked);
        if (same || !left) found[id] = { value, assumed: !measured.checked };
      }
      return found;
    }

    const fromStart = () => new Map(rules.start.map((one) => [one.input, one]));

    function fromLink() {
      const state = new Map();
      for (const [id, text] of new URLSearchParams(location.hash.slice(1))) {
        if (definitions.has(id)) state.set(id, { value: text.replace(/~m$/, ""), assumed: !text.endsWith("~m") });
      }
      return state.size ? state : null;
    }

    function linkOf(found) {
      const query = new URLSearchParams();
      for (const [id, { value, assumed }] of Object.entries(found)) query.set(id, `${value}${assumed ? "" : "~m"}`);
      return `${location.href.split("#")[0]}#${query}`;
    }

    // sizing.yml

    function yamlOf(found) {
      const lines = Object.entries(found).map(([id, { value, assumed }]) => {
        const definition = definitions.get(id);
        const preset = presets.get(id);
        const same = preset !== undefined && preset.value === value && preset.assumed === assumed;
        const numeric = definition.kind === "integer" || definition.kind === "decimal";
        const written = same && preset.given ? preset.given : numeric ? asDecimal(exactNumber(value) ?? new Fraction(0)) : JSON.stringify(value);
        const unit = numeric ? (same && preset.unit) || definition.unit : "";
        const source = same && preset.source ? preset.source : SOURCE;
        const parts = [`input: ${id}`, `value: ${written}`, ...(unit ? [`unit: ${JSON.stringify(unit)}`] : []),
          `basis: ${assumed ? "assumed" : "measured"}`, `source: ${JSON.stringify(source)}`];
        return `  - {${parts.join(", ")}}`;
      });
      return ["# yaml-language-server: $schema=../../schemas/sizing.schema.json", "format: 1",
        `rules: {id: ${rules.id}, version: ${JSON.stringify(rules.version)}}`,
        lines.length ? "inputs:" : "inputs: []", ...lines, ""].join("\n");
    }

    // Results

    const stateOf = (kind, text) => {
      const shape = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      const circle = document.createElementNS("http://www.w3.org/2000/svg", "circle");
      const looks = kind === "met" ? { r: 6, fill: "currentColor" }
        : { r: 5.25, fill: "none", stroke: "currentColor", "stroke-width": 1.75 };
      for (const [name, value] of Object.entries({ cx: 8, cy: 8, ...looks })) circle.setAttribute(name, String(value));
      for (const [name, value] of Object.entries({ class: "dw-shape", viewBox: "0 0 16 16", "aria-hidden": "true" })) shape.setAttribute(name, value);
      shape.append(circle);
      return element("span", { class: `dw-state dw-state--${kind}` }, shape, text);
    };
    const lines = (all) => all.length ? all.flatMap((one, position) => (position ? [element("br"), one] : [one])) : NOTHING;
    const table = (columns, rows, caption, id) => element("div", { class: "dw-scroll", tabindex: 0, role: "group", "aria-label": caption },
      element("table", { class: "dw-table", id }, element("caption", {}, caption),
        element("thead", {}, element("tr", {}, columns.map(([title, kind]) => element("th", { scope: "col", class: kind }, title)))),
        element("tbody", {}, rows.map(({ cells, id: row }) => element("tr", { id: row }, cells.map((cell, at) =>
          element("td", { class: columns[at][1], "data-label": columns[at][0] }, cell)))))));
    const basis = (step) => step.assumed.length ? "assumed"
      : step.rule.source && step.rule.confidence.startsWith("A") ? "published" : "measured inputs";
    const assumedWord = (assumed, ...content) => assumed
      ? [element("span", { class: "dw-assumed" }, content), " ", element("span", { class: "dw-assumed-word" }, words("assumed"))] : content;

    function countText({ component, count, recommended }) {
      if (count === null) return component.count === null ? NOTHING : words("no rule matches");
      const least = words.number(count);
      return recommended === null || recommended.equals(count) ? least : `${least} – ${words.number(recommended)}`;
    }

    const measureText = (one, value) =>
      `${words(one.title)}: ${value === null ? words("no rule matches") : words.quantity(value, one.unit)}`;
    const totalText = (one) => measureText(one, one.total) + (one.total === null || one.totalRecommended === null ||
      one.totalRecommended.equals(one.total) ? "" : ` – ${words.quantity(one.totalRecommended, one.unit)}`);

    function resultRow(result, line) {
      const { component } = line;
      const needed = component.count === null || line.count === null || line.count.n !== 0n;
      const measures = needed ? line.measures : [];
      const steps = [component.count, ...measures.map((one) => one.rule)].filter(Boolean).map((id) => result.step(id));
      const bases = [...new Set(steps.map(basis))];
      const counted = component.count ? result.step(component.count) : null;
      return [
        words(component.title),
        needed ? assumedWord(counted !== null && counted.assumed.length > 0, countText(line)) : stateOf("not-needed", words("not needed")),
        lines(measures.filter((one) => one.per_node).map((one) => measureText(one, one.value))),
        lines(measures.map(totalText)),
        lines(bases.map((one) => stateOf(one === "assumed" ? "open" : "met", words(one)))),
        component.note ? element("span", { class: "dw-muted" }, words(component.note)) : NOTHING,
      ];
    }

    function resultTable(result) {
      const columns = [[words("Component")], [words("Nodes"), "dw-num"], [words("Size of a node")], [words("In total")],
        [words("Rests on"), "dw-narrow"], [words("Note")]];
      const rows = result.lines.map((line) => resultRow(result, line));
      const used = columns.map((_, at) => at).filter((at) => rows.some((cells) => cells[at] !== NOTHING));
      return table(used.map((at) => columns[at]), rows.map((cells) => ({ cells: used.map((at) => cells[at]) })), words("Result"), "what-if-result");
    }

    /** The parts of a working: numbers with unit and name, signs between them. */
    function workingOf(parts) {
      const content = [];
      parts.forEach((part, position) => {
        const before = parts[position - 1];
        const opening = before && "sign" in before && (before.sign === "(" || before.sign === "^");
        if (position && !opening && !("sign" in part && [")", ";", ":", "^"].includes(part.sign))) content.push(" ");
        if ("sign" in part) content.push(part.sign);
        else if ("message" in part) content.push(words.message(part.message));
        else {
          const shown = element("span", { class: "dw-number", title: part.number.d === 1n ? "" : part.number.toFraction() },
            words.number(part.number));
          const unit = words.unit(part.number, part.unit);
          content.push(assumedWord(part.assumed, shown, unit ? element("span", { class: "dw-unit" }, `\u00a0${unit}`) : ""));
          if (part.title) content.push(" ", element("span", { class: "dw-muted" }, `(${words(part.title)})`));
        }
      });
      return content;
    }

    function workingTable(result) {
      const rows = result.steps.map((step) => {
        const cited = [step.rule.source, step.rule.confidence && words("confidence {letter}", { letter: step.rule.confidence })].filter(Boolean);
        return {
          id: `what-if-working-${step.rule.id}`,
          cells: [
            words(step.rule.title),
            [workingOf(step.expression), step.rule.note ? [element("br"), element("span", { class: "dw-muted" }, words(step.rule.note))] : ""],
            [element("code", {}, step.rule.id), cited.length ? [element("br"), element("span", { class: "dw-muted" }, cited.join(", "))] : ""],
          ],
        };
      });
      return table([[words("Figure")], [words("Working")], [words("Rule")]], rows, words("Working"), "what-if-working");
    }

    /** The answer in one line: nodes, and each total that the rules give. */
    function headline(result) {
      const nodes = result.lines.reduce((sum, line) => (line.count === null ? sum : sum.add(line.count)), new Fraction(0));
      const totals = new Map();
      for (const one of result.lines.flatMap((line) => line.measures)) {
        if (one.total === null) continue;
        const key = `${one.title}\u0000${one.unit}`;
        totals.set(key, [...(totals.get(key) ?? []), one]);
      }
      const shared = [...totals.values()].filter((all) => all.length > 1);
      const shown = (shared.length ? shared : [...totals.values()]).map((all) => {
        const sum = all.reduce((total, one) => total.add(one.total), new Fraction(0));
        return `${words.quantity(sum, all[0].unit)} ${words(all[0].title)}`;
      });
      const counted = nodes.n === 0n ? [] : [words(nodes.equals(1) ? "{count} node" : "{count} nodes", { count: words.number(nodes) })];
      return [...counted, ...shown].join(", ") || words("No result yet.");
    }

    const callout = ([first, ...others]) => element("div", { class: "dw-callout dw-callout--warning" },
      element("p", { class: "dw-callout-title" }, first),
      others.length ? element("ul", {}, others.map((text) => element("li", {}, text))) : "");

    function warnings(result) {
      const missing = result.inputs.filter((one) => one.value === null && !one.problem).map((one) => words(one.definition.title));
      const texts = result.warnings.map(words.message);
      if (missing.length) texts.push(words("Inputs are missing: {names}", { names: missing.join("; ") }));
      if (!missing.length && !result.inputs.some((one) => one.problem)) {
        for (const step of result.steps) {
          const first = step.reason && step.rule.uses.every((id) => result.step(id).value !== null);
          if (first) texts.push(`${words(step.rule.title)}: ${words.message(step.reason)}`);
        }
      }
      if (!texts.length) return [];
      const [first, ...others] = texts;
      return [element("div", { class: "dw-callout dw-callout--warning" }, element("p", { class: "dw-callout-title" }, first),
        others.length ? element("ul", {}, others.map((text) => element("li", {}, text))) : "")];
    }

    // Every change

    const answer = element("p", { class: "dw-lead dw-what-if-answer", role: "status" });
    const shownWarnings = element("div");
    const shownResult = element("div");
    const shownWorking = element("div", { class: "dw-details-body" });
    const yamlText = element("code", { id: "what-if-yaml" });  // the theme puts its own button beside it
    const yaml = element("pre", { tabindex: 0, role: "group", "aria-label": "sizing.yml" }, yamlText);
    const copied = element("span", { class: "dw-muted", role: "status" });
    const yamlBlock = element("details", { class: "dw-details" }, element("summary", {}, "sizing.yml"), yaml);
    const copyYaml = element("button", { type: "button", class: "dw-button" }, words("Copy as sizing.yml"));

    function update(remember = true) {
      const found = given();
      const result = calculate(rules, found);
      let wrong = false;
      for (const { definition, problem, value } of result.inputs) {
        const { box, error, slider, stops } = fields.get(definition.id);
        error.textContent = problem ? words.message(problem) : "";
        box.setAttribute("aria-invalid", String(problem !== null));
        wrong ||= problem !== null;
        if (slider && value !== null) {
          slider.value = String(stops.findLastIndex((one) => one.compare(value) <= 0));
          slider.setAttribute("aria-valuetext", words.quantity(value, definition.unit));
        }
      }
      answer.textContent = wrong ? words("An input cannot be used.") : headline(result);
      shownWarnings.replaceChildren(...warnings(result));
      shownResult.replaceChildren(resultTable(result));
      shownWorking.replaceChildren(workingTable(result));
      copyYaml.toggleAttribute("disabled", wrong);
      yamlText.textContent = wrong ? words("An input cannot be used.") : yamlOf(found);
      copied.textContent = "";
      if (!remember) return;
      clearTimeout(waiting);
      waiting = setTimeout(() => history.replaceState(null, "", linkOf(found)), 250);
    }

    async function copy(/** @type {string} */ text, /** @type {string} */ done) {
      try {
        await navigator.clipboard.writeText(text);
        copied.textContent = done;
      } catch {
        yamlBlock.setAttribute("open", "");
        yamlText.textContent = text;
        getSelection()?.selectAllChildren(yamlText);
        copied.textContent = words("Copy what is selected.");
      }
    }

    copyYaml.addEventListener("click", () => copy(yamlOf(given()), words("Copied.")));
    const asked = rules.inputs.filter((one) => one.default === null || presets.has(one.id));
    const others = rules.inputs.filter((one) => !asked.includes(one));
    const grid = (all) => element("div", { class: "dw-fields" }, all.map(fieldOf));
    const form = element("form", { onsubmit: (event) => event.preventDefault(), "aria-label": words("Inputs") },
      asked.length ? grid(asked) : "",
      others.length ? element("details", { class: "dw-details", open: asked.length === 0 },
        element("summary", {}, words(others.length === 1 ? "{count} input by default" : "{count} inputs by default", { count: String(others.length) })), grid(others)) : "");
    const buttons = element("p", { class: "dw-buttons" },
      element("button", { type: "button", class: "dw-button", onclick: () => copy(linkOf(given()), words("Copied.")) }, words("Copy link")),
      copyYaml,
      element("button", { type: "button", class: "dw-button", onclick: () => { put(fromStart()); update(); } }, words("Back to the start values")),
      copied);
    root.replaceChildren(answer, form, shownWarnings, shownResult, buttons, yamlBlock,
      element("details", { class: "dw-details" }, element("summary", {}, words("Working")), shownWorking));
    put(fromLink() ?? fromStart());
    window.addEventListener("hashchange", () => { const state = fromLink(); if (state) put(state); });
  }

  document.querySelectorAll(".dw-what-if").forEach((root) => build(/** @type {HTMLElement} */ (root)));
})();
