// @ts-check
// What the what-if page shows: words and numbers in the reader's language, and a result as elements of the page.
// It computes nothing (sizing-rules.js does) and knows no fields (what-if.js does).

globalThis.DeliveryWhatIfView = (() => {
  "use strict";

  /**
   * @typedef {any} Exact an exact fraction
   * @typedef {Exact | boolean | string | null} Value
   * @typedef {{text: string, values: Object<string, any>}} Message
   * @typedef {{words: Object<string, string>, plurals: Object<string, string>, symbols: {group: string, decimal: string}}} Language
   * @typedef {string | Node | null | undefined | any[]} Content text, an element, or several; never markup
   * @typedef {[string, string?]} Column
   * @typedef {{cells: Content[], id?: string}} Row
   * @typedef {{title: string, unit: string, rule: string, per_node: boolean, value: Exact | null, total: Exact | null,
   *   totalRecommended: Exact | null}} Measure
   * @typedef {{component: any, count: Exact | null, recommended: Exact | null, measures: Measure[]}} Line
   * @typedef {{rule: any, value: Value, expression: any[], reason: Message | null, assumed: string[]}} Step
   * @typedef {{inputs: any[], lines: Line[], steps: Step[], warnings: Message[], step: (id: string) => Step}} Result
   */

  const { isNumber } = globalThis.DeliverySizing;
  const Fraction = globalThis.Fraction;
  const NOTHING = "–";
  const PLACES = 4;
  const SVG = "http://www.w3.org/2000/svg";

  /**
   * An element with attributes; text and elements go into it, never markup.
   * @param {string} tag
   * @param {Object<string, any>} [attributes] `on…` is a listener, true an attribute without value
   * @param {...Content} content
   * @returns {any}
   */
  function element(tag, attributes = {}, ...content) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else if (value === true) made.setAttribute(name, "");
      else if (value !== false && value !== null && value !== undefined && value !== "") made.setAttribute(name, String(value));
    }
    made.append(...content.flat(9).filter((one) => one !== null && one !== undefined && one !== ""));
    return made;
  }

  // --- words and numbers --------------------------------------------------------------------------

  /**
   * A number with at most four decimal places; one that goes on ends in dots.
   * @param {Exact} value
   * @param {Language["symbols"]} symbols
   */
  function numberText(value, symbols) {
    const whole = (/** @type {bigint} */ part) => String(part).replace(/\B(?=(\d{3})+$)/g, symbols.group);
    const minus = value.s < 0n && value.n !== 0n ? "-" : "";
    if (value.d === 1n) return minus + whole(value.n);
    const scale = 10n ** BigInt(PLACES);
    const scaled = value.n * scale / value.d;
    const places = String(scaled % scale).padStart(PLACES, "0");
    const shown = scaled * value.d === value.n * scale ? places.replace(/0+$/, "") : `${places}…`;
    return `${minus}${whole(scaled / scale)}${shown ? symbols.decimal + shown : ""}`;
  }

  /**
   * A number as a reader of the language writes it, with or without separators; anything else as it is.
   * @param {string} text
   * @param {Language["symbols"]} symbols
   */
  function writtenNumber(text, { group, decimal }) {
    const escape = (/** @type {string} */ one) => one.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const grouped = new RegExp(`^[+-]?\\d{1,3}(?:${escape(group)}\\d{3})+(?:${escape(decimal)}\\d+)?$`);
    const plain = text.replace(/[\s’']/g, "");
    const joined = grouped.test(plain) ? plain.split(group).join("") : plain;
    return decimal !== "." && joined.includes(".") ? text : joined.replace(decimal, ".");
  }

  /**
   * Texts, numbers and units in the language of the page.
   * @param {Language} language
   */
  function wordsOf({ words: texts, plurals, symbols }) {
    const words = (/** @type {string} */ text, /** @type {Object<string, string>} */ values = {}) =>
      (Object.hasOwn(texts, text) ? texts[text] : text).replace(/\{(\w+)\}/g, (_, name) => values[name]);
    words.number = (/** @type {Exact} */ value) => numberText(value, symbols);
    words.value = (/** @type {Value} */ value) => {
      if (value === null) return NOTHING;
      if (isNumber(value)) return words.number(value);
      return typeof value === "boolean" ? words(value ? "yes" : "no") : words(value);
    };
    words.unit = (/** @type {Value} */ value, /** @type {string} */ unit) => {
      if (!unit) return "";
      return isNumber(value) && value.equals(1) ? words(unit) : words(plurals[unit] ?? unit);
    };
    words.quantity = (/** @type {Value} */ value, /** @type {string} */ unit) =>
      `${words.value(value)}\u00a0${words.unit(value, unit)}`.replace(/\s+$/, "");
    words.written = (/** @type {string} */ text) => writtenNumber(text, symbols);
    words.field = (/** @type {string} */ exact) => exact.replace(".", symbols.decimal);
    words.message = (/** @type {Message} */ { text, values }) => words(text, Object.fromEntries(Object.entries(values).map(
      ([name, value]) => [name, isNumber(value) ? words.number(value) : words(String(value))])));
    return words;
  }

  /** @typedef {ReturnType<typeof wordsOf>} Words */

  // --- parts --------------------------------------------------------------------------------------

  /**
   * A state as a word with its shape: filled for what is met, a ring for what is open.
   * @param {"met" | "open" | "not-needed"} kind
   * @param {string} text
   */
  function stateMark(kind, text) {
    const shape = document.createElementNS(SVG, "svg");
    const circle = document.createElementNS(SVG, "circle");
    const looks = kind === "met" ? { r: 6, fill: "currentColor" }
      : { r: 5.25, fill: "none", stroke: "currentColor", "stroke-width": 1.75 };
    for (const [name, value] of Object.entries({ cx: 8, cy: 8, ...looks })) circle.setAttribute(name, String(value));
    for (const [name, value] of Object.entries({ class: "dw-shape", viewBox: "0 0 16 16", "aria-hidden": "true" })) {
      shape.setAttribute(name, value);
    }
    shape.append(circle);
    return element("span", { class: `dw-state dw-state--${kind}` }, shape, text);
  }

  /**
   * Parts on lines of their own; a dash if there is none.
   * @param {Content[]} all
   */
  const linesOf = (all) => all.length ? all.flatMap((one, position) => (position ? [element("br"), one] : [one])) : NOTHING;

  /**
   * Content that rests on an assumption, marked and with the word beside it.
   * @param {Words} words
   * @param {boolean} assumed
   * @param {...Content} content
   */
  const assumedMark = (words, assumed, ...content) => assumed
    ? [element("span", { class: "dw-assumed" }, content), " ", element("span", { class: "dw-assumed-word" }, words("assumed"))]
    : content;

  /** @param {Content} content */
  const muted = (content) => element("span", { class: "dw-muted" }, content);

  /**
   * A table that scrolls sideways by itself and becomes cards on a phone.
   * @param {Column[]} columns
   * @param {Row[]} rows
   * @param {string} caption
   * @param {string} id
   */
  function tableOf(columns, rows, caption, id) {
    const heads = columns.map(([title, kind]) => element("th", { scope: "col", class: kind }, title));
    const body = rows.map((row) => element("tr", { id: row.id },
      row.cells.map((cell, at) => element("td", { class: columns[at][1], "data-label": columns[at][0] }, cell))));
    return element("div", { class: "dw-scroll", tabindex: 0, role: "group", "aria-label": caption },
      element("table", { class: "dw-table", id }, element("caption", {}, caption),
        element("thead", {}, element("tr", {}, heads)), element("tbody", {}, body)));
  }

  // --- results ------------------------------------------------------------------------------------

  /**
   * What a figure rests on, as the sizing page says it.
   * @param {Step} step
   */
  function basisOf(step) {
    if (step.assumed.length) return "assumed";
    return step.rule.source && step.rule.confidence.startsWith("A") ? "published" : "nothing assumed";
  }

  /**
   * How many nodes: the least, and the recommended number where it differs.
   * @param {Words} words
   * @param {Line} line
   */
  function countText(words, { component, count, recommended }) {
    if (count === null) return component.count === null ? NOTHING : words("no rule matches");
    const least = words.number(count);
    return recommended === null || recommended.equals(count) ? least : `${least} – ${words.number(recommended)}`;
  }

  /**
   * A figure with its name.
   * @param {Words} words
   * @param {Measure} one
   * @param {Exact | null} value
   */
  const measureText = (words, one, value) =>
    `${words(one.title)}: ${value === null ? words("no rule matches") : words.quantity(value, one.unit)}`;

  /**
   * The total of a figure, up to that of the recommended number of nodes.
   * @param {Words} words
   * @param {Measure} one
   */
  function totalText(words, one) {
    const text = measureText(words, one, one.total);
    const most = one.totalRecommended;
    return one.total === null || most === null || most.equals(one.total) ? text : `${text} – ${words.quantity(most, one.unit)}`;
  }

  /**
   * The cells of a component, in the order of the result table's columns.
   * @param {Words} words
   * @param {Result} result
   * @param {Line} line
   * @returns {Content[]}
   */
  function resultCells(words, result, line) {
    const { component } = line;
    const needed = component.count === null || line.count === null || line.count.n !== 0n;
    const measures = needed ? line.measures : [];
    const steps = [component.count, ...measures.map((one) => one.rule)].filter(Boolean).map((id) => result.step(id));
    const bases = [...new Set(steps.map(basisOf))];
    const counted = component.count !== null && result.step(component.count).assumed.length > 0;
    return [
      words(component.title),
      needed ? assumedMark(words, counted, countText(words, line)) : stateMark("not-needed", words("not needed")),
      linesOf(measures.filter((one) => one.per_node).map((one) => measureText(words, one, one.value))),
      linesOf(measures.map((one) => totalText(words, one))),
      linesOf(bases.map((one) => stateMark(one === "assumed" ? "open" : "met", words(one)))),
      component.note ? muted(words(component.note)) : NOTHING,
    ];
  }

  /**
   * The components with their nodes and figures; a column that no component needs is left out.
   * @param {Words} words
   * @param {Result} result
   */
  function resultTable(words, result) {
    /** @type {Column[]} */
    const columns = [[words("Component")], [words("Nodes"), "dw-num"], [words("Size of a node")], [words("In total")],
      [words("Rests on"), "dw-narrow"], [words("Note")]];
    const rows = result.lines.map((line) => resultCells(words, result, line));
    const isUsed = (/** @type {Content} */ cell) => cell !== NOTHING && !(Array.isArray(cell) && cell.length === 1 && cell[0] === NOTHING);
    const used = columns.map((_, at) => at).filter((at) => rows.some((cells) => isUsed(cells[at])));
    return tableOf(used.map((at) => columns[at]), rows.map((cells) => ({ cells: used.map((at) => cells[at]) })),
      words("Result"), "what-if-result");
  }

  /**
   * The totals by title and unit, each with the figures that it sums.
   * @param {Result} result
   * @returns {Measure[][]}
   */
  function totalsOf(result) {
    const totals = new Map();
    for (const one of result.lines.flatMap((line) => line.measures)) {
      if (one.total === null) continue;
      const key = `${one.title}\u0000${one.unit}`;
      totals.set(key, [...(totals.get(key) ?? []), one]);
    }
    const shared = [...totals.values()].filter((all) => all.length > 1);
    return shared.length ? shared : [...totals.values()];
  }

  /**
   * The answer in one line: nodes, and each total that the rules give.
   * @param {Words} words
   * @param {Result} result
   */
  function headline(words, result) {
    const nodes = result.lines.reduce((sum, line) => (line.count === null ? sum : sum.add(line.count)), new Fraction(0));
    const shown = totalsOf(result).map((all) => {
      const sum = all.reduce((total, one) => total.add(one.total), new Fraction(0));
      return `${words.quantity(sum, all[0].unit)} ${words(all[0].title)}`;
    });
    const counted = nodes.n === 0n ? []
      : [words(nodes.equals(1) ? "{count} node" : "{count} nodes", { count: words.number(nodes) })];
    return [...counted, ...shown].join(", ") || words("No result yet.");
  }

  // --- working and warnings -----------------------------------------------------------------------

  /**
   * A number of the working with its unit, and the name of the input or rule that it comes from.
   * @param {Words} words
   * @param {any} part
   * @returns {Content[]}
   */
  function numberPart(words, part) {
    const exact = part.number.d === 1n ? "" : part.number.toFraction();
    const unit = words.unit(part.number, part.unit);
    const shown = assumedMark(words, part.assumed, element("span", { class: "dw-number", title: exact }, words.number(part.number)),
      unit ? element("span", { class: "dw-unit" }, `\u00a0${unit}`) : "");
    return part.title ? [shown, " ", muted(`(${words(part.title)})`)] : [shown];
  }

  /**
   * The parts of a working: numbers with unit and name, signs between them.
   * @param {Words} words
   * @param {any[]} parts
   */
  function workingOf(words, parts) {
    /** @type {Content[]} */
    const content = [];
    parts.forEach((part, position) => {
      const before = parts[position - 1];
      const opening = before && "sign" in before && (before.sign === "(" || before.sign === "^");
      if (position && !opening && !("sign" in part && [")", ";", ":", "^"].includes(part.sign))) content.push(" ");
      if ("sign" in part) content.push(part.sign);
      else content.push("message" in part ? words.message(part.message) : numberPart(words, part));
    });
    return content;
  }

  /**
   * Every rule with its working, source and confidence.
   * @param {Words} words
   * @param {Result} result
   */
  function workingTable(words, result) {
    const rows = result.steps.map(({ rule, expression }) => {
      const cited = [rule.source, rule.confidence && words("confidence {letter}", { letter: rule.confidence })].filter(Boolean);
      return {
        id: `what-if-working-${rule.id}`,
        cells: [
          words(rule.title),
          [workingOf(words, expression), rule.note ? [element("br"), muted(words(rule.note))] : ""],
          [element("code", {}, rule.id), cited.length ? [element("br"), muted(cited.join(", "))] : ""],
        ],
      };
    });
    return tableOf([[words("Figure")], [words("Working")], [words("Rule")]], rows, words("Working"), "what-if-working");
  }

  /**
   * What the reader has to know before the numbers: validity, missing inputs, rules without a result.
   * @param {Words} words
   * @param {Result} result
   * @returns {string[]}
   */
  function warningTexts(words, result) {
    const missing = result.inputs.filter((one) => one.value === null && !one.problem).map((one) => words(one.definition.title));
    const texts = result.warnings.map(words.message);
    if (missing.length) return [...texts, words("Inputs are missing: {names}", { names: missing.join("; ") })];
    if (result.inputs.some((one) => one.problem)) return texts;
    for (const step of result.steps) {
      const isFirst = step.reason && step.rule.uses.every((/** @type {string} */ id) => result.step(id).value !== null);
      if (step.reason && isFirst) texts.push(`${words(step.rule.title)}: ${words.message(step.reason)}`);
    }
    return texts;
  }

  /**
   * The warnings in one box; none, if there is nothing to warn of.
   * @param {Words} words
   * @param {Result} result
   * @returns {any[]}
   */
  function warningBox(words, result) {
    const [first, ...others] = warningTexts(words, result);
    if (first === undefined) return [];
    return [element("div", { class: "dw-callout dw-callout--warning" }, element("p", { class: "dw-callout-title" }, first),
      others.length ? element("ul", {}, others.map((text) => element("li", {}, text))) : "")];
  }

  return { element, wordsOf, headline, resultTable, warningBox, workingTable };
})();
