// Runs inside the frame that iframe-worker.js opens, as a file of its own since the pages allow no inline script.
// It lies in workers/ because the theme's search finds its languages beside the first script of that name.
"use strict";
window.postMessage = (message, origin) => parent.postMessage(message, origin || "*");
window.importScripts = (...urls) =>
  urls.reduce(
    (before, url) =>
      before.then(
        () =>
          new Promise((loaded) => {
            const script = document.createElement("script");
            script.src = url;
            script.onload = loaded;
            document.body.append(script);
          }),
      ),
    Promise.resolve(),
  );
