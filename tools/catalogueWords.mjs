/**
 * What the catalogues of the families tell a reader (label, summary, formula) is left out of the worker, which computes and shows
 * nothing: some 4 kB The page has them whole.
 */

const catalogues = /src\/lora\/(losses|methods|initializations|stepSizes)\/index\.ts$/;
const words = /^ +(?:label|summary|formula):\s*"(?:[^"\\]|\\.)*",\n/gm;

/** The source of a catalogue without words; null of anything else. @param {string} code @param {string} id */
export function withoutWords(code, id) {
  return catalogues.test(id) ? code.replace(words, "") : null;
}

/** @returns {import("vite").Plugin} */
export function catalogueWords() {
  return {
    name: "catalogue-words",
    apply: "build",
    // before types are taken off: the source is what the formatter left
    enforce: "pre",
    transform(code, id) {
      const rest = withoutWords(code, id);
      return rest === null ? null : { code: rest, map: null };
    },
  };
}
