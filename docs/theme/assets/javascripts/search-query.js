// What is typed into the search: a hyphen inside a word is no operator, R-012 and SOW-basic are one word;
// and a word finds its forms. What is found is shown as the words around the first hit.
(() => {
  "use strict";
  const QUERY = 2, RESULT = 3; // the theme's numbers for what was typed, and for what was found
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
  const inGroups = (items) => {
    const base = new URL(JSON.parse(document.getElementById("__config").textContent).base.replace(/\/*$/, "/"), location.href);
    const groups = new Map();
    for (const item of items) {
      const name = groupOf(new URL(item[0].location, base));
      groups.set(name, [...(groups.get(name) ?? []), item]);
    }
    return [...groups.values()].flat();
  };
  const nameGroups = (list) => {
    let before = null;
    for (const one of [...list.children]) {
      if (one.matches(".dw-search-group")) before = one.textContent;
      else {
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
  addEventListener("DOMContentLoaded", () => {
    const list = document.querySelector(".md-search-result__list");
    if (list) new MutationObserver(() => nameGroups(list)).observe(list, { childList: true });
  });

  // A word that was found in another form is not missing.
  const shorten = ({ data }) => {
    if (data?.type !== RESULT) return;
    data.data.items = inGroups(data.data.items);
    for (const item of data.data.items.flat()) {
      item.text = excerpt(item.text ?? "");
      for (const term of Object.keys(item.terms ?? {})) item.terms[term] = true;
    }
  };

  window.Worker = class extends window.Worker {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", shorten);
    }

    postMessage(message, ...more) {
      const asked = message?.type === QUERY && typeof message.data === "string";
      // One at the end too, for that is how far somebody has typed; one that stands alone asks for nothing.
      const inside = (text) => text.replace(/(?<=[\p{L}\p{N}])-/gu, ESCAPED).replace(/(?<=^|\s)-(?=\s|$)/g, "");
      const data = asked ? forms(inside(message.data)) : message?.data;
      super.postMessage(asked ? { ...message, data } : message, ...more);
    }
  };
})();
