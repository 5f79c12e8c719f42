/*
  The tool "copy": puts an address (`data-text`), or the citation that stands before the button, on the clipboard, and says so.
*/
const READ = 8000; // milliseconds: then the words no longer belong to what one looks at
let fading;

export async function start(button) {
  const said = button.closest(".reading").querySelector("output");
  const text = button.dataset.text ?? button.parentElement.querySelector(".citation").textContent;
  const done = await copied(text || location.href.replace(/[?#].*/, ""));
  said.textContent = "";
  setTimeout(() => {
    said.textContent = done ? said.dataset.copied : said.dataset.uncopied;
    clearTimeout(fading);
    fading = setTimeout(() => (said.textContent = ""), READ);
  }, 50); // the same words are news again
}

/* Copies a text; browsers offer the clipboard to pages under HTTPS alone, and many offices' sites are not */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement("textarea");
    const focused = document.activeElement;
    field.value = text;
    field.className = "unseen";
    (focused?.parentElement ?? document.body).append(field); // there: a panel closes when the focus leaves it
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    focused?.focus();
    return done;
  }
}
