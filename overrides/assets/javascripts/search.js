// The search of a built site, without a framework. An index is a folder of small files, of which a query needs a few dozen
// kilobytes at any size of the archive. scripts/twinpress/search/ makes it, says why it is as it is, and finds the same.
//
//   const search = new Search(new URL("search/zh/", root));
//   const found = await search.find("王润杰");
//   found.total; found.names; await found.results(0);

// --- folding.py, tokens.py: how texts and queries are folded and cut ------------------------------------------------

const HAN = "\\p{Script=Han}";
const WORD = `(?:(?!${HAN})[\\p{L}\\p{N}])`;
const GAP = new RegExp(`(?<=${HAN})\\s+(?=${WORD})|(?<=${WORD})\\s+(?=${HAN})`, "gu");
const RUN = new RegExp(`${HAN}+|${WORD}+(?:['’.-]${WORD}+)*`, "gu");
const FIRST = new RegExp(`^${HAN}`, "u");
const JOINT = /['’.-]/u;

const FOLDED = new Map();

/** Return a character in lower case, of common width, in its Simplified form if `traditional` (a Map) knows one. */
function fold(character, traditional) {
  let plain = FOLDED.get(character);
  if (plain === undefined) FOLDED.set(character, (plain = character.normalize("NFKC").toLowerCase()));
  return traditional?.size ? Array.from(plain, (one) => traditional.get(one) ?? one).join("") : plain;
}

/** Return a text as it is searched. */
function folded(text, traditional) {
  return Array.from(text.normalize("NFC"), (character) => fold(character, traditional)).join("").replace(GAP, "");
}

/** Return where white space stands between Chinese characters and others: [begin, end]. */
function gaps(text) {
  return Array.from(text.matchAll(GAP), ({ index, 0: gap }) => [index, index + gap.length]);
}

const isChinese = (text) => FIRST.test(text);

function stem(word) {
  if (word.length < 4 || !/^[a-zA-Z]+$/.test(word)) return word;
  return word
    .replace(/(?<=[^ea])ies$|(?<=[^aeo])es$|(?<=[^us])s$/, (ending) => ({ ies: "y", es: "e" })[ending] ?? "");
}

/** Return the stretches of a folded text: the runs that touch each other, and where the first begins. */
function stretches(text) {
  const found = [];
  let end = -1;
  for (const match of text.matchAll(RUN)) {
    if (match.index !== end) found.push({ begin: match.index, runs: [] });
    found.at(-1).runs.push(match[0]);
    end = match.index + match[0].length;
  }
  return found;
}

/** Return the words of a folded text, `child` and `friendly` of `child-friendly`, each with its place. */
function words(text) {
  return stretches(text).flatMap(({ begin, runs }) =>
    runs.flatMap((run) => {
      let place = begin;
      begin += run.length;
      return isChinese(run)
        ? []
        : run.split(JOINT).map((word) => {
            place += word.length + 1;
            return { place: place - word.length - 1, word };
          });
    }),
  );
}

/** Return the tokens that a folded text asks for, each with its unit. */
function wanted(text) {
  const found = new Map();
  const ask = (token, unit) => found.set(`${token}\t${unit}`, [token, unit]);
  let unit = 0;
  for (const { runs } of stretches(text)) {
    runs.forEach((run, place) => {
      const characters = [...run];
      if (isChinese(run)) {
        characters.slice(1).forEach((next, before) => ask(characters[before] + next, unit + before));
        if (runs.length === 1 && characters.length === 1) ask(run, unit);
        unit += characters.length;
        return;
      }
      const parts = run.split(JOINT);
      if (place) ask([...runs[place - 1]].at(-1) + run, unit - 1);
      if (place + 1 < runs.length) ask(run + [...runs[place + 1]][0], unit);
      if (runs.length === 1) parts.forEach((word, number) => ask(stem(word), unit + number));
      unit += parts.length;
    });
  }
  return [...found.values()];
}

// --- query.py: what a query asks for ----------------------------------------------------------------------------------

const PART = /((?:(?<=\s)|^)[-−－])?(?:["“”＂]([^"“”＂]*)["“”＂]?|([^\s"“”＂]+))/gu;
const LOOSE = new RegExp(`(?<=${HAN}) (?=${HAN})`, "gu");
const LETTERS = new RegExp(`[^\\p{Script=Han}\\p{L}\\p{N}]`, "gu");
const LONGEST = 500;
const MOST = 6;
const SPAN = 4;

