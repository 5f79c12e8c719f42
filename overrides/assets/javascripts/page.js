// What every page listens to. It is small: each comfort is a module of its own, loaded when somebody reaches for it.

const root = document.documentElement;

// --- the reader's choices: a control with data-preference="size" value="big" says what is chosen, and chooses ---------------

const controls = [...document.querySelectorAll("[data-preference]")];

function tick() {
  for (const control of controls) {
    const chosen = preferences.get(control.dataset.preference) ?? "";
    control.checked = chosen === control.value;
  }
}

for (const control of controls) {
  control.addEventListener("change", () => {
    preferences.set(control.dataset.preference, control.checked ? control.value : "");
    tick();
  });
}
addEventListener("storage", tick);
addEventListener("pageshow", tick);
tick();

// A panel that folds out closes when one leaves it, and with Escape.
for (const panel of document.querySelectorAll("details.display")) {
  const close = (event) => {
    if (!panel.open || (event.type !== "keydown" && panel.contains(event.target))) return;
    if (event.type === "keydown" && event.key !== "Escape") return;
    if (event.type === "keydown") event.preventDefault(); // it ends one thing at a time
    if (panel.contains(document.activeElement) && event.type === "keydown") panel.querySelector("summary").focus();
    panel.open = false;
  };
  for (const type of ["pointerdown", "focusin", "keydown"]) document.addEventListener(type, close);
}

// --- the search box: Material's script comes with the first touch ------------------------------------------------------------

const query = document.querySelector("[data-md-component=search-query]");
const search = query?.closest(".search");

function open() {
  return import("./dialog.js");
}

if (search) {
  for (const type of ["focusin", "pointerenter"]) search.addEventListener(type, open, { once: true });
  const slash = (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey || preferences.get("keys")) return;
    event.preventDefault();
    query.focus();
  };
  addEventListener("keydown", slash, { capture: true }); // before dialog.js, which keeps keys from Material
  if (new URL(location.href).searchParams.has("q")) open();
}

// The search page; where its script cannot be loaded, it is what it is without scripts.
if (document.querySelector(".finder")) import("./searching.js").catch(() => (root.className = "no-js"));

// --- tools: data-tool="name" is served by name.js ----------------------------------------------------------------------------

async function use(name, element, event) {
  const tool = await import(`./${name}.js`);
  tool.start(element, event);
}

document.addEventListener("click", (event) => {
  const tool = event.target.closest("[data-tool]");
  const picture = event.target.closest("a[data-lightbox]");
  const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (tool) use(tool.dataset.tool, tool, event);
  else if (picture && plain) {
    event.preventDefault();
    use("lightbox", picture, event).catch(() => location.assign(picture.href)); // as without a script
  }
});

// To listen is offered where the browser has a voice of the page's language; some load theirs late.
const aloud = document.querySelector("[data-tool=aloud]");
if (aloud && globalThis.speechSynthesis) {
  const spoken = root.lang.startsWith("zh") ? /^(zh|cmn)\b/i : new RegExp(`^${root.lang}\\b`, "i");
  const offer = () => (aloud.hidden = !speechSynthesis.getVoices().some((voice) => spoken.test(voice.lang)));
  speechSynthesis.addEventListener?.("voiceschanged", offer);
  offer();
}

const side = document.querySelector("[data-tool=side]");
if (side && (preferences.get("side") || new URL(location.href).searchParams.has("side"))) use("side", side);

// --- a page that a search led to shows what was searched for -----------------------------------------------------------------

if (new URL(location.href).searchParams.has("h")) import("./highlight.js");
