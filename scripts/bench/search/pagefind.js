// Pagefind through its own interface.

/** Open the index in a folder. */
export async function open(folder) {
  const pagefind = await import(`${folder}pagefind.js`);
  await pagefind.options({ baseUrl: "/" });
  await pagefind.init();
  return {
    /** Return the first results, with snippets. */
    async first(query, count) {
      const { results } = await pagefind.search(query);
      return Promise.all(results.slice(0, count).map((result) => result.data()));
    },
    /** Return the names of the files that stand for all results. */
    async all(query) {
      return (await pagefind.search(query)).results.map(({ id }) => id);
    },
  };
}
