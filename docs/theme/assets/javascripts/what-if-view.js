// @ts-check
// What the what-if page shows: words and numbers in the reader's language, and a result as elements of the page.
// It computes nothing (sizing-rules.js does) and knows no fields (what-if.js does).

globalThis.DeliveryWhatIfView = (() => {
  "use strict";

  /**
   * @typedef {any} Exact an exact fraction
   * @typedef {Exact | boolean | string | null} Value
   * @typedef {{text: string, values: Object<string, any>}} Message
   * @typedef {{dimension: string, size: string, counted: boolean, bracketed: boolean}} Unit
   * @typedef {{words: Object<string, string>, plurals: Object<string, string>, units: Object<string, Unit>,
   *   symbols: {group: string, decimal: string}}} Language
   * @typedef {string | Node | null | undefined | any[]} Content text, an element, or several; never markup
   * @typedef {[string, string?]} Column
   * @typedef {{cells: Content[], id?: string}} Row
   * @typedef {{title: string, unit: string, rule: string, per_node: boolean, value: Value, total: Value,
   *   totalRecommended: Exact | null, assumed: boolean, missing: string[]}} Measure
   * @typedef {{component: any, count: Exact | null, recommended: Exact | null, measures: Measure[], unit: string,
   *   assumed: boolean, missing: string[], isNeeded: boolean}} Line
   * @typedef {{rule: any, value: Value, expression: any[], reason: Message | null, assumed: string[], missing: string[]}} Step
   * @typedef {{title: string, unit: string, value: Value, atLeast: boolean}} HeadlineFigure
   * @typedef {{rules: any, inputs: any[], lines: Line[], steps: Step[], warnings: Message[], step: (id: string) => Step,
   *   headline: {figures: HeadlineFigure[], without: string[]}}} Result
   */

  const { isNumber, isWhole } = globalThis.DeliverySizing;
  const Fraction = globalThis.Fraction;
  const NOTHING = "–";
  const UNREAD = "?"; // what is written is no number
  const PLACES = 4;
  const MOST_PLACES = 10;
  const SIGNIFICANT = 4;
  const MOST_SHOWN = 20;
  const THIN = "\u202f"; // sets thousands apart in a field, where a mark could be a decimal one
  /** @type {Object<string, [string, number]>} */
  const LARGER = { MB: ["GB", 1000], GB: ["TB", 1000], MiB: ["GiB", 1024], GiB: ["TiB", 1024] };
  const LARGE = 10000;
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
   * A number with at most so many decimal places; one that goes on is rounded.
   * @param {Exact} value
   * @param {Language["symbols"]} symbols
   */
  function numberText(value, symbols, most = PLACES) {
    const whole = (/** @type {bigint} */ part) => String(part).replace(/\B(?=(\d{3})+$)/g, symbols.group);
    const minus = value.s < 0n && value.n !== 0n ? "-" : "";
    if (value.d === 1n) return minus + whole(value.n);
    const scale = 10n ** BigInt(most);
    const scaled = value.n * scale / value.d;
    const places = String(scaled % scale).padStart(most, "0");
    if (scaled * value.d !== value.n * scale) return numberText(shortened(value), symbols, MOST_SHOWN);
    const shown = places.replace(/0+$/, "");
    return `${minus}${whole(scaled / scale)}${shown ? symbols.decimal + shown : ""}`;
  }

  /**
   * A number with four significant digits, half up; a whole number as it is.
   * @param {Exact} value
   * @returns {Exact}
   */
  const readable = (value) => (value.d === 1n ? value : roundedTo(value, significantStep(value)));

  /**
   * The same for a number whose digits do not end, but it never looks like a whole one.
   * @param {Exact} value
   * @returns {Exact}
   */
  function shortened(value) {
    const step = significantStep(value);
    const tenth = new Fraction(1, 10);
    return roundedTo(value, step.compare(tenth) > 0 ? tenth : step);
  }

  /**
   * What the last of four significant digits counts.
   * @param {Exact} value
   * @returns {Exact}
   */
  function significantStep(value) {
    const size = value.abs();
    let magnitude = String(size.n).length - String(size.d).length;
    const ten = new Fraction(10);
    if (size.compare(ten.pow(magnitude)) < 0) magnitude -= 1;
    return ten.pow(magnitude - SIGNIFICANT + 1);
  }

  /**
   * A number to the nearest multiple of a step, half up.
   * @param {Exact} value
   * @param {Exact} step
   * @returns {Exact}
   */
  function roundedTo(value, step) {
    const rounded = value.abs().div(step).add(new Fraction(1, 2)).floor().mul(step);
    return value.compare(0) < 0 ? rounded.neg() : rounded;
  }

  /**
   * A size in the next larger unit from 10,000 on; others as they are.
   * @param {Value} value
   * @param {string} unit
   * @returns {[Value, string]}
   */
  function scaled(value, unit) {
    if (!isNumber(value) || !Object.hasOwn(LARGER, unit) || value.abs().compare(LARGE) < 0) return [value, unit];
    const [larger, factor] = LARGER[unit];
    return [value.div(factor), larger];
  }

  /**
   * A number with all of its digits, where it has at most ten decimal places.
   * @param {Exact} value
   * @param {Language["symbols"]} symbols
   */
  const exactText = (value, symbols) => numberText(value, symbols, 10n ** BigInt(MOST_PLACES) % value.d === 0n ? MOST_PLACES : PLACES);

  /**
   * A number as a reader of the language writes it, with a point for the decimal mark; no number for anything else.
   * One mark with three digits behind it may be a decimal mark or a thousands mark: where a whole number is wanted, it
   * is kept as a point, with which it is refused; elsewhere the decimal mark of the page counts and no other.
   * @param {string} text
   * @param {Language["symbols"]} symbols
   * @param {boolean} isWhole
   */
  function writtenNumber(text, { group, decimal }, isWhole) {
    const escape = (/** @type {string} */ one) => one.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const grouped = new RegExp(`^[+-]?\\d{1,3}(?:${escape(group)}\\d{3})+(?:${escape(decimal)}\\d+)?$`);
    const plain = text.replace(/(?<=\d)[\s’'](?=\d{3}(?!\d))/g, "").trim();
    if (/^-?[1-9]\d{0,2}[.,]\d{3}$/.test(plain)) {
      return isWhole || plain.includes(decimal) ? plain.replace(",", ".") : UNREAD;
    }
    const joined = grouped.test(plain) ? plain.split(group).join("") : plain;
    return decimal !== "." && joined.includes(".") ? UNREAD : joined.replace(decimal, ".");
  }

  /**
   * Texts, numbers and units in the language of the page.
   * @param {Language} language
   */
  function wordsOf({ words: texts, plurals, units, symbols }) {
    const words = (/** @type {string} */ text, /** @type {Object<string, string>} */ values = {}) =>
      (Object.hasOwn(texts, text) ? texts[text] : text).replace(/\{(\w+)\}/g, (_, name) => values[name]);
    words.number = (/** @type {Exact} */ value) => numberText(value, symbols);
    words.exact = (/** @type {Value} */ value) => (isNumber(value) ? exactText(value, symbols) : words.value(value));
    words.value = (/** @type {Value} */ value) => {
      if (value === null) return NOTHING;
      if (isNumber(value)) return numberText(readable(value), symbols, MOST_SHOWN);
      return typeof value === "boolean" ? words(value ? "yes" : "no") : words(value);
    };
    words.plural = (/** @type {string} */ unit) => (unit ? words(plurals[unit] ?? unit) : "");
    words.unit = (/** @type {Value} */ value, /** @type {string} */ unit) => {
      if (!unit || typeof value === "boolean" || typeof value === "string") return "";
      if (isNumber(value) && value.equals(1)) return words(unit);
      return units[unit]?.bracketed && value !== null ? `(${words(unit)})` : words.plural(unit);
    };
    words.quantity = (/** @type {Value} */ value, /** @type {string} */ unit) =>
      `${words.value(value)}\u00a0${words.unit(value, unit)}`.replace(/\s+$/, "");
    words.large = (/** @type {Value} */ value, /** @type {string} */ unit) => words.quantity(...scaled(value, unit));
    words.written = (/** @type {string} */ text, isWhole = false) => writtenNumber(text, symbols, isWhole);
    words.field = (/** @type {string} */ exact) => {
      const [whole, places] = exact.split(".");
      const grouped = whole.replace(/^-?/, "").length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, THIN) : whole;
      return places === undefined ? grouped : grouped + symbols.decimal + places;
    };
    words.message = (/** @type {Message} */ { text, values }) => words(text, Object.fromEntries(Object.entries(values).map(
      ([name, value]) => [name, isNumber(value) ? words.number(value) : words(String(value))])));
    return words;
  }

  /** @typedef {ReturnType<typeof wordsOf>} Words */

  // --- parts --------------------------------------------------------------------------------------

  /**
   * A state as a word with its shape, a ring.
   * @param {"open" | "not-needed"} kind
   * @param {string} text
   */
  function stateMark(kind, text) {
    const shape = document.createElementNS(SVG, "svg");
    const circle = document.createElementNS(SVG, "circle");
    const looks = { r: 5.25, fill: "none", stroke: "currentColor", "stroke-width": 1.75 };
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
    ? [element("span", { class: "dw-assumed" }, content), element("span", { class: "dw-assumed-mark" }, "*")]
    : content;

  /** @param {Content} content */
  const muted = (content) => element("span", { class: "dw-muted" }, content);

  /**
   * Whether a cell has nothing to say.
   * @param {Content} cell
   * @returns {boolean}
   */
  const isNothing = (cell) => cell === NOTHING || cell === "" || (Array.isArray(cell) && cell.every(isNothing));

  /**
   * A table that scrolls sideways by itself and becomes rows on a phone.
   * @param {Column[]} columns
   * @param {Row[]} rows
   * @param {string} caption
   * @param {string} id
   */
  function tableOf(columns, rows, caption, id) {
    const heads = columns.map(([title, kind]) => element("th", { scope: "col", class: kind }, title));
    const title = columns.findIndex(([, kind]) => !kind);
    const aside = columns.findIndex(([, kind], at) => at > title && kind === "dw-narrow");
    const places = new Map([[aside, "dw-aside"], [title, "dw-title"]]);
    const classes = (/** @type {Content} */ cell, /** @type {number} */ at) =>
      [columns[at][1], isNothing(cell) ? "dw-none" : places.get(at)].filter(Boolean).join(" ");
    const body = rows.map((row) => element("tr", { id: row.id },
      row.cells.map((cell, at) => element("td", { class: classes(cell, at), "data-label": columns[at][0] }, cell))));
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

  const wordList = (/** @type {string} */ text) => text.toLowerCase().split(/[^\p{L}\p{N}_/%]+/u).filter(Boolean);
  const isSame = (/** @type {string[]} */ one, /** @type {string[]} */ other) =>
    one.length === other.length && one.every((word, at) => word === other[at]);

  /**
   * Whether a title is nothing but the unit.
   * @param {Words} words
   * @param {string} title
   * @param {string} unit
   */
  const isNameOf = (words, title, unit) =>
    Boolean(unit) && [words(unit), words.plural(unit)].some((form) => isSame(wordList(words(title)), wordList(form)));

  /**
   * Whether a title begins or ends with the unit, in one or many.
   * @param {Words} words
   * @param {string} title
   * @param {string} unit
   */
  function mentions(words, title, unit) {
    if (!unit) return false;
    const main = wordList(words(title).split(",")[0]);
    const forms = [words(unit), words.plural(unit)].map(wordList);
    if (unit.length === 1) return forms.some((form) => isSame(form, main));
    return forms.some((form) => isSame(main.slice(0, form.length), form) || isSame(main.slice(-form.length), form));
  }

  /**
   * What stands in the place of a value: the inputs that are needed for it, or that there is no result.
   * @param {Words} words
   * @param {Result} result
   * @param {string[]} missing
   */
  function withoutText(words, result, missing) {
    if (!missing.length) return words("no result");
    const titles = new Map(result.inputs.map((one) => [one.definition.id, words(one.definition.title)]));
    return words("needs: {names}", { names: missing.map((id) => titles.get(id) ?? id).join("; ") });
  }

  /**
   * A value beside its title: with its unit, unless the title says that already.
   * @param {Words} words
   * @param {string} title
   * @param {Value} value
   * @param {string} unit
   */
  const besideText = (words, title, value, unit) => (mentions(words, title, unit) ? words.value(value) : words.quantity(value, unit));

  /**
   * How many nodes: the least, and the recommended number where it differs.
   * @param {Words} words
   * @param {Result} result
   * @param {Line} line
   */
  function countText(words, result, { component, count, recommended, missing }) {
    if (count === null) return component.count === null ? NOTHING : withoutText(words, result, missing);
    const least = words.value(count);
    if (!isWhole(count)) return words("{value}, no whole number", { value: least });
    return recommended === null || recommended.equals(count) ? least : `${least} – ${words.value(recommended)}`;
  }

  /**
   * A figure with its name.
   * @param {Words} words
   * @param {Result} result
   * @param {Measure} one
   * @param {Value} value
   */
  const measureText = (words, result, one, value) => `${words(one.title)}: ${
    value === null ? withoutText(words, result, one.missing) : besideText(words, one.title, value, one.unit)}`;

  /**
   * The total of a figure, up to that of the recommended number of nodes.
   * @param {Words} words
   * @param {Result} result
   * @param {Measure} one
   */
  function totalText(words, result, one) {
    const text = measureText(words, result, one, one.total);
    const most = one.totalRecommended;
    const isAlone = one.total === null || most === null || most.equals(one.total);
    return isAlone ? text : `${text} – ${besideText(words, one.title, most, one.unit)}`;
  }

  const hasTotal = (/** @type {Measure} */ one) => !(one.per_node && one.value !== null && !isNumber(one.value));

  /**
   * The title of a line, and below it what contains it; a total is in bold.
   * @param {Words} words
   * @param {Result} result
   * @param {any} component
   * @returns {Content}
   */
  function componentTitle(words, result, component) {
    const title = words(component.title);
    const whole = result.rules.outputs.find((/** @type {any} */ one) => one.id === component.part_of);
    if (whole) return [title, element("br"), muted(words("part of {whole}", { whole: words(whole.title) }))];
    return component.total ? element("strong", {}, title) : title;
  }

  /**
   * What the figures of a line rest on: said once where it is the same for all, else figure by figure.
   * @param {Words} words
   * @param {Result} result
   * @param {Line} line
   * @returns {Content[]}
   */
  function basesOf(words, result, { component, measures }) {
    const counted = component.count ? [[words("Nodes"), basisOf(result.step(component.count))]] : [];
    const bases = [...counted, ...measures.map((one) => [words(one.title), one.assumed ? "assumed" : basisOf(result.step(one.rule))])];
    const isOne = new Set(bases.map(([, basis]) => basis)).size <= 1;
    return (isOne ? bases.slice(0, 1) : bases).map(([title, basis]) => {
      const text = isOne ? words(basis) : `${title}: ${words(basis)}`;
      return basis === "assumed" ? stateMark("open", text) : text;
    });
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
    const measures = line.isNeeded ? line.measures : [];
    const counted = component.count !== null && line.count !== null && result.step(component.count).assumed.length > 0;
    const unit = line.unit === "node" || line.count === null ? "" : words.unit(line.recommended ?? line.count, line.unit);
    const count = [countText(words, result, line), unit ? element("span", { class: "dw-unit" }, `\u00a0${unit}`) : ""];
    return [
      componentTitle(words, result, component),
      line.isNeeded ? (component.count === null ? NOTHING : assumedMark(words, counted, ...count)) : stateMark("not-needed", words("not needed")),
      linesOf(measures.filter((one) => one.per_node).map((one) => measureText(words, result, one, one.value))),
      linesOf(measures.filter(hasTotal).map((one) => totalText(words, result, one))),
      line.isNeeded ? linesOf(basesOf(words, result, line)) : line.assumed ? stateMark("open", words("assumed")) : NOTHING,
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
    const used = columns.map((_, at) => at).filter((at) => rows.some((cells) => !isNothing(cells[at])));
    return tableOf(used.map((at) => columns[at]), rows.map((cells) => ({ cells: used.map((at) => cells[at]) })),
      words("Result"), "what-if-result");
  }

  /**
   * A figure of the headline: "24 GB Memory", "30 vCPU", and with a colon where the title has a comma or the unit in it.
   * @param {Words} words
   * @param {HeadlineFigure} figure
   */
  function headlineFigure(words, { title, unit, value, atLeast }) {
    const said = (/** @type {string} */ text) => (atLeast ? words("at least {value}", { value: text }) : text).replaceAll("\u00a0", " ");
    const quantity = words.large(value, unit);
    if (!title || isNameOf(words, title, unit)) return said(quantity);
    const name = words(title);
    if (!isNumber(value) || /[,:]/.test(name) || mentions(words, title, unit)) return `${name}: ${said(besideText(words, title, value, unit))}`;
    return `${said(quantity)} ${name}`;
  }

  /**
   * What an answer is compared with, each of its figures with the difference of the answer.
   * @param {Words} words
   * @param {Result} result
   * @param {HeadlineFigure[]} beside
   */
  function comparison(words, result, beside) {
    return beside.map((was) => {
      const now = result.headline.figures.find((one) => one.title === was.title && one.unit === was.unit);
      const said = headlineFigure(words, was);
      if (!now || !isNumber(now.value) || !isNumber(was.value)) return said;
      const text = differenceText(words, was.value, now.value);
      return text ? words("{figure} ({difference})", { figure: said, difference: text }) : said;
    });
  }

  /**
   * Things by their number, sizes by their share; nothing where both are the same.
   * @param {Words} words
   * @param {Exact} was
   * @param {Exact} now
   */
  function differenceText(words, was, now) {
    const change = now.sub(was);
    if (change.compare(0) === 0) return "=";
    const sign = change.compare(0) < 0 ? "\u2212" : "+";
    if (was.compare(LARGE / 100) < 0 && isWhole(was) && isWhole(now)) return `${sign}${words.number(change.abs())}`;
    if (was.compare(0) === 0) return `${sign}${words.value(change.abs())}`;
    return `${sign}${words.number(roundedTo(change.abs().div(was.abs()).mul(100), new Fraction(1, 10)))}\u00a0%`;
  }

  /**
   * The answer in one line, as every page says it; empty where there is nothing to say.
   * @param {Words} words
   * @param {Result} result
   */
  function headlineText(words, { headline: { figures, without } }) {
    const texts = figures.map((one) => headlineFigure(words, one));
    const parts = texts.length ? [texts.join(texts.some((text) => text.includes(": ")) ? "; " : ", ")] : [];
    if (without.length) {
      const names = without.map((title) => words(title)).join(", ");
      parts.push(words(without.length === 1 ? "{names} has no result" : "{names} have no result", { names }));
    }
    return parts.join("; ");
  }

  /**
   * The answer in one line, or that there is none yet.
   * @param {Words} words
   * @param {Result} result
   */
  const headline = (words, result) => headlineText(words, result) || words("No result yet.");

  /**
   * Every figure of a result as text, for the comparison with Python.
   * @param {Language} language
   * @param {Result} result
   */
  function report(language, result) {
    const words = wordsOf(language);
    return [headlineText(words, result), result.lines.map((line) => [
      line.component.count === null ? NOTHING : countText(words, result, line),
      line.measures.map((one) => [measureText(words, result, one, one.value), totalText(words, result, one)]),
    ])];
  }

  // --- working and warnings -----------------------------------------------------------------------

  /**
   * A number of the working with its unit, and the name of the input or rule that it comes from; a rule's leads to it.
   * @param {Words} words
   * @param {Result} result
   * @param {any} part
   * @returns {Content[]}
   */
  function numberPart(words, result, part) {
    const exact = part.number.d === 1n ? "" : part.number.toFraction();
    const unit = words.unit(part.number, part.unit);
    const shown = assumedMark(words, part.assumed, element("span", { class: "dw-number", title: exact }, words.exact(part.number)),
      unit ? element("span", { class: "dw-unit" }, `\u00a0${unit}`) : "");
    if (!part.title) return [shown];
    if (!result.step(part.reference)) return [shown, " ", muted(`(${words(part.title)})`)];
    const place = `what-if-working-${part.reference}`;
    const show = (/** @type {Event} */ event) => { // the address carries the inputs, so that it stays as it is
      event.preventDefault();
      document.getElementById(place)?.scrollIntoView({ block: "center" });
    };
    return [shown, " (", element("a", { href: `#${place}`, onclick: show }, words(part.title)), ")"];
  }

  // As macros/delivery_wiki/pages/sizing_zero_terms.py: products with a factor of zero leave a sum that has other terms.

  const isOfASum = (/** @type {any} */ part) => "number" in part || ["+", "×", "÷"].includes(part.sign);

  /** @param {any[]} term */
  function isZero(term) {
    const isProduct = term.length % 2 === 1 && term.every((part, at) => ("number" in part) === (at % 2 === 0));
    return isProduct && term.some((part, at) => at % 2 === 0 && part.number.n === 0n && (at === 0 || term[at - 1].sign === "×"));
  }

  /**
   * The parts with "0 (2 terms)" in the place of zero terms, and those terms.
   * @param {any[]} parts
   * @returns {{shown: any[], folded: any[][]}}
   */
  function foldZeroTerms(parts) {
    /** @type {any[]} */
    const shown = [];
    /** @type {any[][]} */
    const folded = [];
    for (let start = 0, end = 0; start < parts.length; start = end) {
      end = start + 1;
      while (isOfASum(parts[start]) && end < parts.length && isOfASum(parts[end])) end += 1;
      /** @type {any[][]} */
      let terms = [[]];
      for (const part of parts.slice(start, end)) {
        if (part.sign === "+") terms.push([]);
        else terms[terms.length - 1].push(part);
      }
      const [before, after] = [parts[start - 1], parts[end]];
      const first = !before || !("sign" in before) || "(→:;=".includes(before.sign) ? 0 : 1;
      const last = after && "sign" in after && "(^%".includes(after.sign) ? terms.length - 2 : terms.length - 1;
      const zeros = terms.filter((term, at) => at >= first && at <= last && isZero(term));
      if (zeros.length && zeros.length < terms.length) {
        folded.push(...zeros);
        const text = zeros.length === 1 ? "(one term)" : "({count} terms)";
        const mark = [{ number: new Fraction(0), unit: "", reference: "", title: "", assumed: false },
          { message: { text, values: { count: new Fraction(zeros.length) } } }];
        terms = terms.filter((term) => term === zeros[0] || !zeros.includes(term)).map((term) => (term === zeros[0] ? mark : term));
      }
      terms.forEach((term, at) => shown.push(...(at ? [{ sign: "+" }, ...term] : term)));
    }
    return { shown, folded };
  }

  /**
   * The parts of a working: numbers with unit and name, signs between them.
   * @param {Words} words
   * @param {Result} result
   * @param {any[]} parts
   */
  function workingOf(words, result, parts) {
    /** @type {Content[]} */
    const content = [];
    parts.forEach((part, position) => {
      const before = parts[position - 1];
      const opening = before && "sign" in before && (before.sign === "(" || before.sign === "^");
      if (position && !opening && !("sign" in part && [")", ";", ":", "^"].includes(part.sign))) content.push(" ");
      if ("sign" in part) content.push(part.sign);
      else content.push("message" in part ? words.message(part.message) : numberPart(words, result, part));
    });
    return content;
  }

  /**
   * The terms that a working leaves out, to be opened.
   * @param {Words} words
   * @param {Result} result
   * @param {any[][]} folded
   */
  function zeroTerms(words, result, folded) {
    const text = folded.length === 1 ? "{count} term that is 0" : "{count} terms that are 0";
    return element("details", { class: "dw-details" }, element("summary", {}, words(text, { count: String(folded.length) })),
      element("ul", {}, folded.map((term) => element("li", {}, workingOf(words, result, term)))));
  }

  /**
   * Every rule with its working, source and confidence.
   * @param {Words} words
   * @param {Result} result
   */
  function workingTable(words, result) {
    const rows = result.steps.map(({ rule, expression }) => {
      const { shown, folded } = foldZeroTerms(expression);
      const cited = [rule.source, rule.confidence && words("confidence {letter}", { letter: rule.confidence })].filter(Boolean);
      return {
        id: `what-if-working-${rule.id}`,
        cells: [
          words(rule.title),
          [workingOf(words, result, shown), folded.length ? [element("br"), zeroTerms(words, result, folded)] : "", rule.note ? [element("br"), muted(words(rule.note))] : ""],
          [element("code", {}, rule.id), cited.length ? [element("br"), muted(cited.join(", "))] : ""],
        ],
      };
    });
    return tableOf([[words("Figure")], [words("Calculation")], [words("Rule")]], rows, words("Calculation"), "what-if-working");
  }

  /**
   * The rules for want of which a line has no result, each where the reason arises; a missing input is no such rule.
   * @param {Result} result
   * @returns {Set<string>}
   */
  function causesOf(result) {
    const lines = result.lines.filter((line) => line.isNeeded);
    const named = lines.flatMap(({ component, measures }) => [component.count, component.recommended, ...measures.map((one) => one.rule)]);
    const causes = new Set();
    for (const id of named.filter(Boolean)) {
      let step = result.step(id);
      while (step.reason && step.reason.text === "{rule} has no result.") {
        const title = step.reason.values.rule;
        const next = step.rule.uses.map(result.step).find((/** @type {Step} */ one) => one.value === null && one.rule.title === title);
        if (!next) break;
        step = next;
      }
      if (step.reason && !step.missing.length) causes.add(step.rule.id);
    }
    return causes;
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
    if (missing.length) texts.push(words("Inputs are missing: {names}", { names: missing.join("; ") }));
    const causes = causesOf(result);
    for (const step of result.steps) {
      if (step.reason && causes.has(step.rule.id)) texts.push(`${words(step.rule.title)}: ${words.message(step.reason)}`);
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

  return { element, wordsOf, headline, comparison, resultTable, warningBox, workingTable, report };
})();
