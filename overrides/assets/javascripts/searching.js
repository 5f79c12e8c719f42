// The search page: the address says what is asked for, search.js finds it, and what is found is put into the page's gaps
// (overrides/search.html). Everything that is found is put there as text, never as HTML.

import { Search, WINDOW } from "./search.js";

const FACETS = ["section", "topic", "person", "organisation"];
const FILTERS = [...FACETS, "from", "to"];
const NAMES = ["q", "lang", ...FILTERS, "sort"]; // of the address, in this order
const MOST = { person: 20, organisation: 20 }; // choices that are offered
const NAMED = 8; // pages that are offered above the results
const PAUSE = 250; // milliseconds after a key: nobody reads what is found meanwhile
const PATIENCE = 500; // milliseconds until the page says that it is searching
const WINDOWS = 5; // that are read in one go, where what the index knows does not hold what was asked for

const part = (name) => document.querySelector(`.finder__${name}`);
const form = document.querySelector("#finder");
const fields = form.elements;
const status = document.querySelector(".finder [role=status]");
const list = document.querySelector(".finder .list");
const lists = part("lists");
const more = part("more");
const retry = part("retry");
const words = JSON.parse(document.querySelector("#finder-words").textContent);
const title = document.title;
const own = document.querySelector(".finder").dataset.language;
const languages = new Map(Array.from(fields.lang.options, ({ value, lang, text }) => [value, { tag: lang, label: text }]));
const root = new URL("../../", import.meta.url);
const folder = (language) => new URL(`search/${language}/`, root);
const searches = new Map([...languages.keys()].map((language) => [language, new Search(folder(language))]));
searches.set(own, new Search(folder(own), fetch(new URL("directory.json", folder(own))))); // as the page's head preloads it
searches.get(own).open().catch(() => null); // whoever waits for it says so

/** Return a word of the page, with a number or a name in its gap. */
const said = (key, value) => words[`finder.${key}`].replace("#", () => value);
const counted = (key, count) => said(count === 1 ? `${key}.one` : key, count);

// --- what is asked for: in the address, and in the form ---------------------------------------------------------------

/** Return what the address asks for; what no choice can mean is left out. */
function read() {
  const address = new URLSearchParams(location.search);
  const asked = Object.fromEntries(NAMES.map((name) => [name, address.get(name) ?? ""]));
  for (const year of ["from", "to"]) if (!/^\d{4}$/.test(asked[year])) asked[year] = "";
  if (!languages.has(asked.lang)) asked.lang = own;
  if (asked.sort !== "date") asked.sort = "";
  return asked;
}

/** Return what the form asks for. */
const taken = () => Object.fromEntries(NAMES.map((name) => [name, fields[name].value]));

/** Put what is asked for into the form; a choice that it does not offer yet is added. */
function put(asked) {
  for (const name of FILTERS) {
    const select = fields[name];
    if (!Array.from(select.options).some(({ value }) => value === asked[name])) select.add(new Option(asked[name]));
  }
  for (const name of NAMES) fields[name].value = asked[name];
}

/** Return the address that asks for it. */
function address(asked) {
  const query = new URLSearchParams();
  for (const name of NAMES) {
    const value = asked[name].trim();
    if (value && !(name === "lang" && value === own)) query.set(name, value);
  }
  return [location.pathname, ...(String(query) ? [query] : [])].join("?");
}

let settled = true; // whether the address is one to come back to: while somebody types it is replaced

/** Ask for what the form says, unless that is what was asked for last. */
function ask(done) {
  const asked = taken();
  const next = address(asked);
  const same = next === location.pathname + location.search;
  if (!same) history[settled ? "pushState" : "replaceState"](null, "", next);
  settled = done;
  if (!same) run(asked);
}

// --- what is found ------------------------------------------------------------------------------------------------------

/** Return the filters that are set, the earlier year first. */
function filters(asked) {
  const chosen = Object.fromEntries(FILTERS.filter((name) => asked[name]).map((name) => [name, asked[name]]));
  return chosen.from > chosen.to ? { ...chosen, from: chosen.to, to: chosen.from } : chosen;
}

/** Return what is found in a language: all of it, and what the filters leave. */
async function find(asked, language) {
  const search = searches.get(language);
  const whole = await (asked.q.trim() ? search.find(asked.q) : search.all());
  const chosen = filters(asked);
  return [whole, asked.sort || Object.keys(chosen).length ? await whole.narrowed(chosen, asked.sort) : whole];
}

let newest = 0;
let reading = null; // what is shown: {found, place, labels, asked}

