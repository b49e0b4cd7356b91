import { expect, test } from "vitest";
import { embedCode, frameSizes } from "./embedCode";

const wide = frameSizes[0]!;

test("a frame is three lines of HTML with a title", () => {
  expect(embedCode("https://example.org/#v=1&mode=embed", "LoRA descent", wide)).toBe(
    `<iframe src="https://example.org/#v=1&amp;mode=embed"
  title="LoRA descent"
  width="100%" height="600" style="border: 0" loading="lazy" allow="fullscreen"></iframe>`,
  );
});

test("what address and title hold stays within their attributes", () => {
  const code = embedCode('https://example.org/"><script>', '"A" & <b> &amp;', wide);
  expect(code).toContain('src="https://example.org/&quot;&gt;&lt;script&gt;"');
  expect(code).toContain('title="&quot;A&quot; &amp; &lt;b&gt; &amp;amp;"');
});

test("sizes differ by name", () => {
  expect(new Set(frameSizes.map(({ id }) => id)).size).toBe(frameSizes.length);
  expect(new Set(frameSizes.map(({ label }) => label)).size).toBe(frameSizes.length);
});
