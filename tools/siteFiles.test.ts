/** What is kept for when there is no network, and what an installed page is shown as. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { siteFiles } from "./siteFiles.mjs";

describe("the list of files that are kept", () => {
  const folder = mkdtempSync(join(tmpdir(), "site-"));
  mkdirSync(join(folder, "assets"));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  for (const name of ["index.html", "icon.svg", "assets/page.js", "serviceWorker.js"]) write(name, name);
  const { version, files } = siteFiles(folder);

  it("has all of them, the page by its folder, and not the service worker", () => {
    expect(files.toSorted()).toEqual(["./", "assets/page.js", "icon.svg"]);
  });

  it("is another version when a file changes, is added or renamed, and else the same", () => {
    write("serviceWorker.js", "other");
    expect(siteFiles(folder).version).toBe(version);
    write("icon.svg", "changed");
    const changed = siteFiles(folder).version;
    write("new.txt", "");
    const added = siteFiles(folder).version;
    rmSync(join(folder, "new.txt"));
    write("renamed.txt", "");
    expect(new Set([version, changed, added, siteFiles(folder).version]).size).toBe(4);
    rmSync(folder, { recursive: true });
  });
});

describe("the manifest", () => {
  const manifest = JSON.parse(readFileSync("public/site.webmanifest", "utf8"));

  it("is relative, so that the site may lie in any folder", () => {
    for (const address of [
      manifest.start_url,
      manifest.scope,
      ...manifest.icons.map(({ src }: { src: string }) => src),
    ])
      expect(address).not.toMatch(/^(\/|\w+:)/);
  });

  it("names pictures of the size that it states, among them those that systems ask for", () => {
    const sizes = manifest.icons
      .filter(({ type }: { type: string }) => type === "image/png")
      .map(({ src, sizes: stated }: { src: string; sizes: string }) => {
        const png = readFileSync(join("public", src));
        // A PNG's width and height stand at its bytes 16 and 20.
        expect(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`).toBe(stated);
        return stated;
      });
    expect(sizes).toEqual(expect.arrayContaining(["192x192", "512x512"]));
    expect(manifest.icons.filter(({ purpose }: { purpose?: string }) => purpose === "maskable")).toHaveLength(1);
  });
});
