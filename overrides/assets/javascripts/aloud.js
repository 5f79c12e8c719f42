/*
  The tool "listen": the browser's own voice reads the article in the page's language, paragraph by paragraph.

  Nothing is sent by us; some browsers have voices that live on a server, so one that does not is preferred. A paragraph is
  said in pieces of a few sentences: Chrome falls silent within long ones. Pausing ends a piece, and resuming says it
  again from its beginning: the pause that browsers have forgets where it was on phones.
*/
const LONGEST = 160;
const WORDS = "h1, h2, h3, h4, h5, h6, p, li, dt, dd, figcaption, summary, table, pre";
const BLOCKS = `.story header > :is(.kicker, h1, .subtitle, .standfirst), .story > :is(.notice, figure, .gallery) :is(${WORDS}),
  .story > .notice, .story > .prose :is(${WORDS})`;
const ASIDE = `${WORDS}, sup, script, style, .footnote-backref, .headerlink, .unseen, .twin`;

/* The voices of a language, the best first; empty until the browser has loaded them, and where it has none */
export function voices(language) {
  const wanted = language.slice(0, 2).toLowerCase();
  const rank = (voice) => {
    const tag = voice.lang
      .replace("_", "-")
      .toLowerCase()
      .replace(/^cmn\b/, "zh");
    if (!tag.startsWith(wanted)) return 0;
    const other = /^zh-(hk|mo|tw|hant)|^zh-yue/.test(tag) ? 0 : 2; // Cantonese, and the accent of Taiwan, are better than nothing
    return 1 + other + (voice.localService ? 1 : 0);
  };
  return speechSynthesis
    .getVoices()
    .filter(rank)
    .sort((one, other) => rank(other) - rank(one));
}

/* What is being read: the blocks, cut into pieces, and where the voice is; none: nobody listens */
let reading = null;

export function start(button) {
  if (reading) return stop();
  const language = document.documentElement.lang;
  const panel = button.closest(".reading").querySelector(".voice");
  const [pause, speed] = panel.querySelectorAll("button, select");
  const pieces = [...document.querySelectorAll(BLOCKS)].flatMap((block) =>
    cut(said(block, button), language).map((text) => ({ block, text })),
  );
  if (!pieces.length) return;
  reading = { pieces, at: 0, turn: 0, button, panel, pause, speed, language, paused: false };
  speed.value = globalThis.preferences?.get("speed") ?? "1";
  if (!speed.value) speed.value = "1";
  if (!panel.dataset.heard) {
    panel.dataset.heard = "yes";
    pause.addEventListener("click", () => hold(!reading.paused));
    speed.addEventListener("change", () => {
      globalThis.preferences?.set("speed", speed.value);
      if (!reading.paused) say();
    });
    addEventListener("pagehide", stop);
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !reading || event.defaultPrevented) return;
      if (document.querySelector("dialog[open]") || document.activeElement?.closest(".search")) return; // these come first
      event.preventDefault();
      stop();
    });
  }
  button.setAttribute("aria-pressed", "true");
  panel.hidden = false;
  hold(false);
}

/* Pauses or resumes */
function hold(paused) {
  reading.paused = paused;
  reading.pause.setAttribute("aria-pressed", String(paused));
  if (paused) {
    reading.turn += 1; // what ends now ends by us
    speechSynthesis.cancel();
  } else say();
}

/* Says the piece at which the voice is, then the next */
function say() {
  const { pieces, at, language, speed } = reading;
  const turn = (reading.turn += 1);
  speechSynthesis.cancel();
  if (at === pieces.length) return stop();
  const { block, text } = pieces[at];
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.lang = language.startsWith("zh") ? "zh-CN" : language;
  utterance.voice = voices(language)[0] ?? null;
  utterance.rate = Number(speed.value);
  utterance.onend = () => {
    if (reading?.turn !== turn) return;
    reading.at += 1;
    say();
  };
  utterance.onerror = () => {
    if (reading?.turn === turn) stop();
  };
  reading.utterance = utterance; // Chrome forgets one that nobody holds, and never says that it has ended
  mark(block);
  speechSynthesis.speak(utterance);
}

function stop() {
  if (!reading) return;
  const { button, panel } = reading;
  const within = panel.contains(document.activeElement);
  reading = null;
  speechSynthesis.cancel();
  mark(null);
  panel.hidden = true;
  button.setAttribute("aria-pressed", "false");
  if (within) button.focus();
}

/* Marks the block that is read, and follows it as long as the reader does */
function mark(block) {
  const before = document.querySelector(".spoken");
  if (before === block) return;
  const followed = !before || seen(before);
  before?.classList.remove("spoken");
  block?.classList.add("spoken");
  if (block && followed && !seen(block)) block.scrollIntoView({ block: "center" });
}

function seen(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

/* The words of a block, without those of blocks within it; of a table or of code, that there is one */
function said(block, { dataset }) {
  if (block.closest(".twin") || block.parentElement.closest("table, pre")) return "";
  if (block.matches("table")) return dataset.table;
  if (block.matches("pre")) return dataset.code;
  const copy = block.cloneNode(true);
  for (const other of copy.querySelectorAll(ASIDE)) other.remove();
  return copy.textContent.replace(/\s+/g, " ").trim();
}

/* A text in pieces of whole sentences; a very long sentence is cut at its commas */
function cut(text, language) {
  const sentences = [...new Intl.Segmenter(language, { granularity: "sentence" }).segment(text)].map(({ segment }) => segment);
  const parts = sentences.flatMap((part) =>
    part.length > LONGEST ? part.match(/[^，、；：,;:]+[，、；：,;:]*\s*|[，、；：,;:]+/g) : [part],
  );
  const pieces = [];
  for (const part of parts) {
    const last = pieces.at(-1);
    if (last !== undefined && last.length + part.length <= LONGEST) pieces[pieces.length - 1] = last + part;
    else pieces.push(part);
  }
  return pieces.map((piece) => piece.trim()).filter((piece) => /[\p{L}\p{N}]/u.test(piece));
}
