// Our search, as the benchmark asks it. All that it knows of our reader stands here.

/** Open the index in a folder, as worker.js does: the directory and the search are asked for at the same time. */
export async function open(folder) {
  const place = new URL(folder, location);
  const directory = fetch(new URL("directory.json", place), { cache: "no-cache" });
  const { Search } = await import("/code/search.js");
  const search = new Search(place, directory);
  return {
    /** Return the first results, with snippets. */
    first: async (query, count) => (await search.find(query)).results(0, count),
  };
}
