// The search over the whole internal wiki. Its index is in pieces, which are scripts: `head` names the units, which are
// projects and parts of the wiki; tables say of each word in which pieces it stands; pieces hold what is shown. A query
// loads the tables of its words and the pieces that answer best. `search_pieces.py` writes the index.
(() => {
  "use strict";
  const config = JSON.parse(document.getElementById("__config").textContent);
  const base = new URL(config.base.replace(/\/*$/, "/"), location.href);
  const AT_ONCE = 4, AT_MOST = 40, ROOM = 200, BEFORE = 60;
  const AS_ID = 6, IN_TITLE = 3, IN_OTHER = 2, OF_PROJECT = 3, OF_PART = 1.6, OF_PAGE = 1.4, IN_TEXT = 1, WHOLE = 1.25, ALIKE = .6, PART = .5, SLIP = .5, FIRST = 2, HOME = "index.html";
  const WEIGHTS = [AS_ID, IN_TITLE, IN_TEXT];
  const PARTS = { "w.guide": 1.15, "w.people": 1.1, "w.reference": .9, "w.develop": .7 }; // what readers look for first
  const WORD = /[\p{L}\p{N}]+(?:[-_][\p{L}\p{N}]+)*/gu;
  const ID = /^\p{L}[\p{L}\p{N}]*(?:-[\p{L}\p{N}]+)*-\d+[a-z]?$/u;
  const SILENT = new Set(("a an and are as at by can do for from how i in is it my of on or the to what when where which who with " +
    "als am an auf aus bei das dem den der die ein eine einen fur fuer hat im in ist mit nach oder sind und vom von wann was welche wer wie wo zu zum zur").split(" "));
  const ENDINGS = ["ungen", "ations", "ation", "ung", "ing", "ern", "ies", "em", "en", "er", "es", "ed", "e", "n", "s", "y"];

  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss");
  const wholeWords = (text) => plain(text).match(WORD) ?? [];
  const partsOf = (word) => /[-_]/.test(word) && !ID.test(word) ? word.split(/[-_]/) : [];
  const wordsOf = (text) => wholeWords(text).flatMap((word) => [word, ...partsOf(word)]);
  const stem = (word) => {
    const ending = /\d/.test(word) ? undefined : ENDINGS.find((end) => word.endsWith(end) && word.length - end.length >= 4);
    return ending ? word.slice(0, -ending.length) : word;
  };

  // How well a word of the index answers one that was asked for: 1 is the word itself, 0 is another one.
  const fit = (word, asked) => {
    if (word === asked.text) return 1;
    if (asked.exact) return 0;
    if (asked.meant.has(word)) return SLIP;
    if (stem(word) === asked.stem) return .85;
    if (asked.text.length > 2 && word.startsWith(asked.text)) return .3 + .4 * asked.text.length / word.length;
    return asked.stem.length > 4 && word.startsWith(asked.stem) ? .3 : 0;
  };

  // One letter more, less, other or exchanged with the next.
  const isNear = (one, other) => {
    if (Math.abs(one.length - other.length) > 1 || one === other) return false;
    let from = 0, end = 0;
    while (one[from] === other[from]) from += 1;
    while (end < Math.min(one.length, other.length) - from && one.at(-1 - end) === other.at(-1 - end)) end += 1;
    const [left, right] = [one.slice(from, one.length - end), other.slice(from, other.length - end)];
    return (left.length < 2 && right.length < 2) || (left.length === 2 && left === right[1] + right[0]);
  };

  const promised = new Map(), taken = new Map();
  const load = (name) => {
    if (!promised.has(name)) promised.set(name, new Promise((done) => {
      const script = document.createElement("script");
      script.src = new URL(`search/pieces/${encodeURIComponent(name)}.js`, base).href;
      script.onload = () => done(taken.get(name));
      script.onerror = () => { promised.delete(name); done(undefined); };
      document.head.append(script);
    }));
    return promised.get(name);
  };

  let head = null;
  const readHead = async () => {
    if (head) return head;
    const there = await load("head");
    if (!there) return null;
    const { units, tables } = there;
    let first = 0;
    head = { tables, units: units.map(([name, title, folder, words, count]) => {
      const unit = { name, title, folder, count, first, words: new Set(wordsOf(`${title} ${words}`)) };
      first += count;
      return unit;
    }) };
    return head;
  };
  const unitOf = (piece) => head.units.findLast((unit) => unit.first <= piece);

  // Which pieces hold a word, with how much that weighs; a word is looked up in each table that may have forms of it.
  const lookUp = async (asked) => {
    const from = asked.exact || asked.text.length < 3 ? asked.text : asked.stem;
    const last = asked.exact || asked.text.length < 3 ? from : `${from}\uffff`;
    const numbers = head.tables.map((first, number) => number).filter((number) =>
      head.tables[number] <= last && !(head.tables[number + 1] <= from));
    const tables = await Promise.all(numbers.slice(0, 3).map((number) => load(`t.${number}`)));
    const rows = tables.flatMap((table) => (table ?? "").split("\n")).map((line) => line.split(" "));
    const found = rows.map(([word, places = ""]) => ({ word, places, fits: word.startsWith(from) ? fit(word, asked) : 0 })).filter(({ fits }) => fits);
    if (!found.length && !asked.exact && asked.text.length > 4) // nothing is called so: perhaps a slip of one letter
      for (const [word, places = ""] of rows) if (isNear(word, asked.text)) {
        asked.meant.add(word);
        found.push({ word, places, fits: SLIP });
      }
    asked.ids = new Set();
    asked.pieces = new Map();
    for (const { word, fits, places } of found.sort((one, other) => other.fits - one.fits).slice(0, 40))
      places.split(";").forEach((list, way) => {
        let piece = 0;
        for (const step of list ? list.split(",") : []) {
          piece += parseInt(step, 36);
          if (way === 0 && word === asked.text) asked.ids.add(piece);
          asked.pieces.set(piece, Math.max(asked.pieces.get(piece) ?? 0, WEIGHTS[way] * fits));
        }
      });
    const count = head.units.at(-1) ? head.units.at(-1).first + head.units.at(-1).count : 0;
    asked.worth = Math.log(1 + count / (1 + asked.pieces.size));
    asked.units = new Map(head.units.map((unit) => [unit, best(unit.words, asked) * (unit.folder ? OF_PROJECT : OF_PART)]));
  };
  const best = (words, asked) => [...words].reduce((most, word) => Math.max(most, fit(word, asked)), 0);

  // Few of many words count little: a piece or an entry that has them all comes first.
  const total = (query, weightOf) => {
    let sum = 0, had = 0, all = 0;
    for (const asked of query) {
      const weight = weightOf(asked);
      all += asked.worth;
      if (weight) had += asked.worth;
      sum += asked.worth * weight;
    }
    return all ? sum * (had / all) ** 2 : 0;
  };

  // Who asks how something is done looks for the guide.
  const HOW = /^\s*(how|wie)\b/iu, ASKED_HOW = 1.5;
  const weightOf = (unit, query) => (PARTS[unit.name] ?? 1) * (query.how && unit.name === "w.guide" ? ASKED_HOW : 1);

  const read = (text) => {
    const words = [...new Set(wholeWords(text))];
    const shown = words.filter((word) => !SILENT.has(word));
    const query = (shown.length ? shown : words).map((word) => ({ text: word, stem: stem(word), exact: /\d/.test(word), id: ID.test(word), meant: new Set() }));
    return Object.assign(query, { how: HOW.test(text) });
  };

  // A project is asked for by its name where each word is one of it; its home stands in its first piece.
  const isNamed = (unit, query) => unit.folder && query.every((asked) => asked.units.get(unit) >= OF_PROJECT / 2);

  const order = (query) => {
    const id = query.find((asked) => asked.id && asked.ids.size);
    const homes = new Set(id ? [] : head.units.filter((unit) => isNamed(unit, query)).map((unit) => unit.first));
    const pieces = new Set(id ? id.ids : [...homes, ...query.flatMap((asked) => [...asked.pieces.keys()])]);
    const ranked = [];
    for (const piece of pieces) {
      const unit = unitOf(piece);
      const score = total(query, (asked) => Math.max(asked.pieces.get(piece) ?? 0, asked.units.get(unit)));
      ranked.push({ piece, unit, score: score * weightOf(unit, query) * (homes.has(piece) ? FIRST : 1) });
    }
    ranked.sort((one, other) => other.score - one.score || one.piece - other.piece);
    return id ? ranked.filter(({ score }) => score >= ALIKE * ranked[0].score) : ranked; // an id with a project is that project's
  };

  // The entries of a piece that answer, each with its words that do.
  const answersOf = ({ unit }, pages, query) => {
    const id = query.find((asked) => asked.id && asked.ids.size);
    const found = [];
    for (const [page, pageTitle, entries] of pages) {
      const ofPage = wordsOf(pageTitle);
      for (const [anchor, title = "", text = "", tag = "", keywords = "", other = ""] of entries) {
        if (id && plain(tag) !== id.text) continue;
        const isHome = unit.folder && page === HOME && !anchor; // a project's home is called by all names of the project
        const inTitle = [...wholeWords(`${title} ${keywords}`), ...(isHome ? unit.words : [])];
        const inOther = wholeWords(other), inText = wholeWords(text), marks = new Set();
        let own = 0;
        const weigh = (words, asked, weight) => {
          let most = 0;
          for (const word of words) {
            const fits = fit(word, asked) || PART * best(partsOf(word), asked);
            if (fits && (!id || asked !== id || fits === 1)) marks.add(word);
            most = Math.max(most, fits);
          }
          return most * weight;
        };
        const score = total(query, (asked) => {
          const here = Math.max(asked.id && plain(tag) === asked.text ? AS_ID : 0, weigh(inTitle, asked, IN_TITLE),
            weigh(inOther, asked, IN_OTHER), weigh(inText, asked, IN_TEXT));
          own += here;
          return Math.max(here, anchor ? weigh(ofPage, asked, OF_PAGE) : 0, asked.units.get(unit));
        });
        if (!own) continue;
        const titleWords = wordsOf(title).filter((word) => !SILENT.has(word));
        const said = titleWords.filter((word) => query.some((asked) => fit(word, asked) > .5)).length;
        const close = id ? 1 : 1 + .6 * (isHome && isNamed(unit, query) ? 1 : said / Math.max(titleWords.length, 1));
        found.push({
          unit, title, text, pageTitle: anchor ? pageTitle : "",
          score: score * close * (anchor ? 1 : WHOLE) * weightOf(unit, query),
          marks: id ? new Set([id.text]) : marks,
          address: `${unit.folder}${page}`, anchor,
        });
      }
    }
    return found;
  };

  const answer = async (text) => {
    if (!await readHead()) return null;
    const query = read(text);
    await Promise.all(query.map(lookUp));
    const ranked = order(query);
    let next = 0;
    return async () => {
      const some = ranked.slice(next, next += AT_ONCE);
      const pieces = await Promise.all(some.map(({ piece, unit }) => load(`${unit.name}.${piece - unit.first}`)));
      const found = pieces.flatMap((pages, place) => answersOf(some[place], pages ?? [], query));
      found.sort((one, other) => other.score - one.score);
      const least = found.length ? found[0].score * .2 : 0;
      return { found: found.filter(({ score }) => score >= least).slice(0, AT_MOST), more: next < ranked.length };
    };
  };

  // What is found, below the project or the part of the wiki that it stands in.
  const make = (name, look, ...content) => {
    const made = document.createElement(name);
    if (look) made.className = look;
    made.append(...content);
    return made;
  };
  const marked = (text, marks) => {
    const shown = [];
    let from = 0;
    for (const found of text.matchAll(WORD)) {
      const word = plain(found[0]);
      if (!marks.has(word)) continue;
      shown.push(text.slice(from, found.index), make("mark", "", found[0]));
      from = found.index + found[0].length;
    }
    return [...shown, text.slice(from)];
  };
  const excerpt = (text, marks) => {
    const hit = [...text.matchAll(WORD)].find(([word]) => marks.has(plain(word)))?.index ?? 0;
    const from = hit > BEFORE ? text.lastIndexOf(" ", hit - BEFORE) + 1 : 0;
    const to = text.length - from > ROOM ? text.lastIndexOf(" ", from + ROOM) : text.length;
    return `${from ? "… " : ""}${text.slice(from, to > from ? to : from + ROOM)}${to < text.length ? " …" : ""}`;
  };
  const item = ({ title, text, pageTitle, score, marks, address, anchor }) => {
    const place = new URL(address, base);
    place.searchParams.set("mark", [...marks].join(" "));
    place.hash = anchor;
    const article = make("article", "md-search-result__article md-typeset", make("h2", "", ...marked(title, marks)));
    article.dataset.mdScore = score.toFixed(2);
    const page = pageTitle && pageTitle !== title ? [make("span", "dw-search-page", pageTitle)] : [];
    const words = text ? marked(excerpt(text, marks), marks) : [];
    article.append(make("p", "", ...page, ...(page.length && words.length ? [" · "] : []), ...words));
    const link = make("a", "md-search-result__link", article);
    link.href = place.href;
    link.tabIndex = -1;
    return make("li", "md-search-result__item", link);
  };
  const grouped = (found) => {
    const units = new Map(found.map(({ unit }) => [unit, []]));
    for (const one of found) units.get(one.unit).push(one);
    return [...units].flatMap(([unit, some]) => [make("li", "dw-search-group", unit.title), ...some.map(item)]);
  };

  let asked = 0;
  const ask = async (text) => {
    const number = ++asked;
    const list = document.querySelector(".md-search-result__list"), meta = document.querySelector(".md-search-result__meta");
    const say = (name, count) => (meta.textContent = config.translations[name].replace("#", count));
    if (!text.trim()) return list.replaceChildren(), say("search.result.placeholder");
    const step = await answer(text);
    if (number !== asked) return;
    if (!step) return list.replaceChildren(), (meta.textContent = list.dataset.fault);
    const { found, more } = await step();
    if (number !== asked) return;
    let count = found.length;
    const tell = () => say(count === 0 ? "search.result.none" : count === 1 ? "search.result.one" : "search.result.other", count);
    tell();
    list.replaceChildren(...grouped(found));
    if (more && count) list.append(moreOf(step, list, (added) => { count += added; tell(); }));
  };
  const moreOf = (step, list, told) => {
    const button = make("button", "dw-search-more", list.dataset.more);
    button.type = "button";
    const row = make("li", "dw-search-rest", button);
    button.addEventListener("click", async () => {
      const { found, more } = await step();
      const rows = grouped(found);
      row.before(...rows);
      told(found.length);
      rows.find((one) => one.matches(".md-search-result__item"))?.querySelector("a").focus();
      if (!more) row.remove();
    });
    return row;
  };

  window.deliverySearch = { take: (name, data) => taken.set(name, data), ask, answer };
})();