/** Show what is asked for. Where a file is gone, the site was published anew: everything is asked for once more. */
async function run(asked, again = false) {
  const number = ++newest;
  const late = setTimeout(() => number === newest && say(said("searching")), PATIENCE);
  const idle = !asked.q.trim() && !Object.keys(filters(asked)).length;
  document.title = [asked.q.trim(), title].filter(Boolean).join(" – ");
  for (const link of document.querySelectorAll(".switch a")) link.search = location.search;
  try {
    const [whole, found] = await find(asked, asked.lang);
    const view = { found, asked, place: 0, labels: {} };
    const [results, labels] = await Promise.all([idle ? [] : further(view), found.files.labels()]);
    if (number !== newest) return;
    clearTimeout(late);
    reading = { ...view, labels };
    show(results, idle);
    const [counts, others] = [whole.counts(filters(asked)), idle ? null : elsewhere(asked)];
    const known = await counts;
    if (number !== newest) return;
    offer(known);
    const other = await others;
    if (number === newest && other) also(other, found.total);
  } catch (error) {
    if (number !== newest) return;
    if (error.status === 404 && !again) {
      searches.set(asked.lang, new Search(folder(asked.lang)));
      await run(asked, true);
    } else {
      if (reading?.asked !== asked) empty();
      fail(() => run(taken()));
    }
  } finally {
    clearTimeout(late);
  }
}

/** Return the next results; where a window has none that hold what was asked for, those of the one behind it. */
async function further(view) {
  for (let windows = 0; windows < WINDOWS && view.place < view.found.total; windows++) {
    const results = await view.found.results(view.place);
    view.place += WINDOW;
    if (results.length) return results;
  }
  return [];
}

/** Return how many the other language has: {language, total}; null where its index does not answer. */
async function elsewhere(asked) {
  const language = [...languages.keys()].find((one) => one !== asked.lang);
  const found = await find(asked, language).catch(() => null);
  return found && { language, total: found[1].total };
}

// --- what is shown ------------------------------------------------------------------------------------------------------

function say(text) {
  if (status.textContent !== text) status.textContent = text;
}

/** Show the first results, and what stands around them. */
function show(results, idle) {
  const { found, asked, labels } = reading;
  const named = idle ? [] : found.names.slice(0, NAMED);
  const chosen = FILTERS.filter((name) => asked[name]);
  hide(retry);
  part("names").hidden = !named.length;
  part("names").querySelector("ul").replaceChildren(...named.map(name));
  part("chosen").hidden = !chosen.length;
  part("chosen").replaceChildren(...chosen.map((one) => chip(one, labels)), ...(chosen.length > 1 ? [clearing()] : []));
  part("also").replaceChildren();
  fields.sort.parentElement.hidden = !results.length || !asked.q.trim(); // without a query, the newest come first anyway
  list.replaceChildren(...results.map(result));
  list.hidden = !results.length;
  lists.classList.toggle("finder__lists--shown", !results.length);
  if (idle) more.hidden = true;
  else sum();
  if (idle) say("");
}

/** Say how many results there are: what the index knows, until all of it is read. */
function sum() {
  const { found, place } = reading;
  const shown = list.childElementCount;
  more.hidden = place >= found.total;
  if (shown) say(counted("total", more.hidden ? shown : found.total));
  else say(said(more.hidden ? "none" : "none.yet"));
}

/** Say that the data could not be loaded, and what to do. */
function fail(work) {
  say(said("failed"));
  retry.onclick = () => {
    say("");
    work();
  };
  retry.hidden = false;
  lists.classList.toggle("finder__lists--shown", !list.childElementCount);
}

/** Show nothing of what was asked for before. */
function empty() {
  reading = null;
  list.replaceChildren();
  part("also").replaceChildren();
  for (const one of [list, more, part("names"), part("chosen"), fields.sort.parentElement]) one.hidden = true;
}

/** Hide something; whoever is in it goes where it is said what became of it. */
function hide(element) {
  const held = element.contains(document.activeElement);
  element.hidden = true;
  if (held) status.focus();
}

