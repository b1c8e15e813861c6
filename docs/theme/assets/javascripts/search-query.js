// What is typed into the search: a hyphen inside a word is no operator, R-012 and SOW-basic are one word;
// and a word finds its forms.
(() => {
  "use strict";
  const QUERY = 2; // the theme's number for a message that carries what was typed
  const ESCAPED = "\\\\\\-"; // the search reads a query twice and takes one layer of escapes off each time

  // The search takes each word for the beginning of one, and those it does not bring to their stem. A word with a
  // weight is a whole one: asked for beside the other, it finds its forms too.
  const WORD = /^\p{L}+$/u;
  const forms = (text) => {
    const whole = text.split(/\s+/).filter((word) => WORD.test(word)).map((word) => `${word}^1`);
    return [text, ...whole].join(" ");
  };

  window.Worker = class extends window.Worker {
    postMessage(message, ...more) {
      const asked = message?.type === QUERY && typeof message.data === "string";
      // One at the end too, for that is how far somebody has typed; one that stands alone asks for nothing.
      const inside = (text) => text.replace(/(?<=[\p{L}\p{N}])-/gu, ESCAPED).replace(/(?<=^|\s)-(?=\s|$)/g, "");
      const data = asked ? forms(inside(message.data)) : message?.data;
      super.postMessage(asked ? { ...message, data } : message, ...more);
    }
  };
})();
