/* The search field: what is typed goes to `partnerhub-search-worker.js`, and what it finds is listed.
   The index is fetched when the field is used for the first time. Keys are those of the theme. */
(() => {
  "use strict";

  const search = document.querySelector(".ph-search");
  const toggle = document.querySelector("#__search");
  const input = search.querySelector(".md-search__input");
  const scroll = search.querySelector(".md-search__scrollwrap");
  const count = search.querySelector(".md-search-result__meta");
  const list = search.querySelector(".md-search-result__list");
  const index = new URL(search.dataset.phIndex, location.href);
  const root = new URL("..", index);

  let worker;
  let isWaiting = false;
  let found = 0;

  const isOpen = () => toggle.checked;
  const open = (wanted) => { if (isOpen() !== wanted) toggle.click(); };
  const links = () => [...list.querySelectorAll("a")];

  /* A file that is opened from a disk may read no other, and has no search. */
  function begin() {
    if (worker) return;
    worker = new Worker(new URL("assets/javascripts/partnerhub-search-worker.js", root));
    worker.addEventListener("message", ({ data }) => show(data));
    worker.postMessage({ open: index.href });
  }

  /* The next results, of a list of which some are shown. */
  function ask(from) {
    const query = input.value.trim() ? input.value : "";
    if (!query) {
      clear();
      return;
    }
    isWaiting = true;
    worker.postMessage({ query, from, location: location.href.slice(root.href.length), now: Date.now() });
  }

  function clear() {
    found = 0;
    list.replaceChildren();
    list.hidden = true;
    count.textContent = count.dataset.phIdle;
    count.removeAttribute("lang");
  }

  /* Until all of the index is read, what is found may be more, and is not counted. */
  function show({ query, from, results, count: all, words, isWhole }) {
    isWaiting = false;
    if (query !== input.value) return; // more was typed since
    found = all;
    if (isWhole) {
      const form = new Intl.PluralRules(words.said_in).select(all);
      count.lang = words.said_in;
      count.textContent = all ? words.results[form].replace("{count}", all) : words.none;
    }
    if (!from && list.contains(document.activeElement)) return; // what has the focus stays
    if (!from) {
      list.replaceChildren();
      scroll.scrollTop = 0;
    }
    list.hidden = !all;
    list.append(...results.map(item));
  }

  function element(name, className, ...content) {
    const made = document.createElement(name);
    made.className = className;
    made.append(...content);
    return made;
  }

  /* Every other piece of a text is a hit. Texts are set as texts: nothing in them is markup. */
  function line(className, pieces) {
    return element("span", className, element("bdi", "", ...pieces.map((piece, at) => (at % 2 ? element("mark", "", piece) : piece))));
  }

  function item({ location: address, language, foreign, title, line: about, text }) {
    const link = element("a", "md-search-result__link ph-found", line("ph-found__title", title));
    link.href = new URL(address, root);
    link.lang = language;
    if (foreign) link.firstChild.append(" ", element("span", "ph-found__language", foreign));
    if (about.join("")) link.append(line("ph-found__line", about));
    if (text.join("")) link.append(line("ph-found__text", text));
    return element("li", "md-search-result__item", link);
  }

  function step(by) {
    const stops = [input, ...links()];
    const at = Math.max(0, stops.indexOf(document.activeElement));
    stops[(at + by + stops.length) % stops.length].focus();
  }

  const keys = {
    Enter: () => { if (document.activeElement === input) links()[0]?.click(); return document.activeElement === input; },
    Escape: () => { open(false); input.blur(); },
    Tab: () => { open(false); input.blur(); },
    ArrowUp: () => { step(-1); return true; },
    ArrowDown: () => { step(1); return true; },
  };

  /* Whether a key belongs to what has the focus. */
  const isTyped = ({ target }) => target.isContentEditable || target.matches("input, select, textarea");

  addEventListener("keydown", (event) => {
    if (event.metaKey || event.ctrlKey || event.isComposing) return;
    if (isOpen()) {
      const isTaken = keys[event.key] ? keys[event.key]() : input.focus();
      if (isTaken) event.preventDefault();
    } else if (["f", "s", "/"].includes(event.key) && !isTyped(event)) {
      input.focus();
      input.select();
      event.preventDefault();
    }
  });

  input.addEventListener("focus", () => { begin(); open(true); });
  input.addEventListener("input", () => ask(0));
  input.form.addEventListener("submit", (event) => event.preventDefault());
  input.form.addEventListener("reset", () => { clear(); input.focus(); });
  // Left to itself, the button would close what the focus has opened.
  document.querySelector("header [for=__search]").addEventListener("click", (event) => { event.preventDefault(); input.focus(); });
  list.addEventListener("click", ({ target }) => { if (target.closest("a")) open(false); });
  scroll.addEventListener("scroll", () => {
    const isNear = scroll.scrollTop + 2 * scroll.clientHeight > scroll.scrollHeight;
    if (isNear && !isWaiting && links().length < found) ask(links().length);
  });

  if (location.protocol === "file:") search.hidden = true;
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) {
    input.value = asked;
    input.focus();
    ask(0);
  }
})();
