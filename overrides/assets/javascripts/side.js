/*
  The tool "side by side": the page of the other language is fetched, and its blocks are laid beside those of this one.

  Blocks belong together that bear the same numbers (`data-block`, made by scripts/twinpress/sides.py); what stands above
  the text does by what it is, pictures by their files. This page's own blocks stay where and what they are, so the focus and
  whatever else is open stay too: the others, `twin`, are put in between, and the stylesheet makes columns of them where
  there is room. Read aloud or on a phone, each block is followed by its twin.
*/
const HEAD = [".kicker", "h1", ".subtitle", ".standfirst"];
const LEFT_OUT = ".dateline"; // of the text's children: no block
let shown = false;

export async function start(button, event) {
  if (shown) {
    if (event) end(button);
    return;
  }
  if (button.hasAttribute("aria-busy")) return; // pressed again while the page is on its way
  const said = button.closest(".reading").querySelector("output");
  const address = new URL(button.dataset.page, location.href);
  button.setAttribute("aria-busy", "true");
  try {
    const other = await page(address);
    hold(() => show(other, button.dataset.lang));
  } catch {
    const way = Object.assign(document.createElement("a"), {
      href: address.href,
      hreflang: button.dataset.lang,
      textContent: button.dataset.way,
    });
    said.replaceChildren(`${button.dataset.failed} `, way);
    return;
  } finally {
    button.removeAttribute("aria-busy");
  }
  shown = true;
  remember(button, true, event);
  if (event) said.textContent = button.dataset.shown;
  document.addEventListener(
    "keydown",
    (button.away ??= ({ key, target, defaultPrevented }) => {
      if (key !== "Escape" || !shown || defaultPrevented) return;
      if (!target.closest?.("input, select, textarea") && !document.querySelector(".spoken, dialog[open]")) end(button); // it ends one thing at a time
    }),
  );
}

function end(button) {
  hold(() => {
    for (const twin of document.querySelectorAll(".twin")) twin.remove();
    for (const block of document.querySelectorAll(".sides > *")) block.removeAttribute("style");
    for (const name of ["sided", "sides"]) {
      for (const block of document.querySelectorAll(`.${name}`)) block.classList.remove(name);
    }
    document.querySelector(".page").classList.remove("page--sides");
  });
  shown = false;
  remember(button, false, true);
  button.closest(".reading").querySelector("output").textContent = button.dataset.ended;
}

