/** A page that embeds this one: the example that ships with the site, and pages that ask for what they may not have. */
import type { Page } from "@playwright/test";
import { expect, open, test } from "./test";

const frameOf = (page: Page) => page.frameLocator("iframe").locator("html");
const state = (page: Page) => page.locator("#state");

/** What the frame answers to a message, whatever it is. */
function answer(page: Page, message: object): Promise<unknown> {
  return page.evaluate(
    (posted) =>
      new Promise((resolve) => {
        addEventListener("message", function hear({ data }) {
          if (data?.type !== "answer") return;
          removeEventListener("message", hear);
          resolve(data.ok ? data.result : data.error);
        });
        document.querySelector("iframe")?.contentWindow?.postMessage(posted, "*");
      }),
    { api: "lora-descent/1", id: "test", ...message },
  );
}

test("the example loads, plays, pauses, seeks and reads", async ({ page }) => {
  await page.goto("./examples/embed.html");
  await expect(state(page)).toContainText("t = 0 of 1500");
  await page.getByRole("button", { name: "Go" }).click();
  await expect(state(page)).toContainText("t = 100 of 1500");
  await expect(frameOf(page)).toHaveAttribute("data-selected", "100");
  await page.getByRole("button", { name: "Read the loss" }).click();
  await expect(page.locator("#answer")).toHaveText(/^\d+ rows; the loss falls from \d/);

  await page.getByRole("button", { name: "rank 1" }).click();
  await expect(state(page)).toContainText("#v=1&trank=4&r=1&T=1500");
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.frameLocator("iframe").getByRole("button", { name: "Play" })).toBeVisible();
  await expect(frameOf(page)).toHaveAttribute("data-mode", "embed");

  await page.getByRole("spinbutton", { name: "Seek" }).fill("9000");
  await page.getByRole("button", { name: "Go" }).click();
  await expect(page.locator("#answer")).toHaveText("The frame refuses: t: 9000 is not an integer from 0 to T = 1500.");
});

test("columns arrive as the rows that the frame drew", async ({ page }) => {
  await page.goto("./examples/embed.html");
  await expect(state(page)).toContainText("t = 0 of 1500");
  await answer(page, { type: "load", link: "#v=1&m=3&n=3&r=1&T=50&engine=float64" });
  await expect(frameOf(page)).toHaveAttribute("data-run", "finished");
  const rows = await page.evaluate(
    () =>
      new Promise<{ kind: string; t: number[]; min: number[]; gradient: number[] }>((resolve) => {
        addEventListener("message", ({ data }) => {
          if (data?.id !== "rows") return;
          const { t, grad_norm_sq, min_grad_norm_sq } = data.result.columns;
          resolve({ kind: t.constructor.name, t: [...t], min: [...min_grad_norm_sq], gradient: [...grad_norm_sq] });
        });
        const message = { api: "lora-descent/1", id: "rows", type: "read", from: 10, to: 40 };
        document.querySelector("iframe")?.contentWindow?.postMessage(message, "*");
      }),
  );
  expect(rows.kind).toBe("Float64Array");
  expect(rows.t).toEqual(Array.from({ length: 31 }, (_, i) => 10 + i));
  rows.min.slice(1).forEach((least, i) => {
    expect(least).toBe(Math.min(rows.min[i]!, rows.gradient[i + 1]!));
  });
});

test("a frame hears its parent alone, and a page that is no frame hears nobody", async ({ page }) => {
  await page.goto("./examples/embed.html");
  await expect(state(page)).toContainText("t = 0 of 1500");
  // A second frame of the same page is not the parent.
  await page.evaluate(async () => {
    const other = document.body.appendChild(document.createElement("iframe"));
    other.src = "../icon.svg";
    await new Promise((resolve) => other.addEventListener("load", resolve));
  });
  await page
    .frames()
    .find((frame) => frame.url().endsWith("icon.svg"))!
    .evaluate(() => parent.frames[0]!.postMessage({ api: "lora-descent/1", id: 1, type: "seek", t: 700 }, "*"));
  expect(await answer(page, { type: "state" })).toMatchObject({ t: 0 });

  await open(page, "#v=1&T=50&t=0&engine=float64&mode=embed");
  await expect(page.getByRole("figure", { name: "Loss" })).toBeVisible();
  await page.evaluate(() => postMessage({ api: "lora-descent/1", id: 1, type: "seek", t: 20 }, "*"));
  await page.waitForTimeout(500);
  await expect(page.locator("html")).toHaveAttribute("data-selected", "0");
});

test("keys of the board do not lead out of a frame", async ({ page }) => {
  await open(page, "#v=1&T=50&engine=float64&mode=embed");
  await expect(page.getByRole("figure", { name: "Loss" })).toBeVisible();
  await page.keyboard.press("p");
  await expect(page.locator("html")).toHaveAttribute("data-mode", "embed");
  await expect(page.getByRole("link", { name: "Open in full" })).toHaveAttribute("href", "#v=1&T=50&engine=float64");
});
