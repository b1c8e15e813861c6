// Tables get sorting and filters where the page asks for them; without this file they read as plain tables.
(() => {
  "use strict";
  const text = (cell) => cell.textContent.trim();
  const key = (cell) => cell.dataset.sort ?? text(cell);
  const collator = new Intl.Collator(document.documentElement.lang || "en", { numeric: true, sensitivity: "base" });

  function makeSortable(table) {
    const heads = [...table.tHead.rows[0].cells];
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

  function makeFilterable(block) {
    const bar = block.querySelector(".dw-filterbar");
    const rows = [...block.querySelectorAll("tbody tr:not(.dw-total)")];
    const search = bar.querySelector(".dw-search");
    const count = bar.querySelector(".dw-count");
    const chips = [...bar.querySelectorAll(".dw-chip")];
    const apply = () => {
      const words = (search?.value ?? "").toLowerCase().split(/\s+/).filter(Boolean);
      const wanted = {};
      chips.filter((chip) => chip.getAttribute("aria-pressed") === "true")
        .forEach((chip) => (wanted[chip.dataset.key] ??= new Set()).add(chip.dataset.value));
      let shown = 0;
      rows.forEach((row) => {
        const content = row.textContent.toLowerCase();
        const fits = words.every((word) => content.includes(word)) &&
          Object.entries(wanted).every(([name, values]) => (row.dataset[name] ?? "").split(" ").some((one) => values.has(one)));
        row.hidden = !fits;
        shown += fits ? 1 : 0;
      });
      count.textContent = shown === rows.length ? "" : `${shown} ${count.dataset.of} ${rows.length}`;
    };
    chips.forEach((chip) => chip.addEventListener("click", () => {
      chip.setAttribute("aria-pressed", chip.getAttribute("aria-pressed") === "true" ? "false" : "true");
      apply();
    }));
    search?.addEventListener("input", apply);
    bar.hidden = false;
  }

  function openTarget() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    if (target) target.scrollIntoView();
  }

  // The theme wraps each copy button into a navigation landmark without a name.
  const unmark = () => document.querySelectorAll("nav.md-code__nav:not([role])").forEach((nav) => nav.setAttribute("role", "none"));
  new MutationObserver(unmark).observe(document.body, { childList: true, subtree: true });
  unmark();

  document.querySelectorAll("table[data-sortable]").forEach(makeSortable);
  document.querySelectorAll(".dw-filterable").forEach(makeFilterable);
  window.addEventListener("hashchange", openTarget);
  openTarget();
})();
