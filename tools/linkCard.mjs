/**
 * What others show beside a link to the page: title, sentence and picture (Open Graph, which the cards of all large sites read). Their
 * readers want an absolute address, which only who deploys the site knows: `SITE_ADDRESS=https://example.org/lora/ npm run build`.
 * Without it the picture's address is relative.
 */

/** public/card.png, made by tools/pictures.mjs; in pixels. */
export const CARD = { file: "card.png", width: 1200, height: 630 };

/** @param {string} html @returns {{ title: string, description: string }} */
function wordsOf(html) {
  const title = /<title>(.*?)<\/title>/.exec(html)?.[1];
  const description = /name="description" content="(.*?)"/.exec(html)?.[1];
  if (!title || !description) throw new Error("index.html needs a title and a description");
  return { title, description };
}

/**
 * The tags as [property, content].
 * @param {string} html of index.html @param {string} [site] absolute address of the site
 */
export function cardTags(html, site) {
  if (site && !/^https?:\/\/[^\s"<>]+$/.test(site)) {
    throw new Error(`SITE_ADDRESS is “${site}”: it must be an address that begins with http:// or https://`);
  }
  const { title, description } = wordsOf(html);
  const folder = site ? `${site.replace(/\/+$/, "")}/` : "./";
  return [
    ["og:type", "website"],
    ["og:title", title],
    ["og:description", description],
    ...(site ? [["og:url", folder]] : []),
    ["og:image", `${folder}${CARD.file}`],
    ["og:image:width", String(CARD.width)],
    ["og:image:height", String(CARD.height)],
    ["og:image:alt", "Loss and gradient norm of a LoRA run over iterates, with the paper's bounds"],
    ["twitter:card", "summary_large_image"],
  ];
}

/** Writes the tags into the built page. @returns {import("vite").Plugin} */
export function linkCard() {
  return {
    name: "link-card",
    apply: "build",
    // The card is the page's own: the documents beside it are other pages.
    transformIndexHtml: (html, { path }) =>
      path !== "/index.html"
        ? []
        : cardTags(html, process.env.SITE_ADDRESS).map(([name, content]) => ({
            tag: "meta",
            attrs: { [name?.startsWith("og:") ? "property" : "name"]: name, content },
            injectTo: "head",
          })),
  };
}
