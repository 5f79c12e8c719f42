// Material's own worker, through the messages that its pages send.

const SETUP = 0;
const QUERY = 2;

/** Open the index in a folder. */
export async function open(folder) {
  const worker = new Worker(`${folder}workers/search.js`);
  const ask = (type, data) =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data: answer }) => resolve(answer.data);
      worker.onerror = (error) => reject(new Error(error.message));
      worker.postMessage({ type, data });
    });
  const index = await (await fetch(`${folder}search/search_index.json`)).json();
  await ask(SETUP, { ...index, options: { suggest: false } });
  const items = async (query) => (await ask(QUERY, query)).items;
  return {
    /** Return the first results, with the whole text in which matches are marked. */
    first: async (query, count) => (await items(query)).slice(0, count),
    /** Return the addresses of all results. */
    all: async (query) => (await items(query)).map(([{ location }]) => location),
  };
}
