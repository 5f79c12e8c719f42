/*
  How often the article was read: fetched when the page has come to rest, and said only where there is a figure. The page itself
  sends nothing: readers are counted in the server's log.
*/
const place = document.querySelector("[data-views]");

async function say() {
  const { views, article, words, wordsOne } = place.dataset;
  const answer = await fetch(views);
  const count = answer.ok && (await answer.json())[article]?.[place.dataset.place];
  if (!(count > 0)) return;
  const number = document.documentElement.lang === "en" ? count.toLocaleString("en") : count; // as lists write numbers
  place.textContent = count === 1 ? wordsOne : words.replace("#", number);
  place.hidden = false;
}

const rest = () => (globalThis.requestIdleCallback ?? setTimeout)(() => say().catch(() => {})); // without an answer, nothing is said
if (document.readyState === "complete") rest();
else addEventListener("load", rest);
