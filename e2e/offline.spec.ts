/** What is kept after one visit, and how a newer version comes. Below, `site.localhost` is any host; `localhost` is the reader's own. */
import { createHash } from "node:crypto";
import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page, TestInfo } from "@playwright/test";
import { serveSite } from "./staticHost";
import { downloadCsv, expect, finished, parseCsv, test } from "./test";

test.use({ serviceWorkers: "allow" });

const run = "#v=1&T=200&engine=float64";

/** Opens the page and waits until everything is kept. */
async function visit(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await finished(page);
}

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

test("after one visit everything works without a network", async ({ page }) => {
  const host = await serveSite("dist");
  const address = host.addressAt("site.localhost");
  await visit(page, address + run);
  await host.close();

  // What no part of the page has asked for yet comes, too.
  await page.keyboard.press("g");
  await expect(page.getByRole("dialog", { name: "Symbols and terms" })).toBeVisible();

  await page.goto("about:blank");
  await page.goto(`${address}#v=1&loss=digits&method=lora;rac&r=2&T=100&engine=float64`);
  await finished(page);
  expect(parseCsv(await downloadCsv(page)).rows).toHaveLength(202);
  await page.getByRole("button", { name: "Your own matrix" }).first().click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.goto("about:blank");
  await page.goto(`${address}index.html#v=1&m=8&n=6&L=1&r=2&T=1000&mode=projector&lesson=certificates&engine=float64`);
  await expect(page.getByRole("heading", { name: "A bound and a run" })).toBeVisible();

  const names = readdirSync("dist", { recursive: true, encoding: "utf8" }).filter(
    (name) => statSync(join("dist", name)).isFile() && name !== "serviceWorker.js",
  );
  const kept = await page.evaluate(
    (all) =>
      Promise.all(
        all.map(async (name) => {
          const digest = await crypto.subtle.digest("SHA-256", await (await fetch(name)).arrayBuffer());
          return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
        }),
      ),
    names,
  );
  const built = names.map((name) => sha256(readFileSync(join("dist", name))));
  expect(built.length).toBeGreaterThan(50);
  expect(kept).toEqual(built);
});

/** A copy of the site under another title, as a later build would be: without a part that the first one had. */
function laterBuild(testInfo: TestInfo): string {
  const folder = testInfo.outputPath("later");
  cpSync("dist", folder, { recursive: true });
  const replace = (name: string, part: RegExp, by: string) =>
    writeFileSync(join(folder, name), readFileSync(join(folder, name), "utf8").replace(part, by));
  replace("index.html", /<title>.*<\/title>/, "<title>Later</title>");
  const gone = readdirSync(join(folder, "assets")).find((name) => name.startsWith("later-GlossaryCards"))!;
  rmSync(join(folder, "assets", gone));
  replace("serviceWorker.js", new RegExp(`assets/${gone},`), "");
  replace("serviceWorker.js", /version:.[0-9a-f]{12}/, "version:`000000000000");
  return folder;
}

test("a newer version is offered, not in front of an audience, and comes when it is asked for", async ({
  page,
}, testInfo) => {
  const host = await serveSite("dist");
  await visit(page, host.addressAt("site.localhost") + run);
  host.serve(laterBuild(testInfo));
  await page.reload();
  const offer = page.getByRole("region", { name: "Notices" }).getByText("A newer version of this page is ready.");
  await expect(offer).toBeVisible();
  await expect(page).toHaveTitle("LoRA descent");
  await page.keyboard.press("p");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "projector");
  await expect(offer).toBeHidden();
  await page.keyboard.press("p");
  // Of the version that is open, parts come that its host no longer has.
  await page.keyboard.press("g");
  await expect(page.getByRole("dialog", { name: "Symbols and terms" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Load it" }).click();
  await expect(page).toHaveTitle("Later");
  await expect(page).toHaveURL(new RegExp(run.slice(1)));
  await finished(page);
  await expect(offer).toHaveCount(0);
  await host.close();
});

test("on the reader's own machine a port shows what is served there now, and what was there once nothing is", async ({
  page,
}, testInfo) => {
  const host = await serveSite("dist");
  const address = host.addressAt("localhost");
  await visit(page, address + run);
  host.serve(laterBuild(testInfo));
  await page.reload();
  await expect(page).toHaveTitle("Later");
  await finished(page);

  const other = testInfo.outputPath("other");
  cpSync("public", other, { recursive: true });
  writeFileSync(
    join(other, "index.html"),
    '<!doctype html><title>Another project</title><link rel="icon" href="icon.svg">',
  );
  host.serve(other);
  await page.reload();
  await expect(page).toHaveTitle("Another project");

  await host.close();
  await page.goto("about:blank");
  await page.goto(address + run);
  await finished(page);
});
