// The search box: brings Material's script, which does the rest. It is as large as all else together, so it comes last, and
// only to those who search.

const script = document.querySelector("script[data-bundle]");
const base = new URL(JSON.parse(document.getElementById("__config").textContent).base, location);

// What Material writes into every page for its scripts; nothing of ours asks for what they remember.
globalThis.__md_scope = base;
globalThis.__md_hash = () => 0;
globalThis.__md_get = () => null;
globalThis.__md_set = () => {};

// It asks for "<alternate>/sitemap.xml" of each link[rel=alternate]: hidden from it until it has looked, and then given back to
// the feed readers that live in browsers.
const alternates = [...document.querySelectorAll("link[rel=alternate]")];
for (const link of alternates) link.rel = "alternate ";

// It knows more keys than "/", and a reader cannot switch them off (WCAG 2.1.4): letters stay letters.
addEventListener(
  "keydown",
  (event) => {
    const searching = document.getElementById("__search").checked;
    if (!searching && /^[/fspn,.]$/.test(event.key) && !event.ctrlKey && !event.metaKey) event.stopImmediatePropagation();
  },
  { capture: true },
);

// It listens to keys; what is pasted, dictated or put together by an input method comes without them.
const query = document.querySelector("[data-md-component=search-query]");
query.addEventListener("input", () => query.dispatchEvent(new Event("keyup")));

await new Promise((resolve) => {
  const bundle = document.createElement("script");
  bundle.src = script.dataset.bundle;
  bundle.onload = bundle.onerror = resolve;
  document.body.append(bundle);
});
for (const link of alternates) link.rel = "alternate";
