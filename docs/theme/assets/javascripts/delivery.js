// Tables get sorting and filters where the page asks for them; without this file they read as plain tables.
(() => {
  "use strict";
  const text = (cell) => cell.textContent.trim();
  const key = (cell) => cell.dataset.sort ?? text(cell);
  const collator = new Intl.Collator(document.documentElement.lang || "en", { numeric: true, sensitivity: "base" });

  const narrow = matchMedia("(max-width: 30em)");

  function makeSortable(table) {
    const heads = [...table.tHead.rows[table.tHead.rows.length - 1].cells];
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const body = table.tBodies[0];
        const rows = [...body.rows].filter((row) => !row.classList.contains("dw-total"));
        rows.sort((a, b) => collator.compare(key(a.cells[column]), key(b.cells[column])) * (down ? -1 : 1));
        body.prepend(...rows);
      });
    });
  }

  // What is chosen stands in the address, so that a link leads to the same rows.
  function makeFilterable(block) {
    const bar = block.querySelector(".dw-filterbar");
    const rows = [...block.querySelector("table").tBodies[0].rows].filter((row) => !row.classList.contains("dw-total"));
    const search = bar.querySelector(".dw-search");
    const count = bar.querySelector(".dw-count");
    const clear = bar.querySelector(".dw-clear");
    const chips = [...bar.querySelectorAll(".dw-chip")];
    const menus = [...bar.querySelectorAll(".dw-menu")];
    const chosen = () => [
      ...chips.filter((chip) => chip.getAttribute("aria-pressed") === "true").map((chip) => [chip.dataset.key, chip.dataset.value]),
      ...menus.filter((menu) => menu.value).map((menu) => [menu.dataset.key, menu.value]),
    ];
    const apply = () => {
      const words = (search?.value ?? "").toLowerCase().split(/\s+/).filter(Boolean);
      const wanted = {};
      chosen().forEach(([name, value]) => (wanted[name] ??= new Set()).add(value));
      let shown = 0;
      rows.forEach((row) => {
        const content = row.textContent.toLowerCase();
        const fits = words.every((word) => content.includes(word)) &&
          Object.entries(wanted).every(([name, values]) => (row.dataset[name] ?? "").split(" ").some((one) => values.has(one)));
        row.hidden = !fits;
        shown += fits ? 1 : 0;
      });
      clear.hidden = !words.length && !Object.keys(wanted).length;
      count.textContent = shown === rows.length ? "" : shown ? `${shown} ${count.dataset.of} ${rows.length}` : count.dataset.none;
    };
    const remember = () => {
      block.dispatchEvent(new Event("filter"));
      apply();
      const address = new URL(location.href);
      address.search = new URLSearchParams([...chosen(), ...(search?.value ? [["q", search.value]] : [])]);
      history.replaceState(null, "", address);
    };
    clear.addEventListener("click", () => {
      chips.forEach((chip) => chip.setAttribute("aria-pressed", "false"));
      menus.forEach((menu) => { menu.value = ""; });
      if (search) search.value = "";
      remember();
      (search ?? chips[0])?.focus();
    });
    const given = new URLSearchParams(location.search);
    chips.forEach((chip) => {
      chip.setAttribute("aria-pressed", String(given.getAll(chip.dataset.key).includes(chip.dataset.value)));
      chip.addEventListener("click", () => {
        chip.setAttribute("aria-pressed", chip.getAttribute("aria-pressed") === "true" ? "false" : "true");
        remember();
      });
    });
    menus.forEach((menu) => {
      menu.value = given.get(menu.dataset.key) ?? "";
      if (menu.selectedIndex < 0) menu.value = "";
      menu.addEventListener("change", remember);
    });
    if (search) search.value = given.get("q") ?? "";
    search?.addEventListener("input", remember);
    const fold = bar.querySelector(".dw-filters");
    const unfold = () => fold.toggleAttribute("open", !narrow.matches || chosen().length > 0);
    if (fold) {
      narrow.addEventListener("change", unfold);
      unfold();
    }
    bar.hidden = false;
    apply();
  }

  // A phone shows the first rows of a long table, and the others when they are asked for, linked to or printed.
  function makeFoldable(button) {
    const filter = button.closest(".dw-filterable");
    if (filter && !button.closest(".dw-clause")) return; // a register: the table is the page
    const rows = [...button.previousElementSibling.querySelector("table").tBodies[0].rows]
      .filter((row) => !row.classList.contains("dw-total")).slice(Number(button.dataset.keep));
    const show = (folded) => {
      rows.forEach((row) => { row.hidden = folded; });
      button.hidden = !folded;
    };
    const unfold = () => { if (!button.hidden) show(false); };
    button.addEventListener("click", () => {
      show(false);
      rows[0].cells[0].tabIndex = -1;
      rows[0].cells[0].focus();
    });
    narrow.addEventListener("change", () => (narrow.matches ? show(true) : unfold()));
    addEventListener("beforeprint", unfold);
    rows.forEach((row) => row.addEventListener("unfold", unfold));
    filter?.addEventListener("filter", unfold);
    if (!filter || filter.querySelector(".dw-clear").hidden) show(narrow.matches);
  }

  function openTarget() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target) target.closest("tr")?.dispatchEvent(new Event("unfold"));
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    if (target?.tagName === "TR") target.querySelector(":scope > td > details")?.setAttribute("open", "");
    if (target) target.scrollIntoView();
  }

  // The theme wraps each copy button into a navigation landmark without a name.
  const unmark = () => document.querySelectorAll("nav.md-code__nav:not([role])").forEach((nav) => nav.setAttribute("role", "none"));
  new MutationObserver(unmark).observe(document.body, { childList: true, subtree: true });
  unmark();

  // The heads of a table stay in sight only where nothing of it has to be scrolled sideways.
  const sees = new ResizeObserver((seen) => seen.forEach(({ target }) => {
    target.classList.remove("dw-fits");
    target.classList.toggle("dw-fits", target.scrollWidth <= target.clientWidth);
  }));
  document.querySelectorAll(".dw-scroll:has(> table:is([data-sortable], :has(> tbody > tr:nth-child(13))))").forEach((scroll) => sees.observe(scroll));
  // Figures whose columns are too wide for a phone stand below the name of their row, and where that is too narrow, too, each with its name.
  const ways = ["beside", "columns", "below", "named"], first = new WeakMap();
  const narrows = new ResizeObserver((seen) => seen.forEach(({ target }) => {
    const table = target.querySelector(":scope > table");
    if (!first.has(table)) first.set(table, ways.indexOf(table.dataset.figures));
    for (const way of ways.slice(first.get(table))) {
      table.dataset.figures = way;
      if (target.scrollWidth <= target.clientWidth) break;
    }
  }));
  document.querySelectorAll('.dw-scroll:has(> table:is([data-figures="beside"], [data-figures="columns"], [data-figures="below"]))').forEach((scroll) => narrows.observe(scroll));
  document.querySelectorAll("table[data-sortable]").forEach(makeSortable);
  document.querySelectorAll(".dw-filterable").forEach(makeFilterable);
  document.querySelectorAll(".dw-more").forEach(makeFoldable);
  window.addEventListener("hashchange", openTarget);
  openTarget();

  // The menu begins with a whole entry: at its top where the page's own entry is in sight there.
  window.addEventListener("load", () => setTimeout(() => { // behind the theme, which scrolls to that entry
    const menu = document.querySelector(".md-sidebar--primary .md-sidebar__scrollwrap");
    const own = menu?.querySelector("a.md-nav__link--active");
    if (!own || !menu.scrollTop) return;
    const top = menu.getBoundingClientRect().top;
    const head = menu.querySelector(".md-nav__title")?.getBoundingClientRect().height ?? 0;
    const shade = 8; // of its lower edge
    if (own.getBoundingClientRect().bottom - top + menu.scrollTop < menu.clientHeight) {
      menu.scrollTop = 0;
      return;
    }
    const cut = [...menu.querySelectorAll("a.md-nav__link, label.md-nav__link")]
      .filter((link) => !link.closest(".md-nav__item--nested:not(.md-nav__item--section) > nav")) // may be folded
      .map((link) => link.getBoundingClientRect().top - top - head - shade)
      .find((place) => place > 0);
    if (cut < 60) menu.scrollTop += cut;
  }, 150));

  // A sheet that somebody printed says where it comes from.
  document.querySelector(".md-copyright")?.setAttribute("data-address", location.href.split("#")[0]);
})();
