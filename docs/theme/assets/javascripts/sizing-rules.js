// @ts-check
// A rule set computed in the browser: the same operators, limits and words as macros/delivery_wiki/calculations/sizing/.
// Numbers are exact fractions (fraction.js, see LICENSE-fraction.txt); nothing here touches the page.

/**
 * @typedef {{s: bigint, n: bigint, d: bigint, add: Function, sub: Function, mul: Function, div: Function,
 *   pow: Function, floor: Function, ceil: Function, compare: Function, equals: Function, toFraction: Function}} Exact
 * @typedef {Exact | boolean | string | null} Value
 * @typedef {{text: string, values: Object<string, Exact | string | number>}} Message
 * @typedef {{sign: string} | {message: Message} |
 *   {number: Exact, unit: string, reference: string, title: string, assumed: boolean}} Part
 * @typedef {{value: Value, parts: Part[], assumed: Set<string>, missing: Set<string>, reason: Message | null,
 *   from: Exact | null, binding: number}} Outcome
 * @typedef {any[]} Expression an operator and what it takes, as macros/delivery_wiki/pages/what_if_data.py writes it
 * @typedef {{id: string, title: string, unit: string, kind: string, minimum: string | null, maximum: string | null,
 *   choices: string[], default: string | boolean | null, assumed: boolean, note: string}} Definition
 * @typedef {{value: string | boolean, assumed: boolean}} Given
 * @typedef {{definition: Definition, value: Value, assumed: boolean, fromDefault: boolean, problem: Message | null}} Used
 * @typedef {{rule: any, value: Value, expression: Part[], from: Exact | null, reason: Message | null,
 *   assumed: string[], missing: string[]}} Step
 */
