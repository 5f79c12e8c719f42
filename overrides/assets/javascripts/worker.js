// Stands in for the worker of Material's search, and speaks its language: messages of the types below. It is loaded with every
// page, and so is the search itself (search.js), a small script as well; data are asked for with the first query.

const READY = 1;
const QUERY = 2;
const RESULT = 3;
const PAUSE = 120; // milliseconds after a key: nobody reads what is found meanwhile
const WORDS = {
  zh: {
    person: "人物", organisation: "机构", section: "栏目", topic: "专题", place: "地点", series: "系列",
    all: (count) => `共 ${count} 条结果，可筛选、排序`,
    failed: "搜索数据没有取到，点此重试",
  },
  en: {
    person: "Person", organisation: "Body", section: "Section", topic: "Topic", place: "Place", series: "Series",
    all: (count) => `${count} ${count === 1 ? "result" : "results"} in all, to narrow down and sort`,
    failed: "The search data did not arrive: try again",
  },
};

const language = new URL(location.href).searchParams.get("lang");
const words = WORDS[language];
const root = new URL("../../", location.href);
const home = language === "zh" ? "" : `${language}/`;
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);
const marked = (pieces) => pieces.map(([text, hit]) => (hit ? `<mark>${escaped(text)}</mark>` : escaped(text))).join("");

const folder = new URL(`search/${language}/`, root);
let search = null;
let newest = 0;

/** Load the search, unless it is here. */
function load() {
  search ??= import("./search.js").then(({ Search }) => new Search(folder));
  search.catch(() => (search = null)); // so that the next query tries again
  return search;
}

/** Return what the dialog shows for a query: pages of those whom it names, the best results, and the way to all of them. */
async function answered(query) {
  const found = await (await load()).find(query);
  const results = await found.first();
  const named = found.names.slice(0, 3).map(({ kind, label, path }) => ({
    location: path,
    title: escaped(label),
    text: escaped(words[kind]),
  }));
  const shown = results.map(({ path, title, snippet, highlight }) => ({
    location: `${path}?h=${encodeURIComponent(highlight)}`,
    title: marked(title),
    text: marked(snippet),
  }));
  const all = { location: address(query), title: words.all(found.total), text: "" };
  return [...named, ...shown, ...(found.total ? [all] : [])];
}

const address = (query) => `${home}search/?q=${encodeURIComponent(query)}`;

/** Tell the dialog what to show, the best first. */
function tell(results) {
  const items = results.map((one, place) => [{ ...one, tags: undefined, terms: {}, score: results.length - place }]);
  postMessage({ type: RESULT, data: { items } });
}

addEventListener("message", async ({ data: { type, data } }) => {
  if (type !== QUERY) return;
  const query = data.trim();
  const number = ++newest;
  if (!query) return tell([]);
  await new Promise((resolve) => setTimeout(resolve, PAUSE));
  if (number !== newest) return;
  const results = await answered(query).catch(() => [{ location: address(query), title: words.failed, text: "" }]);
  if (number === newest) tell(results);
});
load();
postMessage({ type: READY });
