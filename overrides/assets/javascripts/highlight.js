// Marks on an article's page what a search had found there: the words, one a line, in `?h=` of its address.

import { Text, parse } from "./search.js";

const address = new URL(location.href);
const parts = address.searchParams.get("h").split("\n").flatMap((line) => parse(`"${line}"`));
const places = document.querySelectorAll("article h1, article .prose, article .standfirst, article figcaption");
const first = [];
for (const place of places) {
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  for (const node of nodes) first.push(...marked(node));
}
first[0]?.scrollIntoView({ block: "center" });
address.searchParams.delete("h");
history.replaceState(history.state, "", address); // a link that is passed on leads to the plain page

/** Mark what is asked for in a node; return the marks. */
function marked(node) {
  const text = new Text(node.data);
  const spans = parts.flatMap((part) => text.spans(part)).sort((a, b) => b[0] - a[0]);
  const before = (place) => text.characters.slice(0, place).join("").length;
  if (text.characters.join("") !== node.data) return []; // composed otherwise: places would not fit
  const found = [];
  let end = Infinity;
  for (const [start, stop] of spans) {
    if (stop > end) continue;
    end = start;
    const range = document.createRange();
    range.setStart(node, before(start));
    range.setEnd(node, before(stop));
    const mark = document.createElement("mark");
    range.surroundContents(mark);
    found.unshift(mark);
  }
  return found;
}
