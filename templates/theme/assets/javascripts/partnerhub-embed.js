/* Puts a hub's upcoming events where this script stands: <script src="…/partnerhub-embed.js" data-path="en/"></script>.
   It makes a frame, so that neither site's styles touch the other's. */
(() => {
  "use strict";
  const script = document.currentScript;
  const root = new URL("../../", script.src);
  const frame = document.createElement("iframe");
  frame.src = new URL(`${script.dataset.path || ""}embed/`, root);
  frame.title = script.dataset.title || "";
  frame.loading = "lazy";
  frame.style.cssText = "border:0;inline-size:100%;block-size:30rem";
  script.after(frame);
})();