function made(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

const marked = (pieces) => pieces.map(([text, hit]) => (hit ? made("mark", {}, text) : text));

/** Return a result as other lists show an article (show.teaser); standing pages have neither date nor section. */
function result({ path, title, date, section, snippet, highlight }) {
  const lang = languages.get(reading.asked.lang).tag;
  const href = new URL(path, root).href + (highlight ? `?h=${encodeURIComponent(highlight)}` : "");
  const heading = made("h2", { className: "teaser__title" }, made("a", { href }, ...marked(title)));
  const description = made("p", { className: "teaser__description" }, ...marked(snippet));
  const meta = made("p", { className: "meta" });
  if (date) meta.append(made("time", { dateTime: date }, moment(date)));
  if (section) meta.append(made("span", { className: "of", lang }, reading.labels.section?.[section] ?? section));
  const text = made("div", { className: "teaser__words", lang }, heading, description);
  return made("li", { className: "teaser" }, text, ...(date ? [meta] : []));
}

/** Write a moment as wording.py does: 2025-11-20 16:10, 20 November 2025, 16:10. */
function moment(iso) {
  const [day, clock] = [iso.slice(0, 10), iso.slice(11, 16)];
  if (own === "zh") return [day, clock].filter(Boolean).join(" ");
  const written = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(new Date(day));
  return [written, clock].filter(Boolean).join(", ");
}

/** Return the way to the page of somebody, or something, that the query names. */
function name({ kind, label, path }) {
  const link = made("a", { href: new URL(path, root).href, lang: languages.get(reading.asked.lang).tag }, label);
  return made("li", {}, link, made("span", { className: "of" }, said(kind)));
}

/** Return the button that removes a filter. */
function chip(filter, labels) {
  const value = reading.asked[filter];
  const label = FACETS.includes(filter) ? (labels[filter]?.[value] ?? value) : said(`${filter}.year`, value);
  const button = made("button", { type: "button", onclick: () => clear([filter]) }, label);
  button.setAttribute("aria-label", said("remove", label));
  return made("li", {}, button);
}

const clearing = () => made("li", {}, made("button", { type: "button", onclick: () => clear(FILTERS) }, said("clear")));

function clear(names) {
  for (const name of names) fields[name].value = "";
  status.focus(); // the button goes
  ask(true);
}

/** Offer what the results can be narrowed to, each with how many it leaves. */
function offer(counts) {
  for (const filter of FILTERS) {
    const select = fields[filter];
    const { value } = select;
    const known = counts[filter] ?? counts.year;
    const rows = known.slice(0, MOST[filter]);
    if (value && !rows.some(([id]) => id === value)) {
      rows.push(known.find(([id]) => id === value) ?? [value, reading.labels[filter]?.[value] ?? value, 0]);
    }
    const options = rows.map(([id, label, count]) => new Option(label + said("count", count), id));
    for (const option of options) option.lang = languages.get(reading.asked.lang).tag;
    select.replaceChildren(select.options[0], ...options);
    select.value = value;
  }
  for (const option of fields.lang.options) option.text = languages.get(option.value).label;
}

/** Say what the other language has, and lead there. */
function also({ language, total }, here) {
  const asked = { ...reading.asked, lang: language };
  for (const option of fields.lang.options) {
    option.text = languages.get(option.value).label + said("count", option.value === language ? total : here);
  }
  if (total) part("also").replaceChildren(made("a", { href: address(asked) }, counted(`also.${language}`, total)));
}

// --- what readers do ------------------------------------------------------------------------------------------------------

let typing = 0;

function typed({ isComposing }) {
  if (isComposing) return; // letters on the way to Chinese characters
  clearTimeout(typing);
  typing = setTimeout(() => ask(false), PAUSE);
}

/** Show more results, and go to the first of them. */
async function load() {
  const view = reading;
  if (view.busy) return;
  view.busy = true;
  try {
    const results = await further(view);
    if (view !== reading) return;
    const items = results.map(result);
    list.append(...items);
    list.hidden = !list.childElementCount;
    (items[0]?.querySelector("a") ?? status).focus();
    hide(retry);
    sum();
  } catch {
    if (view === reading) fail(load);
  } finally {
    view.busy = false;
  }
}

fields.q.addEventListener("input", typed);
fields.q.addEventListener("compositionend", typed);
form.addEventListener("change", () => {
  clearTimeout(typing);
  ask(true);
});
fields.sort.addEventListener("change", () => ask(true)); // it stands elsewhere
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(typing);
  ask(true);
  if (matchMedia("(pointer: coarse)").matches) fields.q.blur(); // takes the keyboard off the results
});
more.addEventListener("click", load);
part("open").addEventListener("click", ({ currentTarget: button }) => {
  button.setAttribute("aria-expanded", button.getAttribute("aria-expanded") !== "true");
});
addEventListener("keydown", (event) => {
  const busy = event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea");
  if (busy || event.key !== "/" || preferences.get("keys")) return; // as on other pages (WCAG 2.1.4)
  event.preventDefault();
  fields.q.focus();
});
addEventListener("popstate", () => {
  clearTimeout(typing);
  settled = true;
  begin();
});

function begin() {
  const asked = read();
  put(asked);
  run(asked);
}

begin();
