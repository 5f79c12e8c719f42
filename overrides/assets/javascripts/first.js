// Before anything is painted: scripts are there, and what the reader chose on another page holds on this one too.
//
// A choice is an attribute of <html> (data-scheme, data-size, …), of which the stylesheet does the rest; it is remembered in this
// browser alone. `preferences` is how other scripts ask for a choice and change one. This file blocks: it must stay small.
(() => {
  const root = document.documentElement;
  const key = `${new URL("../../", document.currentScript.src).pathname}.preferences`;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const contrast = matchMedia("(prefers-contrast: more)"); // what the whole system is set to
  const looks = ["size", "contrast", "view", "indent"];
  let chosen = {};

  function recall() {
    try {
      chosen = Object(JSON.parse(localStorage.getItem(key)));
    } catch {
      chosen = {}; // no storage, or nothing of ours in it
    }
    show();
  }

  function show() {
    root.dataset.scheme = chosen.scheme ?? (dark.matches ? "dark" : "light");
    for (const name of looks) {
      if (chosen[name]) root.dataset[name] = chosen[name];
      else delete root.dataset[name];
    }
    if (contrast.matches) root.dataset.contrast = "more";
  }

  globalThis.preferences = {
    /** Return what was chosen of `name`; undefined: nothing, so what the site does by itself. */
    get: (name) => chosen[name],
    /** Choose; nothing: what the site does by itself. */
    set(name, value) {
      const { [name]: _, ...others } = chosen;
      chosen = value ? { ...others, [name]: value } : others;
      try {
        localStorage.setItem(key, JSON.stringify(chosen));
      } catch {
        // a browser that keeps nothing: the choice holds on this page
      }
      show();
    },
  };
  root.className = "js";
  for (const wish of [dark, contrast]) wish.addEventListener("change", show);
  addEventListener("storage", (event) => event.key === key && recall()); // chosen in another window
  addEventListener("pageshow", (event) => event.persisted && recall()); // chosen on another page, before the way back
  recall();
})();
