// A hyphen inside a word is no operator of the search: R-012 and SOW-basic are asked for as one word.
(() => {
  "use strict";
  const QUERY = 2; // the theme's number for a message that carries what was typed
  const ESCAPED = "\\\\\\-"; // the search reads a query twice and takes one layer of escapes off each time

  window.Worker = class extends window.Worker {
    postMessage(message, ...more) {
      const asked = message?.type === QUERY && typeof message.data === "string";
      // One at the end too, for that is how far somebody has typed; one that stands alone asks for nothing.
      const inside = (text) => text.replace(/(?<=[\p{L}\p{N}])-/gu, ESCAPED).replace(/(?<=^|\s)-(?=\s|$)/g, "");
      const data = asked ? inside(message.data) : message?.data;
      super.postMessage(asked ? { ...message, data } : message, ...more);
    }
  };
})();
