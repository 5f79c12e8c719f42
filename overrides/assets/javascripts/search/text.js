// How texts and queries are folded and cut. scripts/twinpress/search/{folding,tokens,query}.py say why, and do the same.

const HAN = "\\p{Script=Han}";
const WORD = `(?:(?!${HAN})[\\p{L}\\p{N}])`;
const GAP = new RegExp(`(?<=${HAN})\\s+(?=${WORD})|(?<=${WORD})\\s+(?=${HAN})`, "gu");
const RUN = new RegExp(`${HAN}+|${WORD}+(?:['’.-]${WORD}+)*`, "gu");
const FIRST = new RegExp(`^${HAN}`, "u");
const JOINT = /['’.-]/u;
const PART = /((?:(?<=\s)|^)[-−－])?(?:["“”＂]([^"“”＂]*)["“”＂]?|([^\s"“”＂]+))/gu;
const LONGEST = 500;

/** Return a text in lower case, of common width, in Simplified characters as far as `traditional` (a Map) knows them. */
export function folded(text, traditional) {
  let found = "";
  for (const character of text.normalize("NFC")) {
    for (const part of character.normalize("NFKC").toLowerCase()) found += traditional?.get(part) ?? part;
  }
  return found.replace(GAP, "");
}

export function stem(word) {
  if (word.length < 4 || !/^[a-zA-Z]+$/.test(word)) return word;
  return word
    .replace(/(?<=[^ea])ies$|(?<=[^aeo])es$|(?<=[^us])s$/, (ending) => ({ ies: "y", es: "e" })[ending] ?? "");
}

/** Return the stretches of a folded text: the runs that touch each other, and where the first begins. */
export function stretches(text) {
  const found = [];
  let end = -1;
  for (const match of text.matchAll(RUN)) {
    if (match.index !== end) found.push({ begin: match.index, runs: [] });
    found.at(-1).runs.push(match[0]);
    end = match.index + match[0].length;
  }
  return found;
}

/** Return the tokens that a stretch of a query asks for. */
export function wanted(runs) {
  const found = new Set();
  runs.forEach((run, place) => {
    const characters = [...run];
    if (FIRST.test(run)) {
      characters.slice(1).forEach((next, before) => found.add(characters[before] + next));
      if (runs.length === 1 && characters.length === 1) found.add(run);
      return;
    }
    const joints = [];
    if (place) joints.push([...runs[place - 1]].at(-1) + run);
    if (place + 1 < runs.length) joints.push(run + [...runs[place + 1]][0]);
    for (const token of joints.length ? joints : run.split(JOINT).map(stem)) found.add(token);
  });
  return [...found];
}

/** Return the parts of a query: what must be found as it stands, or must not. */
export function parse(written, traditional) {
  const found = new Map();
  for (const [, minus, exact, plain] of [...written].slice(0, LONGEST).join("").matchAll(PART)) {
    const text = folded(exact ?? plain ?? "", traditional).trim();
    const tokens = stretches(text).map(({ runs }) => wanted(runs)).filter((stretch) => stretch.length);
    const part = { text, stretches: tokens, excluded: Boolean(minus) };
    if (tokens.length) found.set(JSON.stringify(part), part);
  }
  return [...found.values()];
}
