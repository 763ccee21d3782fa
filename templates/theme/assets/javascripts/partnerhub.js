/* What can't be known when the site is built: the reader's hour, how far away an evening is, what has passed since,
   and what they want to see. Every page reads without it. The words are the page's own, in data attributes. */
(() => {
  "use strict";

  const MINUTE = 60_000;
  const DAY = 24 * 60 * MINUTE;
  /* Of a list below the large next event, those that take place on a day to come. */
  const COMING = ".ph-next ~ .ph-upcoming .ph-cards__item[data-ph-start]:not(:has(.ph-card--off))";
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
      const distance = start <= now ? "" : say(days).replace(/\s*\(\d+\)/, "");
      element.textContent = [distance, element.dataset.phOwn].filter(Boolean).join(" · ");
    });
  }

  /* The reader's own hour, where their clock differs from the event's: on the line that is kept free for the distance, if
     there is one, so that nothing moves. */
  function tellOwnHour() {
    each("[data-ph-own-hour]", (element) => {
      const typed = element.dataset.phStart;
      const start = new Date(typed);
      const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(typed);
      const offset = (sign === "-" ? -1 : 1) * (60 * hours + Number(minutes));
      const isSameDay = start.getDate() === Number(typed.slice(8, 10));
      if (offset === -start.getTimezoneOffset()) return;
      const shape = { hour: "numeric", minute: "2-digit", ...(isSameDay ? {} : { weekday: "short" }) };
      const own = element.dataset.phOwnHour.replace("{hour}", new Intl.DateTimeFormat(language, shape).format(start));
      const line = element.closest(".ph-fact")?.querySelector("[data-ph-distance]");
      if (line) line.dataset.phOwn = own;
      else element.textContent = own;
      element.hidden = Boolean(line);
    });
  }

  const isOver = (element, now) => new Date(element.dataset.phEnd) <= now;

  /* What has ended since the build goes, and calendars say which day it is. */
  function hidePassed(now) {
    each(":is(.ph-cards__item, .ph-grid__event)[data-ph-end]", (item) => item.classList.toggle("ph-is-over", isOver(item, now)));
    each("[data-ph-day]", (day) => {
      if (momentOf(day.dataset.phDay).getTime() === midnight(now).getTime()) day.setAttribute("aria-current", "date");
      else day.removeAttribute("aria-current");
    });
    each(".ph-page[data-ph-end]", (page) => {
      each("[data-ph-once-over]", (element) => { element.hidden = !isOver(page, now); }, page);
      each("[data-ph-until-over]", (element) => { element.hidden = isOver(page, now); }, page);
    });
  }

  /* An event of the list, large: of what its row says. */
  function heroOf(item, next) {
    const hero = next.querySelector(".ph-hero__later").content.firstElementChild.cloneNode(true);
    Object.assign(hero.dataset, item.dataset);
    each("[data-ph-from]", (room) => {
      room.replaceWith(...[...item.querySelectorAll(room.dataset.phFrom)].map((part) => part.cloneNode(true)));
    }, hero);
    hero.querySelector(".ph-distance").dataset.phDistance = item.dataset.phStart;
    const link = hero.querySelector(".ph-card__link");
    link.className = "ph-hero__link";
    hero.querySelector(".ph-button").href = link.href;
    each("img", (image) => { image.sizes = "(min-width: 60em) 720px, 92vw"; }, hero);
    next.append(hero);
    return hero;
  }

  /* The first of the next events that isn't over and was chosen; below it the same event isn't shown again. */
  function showNext(now, isChosen, isWhole) {
    each(".ph-next", (next) => {
      const isNext = (element) => !isOver(element, now) && isChosen(element);
      const startOf = (element) => momentOf(element.dataset.phStart);
      const heroes = [...next.querySelectorAll(":scope > .ph-hero")];
      const rows = next.querySelector(".ph-hero__later") ? document.querySelectorAll(COMING) : [];
      let [shown] = [...heroes, ...rows].filter(isNext).sort((one, other) => startOf(one) - startOf(other));
      if (shown && !heroes.includes(shown)) heroes.push(shown = heroOf(shown, next));
      const address = shown && shown.querySelector(".ph-hero__link").href;
      heroes.forEach((hero) => { hero.hidden = hero !== shown; });
      each(".ph-empty", (empty) => { empty.hidden = Boolean(shown) || !isWhole; }, next);
      each(".ph-next ~ .ph-upcoming .ph-cards__item", (item) => {
        item.classList.toggle("ph-is-next", item.querySelector(".ph-card__link").href === address);
      });
    });
  }

  /* A month without an event below its heading has no heading either, and no link that leads to it. */
  function hideEmptyMonths(isWhole) {
    const unseen = ".ph-is-over, .ph-is-left-out, .ph-next ~ .ph-upcoming .ph-is-next";
    each(".ph-month", (month) => {
      const items = [...month.querySelectorAll(".ph-cards__item")];
      month.hidden = items.length > 0 && items.every((item) => item.matches(unseen));
      const wasWhole = month.dataset.phWhole !== "false";
      if (month.matches("details") && wasWhole !== isWhole) month.open = !isWhole;
      month.dataset.phWhole = isWhole;
    });
  }

  /* One picture beside another says nothing new, whichever rows stand between them no more. */
  function hideRepeatedPictures() {
    each(".ph-upcoming .ph-cards--rows", (list) => {
      let before = "";
      each(":scope > :not(.ph-is-over, .ph-is-left-out, .ph-is-next)", (item) => {
        const picture = item.querySelector(".ph-photo").textContent + (item.querySelector("img")?.getAttribute("src") ?? "");
        item.classList.toggle("ph-is-again", picture === before);
        before = picture;
      }, list);
    });
  }

  /* From the first moment to the last of what a chip for days says, by the reader's calendar and the week of the hub's country. */
  function spanOf(when, now, form) {
    const today = midnight(now);
    const day = (offset) => new Date(today.getFullYear(), today.getMonth(), today.getDate() + offset);
    if (when === "today") return [today, day(1)];
    if (when === "week") return [today, day(7 - ((7 + today.getDay() - Number(form.dataset.phFirstDay)) % 7))];
    if (when === "weekend") {
      const weekend = form.dataset.phWeekend.split(" ").map(Number);
      const begun = weekend.indexOf(today.getDay());
      const first = begun < 0 ? (7 + weekend[0] - today.getDay()) % 7 : -begun;
      return [day(first), day(first + weekend.length)];
    }
    const [year, month] = when.split("-").map(Number);
    return [new Date(year, month - 1), new Date(year, month)];
  }

  const fits = {
    tag: (element, wanted) => JSON.parse(element.dataset.phTags).includes(wanted),
    where: (element, wanted) => element.dataset.phWhere.split(" ").includes(wanted),
    when: (element, wanted, now, form) => {
      if (!element.dataset.phStart) return false;
      const [from, to] = spanOf(wanted, now, form);
      return momentOf(element.dataset.phStart) < to && new Date(element.dataset.phEnd) > from;
    },
  };

  const choiceOf = (form) => [...new FormData(form)].filter(([, value]) => value);

  function choose(form, now) {
    const wanted = choiceOf(form);
    const isChosen = (element) => wanted.every(([name, value]) => fits[name](element, value, now, form));
    const items = [...form.closest(".ph-upcoming").querySelectorAll(".ph-cards__item:not(.ph-is-over)")];
    items.forEach((item) => item.classList.toggle("ph-is-left-out", !isChosen(item)));
    showNext(now, isChosen, !wanted.length);
    const chosen = items.filter(isChosen).length;
    const count = form.querySelector("output");
    const words = chosen ? count.dataset.phSome : count.dataset.phNone;
    const said = wanted.length ? words.replace("{shown}", chosen).replace("{all}", items.length) : "";
    if (count.textContent !== said) count.textContent = said;
    form.querySelector("[type=reset]").hidden = !wanted.length;
    each("[name=tag]:not([value=''])", (input) => {
      const left = items.filter((item) => fits.tag(item, input.value)).length;
      each(".ph-chip__count", (number) => { number.textContent = left; }, input.parentElement);
      input.parentElement.hidden = !left && !input.checked;
    }, form);
    each(".ph-chips", (chips) => { chips.hidden = chips.querySelectorAll(".ph-chip:not([hidden])").length < 2; }, form);
    return !wanted.length;
  }

  /* The choice is kept in the address, so that it can be sent to a friend, and stays when the language is switched. */
  function keepInAddress(form) {
    const address = new URL(location.href);
    each("[name]", (input) => address.searchParams.delete(input.name), form);
    choiceOf(form).forEach(([name, value]) => address.searchParams.set(name, value));
    history.replaceState(history.state, "", address);
    each("a[hreflang]", (link) => { link.search = address.search; });
  }

  function startChoices() {
    each(".ph-choices", (form) => {
      const asked = new URLSearchParams(location.search);
      each("[name]", (input) => {
        if (input.value && asked.get(input.name) === input.value) input.checked = true;
      }, form);
      keepInAddress(form);
      const follow = () => { keepInAddress(form); update(new Date()); };
      form.addEventListener("change", follow);
      form.addEventListener("submit", (event) => event.preventDefault());
      form.addEventListener("reset", () => setTimeout(() => {
        follow();
        // The button that had the focus is gone.
        form.querySelector("[name=when]:checked").focus();
      }));
    });
    each(".ph-months a", (link) => link.addEventListener("click", () => {
      const month = document.getElementById(link.hash.slice(1)).closest("details");
      if (month) month.open = true;
    }));
  }

  /* Where there is no page, hosts show one page for all addresses: in the language in which the address begins. */
  function sayWhatIsMissing() {
    const sections = [...document.querySelectorAll(".ph-missing")];
    const isOf = (section) => location.pathname.startsWith(section.dataset.phHome);
    // The home of the first language is where the others' begin, too.
    const shown = sections.filter(isOf).sort((one, other) => other.dataset.phHome.length - one.dataset.phHome.length)[0];
    sections.forEach((section) => { section.hidden = section !== shown; });
    each("[data-ph-search]", (button) => {
      button.hidden = false;
      button.addEventListener("click", () => {
        document.querySelector("#__search").checked = true;
        document.querySelector(".md-search__input").focus();
      });
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

  function update(now) {
    hidePassed(now);
    const forms = [...document.querySelectorAll(".ph-choices")];
    const isWhole = forms.map((form) => choose(form, now)).every(Boolean);
    if (!forms.length) showNext(now, () => true, true);
    hideEmptyMonths(isWhole);
    hideRepeatedPictures();
    tellDistance(now);
  }

  function tick() {
    update(new Date());
  }

  function start() {
    tellOwnHour();
    startChoices();
    startCopying();
    startSharing();
    sayWhatIsMissing();
    tick();
  }

  setInterval(tick, MINUTE);
  // The theme tells of each page that its instant navigation shows.
  if (window.document$) window.document$.subscribe(start);
  else start();
})();
