/* Tells the page that frames this one how high it is, so that the frame neither scrolls nor ends in white. */
(() => {
  "use strict";
  if (window.parent === window) return;
  const tell = () => window.parent.postMessage({ partnerhubHeight: document.documentElement.offsetHeight }, "*");
  new ResizeObserver(tell).observe(document.documentElement);
})();
