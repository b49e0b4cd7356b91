import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./files.mjs";
import { CARD, cardTags } from "./linkCard.mjs";

const html = readFileSync(join(root, "index.html"), "utf8");

test("a link's card has the page's own title and sentence, and a picture that is there and as large as stated", () => {
  const tags = Object.fromEntries(cardTags(html));
  expect(html).toContain(`<title>${tags["og:title"]}</title>`);
  expect(html).toContain(`content="${tags["og:description"]}"`);
  expect(tags["og:image"]).toBe("./card.png");
  // Width and height of a PNG stand in its first chunk, from byte 16 on.
  const picture = readFileSync(join(root, "public", CARD.file));
  expect(picture.subarray(1, 4).toString()).toBe("PNG");
  const size = [picture.readUInt32BE(16), picture.readUInt32BE(20)];
  expect(size).toEqual([Number(tags["og:image:width"]), Number(tags["og:image:height"])]);
});

test("who deploys the site states its address, and what is no address is refused", () => {
  for (const site of ["https://example.org/lora", "https://example.org/lora/"]) {
    const tags = Object.fromEntries(cardTags(html, site));
    expect([tags["og:url"], tags["og:image"]]).toEqual([
      "https://example.org/lora/",
      "https://example.org/lora/card.png",
    ]);
  }
  expect(() => cardTags(html, 'javascript:"')).toThrow("must be an address");
});