/** Return the parts of a query, those that ask for nothing left out. */
export function parse(written, traditional) {
  const found = new Map();
  for (const [, minus, exact, plain] of [...written].slice(0, LONGEST).join("").matchAll(PART)) {
    const one = part(exact || plain || "", traditional, Boolean(minus), exact !== undefined);
    if (one) found.set(JSON.stringify(one), one);
  }
  return [...found.values()];
}

function part(written, traditional, excluded = false, exact = true) {
  const text = folded(written, traditional).trim();
  const found = wanted(text);
  const last = found.length - 1;
  const chosen = Array.from({ length: MOST }, (_, number) => found[Math.floor((number * last) / (MOST - 1))]);
  const tokens = last < MOST ? found : chosen;
  return tokens.length ? { text, tokens, excluded, exact } : null;
}

/** Return the keys of names that parts may be, the longest first, each with [first part, behind the last]. */
function spans(parts) {
  const found = new Map();
  for (let length = Math.min(SPAN, parts.length); length > 0; length--) {
    for (let start = 0; start + length <= parts.length; start++) {
      const inside = parts.slice(start, start + length);
      if (inside.some((one) => one.excluded || one.exact)) continue;
      const key = folded(inside.map((one) => one.text).join("")).replace(LETTERS, "");
      if (!found.has(key)) found.set(key, [start, start + length]);
    }
  }
  return found;
}

/** Return what parts ask for; what is the key of a name may as well be met by how pages write it. */
function clauses(parts, keys, meant) {
  const found = [];
  const taken = new Set();
  for (const [key, [start, end]] of keys) {
    const forms = new Map();
    for (const { ways } of meant.get(key)) {
      for (const form of ways) {
        const way = part(form);
        if (way) forms.set(JSON.stringify(way), way);
      }
    }
    const places = parts.map((_, place) => place).slice(start, end);
    if (!forms.size || places.some((place) => taken.has(place))) continue;
    places.forEach((place) => taken.add(place));
    found[start] = { ways: [parts.slice(start, end), ...[...forms.values()].map((way) => [way])], excluded: false };
  }
  parts.forEach((one, place) => {
    if (!taken.has(place)) found[place] = { ways: [[one]], excluded: one.excluded };
  });
  return found.filter(Boolean);
}

/** Return all that was typed as one part; null where it is one already. */
function phrase(clauses) {
  const typed = clauses.filter(({ excluded }) => !excluded).flatMap(({ ways }) => ways[0].map(({ text }) => text));
  return typed.length > 1 ? part(typed.join(" ").replace(LOOSE, "")) : null;
}

const asked = (clauses) => clauses.filter(({ excluded }) => !excluded).flatMap(({ ways }) => ways.flat());

// --- postings.py, segment.py: the files of an index -------------------------------------------------------------------