/* Where somebody asked for it, the next article opens in the same way, and the address says it, so that it can be passed on */
function remember(button, pressed, asked) {
  button.setAttribute("aria-pressed", String(pressed));
  if (!asked) return;
  globalThis.preferences?.set("side", pressed);
  const here = new URL(location.href);
  if (pressed) here.searchParams.set("side", "");
  else here.searchParams.delete("side");
  history.replaceState(history.state, "", here.href.replace(/([?&]side)=(?=&|#|$)/, "$1"));
}

/* The other page's story, with addresses that hold here */
async function page(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.statusText);
  const story = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".story");
  for (const name of ["href", "src"]) {
    for (const element of story.querySelectorAll(`[${name}]`)) {
      const written = element.getAttribute(name);
      element.setAttribute(name, written.startsWith("#") ? `#twin-${written.slice(1)}` : new URL(written, address).href);
    }
  }
  for (const element of story.querySelectorAll("[srcset]")) element.removeAttribute("srcset");
  for (const element of story.querySelectorAll("[id]")) element.id = `twin-${element.id}`;
  for (const element of story.querySelectorAll("script, [data-tool], .dateline")) element.remove();
  return story;
}

/* Lays the blocks of the other story beside ours */
function show(other, lang) {
  const story = document.querySelector(".story");
  const twin = (element, name = element.localName) => copied(element, lang, name);
  captions(story, other, twin);
  const head = HEAD.map((what) => [story, other].map((one) => one.querySelector(`header > ${what}`))).filter(([own]) => own);
  // a page has one title: the other is a paragraph that looks like it
  columns(
    story.querySelector("header"),
    head.map(([own, its]) => [[own], its ? [twin(its, its.localName === "h1" ? "p" : undefined)] : []]),
  );
  const [note, its] = [story, other].map((one) => one.querySelector(":scope > .note"));
  if (note && its) note.after(twin(its));
  const [prose, theirs] = [story, other].map((one) => one.querySelector(".prose"));
  if (prose && theirs) {
    const rows = pairs(blocks(prose), blocks(theirs));
    columns(
      prose,
      rows.map(([own, its]) => [own, its.filter((block) => !block.matches(".sided")).map((block) => twin(block))]),
    );
  }
  document.querySelector(".page").classList.add("page--sides");
}

/* A copy of an element of the other page, which says what language it is in */
function copied(element, lang, name) {
  const copy = document.createElement(name);
  for (const { name: key, value } of element.attributes) copy.setAttribute(key, value);
  copy.append(...document.importNode(element, true).childNodes);
  copy.classList.add("twin");
  if (element.localName === "h1") copy.classList.add("twin--title");
  copy.lang ||= lang;
  copy.removeAttribute("data-block");
  return copy;
}

/* Puts the caption of the same picture under ours; the picture itself is not shown twice */
function captions(story, other, twin) {
  const theirs = new Map([...other.querySelectorAll("figure:has(img)")].map((figure) => [figure.querySelector("img").src, figure]));
  for (const own of story.querySelectorAll("figure:has(img)")) {
    const its = theirs.get(own.querySelector("img").src);
    if (!its) continue;
    its.classList.add("sided");
    const legend = its.querySelector("figcaption");
    if (!legend) continue;
    if (!own.querySelector("figcaption")) own.append(Object.assign(document.createElement("figcaption"), { className: "twin" }));
    own.querySelector("figcaption").append(twin(legend, "span"));
  }
}

function blocks(prose) {
  return [...prose.children].filter((block) => !block.matches(LEFT_OUT));
}

/* Blocks that belong together, as rows of [ours, theirs], in our order; a block that has no counterpart has its own row */
function pairs(ours, theirs) {
  const numbers = (block) => (block.dataset.block ?? "").split(" ").filter(Boolean);
  const bare = (side) => side.length && !side.some((block) => block.dataset.block);
  if (bare(ours) || bare(theirs)) return [[ours, theirs]]; // a summary says all of it in its own way
  const rows = [];
  let [left, right] = [0, 0];
  while (left < ours.length || right < theirs.length) {
    const row = [[], []];
    const known = new Set();
    const meets = (block) => block && numbers(block).some((number) => known.has(number));
    const take = (side, block) => {
      row[side].push(block);
      for (const number of numbers(block)) known.add(number);
    };
    const later = (block, side, from) => numbers(block).some((number) => side.slice(from).some((one) => numbers(one).includes(number)));
    // whoever has no counterpart still to come stands alone; theirs first where ours waits for a later one of theirs
    if (left < ours.length && !later(ours[left], theirs, right)) take(0, ours[left++]);
    else if (right < theirs.length && !later(theirs[right], ours, left)) take(1, theirs[right++]);
    else {
      take(0, ours[left++]);
      for (let grown = true; grown;) {
        grown = false;
        const last = theirs.findLastIndex((block, place) => place >= right && meets(block));
        while (right <= last) {
          take(1, theirs[right++]);
          grown = true;
        }
        while (left < ours.length && meets(ours[left])) {
          take(0, ours[left++]);
          grown = true;
        }
      }
    }
    rows.push(row);
  }
  return rows;
}

/* Puts theirs behind ours, and tells the stylesheet in which row of two columns each stands */
function columns(parent, rows) {
  const place = (element, row, span) => element.style.setProperty("--row", `${row} / span ${span}`);
  const of = new Map();
  let before = null;
  for (const [own, its] of rows) {
    if (own.length) own.at(-1).after(...its);
    else if (before) before.after(...its);
    else parent.prepend(...its);
    before = its.at(-1) ?? own.at(-1) ?? before;
    const row = { size: Math.max(own.length, its.length, 1), own, its };
    for (const element of [...own, ...its]) of.set(element, row);
  }
  let next = 1;
  for (const element of parent.children) {
    const row = of.get(element);
    if (!row) place(element, next++, 1);
    else if (row.start === undefined) {
      row.start = next;
      next += row.size;
      for (const side of [row.own, row.its]) {
        side.forEach((block, at) => place(block, row.start + at, at === side.length - 1 ? row.size - at : 1));
      }
      if (row.its.length) for (const block of row.own) block.classList.add("sided");
    }
  }
  parent.classList.add("sides");
}

/* Changes the page and leaves what the reader looks at where it is: the first block that begins on the screen */
function hold(change) {
  const blocks = [...document.querySelectorAll(".story header > *, .story [data-block]")];
  const top = (block) => block.getBoundingClientRect().top;
  const anchor = blocks.find((block) => top(block) >= 0 && top(block) < innerHeight) ?? blocks.findLast((block) => top(block) < 0);
  const before = anchor && top(anchor);
  change();
  if (anchor) scrollBy({ top: top(anchor) - before, behavior: "instant" });
}
