// Our search, as the benchmark asks it. All that it knows of our reader stands here.

import { Search } from "/code/search.js"; // as worker.js loads it, with the page

/** Open the index in a folder. */
export async function open(folder) {
  const search = new Search(new URL(folder, location));
  return {
    /** Return the first results, with snippets. */
    first: async (query) => (await search.find(query)).first(),
  };
}