const GROUP = 4;
const encoder = new TextEncoder();
const decoder = new TextDecoder();
const CRC = Uint32Array.from({ length: 256 }, (_, value) => {
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** Return CRC-32 of a text, divided by a number, what is left over: a token's bucket. */
function bucketOf(text, count) {
  let value = 0xffffffff;
  for (const byte of encoder.encode(text)) value = (value >>> 8) ^ CRC[(value ^ byte) & 255];
  return ((value ^ 0xffffffff) >>> 0) % count;
}

/** Tell whether a key may be that of a name. */
function known(filter, key) {
  const bits = atob(filter);
  const place = bits && bucketOf(key, bits.length * 8);
  return Boolean(bits) && Boolean((bits.charCodeAt(place >> 3) >> (place & 7)) & 1);
}

/** Return the marks by the number of the story. */
function decode(data) {
  const found = new Map();
  let place = 0;
  const next = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = data[place++];
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  const numbers = new Array(next());
  for (let last = -1, at = 0; at < numbers.length; at++) numbers[at] = last += next() + 1;
  numbers.forEach((number, at) => found.set(number, data[place + at] | (data[place + numbers.length + at] << 8)));
  return found;
}

/** Undo the compression of a file: no server has to be told of it. */
async function unpacked(data) {
  const stream = new Blob([data]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Return the lists of a bucket by token. */
function opened(data) {
  const found = new Map();
  let end = 0;
  while (!(data[end] === 10 && data[end + 1] === 10)) end++;
  let start = end + 2;
  for (const line of end ? decoder.decode(data.subarray(0, end)).split("\n") : []) {
    const tab = line.lastIndexOf("\t");
    const length = Number(line.slice(tab + 1));
    found.set(line.slice(0, tab), data.subarray(start, start + length));
    start += length;
  }
  return found;
}

const json = (data) => JSON.parse(decoder.decode(data));

/** The files of an index, as far as the directory names them; each is asked for once. */
class Files {
  constructor(fetch, directory) {
    this.fetch = fetch;
    this.segments = directory.segments;
    this.names = directory.names;
    this.files = new Map();
  }

  /** Return a file as `read` returns it. */
  get(path, read) {
    if (!this.files.has(path)) {
      const file = this.fetch(path).then(unpacked).then(read);
      file.catch(() => this.files.delete(path)); // so that the next query tries again
      this.files.set(path, file);
    }
    return this.files.get(path);
  }

  /** Return the list of a token in a segment; null if none of its stories holds it. */
  async list({ name, buckets }, token) {
    const bucket = await this.get(`${name}/b${bucketOf(token, buckets)}.bin`, opened);
    const list = bucket.get(token) ?? null;
    if (!(list instanceof Uint8Array)) return list;
    bucket.set(token, decode(list));
    return bucket.get(token);
  }

  /** Return what the vocabulary knows by a name. */
  async meant(key) {
    if (!this.names || !known(this.names.filter, key)) return [];
    const { name, buckets } = this.names;
    const bucket = await this.get(`${name}/n${bucketOf(key, buckets)}.bin`, opened);
    return bucket.has(key) ? json(bucket.get(key)) : [];
  }

  /** Return what results show of a story, and its texts, folded once. */
  async story({ segment, number }) {
    const group = await this.get(`${this.segments[segment].name}/g${Math.floor(number / GROUP)}.bin`, json);
    const story = group[number % GROUP];
    const table = story.texts ? null : pairs(story.traditional);
    story.texts ??= [story.title, ...story.head, story.body].map((text) => new Text(text, table));
    return story;
  }

  facets(segment) {
    return this.get(`${this.segments[segment].name}/facets.bin`, json);
  }

  labels() {
    return this.names ? this.get(`${this.names.name}/labels.bin`, json) : {};
  }

}

let common = null;

/** Tell whether a Chinese character stands in GB 2312: a text of such characters has no other, Simplified form (han.py). */
function isCommon(character) {
  if (!common) {
    const codes = [];
    for (let row = 0xb0; row <= 0xf7; row++) for (let cell = 0xa1; cell <= 0xfe; cell++) codes.push(row, cell);
    common = new Set(new TextDecoder("gbk").decode(Uint8Array.from(codes)));
  }
  return common.has(character);
}

/** Return {first: second} of pairs of characters. */
function pairs(text) {
  const characters = [...text];
  return new Map(Array.from({ length: characters.length / 2 }, (_, pair) => characters.slice(pair * 2, pair * 2 + 2)));
}

// --- engine.py: what meets a query ------------------------------------------------------------------------------------

const TITLE = 1;
const HEAD = 2;
const FIRST_UNIT = 4;
const TURN = 14;
const OFTEN = [0, 4, 6, 7, 8, 9];
const bits = (value) => (value ? (value & 1) + bits(value >> 1) : 0);
const WORTH = Array.from(
  { length: FIRST_UNIT << TURN },
  (_, marks) => (marks & TITLE ? 48 : 0) + (marks & HEAD ? 12 : 0) + OFTEN[Math.min(bits(marks >> 2), OFTEN.length - 1)],
);

/** Return marks of a token as marks of where it would begin if it began so many units before. */
function turned(marks, distance) {
  const units = marks >> 2;
  return (marks & 3) | ((((units >> distance) | (units << (TURN - distance))) & ((1 << TURN) - 1)) << 2);
}

/** Finds in lists that have been fetched: `lists` has, for each token, its list in each segment. */
class Engine {
  constructor(segments, lists) {
    this.segments = segments;
    this.lists = lists;
    const documents = segments.reduce((sum, place) => sum + place.documents, 0);
    this.weights = new Map([...lists].map(([token, found]) => [token, weight(documents, found)]));
  }

  /** Return what meets all clauses, and none that is excluded, best first; of equals the latest first (Hits). */
  find(clauses) {
    const wanted = clauses.filter(({ excluded }) => !excluded);
    const hits = new Hits(this.segments);
    if (!wanted.length) return hits;
    this.segments.forEach((_, segment) => {
      const [first, ...others] = wanted.map((clause) => this.#clause(segment, clause));
      const without = clauses.filter(({ excluded }) => excluded).map((clause) => this.#clause(segment, clause));
      next: for (const [number, score] of first) {
        let sum = score;
        for (const other of others) {
          if (!other.has(number)) continue next;
          sum += other.get(number);
        }
        for (const other of without) if (other.has(number)) continue next;
        hits.add(segment, number, sum);
      }
    });
    return hits.sorted();
  }

  /** Return the score of each story of a segment that meets a clause: that of the best way. */
  #clause(segment, { ways }) {
    if (ways.length === 1 && ways[0].length === 1) return this.#part(segment, ways[0][0]);
    const found = new Map();
    for (const way of ways) {
      const [first, ...others] = way.map((part) => this.#part(segment, part));
      for (const [number, score] of first) {
        if (!others.every((other) => other.has(number))) continue;
        const sum = others.reduce((sum, other) => sum + other.get(number), score);
        found.set(number, Math.max(found.get(number) ?? 0, sum));
      }
    }
    return found;
  }

  /** Return the score of each story of a segment that holds all tokens of a part, one behind the other. */
  #part(segment, { tokens }) {
    const found = new Map();
    const weight = tokens.reduce((sum, [token]) => sum + this.weights.get(token), 0);
    const lists = tokens.map(([token, unit]) => [this.lists.get(token)[segment] ?? new Map(), unit % TURN]);
    const [[first, distance], ...others] = lists.sort(([a], [b]) => a.size - b.size);
    for (const [number, marks] of first) {
      let both = turned(marks, distance);
      for (const [other, distance] of others) both &= turned(other.get(number) ?? 0, distance);
      if (both >= FIRST_UNIT) found.set(number, WORTH[both] * weight);
    }
    return found;
  }
}

/** Stories that were found. Each is one number, its score before its place in time, because numbers are quickly sorted. */
class Hits {
  static SCORE = 2 ** 28; // more stories than any archive has

  constructor(segments, hits = []) {
    this.segments = segments;
    this.hits = hits;
    let before = segments.reduce((sum, { documents }) => sum + documents, 0);
    this.starts = segments.map(({ documents }) => (before -= documents));
  }

  get length() {
    return this.hits.length;
  }

  add(segment, number, score) {
    this.hits.push(score * Hits.SCORE + this.starts[segment] + number);
  }

  sorted() {
    return new Hits(this.segments, Float64Array.from(this.hits).sort().reverse());
  }

  /** Return those that a function, given segment and number, says are to stay. */
  filter(stays) {
    const left = this.hits.filter((hit) => stays(this.#story(hit)));
    return new Hits(this.segments, left);
  }

  latestFirst() {
    return new Hits(this.segments, this.hits.map((hit) => hit % Hits.SCORE)).sorted();
  }

  /** Return those from one place to another: {segment, number, score}. */
  slice(start, end) {
    return Array.from(this.hits.slice(start, end), (hit) => ({
      ...this.#story(hit),
      score: Math.floor(hit / Hits.SCORE),
    }));
  }

  *[Symbol.iterator]() {
    for (const hit of this.hits) yield this.#story(hit);
  }

  #story(hit) {
    const place = hit % Hits.SCORE;
    const segment = this.starts.findIndex((start) => start <= place);
    return { segment, number: place - this.starts[segment] };
  }
}

/** Return how rare a token is. */
function weight(documents, lists) {
  const count = lists.reduce((sum, list) => sum + (list?.size ?? 0), 0);
  if (!count) return 0;
  const share = Math.floor(((documents + 1) * 256) / count);
  const length = 32 - Math.clz32(share);
  return (length - 9) * 8 + ((share >> (length - 4)) & 7) + 1;
}

// --- proof.py: whether a story holds what was asked for, and where ----------------------------------------------------

const AROUND = 40;

/** A text, folded, with the place among its `characters` from which each folded unit comes. */
export class Text {
  constructor(shown, traditional) {
    this.characters = Array.from(shown.normalize("NFC"));
    this.places = [];
    this.met = new Map();
    const units = [];
    this.characters.forEach((character, place) => {
      const one = fold(character, traditional);
      for (let unit = 0; unit < one.length; unit++) {
        units.push(one[unit]);
        this.places.push(place);
      }
    });
    for (const [begin, end] of gaps(units.join("")).reverse()) {
      units.splice(begin, end - begin);
      this.places.splice(begin, end - begin);
    }
    this.folded = units.join("");
  }

  /** Return where among the characters a part stands: [begin, end]. */
  spans({ text }) {
    if (!this.met.has(text)) {
      const found = Array.from(text).some(isChinese) ? this.#literally(text) : this.#byStems(text);
      this.met.set(text, found.map(([begin, end]) => [this.places[begin], this.places[end - 1] + 1]));
    }
    return this.met.get(text);
  }

  /** Tell whether one of some parts stands here. */
  has(parts) {
    return parts.some((part) => this.spans(part).length > 0);
  }

  /** Return the words that were found, as they are written. */
  found(parts) {
    const spans = parts.flatMap((part) => this.spans(part));
    return spans.map(([begin, end]) => this.characters.slice(begin, end).join(""));
  }

  #literally(text) {
    const found = [];
    for (let at = this.folded.indexOf(text); at >= 0; at = this.folded.indexOf(text, at + text.length)) {
      found.push([at, at + text.length]);
    }
    return found;
  }

  #byStems(text) {
    const wanted = words(text).map(({ word }) => stem(word));
    // every word begins like its stem, but for the last letter: most texts need not be cut into words
    if (!wanted.every((word) => this.folded.includes(word.length > 3 ? word.slice(0, -1) : word))) return [];
    this.words ??= words(this.folded).map(({ place, word }) => ({ place, end: place + word.length, stem: stem(word) }));
    const found = [];
    for (let at = 0; at + wanted.length <= this.words.length; at++) {
      if (wanted.every((word, number) => this.words[at + number].stem === word)) {
        found.push([this.words[at].place, this.words[at + wanted.length - 1].end]);
      }
    }
    return found;
  }
}

/** Return words for `?h=` of the page's address, one a line. */
const highlight = (found) => [...new Set(found)].join("\n");

/** Tell whether each clause that is wanted is met by some texts together, and none that is not. */
function holds(texts, clauses) {
  const met = (part) => texts.some((text) => text.has([part]));
  return clauses.every(({ ways, excluded }) => ways.some((way) => way.every(met)) !== excluded);
}

/** Return a text from one place to another in pieces: [text, whether it is what was found]. */
function pieces(text, parts, start = 0, end = text.characters.length) {
  const found = [];
  const spans = parts.flatMap((part) => text.spans(part)).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  for (const [here, there] of spans) {
    if (here < start || there > end) continue;
    found.push([text.characters.slice(start, here).join(""), false], [text.characters.slice(here, there).join(""), true]);
    start = there;
  }
  found.push([text.characters.slice(start, end).join(""), false]);
  return found.filter(([piece]) => piece);
}

/** Return what stands around the first place at which a part was found; where none is, the beginning. */
function snippet(text, parts) {
  const { characters } = text;
  const [span] = parts.flatMap((part) => text.spans(part)).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const [first, last] = span ?? [0, 0];
  const met = span ? characters.slice(first, last) : characters.slice(0, 1);
  const chinese = met.some(isChinese);
  const around = chinese ? AROUND : 2 * AROUND;
  let start = Math.max(0, first - around);
  let end = Math.min(characters.length, last + around);
  const space = (place) => /\s/.test(characters[place]);
  while (!chinese && 0 < start && start < first && !space(start - 1)) start++; // no word is cut
  while (!chinese && last < end && end < characters.length && !space(end)) end--;
  const shown = pieces(text, parts, start, end);
  return [...(start ? [["…", false]] : []), ...shown, ...(end < characters.length ? [["…", false]] : [])];
}

// --- results.py: what is shown ----------------------------------------------------------------------------------------

export const WINDOW = 10;
const MOST_WINDOWS = 3;
const FACETS = ["section", "topic", "person", "organisation"];

/** What one query has found. */
class Found {
  constructor(files, clauses, names, hits, anew) {
    this.files = files;
    this.anew = anew;
    this.clauses = clauses;
    this.wanted = asked(clauses);
    this.phrase = phrase(clauses);
    /** Entries of the vocabulary that the query may mean and that have a page: {kind, label, path}. */
    this.names = names;
    this.hits = hits;
  }

  /** How many stories the index knows that may hold what was asked for. */
  get total() {
    return this.hits.length;
  }

  /**
   * Return a window of results, proved by their texts: {path, title, date, section, snippet}, title and snippet in pieces
   * [text, whether it was asked for]. Those that hold all that was asked for as one phrase come first, unless sorted by date.
   */
  async results(start = 0, count = WINDOW) {
    let stories;
    try {
      stories = await Promise.all(this.hits.slice(start, start + count).map((hit) => this.files.story(hit)));
    } catch (error) {
      if (error.status !== 404 || !this.anew) throw error;
      return (await this.anew()).results(start, count);
    }
    const shown = stories.map((story) => this.#shown(story)).filter(Boolean);
    if (!this.dated) shown.sort((a, b) => a.lacks - b.lacks);
    return shown.map(({ lacks, ...result }) => result);
  }

  /** Return the first results, from as many windows as it takes, but not for ever. */
  async first() {
    const found = [];
    for (let start = 0; start < MOST_WINDOWS * WINDOW && start < this.total && found.length < WINDOW; start += WINDOW) {
      found.push(...(await this.results(start)));
    }
    return found.slice(0, WINDOW);
  }

  #shown({ path, date, section, texts }) {
    if (!holds(texts, this.clauses)) return null;
    const [name, ...others] = texts;
    const around = others.slice(0, -1);
    const best =
      [others.at(-1), ...around].find((text) => text.has(this.wanted)) ??
      others.find((text) => text.characters.length) ??
      others.at(-1);
    return {
      path,
      date,
      section,
      highlight: highlight([...texts[0].found(this.wanted), ...best.found(this.wanted)]),
      title: pieces(name, this.wanted),
      snippet: snippet(best, this.wanted),
      lacks: this.phrase ? !texts.some((text) => text.has([this.phrase])) : false,
    };
  }

  /**
   * Return what is left of what was found. `chosen` has ids by facet (section, topic, person, organisation), and `from` and
   * `to`, years; `sort`: "date", else by relevance.
   */
  async narrowed(chosen, sort) {
    const columns = await this.#columns();
    const hits = this.hits.filter(
      (hit) => FACETS.every((facet) => meets(columns, hit, facet, chosen)) && inYears(columns, hit, chosen),
    );
    const left = new Found(this.files, this.clauses, this.names, sort === "date" ? hits.latestFirst() : hits, null);
    left.dated = sort === "date";
    return left;
  }

  /** Return for each facet, and "year", [id, label, how many of what was found], the most first, years the latest first. */
  async counts(chosen = {}) {
    const [columns, labels] = await Promise.all([this.#columns(), this.files.labels()]);
    const found = {};
    for (const facet of ["year", ...FACETS]) {
      const counts = new Map();
      for (const hit of this.hits) {
        const others = FACETS.filter((other) => other !== facet);
        if (!others.every((other) => meets(columns, hit, other, chosen))) continue;
        if (facet !== "year" && !inYears(columns, hit, chosen)) continue;
        for (const value of columns[hit.segment][facet](hit.number)) counts.set(value, (counts.get(value) ?? 0) + 1);
      }
      const rows = [...counts].map(([id, count]) => [id, labels[facet]?.[id] ?? id, count]);
      const first = (a, b) => (facet === "year" ? b[0].localeCompare(a[0]) : b[2] - a[2] || a[0].localeCompare(b[0]));
      found[facet] = rows.sort(first);
    }
    return found;
  }

  /** Return for each segment a function for each facet: from the number of a story to its values. */
  async #columns() {
    const facets = await Promise.all(this.files.segments.map((_, segment) => this.files.facets(segment)));
    return facets.map((known) => ({
      year: (number) => [known.year.findLast(([, first]) => first <= number)?.[0]].filter(Boolean),
      ...Object.fromEntries(
        FACETS.map((name) => {
          const [values, rows] = known[name];
          return [name, (number) => rows[number].map((value) => values[value])];
        }),
      ),
    }));
  }
}

const meets = (columns, { segment, number }, facet, chosen) =>
  !chosen[facet] || columns[segment][facet](number).includes(chosen[facet]);

function inYears(columns, { segment, number }, { from, to }) {
  if (!from && !to) return true;
  const [year] = columns[segment].year(number);
  return Boolean(year) && (!from || year >= from) && (!to || year <= to);
}

// --- index.py: an index, as it is now -----------------------------------------------------------------------------------

const VERSION = 1;

/** A file that did not come: `status` of the answer, 0 where there was none. */
export class MissingError extends Error {
  constructor(path, status) {
    super(`${path}: ${status}`);
    this.status = status;
  }
}

/** The search of one language. `folder`: the address of its index; `directory`: its answer, if it was asked for already. */
export class Search {
  #files = null;
  #table = null;

  constructor(folder, directory = null) {
    this.folder = folder;
    this.begun = directory;
  }

  /** Fetch what every query needs, unless it is here. */
  open() {
    this.#files ??= this.#directory().catch((error) => {
      this.#files = null; // so that the next query tries again
      throw error;
    });
    return this.#files;
  }

  /** Return what a query finds. Where a file is gone, the site was published anew: the directory is read once more. */
  find(query, retried = false) {
    return this.#again(async (files) => {
      const parts = parse(query, await this.#tableFor(query));
      const [keys, meant, lists] = await this.#fetched(files, parts);
      const asked = clauses(parts, keys, meant);
      const more = asked.flatMap(({ ways }) => ways.slice(1).flat());
      for (const [token, list] of await this.#lists(files, more)) lists.set(token, list);
      const pages = new Map([...meant.values()].flat().filter(({ path }) => path !== null).map((one) => [one.path, one]));
      const hits = new Engine(files.segments, lists).find(asked);
      return new Found(files, asked, [...pages.values()], hits, retried ? null : () => this.#afresh(query));
    });
  }

  /** Return everything, the latest first. */
  all() {
    return this.#again(async (files) => {
      const hits = new Hits(files.segments);
      files.segments.forEach(({ documents }, segment) => {
        for (let number = 0; number < documents; number++) hits.add(segment, number, 0);
      });
      return new Found(files, [], [], hits.sorted(), null);
    });
  }

  /** Return what a query finds in a site that was published anew. */
  #afresh(query) {
    this.#files = null;
    return this.find(query, true);
  }

  async #again(work) {
    const files = await this.open();
    try {
      return await work(files);
    } catch (error) {
      if (error.status !== 404) throw error;
      this.#files = null;
      return work(await this.open());
    }
  }

  /** Return the Simplified forms of Traditional characters; null for a query that needs none. */
  #tableFor(query) {
    if (!Array.from(query).some((character) => isChinese(character) && !isCommon(character))) return null;
    this.#table ??= this.#answer("../traditional.bin", "default")
      .then((answer) => answer.arrayBuffer())
      .then(unpacked)
      .then((data) => pairs(decoder.decode(data)));
    this.#table.catch(() => (this.#table = null)); // so that the next query tries again
    return this.#table;
  }

  async #fetched(files, parts) {
    const keys = spans(parts);
    const named = [...keys.keys()].map(async (key) => [key, await files.meant(key)]);
    const [meant, lists] = await Promise.all([Promise.all(named), this.#lists(files, parts)]);
    return [keys, new Map(meant), lists];
  }

  /** Return the lists of the tokens of parts, by segment: all buckets are asked for at once. */
  async #lists(files, parts) {
    const tokens = new Set(parts.flatMap((part) => part.tokens.map(([token]) => token)));
    const entries = [...tokens].map(async (token) => [
      token,
      await Promise.all(files.segments.map((place) => files.list(place, token))),
    ]);
    return new Map(await Promise.all(entries));
  }

  async #directory() {
    const begun = this.begun;
    this.begun = null;
    const directory = await (await this.#answer("directory.json", "no-cache", begun)).json();
    if (directory.version !== VERSION) throw new MissingError("directory.json", 0);
    return new Files(async (path) => (await this.#answer(path, "default")).arrayBuffer(), directory);
  }

  async #answer(path, cache, begun = null) {
    const answer = await (begun ?? fetch(new URL(path, this.folder), { cache })).catch(() => null);
    if (!answer?.ok) throw new MissingError(path, answer?.status ?? 0);
    return answer;
  }
}