globalThis.DeliverySizing = (() => {
  "use strict";
  const Fraction = globalThis.Fraction;
  const [LOOSE, SUM, PRODUCT, ATOM] = [0, 1, 2, 3];
  const MAXIMUM_NUMBER = new Fraction("1000000000000000");
  const MAXIMUM_PLACES = 20;
  const MAXIMUM_PERIODS = 100;
  const TOO_LARGE = 2n ** 2048n;
  const ONE = new Fraction(1);
  const HALF = new Fraction(1, 2);
  const HUNDRED = new Fraction(100);

  /** @returns {Message} */
  const message = (/** @type {string} */ text, values = {}) => ({ text, values });
  const NOT_A_NUMBER = message("The rule expects a number here.");
  const NOT_A_CONDITION = message("The rule expects yes or no here.");
  /** @type {(value: any) => value is Exact} */
  const isNumber = (value) => value instanceof Fraction;
  const truth = (/** @type {boolean} */ value) => message(value ? "yes" : "no");
  const sign = (/** @type {string} */ text) => ({ sign: text });
  const said = (/** @type {Message} */ one) => ({ message: one });
  const number = (/** @type {Exact} */ value, unit = "", reference = "", title = "", assumed = false) =>
    ({ number: value, unit, reference, title, assumed });

  /** @returns {Outcome} */
  const outcome = (/** @type {Value} */ value, /** @type {Partial<Outcome>} */ more = {}) =>
    ({ value, parts: [], assumed: new Set(), missing: new Set(), reason: null, from: null, binding: ATOM, ...more });
  const behind = (/** @type {Outcome[]} */ ...all) => new Set(all.flatMap((one) => [...one.assumed]));
  const nothing = (/** @type {Message} */ reason, /** @type {Outcome[]} */ ...all) => outcome(null, {
    reason: all.find((one) => one.value === null && one.reason)?.reason ?? reason,
    parts: all.flatMap((one) => one.parts),
    assumed: behind(...all),
    missing: new Set(all.flatMap((one) => [...one.missing])),
  });

  /** The number as written, or null if it is none, too large or too finely divided. */
  function exactNumber(/** @type {string} */ text) {
    const found = /^(-?(?:0|[1-9]\d{0,39}))(?:\.(\d+))?(?:\/(\d{1,40}))?$/.exec(text);
    if (!found || (found[2] ?? "").length > MAXIMUM_PLACES || (found[3] && (found[2] || !/[1-9]/.test(found[3])))) return null;
    const value = new Fraction(text);
    return value.abs().compare(MAXIMUM_NUMBER) > 0 ? null : value;
  }

  /**
   * Both readings of a point with three digits behind it: with a decimal point, and with a thousands mark as elsewhere.
   * @returns {{here: Exact, elsewhere: string} | null}
   */
  function twoReadings(/** @type {string} */ text) {
    const found = /^(-?[1-9]\d*)\.(\d{3})$/.exec(text);
    return found && { here: new Fraction(text), elsewhere: found[1] + found[2] };
  }

  // --- words of the working -----------------------------------------------------------------------

  const isPlainNumber = (/** @type {Outcome} */ one) => one.parts.length === 1 && "number" in one.parts[0];

  /** @returns {Part[]} operands with a sign between them, in parentheses where they bind less */
  const joined = (/** @type {Outcome[]} */ all, /** @type {string} */ symbol, /** @type {number} */ binding) =>
    all.flatMap((one, position) => {
      const strict = position > 0 && (symbol === "−" || symbol === "÷");
      const loose = one.binding < binding || (strict && one.binding === binding);
      const parts = loose ? [sign("("), ...one.parts, sign(")")] : one.parts;
      return position ? [sign(symbol), ...parts] : parts;
    });

  /** @returns {Part[]} the parts, followed by what they come to unless they end in it */
  const finished = (/** @type {Outcome} */ one) =>
    !isNumber(one.value) || isPlainNumber(one) || one.binding === LOOSE
      ? one.parts : [...one.parts, sign("="), number(/** @type {Exact} */ (one.value))];

  /** @returns {Part[]} */
  const asPercent = (/** @type {Outcome} */ percent) => isPlainNumber(percent)
    ? [{ .../** @type {any} */ (percent.parts[0]), unit: "%" }]
    : [sign("("), ...percent.parts, sign(")"), sign("%")];

  /** @returns {Part[]} the ends of a band in words */
  function bandWords(/** @type {any[]} */ [lower, included, upper, upperIncluded]) {
    if (lower !== null && lower === upper) {
      return [sign("("), said(message("exactly {limit}", { limit: new Fraction(lower) })), sign(")")];
    }
    const ends = [];
    if (lower !== null) ends.push(said(message(included ? "from {limit}" : "above {limit}", { limit: new Fraction(lower) })));
    if (upper !== null) ends.push(said(message(upperIncluded ? "up to {limit}" : "below {limit}", { limit: new Fraction(upper) })));
    return ends.length ? [sign("("), ...ends, sign(")")] : [];
  }

  // --- operators ----------------------------------------------------------------------------------

  /** @typedef {(expression: Expression) => Outcome} Evaluate */

  const arithmetic = (symbol, binding, calculate) => ([, operands], evaluate) => {
    const all = operands.map(evaluate);
    if (!all.every((one) => isNumber(one.value))) return nothing(NOT_A_NUMBER, ...all);
    const parts = joined(all, symbol, binding);
    if (symbol === "÷" && all[1].value.n === 0n) {
      return outcome(null, { parts, reason: message("Division by zero."), assumed: behind(...all) });
    }
    return outcome(all.map((one) => one.value).reduce(calculate), { parts, assumed: behind(...all), binding });
  };

  const extreme = (word, better) => ([, operands], evaluate) => {
    const all = operands.map(evaluate);
    if (!all.every((one) => isNumber(one.value))) return nothing(NOT_A_NUMBER, ...all);
    const parts = [said(message(word)), sign("("), ...joined(all, ";", SUM), sign(")")];
    const value = all.map((one) => one.value).reduce((a, b) => (better(b.compare(a)) ? b : a));
    return outcome(value, { parts, assumed: behind(...all) });
  };

  const rounding = (word, choose) => ([, fields], evaluate) => {
    const value = evaluate(fields.value);
    const to = fields.to ? evaluate(fields.to) : outcome(ONE, { parts: [number(ONE)] });
    if (!isNumber(value.value) || !isNumber(to.value)) return nothing(NOT_A_NUMBER, value, to);
    if (to.value.compare(0) <= 0) return nothing(message("A value cannot be rounded to multiples of zero or less."));
    const exact = value.value;
    const rounded = choose(exact.div(to.value)).mul(to.value);
    const assumed = behind(value, to);
    if (rounded.equals(exact)) return outcome(exact, { parts: value.parts, assumed, from: exact, binding: value.binding });
    const words = to.value.equals(1) ? message(word) : message(`${word} to a multiple of {step}`, { step: to.value });
    const parts = [...finished(value), sign("→"), said(words), sign(":"), number(rounded)];
    return outcome(rounded, { parts, assumed, from: exact, binding: LOOSE });
  };

  const comparison = (word, holds) => ([, operands], evaluate) => {
    const all = operands.map(evaluate);
    if (!all.every((one) => isNumber(one.value))) return nothing(NOT_A_NUMBER, ...all);
    return condition(holds(all[0].value.compare(all[1].value)), all, word);
  };

  const condition = (value, all, word) => outcome(value, {
    parts: [...all[0].parts, said(message(word)), ...all[1].parts, sign(":"), said(truth(value))],
    assumed: behind(...all),
  });

  const logic = (word, holds) => ([, operands], evaluate) => {
    const all = operands.map(evaluate);
    if (!all.every((one) => typeof one.value === "boolean")) return nothing(NOT_A_CONDITION, ...all);
    const parts = [said(message(word)), sign("("), ...joined(all, ";", SUM), sign(")")];
    return outcome(holds(all.map((one) => one.value)), { parts, assumed: behind(...all) });
  };

  const chosen = (by, head, result) => outcome(result.value, {
    parts: [...head, sign("→"), ...finished(result)],
    assumed: behind(by, result),
    missing: result.missing,
    reason: result.reason,
    from: result.from,
    binding: LOOSE,
  });

  /** @type {Object<string, (expression: Expression, evaluate: Evaluate) => Outcome>} */
  const OPERATIONS = {
    "add": arithmetic("+", SUM, (a, b) => a.add(b)),
    "subtract": arithmetic("−", SUM, (a, b) => a.sub(b)),
    "multiply": arithmetic("×", PRODUCT, (a, b) => a.mul(b)),
    "divide": arithmetic("÷", PRODUCT, (a, b) => a.div(b)),
    "minimum-of": extreme("smallest of", (order) => order < 0),
    "maximum-of": extreme("largest of", (order) => order > 0),
    "round-up": rounding("rounded up", (value) => value.ceil()),
    "round-down": rounding("rounded down", (value) => value.floor()),
    "round-half-up": rounding("rounded half up", (value) => value.add(HALF).floor()),
    "more-than": comparison("more than", (order) => order > 0),
    "at-least": comparison("at least", (order) => order >= 0),
    "less-than": comparison("less than", (order) => order < 0),
    "at-most": comparison("at most", (order) => order <= 0),
    "all-of": logic("all of", (values) => values.every(Boolean)),
    "any-of": logic("any of", (values) => values.some(Boolean)),
    "not": logic("not", (values) => !values[0]),
    "equal-to": ([, operands], evaluate) => {
      const all = operands.map(evaluate);
      const [first, second] = all.map((one) => one.value);
      if (first === null || second === null) return nothing(NOT_A_NUMBER, ...all);
      const same = isNumber(first) && isNumber(second) ? first.equals(second) : first === second;
      return condition(same, all, "equal to");
    },
    "percent-of": ([, fields], evaluate) => {
      const [percent, value] = [evaluate(fields.percent), evaluate(fields.value)];
      if (!isNumber(percent.value) || !isNumber(value.value)) return nothing(NOT_A_NUMBER, percent, value);
      const parts = joined([value, { ...percent, parts: asPercent(percent) }], "×", PRODUCT);
      const found = percent.value.mul(value.value).div(HUNDRED);
      return outcome(found, { parts, assumed: behind(percent, value), binding: PRODUCT });
    },
    "compound": ([, fields], evaluate) => {
      const all = [evaluate(fields.value), evaluate(fields.percent), evaluate(fields.periods)];
      if (!all.every((one) => isNumber(one.value))) return nothing(NOT_A_NUMBER, ...all);
      const [value, percent, periods] = all.map((one) => /** @type {Exact} */ (one.value));
      if (periods.d !== 1n || periods.compare(0) < 0 || periods.compare(MAXIMUM_PERIODS) > 0) {
        return nothing(message("Periods are whole, from 0 to {most}.", { most: new Fraction(MAXIMUM_PERIODS) }));
      }
      const factor = outcome(null, { parts: [sign("("), number(ONE), sign("+"), ...asPercent(all[1]), sign(")")] });
      const parts = [...joined([all[0], factor], "×", PRODUCT), sign("^"), ...joined([all[2]], "", ATOM)];
      const grown = value.mul(ONE.add(percent.div(HUNDRED)).pow(periods));
      return outcome(grown, { parts, assumed: behind(...all), binding: PRODUCT });
    },
    "when": ([, fields], evaluate) => {
      const decided = evaluate(fields.condition);
      if (typeof decided.value !== "boolean") return nothing(NOT_A_CONDITION, decided);
      const branch = decided.value ? fields.then : fields.else;
      if (branch === undefined) return { ...decided, value: null, reason: message("No rule matches.") };
      return chosen(decided, decided.parts, evaluate(branch));
    },
    "steps": ([, operand, bands], evaluate) => {
      const value = evaluate(operand);
      if (!isNumber(value.value)) return nothing(NOT_A_NUMBER, value);
      const exact = /** @type {Exact} */ (value.value);
      const band = bands.find((one) => holds(one, exact));
      if (!band) {
        const reason = message("No rule matches {value}: it lies outside all bands.", { value: exact });
        return { ...value, value: null, reason, from: null };
      }
      return chosen(value, [...value.parts, ...bandWords(band)], evaluate(band[4]));
    },
    "lookup": ([, operand, results], evaluate) => {
      const choice = evaluate(operand);
      if (typeof choice.value !== "string") return nothing(message("The rule expects a choice here."), choice);
      if (!Object.hasOwn(results, choice.value)) {
        return { ...choice, value: null, reason: message("No rule matches {value}.", { value: choice.value }) };
      }
      return chosen(choice, choice.parts, evaluate(results[choice.value]));
    },
  };

  function holds([lower, included, upper, upperIncluded], /** @type {Exact} */ value) {
    const low = lower === null ? 1 : value.compare(lower);
    const high = upper === null ? -1 : value.compare(upper);
    return (low > 0 || (included && low === 0)) && (high < 0 || (upperIncluded && high === 0));
  }

  function bounded(/** @type {Outcome} */ one) {
    const value = one.value;
    if (!isNumber(value) || (value.n < TOO_LARGE && value.d < TOO_LARGE)) return one;
    return { ...one, value: null, from: null, parts: [], reason: message("The number grows beyond all use.") };
  }

  function evaluator(/** @type {Map<string, Outcome>} */ known) {
    /** @type {Evaluate} */
    const evaluate = (expression) => {
      const [operator, content] = expression;
      if (operator === "number") {
        const value = new Fraction(content);
        return outcome(value, { parts: [number(value)] });
      }
      if (operator === "text") return outcome(content, { parts: [said(message(content))] });
      if (operator === "truth") return outcome(content, { parts: [said(truth(content))] });
      if (operator === "input" || operator === "rule") {
        return known.get(`${operator} ${content}`) ??
          nothing(message("There is no {kind} {name}.", { kind: operator, name: content }));
      }
      return bounded(OPERATIONS[operator](expression, evaluate));
    };
    return evaluate;
  }

  // --- inputs -------------------------------------------------------------------------------------

  /** A value in its kind, or what is wrong with it. @returns {{value: Value, problem: Message | null}} */
  function readValue(/** @type {Definition} */ definition, /** @type {string | boolean} */ given) {
    const refused = (/** @type {string} */ text, values = {}) => ({ value: null, problem: message(text, values) });
    if (definition.kind === "boolean") {
      return typeof given === "boolean" ? { value: given, problem: null } : refused("Write yes or no.");
    }
    if (definition.kind === "choice") {
      return definition.choices.includes(String(given)) ? { value: given, problem: null } : refused("Choose one of the list.");
    }
    const value = typeof given === "string" ? exactNumber(given) : null;
    if (value === null) return refused("Write a number, such as {example}.", { example: new Fraction(5, 2) });
    const two = definition.kind === "integer" ? twoReadings(/** @type {string} */ (given)) : null;
    if (two && two.here.d !== 1n) return refused("Write {elsewhere} if that is meant; {here} is not a whole number.", { ...two });
    if (two) return refused("Write {here} or {elsewhere}, whichever is meant.", { here: two.here.toFraction(), elsewhere: two.elsewhere });
    if (definition.kind === "integer" && value.d !== 1n) return refused("Write a whole number.");
    const { minimum: low, maximum: high } = definition;
    if ((low !== null && value.compare(low) < 0) || (high !== null && value.compare(high) > 0)) {
      if (high === null) return refused("Write a number from {low}.", { low: new Fraction(low) });
      if (low === null) return refused("Write a number up to {high}.", { high: new Fraction(high) });
      return refused("Write a number from {low} to {high}.", { low: new Fraction(low), high: new Fraction(high) });
    }
    return { value, problem: null };
  }

  /** @returns {Used} */
  function use(/** @type {Definition} */ definition, /** @type {Given | undefined} */ given) {
    if (given !== undefined) {
      const { value, problem } = readValue(definition, given.value);
      return { definition, value, assumed: value !== null && given.assumed, fromDefault: false, problem };
    }
    const value = definition.default === null ? null : readValue(definition, definition.default).value;
    return { definition, value, assumed: value !== null && definition.assumed, fromDefault: true, problem: null };
  }

  /** @returns {Outcome} */
  function known(/** @type {string} */ id, title, unit, /** @type {Value} */ value, assumed, isAssumed, reason, missing) {
    if (value === null) return outcome(null, { reason, assumed, missing: new Set(missing) });
    if (isNumber(value)) return outcome(value, { parts: [number(value, unit, id, title, isAssumed)], assumed });
    const word = typeof value === "boolean" ? truth(value) : message(/** @type {string} */ (value));
    return outcome(value, { parts: [said(message(title)), sign(":"), said(word)], assumed });
  }

  // --- results ------------------------------------------------------------------------------------

  /** The working with the result in its unit at the end, or the reason why there is none. @returns {Part[]} */
  function withResult(/** @type {Outcome} */ one, /** @type {string} */ unit) {
    if (one.reason) return [...one.parts, sign("→"), said(one.reason)];
    const parts = finished(one);
    const last = parts[parts.length - 1];
    if (!("number" in last) || last.reference) return parts;
    return [...parts.slice(0, -1), number(last.number, unit, "", "", last.assumed)];
  }

  /** What the rule set makes of the inputs given by id; a number that cannot be had is null with its reason. */
  function calculate(/** @type {any} */ rules, /** @type {Object<string, Given>} */ given) {
    const inputs = rules.inputs.map((one) => use(one, Object.hasOwn(given, one.id) ? given[one.id] : undefined));
    const outcomes = new Map(inputs.map(({ definition: one, value, assumed }) => [`input ${one.id}`,
      known(one.id, one.title, one.unit, value, new Set(assumed ? [one.id] : []), assumed,
        message("The input {input} is missing.", { input: one.title }), [one.id])]));
    const evaluate = evaluator(outcomes);
    const byId = new Map(rules.rules.map((rule) => [rule.id, rule]));
    /** @type {Map<string, Step>} */
    const steps = new Map();
    for (const id of rules.order) {
      const rule = byId.get(id);
      const found = evaluate(rule.value);
      const assumed = inputs.map((one) => one.definition.id).filter((one) => found.assumed.has(one));
      const missing = inputs.map((one) => one.definition.id).filter((one) => found.missing.has(one));
      const expression = withResult(found, rule.unit);
      steps.set(id, { rule, value: found.value, expression, from: found.from, reason: found.reason, assumed, missing });
      outcomes.set(`rule ${id}`, known(id, rule.title, rule.unit, found.value, new Set(assumed), assumed.length > 0,
        message("{rule} has no result.", { rule: rule.title }), missing));
    }
    const outside = rules.validity.map((one) => warningOf(one, steps)).filter(Boolean);
    const lines = rules.outputs.map((component) => lineOf(component, steps));
    return {
      rules,
      inputs,
      steps: rules.rules.map((rule) => steps.get(rule.id)),
      lines,
      headline: headlineOf(lines, rules.units),
      warnings: outside,
      step: (/** @type {string} */ id) => steps.get(id),
    };
  }

  const figure = (steps, id) => {
    const value = id === null ? null : steps.get(id)?.value ?? null;
    return isNumber(value) ? value : null;
  };
  const times = (value, count) => (value === null || count === null ? null : value.mul(count));

  function lineOf(component, steps) {
    const [count, recommended] = [figure(steps, component.count), figure(steps, component.recommended)];
    const countsAssumed = [component.count, component.recommended].some((id) => id && steps.get(id).assumed.length > 0);
    const measures = component.measures.map((one) => {
      const { value, rule, assumed, missing } = steps.get(one.rule);
      return {
        ...one,
        unit: rule.unit,
        value,
        total: one.per_node && isNumber(value) ? times(value, count) : value,
        totalRecommended: one.per_node && isNumber(value) ? times(value, recommended) : null,
        assumed: assumed.length > 0 || (one.per_node && isNumber(value) && countsAssumed),
        missing: [...new Set([...missing, ...(one.per_node && component.count ? steps.get(component.count).missing : [])])],
      };
    });
    const counted = component.count === null ? null : steps.get(component.count);
    const isNeeded = component.count === null || count === null || count.n !== 0n;
    return {
      component, count, recommended, measures, assumed: countsAssumed, isNeeded,
      unit: counted === null ? "" : counted.rule.unit, missing: counted === null ? [] : counted.missing,
    };
  }

  // --- headline: as macros/delivery_wiki/calculations/sizing/headline.py ----------------------------

  const MOST_TITLES = 2;
  const isWhole = (/** @type {Exact | null} */ count) => count !== null && count.d === 1n && count.compare(0) >= 0;
  const sumOf = (/** @type {Exact[]} */ numbers) => numbers.reduce((sum, one) => sum.add(one), new Fraction(0));
  const grouped = (all, keyOf) => {
    const groups = new Map();
    for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
    return groups;
  };

  /** Shares do not add: nothing is said of several, nor of one that was multiplied. */
  const hasSum = (found) => !/^%(?![^\s/])/.test(found[0].unit) || (found.length === 1 && !found[0].per_node);

  /** Things by their unit, the sums of at most two titles, and the lines without a result. */
  function headlineOf(allLines, units) {
    const lines = allLines.filter((line) => line.isNeeded);
    const isCounted = (line) => units[line.unit].counted;
    const counted = lines.filter((line) => line.component.count !== null && line.component.adds && isCounted(line));
    const counts = [...grouped(counted, (line) => line.unit)].flatMap(([unit, all]) => {
      const known = all.filter((line) => isWhole(line.count));
      return known.length ? [{ title: "", unit, value: sumOf(known.map((line) => line.count)), atLeast: known.length < all.length }] : [];
    });
    const figures = [...counts, ...totalsOf(lines, units)];
    const lacks = (line) => (line.component.count !== null && !(isWhole(line.count) && isCounted(line)))
      || line.measures.some((one) => one.total === null);
    return { figures: figures.length ? figures : factsOf(lines), without: lines.filter(lacks).map((line) => line.component.title) };
  }

  /** Sums by title, in the unit of the first figure; where several components share a figure, only shared ones. */
  function totalsOf(lines, units) {
    const adding = lines.flatMap((line) => line.measures).filter((one) => one.adds && (one.total === null || isNumber(one.total)));
    const titles = [...grouped(adding, (one) => one.title)];
    const shared = titles.filter(([, all]) => all.length > 1);
    const sums = (shared.length ? shared : titles).map(([title, all]) => {
      const atLeast = all.some((one) => one.total === null);
      const known = all.filter((one) => one.total !== null);
      return [...grouped(known, (one) => units[one.unit].dimension).values()].filter(hasSum).map((found) => {
        const { unit } = found[0];
        const inUnit = (one) => one.total.mul(new Fraction(units[one.unit].size)).div(new Fraction(units[unit].size));
        return { title, unit, value: sumOf(found.map(inUnit)), atLeast };
      });
    });
    return sums.filter((all) => all.length).slice(0, MOST_TITLES).flat();
  }

  /** The first texts, and yes and no, of a rule set that gives nothing else. */
  function factsOf(lines) {
    const titles = [...grouped(lines.flatMap((line) => line.measures), (one) => one.title)];
    const alike = titles.filter(([, all]) => all.every((one) => one.total !== null && !isNumber(one.total) && one.total === all[0].total));
    return alike.slice(0, MOST_TITLES).map(([title, all]) => ({ title, unit: "", value: all[0].total, atLeast: false }));
  }

  function warningOf(validity, steps) {
    const value = figure(steps, validity.rule);
    if (value === null) return null;
    const { minimum: low, maximum: high } = validity;
    if ((low === null || value.compare(low) >= 0) && (high === null || value.compare(high) <= 0)) return null;
    const title = steps.get(validity.rule).rule.title;
    return message("{title}: {value}. {warning}", { title, value, warning: validity.warning });
  }

  // --- exact report, as `delivery size --format json` writes it ------------------------------------

  const exact = (/** @type {Value} */ value) => (isNumber(value) ? /** @type {Exact} */ (value).toFraction() : value);
  const english = (/** @type {Message} */ one) => one.text.replace(/\{(\w+)\}/g, (_, name) => {
    const value = one.values[name];
    return isNumber(/** @type {Value} */ (value)) ? String(exact(/** @type {Value} */ (value))) : String(value);
  });
  const partReport = (part) => {
    if ("sign" in part) return { sign: part.sign };
    if ("message" in part) return { words: english(part.message) };
    const named = part.reference ? { reference: part.reference, title: part.title } : {};
    return { number: exact(part.number), unit: part.unit, assumed: part.assumed, ...named };
  };

  /** Inputs, results and working with exact numbers; `complete` adds the working in words. */
  function report(result, complete = true) {
    return {
      warnings: result.warnings.map(english),
      inputs: result.inputs.map((one) => [one.definition.id, exact(one.value), one.assumed, one.fromDefault]),
      results: result.lines.map((line) => [
        line.component.id, exact(line.count), exact(line.recommended), line.assumed, line.missing,
        line.measures.map((one) => [
          one.rule, exact(one.value), exact(one.total), exact(one.totalRecommended), one.assumed, one.missing,
        ]),
      ]),
      headline: [
        result.headline.figures.map((one) => [one.title, one.unit, exact(one.value), one.atLeast]), result.headline.without,
      ],
      working: result.steps.map((step) => [
        step.rule.id, exact(step.value), exact(step.from), step.reason ? english(step.reason) : null, step.assumed, step.missing,
        ...(complete ? [step.expression.map(partReport)] : []),
      ]),
    };
  }

  return { calculate, report, readValue, exactNumber, isNumber, isWhole, message };
})();
