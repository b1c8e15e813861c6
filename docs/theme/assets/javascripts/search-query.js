// What is typed into the search: a hyphen inside a word is no operator, R-012 and SOW-basic are one word;
// and a word finds its forms. What is found is shown as the words around the first hit.
(() => {
  "use strict";
  const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3; // the theme's numbers: its index, and what was typed and found
  const PAUSE = 150; // milliseconds in which nothing more is typed
  const ESCAPED = "\\\\\\-"; // the search reads a query twice and takes one layer of escapes off each time

  // The search takes each word for the beginning of one, and those it does not bring to their stem. A word with a
  // weight is a whole one: asked for beside the other, it finds its forms too.
  const WORD = /^\p{L}+$/u;
  const forms = (text) => {
    const whole = text.split(/\s+/).filter((word) => WORD.test(word)).map((word) => `${word}^1`);
    return [text, ...whole].join(" ");
  };

  // Tables and lists of a page as a run of words, of which a hit keeps what stands around its first mark.
  const BEFORE = 60, LONGEST = 200;
  const excerpt = (html) => {
    const words = html.replace(/<(?!\/?mark\b)[^>]*>/g, " ").replace(/\s+/g, " ").trim();
    if (words.replace(/<[^>]+>/g, "").length <= LONGEST) return words;
    const hit = Math.max(words.indexOf("<mark"), 0);
    const from = hit > BEFORE ? words.lastIndexOf(" ", hit - BEFORE) + 1 : 0;
    let seen = 0, shown = "", open = false;
    for (const [part] of words.slice(from).matchAll(/<\/?mark[^>]*>|[^<\s]+\s?|\s/g)) {
      if (part.startsWith("<")) open = !part.startsWith("</");
      else if ((seen += part.length) > LONGEST) break;
      shown += part;
    }
    return `${from ? "… " : ""}${shown}${open ? "</mark>" : ""}…`;
  };

  // Answers stand below the part of the menu that their page is in: the best part first, and in it the best answer.
  // A page that the menu does not name is where all others of its folder are.
  const menu = new Map();
  const folder = (path) => path.slice(0, path.lastIndexOf("/") + 1);
  const readMenu = () => {
    const title = document.querySelector(".md-nav--primary > .md-nav__title")?.textContent.trim();
    const folders = new Map();
    for (const link of document.querySelectorAll(".md-nav--primary .md-nav__link[href]")) {
      const section = [...function* (at) { for (; at; at = at.parentElement) yield at; }(link)].filter((at) => at.matches(".md-nav__item--section")).pop();
      const name = section?.querySelector(":scope > .md-nav__link, :scope > label")?.textContent.trim() ?? title;
      const path = new URL(link.href).pathname;
      menu.set(path, name);
      folders.set(folder(path), (folders.get(folder(path)) ?? name) === name ? name : null);
    }
    for (const [path, name] of folders) if (name) menu.set(path, name);
  };
  const groupOf = (address) => {
    if (!menu.size) readMenu();
    const path = new URL(address).pathname;
    return menu.get(path) ?? menu.get(folder(path)) ?? document.querySelector(".md-search-result__list").dataset.other;
  };
  const baseOf = () => new URL(JSON.parse(document.getElementById("__config").textContent).base.replace(/\/*$/, "/"), location.href);
  const inGroups = (items) => {
    const base = baseOf();
    const groups = new Map();
    for (const item of items) {
      const name = groupOf(new URL(item[0].location, base));
      groups.set(name, [...(groups.get(name) ?? []), item]);
    }
    return [...groups.values()].flat();
  };
  const nameGroups = (list) => {
    if (window.deliverySearch) return; // what is found in pieces has its groups
    let before = null;
    for (const one of [...list.children]) {
      if (one.matches(".dw-search-group")) before = one.textContent;
      else if (!one.matches(".dw-search-rest")) {
        const name = groupOf(one.querySelector("a[href]").href);
        if (name !== before) {
          const head = document.createElement("li");
          head.className = "dw-search-group";
          head.textContent = before = name;
          one.before(head);
        }
      }
    }
  };
  // Below the answers of a project: the same question to everything, where this is the internal wiki.
  const offerEverything = (list, text) => {
    if (!list?.dataset.wiki || !text.trim()) return;
    const row = list.querySelector(".dw-search-rest") ?? document.createElement("li");
    if (!row.firstChild) {
      const link = document.createElement("a"), article = document.createElement("article");
      row.className = "dw-search-rest";
      link.className = "md-search-result__link";
      link.tabIndex = -1;
      article.dataset.mdScore = "0";
      article.append(list.dataset.everything);
      link.append(article);
      row.append(link);
    }
    row.firstChild.href = `${list.dataset.wiki}?q=${encodeURIComponent(text.trim())}`;
    if (list.lastChild !== row) list.append(row);
  };
  addEventListener("DOMContentLoaded", () => {
    const list = document.querySelector(".md-search-result__list");
    if (list) new MutationObserver(() => {
      nameGroups(list);
      if (list.querySelector(".dw-search-rest a")) offerEverything(list, document.querySelector(".md-search__input").value);
    }).observe(list, { childList: true });
  });

  // An id finds what it names, and nothing that cites it.
  const ID = /^\p{L}[\p{L}\p{N}]*(?:-[\p{L}\p{N}]+)*-\d+[a-z]?$/u;
  const named = (items, text) => {
    const id = text.trim().toLowerCase();
    const own = ID.test(id) ? items.flat().filter(({ location, tags }) => tags?.length && location.split("#").pop().toLowerCase() === id) : [];
    return own.length ? own.map((item) => [{ ...item, tags: [], terms: { [id]: true } }]) : items;
  };

  // No word is said to be missing that was found in another form; the page that an answer leads to marks what was found.
  const show = (data, text) => {
    data.items = inGroups(named(data.items, text));
    for (const item of data.items.flat()) {
      const [page, anchor] = item.location.split("#");
      const terms = Object.keys(item.terms ?? {}).filter((term) => term !== "__proto__");
      item.text = excerpt(item.text ?? "");
      item.location = `${page}?mark=${encodeURIComponent(terms.join(" "))}${anchor === undefined ? "" : `#${anchor}`}`;
      item.terms = {}; // the theme would mark by them on the page, each letter before a hyphen alone
    }
  };

  // The internal wiki has its index in pieces: its search is not the theme's, whose worker is never started.
  const inPieces = (path) => {
    const script = document.createElement("script");
    script.src = new URL(path, baseOf()).href;
    const loaded = new Promise((done) => script.addEventListener("load", done));
    document.head.append(script);
    return loaded;
  };

  const Real = window.Worker;
  window.Worker = class extends EventTarget {
    constructor(address) {
      super();
      this.address = address;
      this.text = "";
    }

    postMessage(message) {
      if (message?.type === SETUP && message.data.config.pieces) {
        this.pieces = message.data.config.pieces;
        setTimeout(() => this.dispatchEvent(new MessageEvent("message", { data: { type: READY } })));
      } else if (this.pieces) {
        if (message?.type === QUERY) this.ask(message.data);
      } else this.pass(message);
    }

    ask(text) {
      clearTimeout(this.waits);
      this.waits = setTimeout(async () => {
        await (this.loaded ??= inPieces(this.pieces));
        window.deliverySearch.ask(text);
      }, text.trim() ? PAUSE : 0);
    }

    pass(message) {
      if (!this.real) {
        this.real = new Real(this.address);
        this.real.addEventListener("message", ({ data }) => {
          if (data?.type === RESULT) show(data.data, this.text);
          this.dispatchEvent(new MessageEvent("message", { data }));
          if (data?.type === RESULT) offerEverything(document.querySelector(".md-search-result__list"), this.text);
        });
      }
      const asked = message?.type === QUERY && typeof message.data === "string";
      if (asked) this.text = message.data;
      // One at the end too, for that is how far somebody has typed; one that stands alone asks for nothing.
      const inside = (text) => text.replace(/(?<=[\p{L}\p{N}])-/gu, ESCAPED).replace(/(?<=^|\s)-(?=\s|$)/g, "");
      this.real.postMessage(asked ? { ...message, data: forms(inside(message.data)) } : message);
    }
  };

  // A page that an answer leads to marks the words of the address, and none that merely has the same letters.
  const FOUND = /[\p{L}\p{N}]+(?:[-_][\p{L}\p{N}]+)*/gu;
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss");
  const isMarked = (word, wanted) => wanted.some((term) => word === term || (WORD.test(term) && term.length > 2 && word.startsWith(term)));
  const markText = (node, wanted) => {
    const hits = [...node.data.matchAll(FOUND)].filter(([found]) => isMarked(plain(found), wanted));
    for (const { 0: found, index } of hits.reverse()) {
      const rest = node.splitText(index);
      rest.splitText(found.length);
      const mark = document.createElement("mark");
      rest.replaceWith(mark);
      mark.append(rest);
    }
  };
  addEventListener("DOMContentLoaded", () => {
    const wanted = plain(new URLSearchParams(location.search).get("mark") ?? "").split(/\s+/).filter(Boolean);
    const content = document.querySelector(".md-content__inner");
    if (!wanted.length || !content) return;
    const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT), texts = [];
    while (walker.nextNode()) if (!walker.currentNode.parentElement.closest("svg, script, style, textarea, option")) texts.push(walker.currentNode);
    for (const text of texts) markText(text, wanted);
  });
})();
