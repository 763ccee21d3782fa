/* Puts a hub's upcoming events where this script stands: <script src="…/partnerhub-embed.js" data-path="en/"></script>.
   Those of one tag with data-tag="open-data", one event with data-event="code-for-good/open-data-night".
   It makes a frame, so that neither site's styles touch the other's, as high as what is in it. */
(() => {
  "use strict";
  const script = document.currentScript;
  const { path = "", tag, event, title = "" } = script.dataset;
  const what = tag ? `tags/${tag}/` : event ? `partners/${event}/` : "";
  const frame = document.createElement("iframe");
  frame.src = new URL(`../../${path}embed/${what}`, script.src);
  frame.title = title;
  frame.loading = "lazy";
  frame.style.cssText = "border:0;inline-size:100%;block-size:30rem";
  window.addEventListener("message", (message) => {
    const height = message.source === frame.contentWindow && Number(message.data?.partnerhubHeight);
    if (height) frame.style.blockSize = `${height}px`;
  });
  script.after(frame);
})();
