// Our search, as the benchmark asks it. All that it knows of our reader stands here.

/** Open the index in a folder. */
export async function open(folder) {
  const [{ parse }, { Engine }, { Text, holds, snippet }] = await Promise.all(
    ["text", "engine", "proof"].map((name) => import(`/code/search/${name}.js`)),
  );
  const { segments } = await (await fetch(`${folder}directory.json`)).json();
  const engine = new Engine(segments, async (path) => new Uint8Array(await (await fetch(folder + path)).arrayBuffer()));
  let traditional;
  /** Return the parts of a query and what is found; the table is asked for only where nothing is without it. */
  const find = async (query) => {
    let parts = parse(query, traditional);
    let hits = await engine.find(parts);
    if (!hits.length && !traditional) {
      traditional = new Map(await (await fetch(`${folder}traditional.json`)).json());
      parts = parse(query, traditional);
      hits = await engine.find(parts);
    }
    return { parts, hits };
  };
  return {
    /** Return the first results, with snippets. */
    async first(query, count) {
      const { parts, hits } = await find(query);
      const stories = await Promise.all(hits.slice(0, count).map((hit) => engine.story(hit)));
      return stories.flatMap((story) => {
        const texts = [story.title, ...story.head, story.body].map((text) => new Text(text, traditional));
        return holds(texts, parts) ? [{ path: story.path, snippet: snippet(texts.at(-1), parts) }] : [];
      });
    },
  };
}
