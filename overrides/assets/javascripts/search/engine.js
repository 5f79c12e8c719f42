// Finds what a query asks for in a built index, read in small pieces: scripts/twinpress/search/engine.py does the same.

const TITLE = 1;
const HEAD = 2;
const FIRST = 4;
const GROUP = 4;
const BODY = [0, 4, 6, 7, 8, 9, 9];
const encoder = new TextEncoder();
const decoder = new TextDecoder();

const bits = (value) => (value ? (value & 1) + bits(value >> 1) : 0);
const WEIGHTS = Array.from(
  { length: 256 },
  (_, zones) => (zones & TITLE ? 48 : 0) + (zones & HEAD ? 12 : 0) + BODY[bits(Math.trunc(zones / FIRST))],
);

/** Return the number of a token's bucket: FNV-1a. */
export function bucketOf(token, count) {
  let value = 0x811c9dc5;
  for (const byte of encoder.encode(token)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value % count;
}

/** Return the zones by the number of the article. */
export function decode(data) {
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
  numbers.forEach((number, at) => found.set(number, data[place + at]));
  return found;
}

/** Undo the compression of a file: no server has to be told of it. */
export async function unpacked(data) {
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

/** A built index in one language. `segments`: the latest first; `fetch` returns a file of the index as a Uint8Array. */
export class Engine {
  constructor(segments, fetch) {
    this.segments = segments;
    this.documents = segments.reduce((sum, place) => sum + place.documents, 0);
    this.fetch = fetch;
    this.files = new Map();
  }

  /** Return what holds all parts, best first; of equals the latest first. */
  async find(parts) {
    const lists = await this.#lists(parts);
    const wanted = parts.filter((part) => !part.excluded);
    const found = [];
    if (!wanted.length) return found;
    this.segments.forEach((_, segment) => {
      const hits = wanted.map((part) => this.#part(segment, part, lists));
      const without = parts.filter((part) => part.excluded).map((part) => this.#part(segment, part, lists));
      for (const number of hits[0].keys()) {
        if (!hits.every((hit) => hit.has(number)) || without.some((hit) => hit.has(number))) continue;
        found.push({ segment, number, score: hits.reduce((sum, hit) => sum + hit.get(number), 0) });
      }
    });
    return found.sort((a, b) => b.score - a.score || a.segment - b.segment || b.number - a.number);
  }

  /** Return what is known of an article. */
  async story({ segment, number }) {
    const path = `${this.segments[segment].name}/g${Math.floor(number / GROUP)}`;
    const group = await this.#file(path, (data) => JSON.parse(decoder.decode(data)));
    return group[number % GROUP];
  }

  #file(path, read) {
    if (!this.files.has(path)) {
      const file = this.fetch(path).then(unpacked).then(read);
      file.catch(() => this.files.delete(path)); // so that the next query tries again
      this.files.set(path, file);
    }
    return this.files.get(path);
  }

  /** Return, for each token, its list in each segment and its weight: all buckets are asked for at once. */
  async #lists(parts) {
    const tokens = new Set(parts.flatMap((part) => part.stretches.flat()));
    const entries = [...tokens].map(async (token) => {
      const lists = await Promise.all(
        this.segments.map(async ({ name, buckets }) => {
          const bucket = await this.#file(`${name}/b${bucketOf(token, buckets)}`, opened);
          return bucket.has(token) ? decode(bucket.get(token)) : new Map();
        }),
      );
      const count = lists.reduce((sum, list) => sum + list.size, 0);
      return [token, { lists, weight: this.#weight(count) }];
    });
    return new Map(await Promise.all(entries));
  }

  #weight(count) {
    if (!count) return 0;
    const share = Math.floor(((this.documents + 1) * 256) / count);
    const length = 32 - Math.clz32(share);
    return (length - 9) * 8 + ((share >> (length - 4)) & 7) + 1;
  }

  #part(segment, part, lists) {
    let found;
    for (const tokens of part.stretches) {
      const worth = tokens.reduce((sum, token) => sum + lists.get(token).weight, 0);
      const here = new Map();
      const [first, ...others] = tokens.map((token) => lists.get(token).lists[segment]).sort((a, b) => a.size - b.size);
      for (const [number, zones] of first) {
        const both = others.reduce((common, other) => common & (other.get(number) ?? 0), zones);
        if (both && (!found || found.has(number))) here.set(number, WEIGHTS[both] * worth + (found?.get(number) ?? 0));
      }
      found = here;
    }
    return found ?? new Map();
  }
}
