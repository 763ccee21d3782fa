/* What can't be known when the site is built: the reader's hour, how far away an evening is, what has passed since,
   and what they want to see. Every page reads without it. The words are the page's own, in data attributes. */
(() => {
  "use strict";

  const MINUTE = 60_000;
  const DAY = 24 * 60 * MINUTE;
  const language = document.documentElement.lang || "en";

  const each = (selector, act, root = document) => root.querySelectorAll(selector).forEach(act);
  const midnight = (moment) => new Date(moment.getFullYear(), moment.getMonth(), moment.getDate());

  /* A day without an hour is the reader's own; the browser would take it for one at Greenwich. */
  const momentOf = (typed) => new Date(typed.includes("T") ? typed : `${typed}T00:00`);

  /* "tomorrow", "in 12 days", "in 5 weeks", by the reader's own calendar. */
  function tellDistance(now) {
    const words = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
    const say = (days) => {
      if (days < 14) return words.format(days, "day");
      return days < 60 ? words.format(Math.round(days / 7), "week") : words.format(Math.round(days / 30.44), "month");
    };
    each("[data-ph-distance]", (element) => {
      const start = momentOf(element.dataset.phDistance);
      const days = Math.round((midnight(start) - midnight(now)) / DAY);
      // In Hebrew some browsers repeat a dual's number: "in two weeks (2)".
      element.textContent = start <= now ? "" : say(days).replace(/\s*\(\d+\)/, "");
    });
  }

  /* The reader's own hour, where their clock differs from the event's. */
  function tellOwnHour() {
    each("[data-ph-own-hour]", (element) => {
      const typed = element.dataset.phStart;
      const start = new Date(typed);
      const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(typed);
      const offset = (sign === "-" ? -1 : 1) * (60 * hours + Number(minutes));
      const isSameDay = start.getDate() === Number(typed.slice(8, 10));
      element.hidden = offset === -start.getTimezoneOffset();
      const shape = { hour: "numeric", minute: "2-digit", ...(isSameDay ? {} : { weekday: "short" }) };
      element.textContent = element.dataset.phOwnHour.replace(
        "{hour}",
        new Intl.DateTimeFormat(language, shape).format(start),
      );
    });
  }

  /* The first of the next events that can be shown; below it the same event isn't shown again. */
  function showFirst(next, isShown) {
    const heroes = [...next.querySelectorAll(".ph-hero")];
    const shown = heroes.find(isShown);
    const address = shown && shown.querySelector(".ph-hero__link").href;
    heroes.forEach((hero) => { hero.hidden = hero !== shown; });
    each(".ph-empty", (empty) => { empty.hidden = Boolean(shown); }, next);
    each(".ph-next ~ .ph-upcoming .ph-cards__item", (item) => {
      item.classList.toggle("ph-is-next", item.querySelector(".ph-card__link").href === address);
    });
  }

  /* What has ended since the build goes; where it was the next event, the one after it takes its place. */
  function hidePassed(now) {
    const isOver = (element) => new Date(element.dataset.phEnd) <= now;
    each(".ph-cards__item[data-ph-end]", (item) => item.classList.toggle("ph-is-over", isOver(item)));
    each(".ph-next", (next) => showFirst(next, (hero) => !isOver(hero)));
    each(".ph-page[data-ph-end]", (page) => {
      each("[data-ph-once-over]", (element) => { element.hidden = !isOver(page); }, page);
      each("[data-ph-until-over]", (element) => { element.hidden = isOver(page); }, page);
    });
  }

  /* A month without a card has no heading either. */
  function hideEmptyMonths() {
    each(".ph-month", (month) => {
      const items = [...month.querySelectorAll(".ph-cards__item")];
      month.hidden = items.length > 0 && items.every((item) => item.matches(".ph-is-over, .ph-is-filtered, .ph-next ~ .ph-upcoming .ph-is-next"));
    });
  }

  const matches = {
    tag: (item, wanted) => JSON.parse(item.dataset.phTags).includes(wanted),
    kind: (item, wanted) => item.dataset.phKind === wanted,
    language: (item, wanted) => item.dataset.phLanguage === wanted,
    where: (item, wanted) => item.dataset.phWhere.split(" ").includes(wanted),
  };

  function filter(form) {
    const wanted = Object.entries(Object.fromEntries(new FormData(form))).filter(([, value]) => value);
    const list = form.closest(".ph-upcoming");
    const items = [...list.querySelectorAll(".ph-cards__item")].filter((item) => !item.matches(".ph-is-over"));
    items.forEach((item) => {
      item.classList.toggle("ph-is-filtered", !wanted.every(([name, value]) => matches[name](item, value)));
    });
    hideEmptyMonths();
    const shown = items.filter((item) => !item.matches(".ph-is-filtered")).length;
    const count = form.querySelector("output");
    count.textContent = wanted.length
      ? count.dataset.phWords.replace("{shown}", shown).replace("{all}", items.length)
      : "";
    form.querySelector("[type=reset]").hidden = !wanted.length;
  }

  /* The choice is kept in the address, so that it can be sent to a friend. */
  function keepInAddress(form) {
    const address = new URL(location.href);
    for (const [name, value] of new FormData(form)) {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    history.replaceState(history.state, "", address);
  }

  function startFilters() {
    each(".ph-filters", (form) => {
      const asked = new URLSearchParams(location.search);
      each("select", (select) => {
        const value = asked.get(select.name);
        if ([...select.options].some((option) => option.value === value)) select.value = value;
      }, form);
      form.addEventListener("change", () => { keepInAddress(form); filter(form); });
      form.addEventListener("submit", (event) => event.preventDefault());
      form.addEventListener("reset", () => setTimeout(() => { keepInAddress(form); filter(form); }));
    });
  }

  function startCopying() {
    each("[data-ph-copy]", (button) => {
      button.hidden = !navigator.clipboard;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(button.dataset.phCopy);
        each("[data-ph-copied]", (said) => { said.textContent = said.dataset.phCopied; }, button.parentElement);
      });
    });
  }

  /* Where fingers point, the style sheet shows one button in place of the ways to share; it needs the system's sheet. */
  function startSharing() {
    document.documentElement.classList.toggle("ph-without-sheet", !navigator.share);
    each("[data-ph-share]", (button) => {
      const { phShare: url, phTitle: title, phText: text } = button.dataset;
      // Who closes the sheet has changed their mind.
      button.addEventListener("click", () => navigator.share({ url, title, text }).catch(() => {}));
    });
  }

  /* The theme gives its search dialog no name. */
  function nameSearch() {
    each(".md-search[role=dialog]", (dialog) => {
      dialog.setAttribute("aria-label", dialog.querySelector(".md-search__input").getAttribute("aria-label"));
    });
  }

  function tick() {
    const now = new Date();
    tellDistance(now);
    hidePassed(now);
    hideEmptyMonths();
    each(".ph-filters", filter);
  }

  function start() {
    tellOwnHour();
    startFilters();
    startCopying();
    startSharing();
    tick();
  }

  nameSearch();
  setInterval(tick, MINUTE);
  // The theme tells of each page that its instant navigation shows.
  if (window.document$) window.document$.subscribe(start);
  else start();
})();
