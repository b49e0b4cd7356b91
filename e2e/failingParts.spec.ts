/** A part of the page that fails leaves the others, and the way to the numbers. What fails is the browser, made to by the test. */
import type { Page } from "@playwright/test";
import { downloadCsv, expect, finished, open, test } from "./test";

/** A page whose console is not watched: React says there what a boundary has caught. */
const tolerant = test.extend<{ faulty: Page }>({
  faulty: async ({ context }, use) => {
    const page = await context.newPage();
    await open(page, "#v=1&r=2,4&T=200&engine=float64");
    await finished(page);
    await use(page);
    await page.close();
  },
});

tolerant("a chart that cannot draw says so in its place, and draws again when asked to", async ({ faulty: page }) => {
  await page.evaluate(() => {
    const { beginPath } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.beginPath = function (this: CanvasRenderingContext2D) {
      if (this.canvas.closest("[data-chart=loss]")) throw new Error("no ink");
      beginPath.call(this);
    };
    Object.assign(window, {
      mend: () => {
        CanvasRenderingContext2D.prototype.beginPath = beginPath;
      },
    });
  });
  await page.getByRole("button", { name: "Restart" }).click();
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("This chart failed: no ink");
  for (const name of ["Gradient norm", "Step size"]) await expect(page.getByRole("figure", { name })).toBeVisible();
  await finished(page);
  expect(await downloadCsv(page)).toContain("\n1,200,");
  await page.evaluate(() => (window as unknown as { mend: () => void }).mend());
  await alert.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("figure", { name: "Loss" })).toBeVisible();
  await expect(alert).toHaveCount(0);
});

tolerant("rail, table, findings and dialog fail alone", async ({ faulty: page }) => {
  // Whatever is written into these from now on cannot be.
  await page.evaluate(() => {
    const { setAttribute } = Element.prototype;
    Element.prototype.setAttribute = function (this: Element, name: string, value: string) {
      if (this.closest("#controls, .lanes, .findings")) throw new Error("no room");
      setAttribute.call(this, name, value);
    };
    HTMLDialogElement.prototype.showModal = () => {
      throw new Error("no dialog");
    };
  });
  await page.getByRole("button", { name: "Keys" }).click();
  await expect(page.getByRole("alert")).toContainText(["The card of keys failed: no dialog"]);
  await page.evaluate(() => {
    location.hash = "#v=1&loss=regression&r=2,3,4&T=150&engine=float64";
  });
  await expect(page.getByRole("alert").filter({ hasText: "no room" }).first()).toBeVisible();
  await finished(page);
  await expect(page.locator("html")).toHaveAttribute("data-lanes", "3");
  for (const name of ["Loss", "Gradient norm", "Step size"])
    await expect(page.getByRole("figure", { name }).locator("canvas").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  expect(await downloadCsv(page)).toContain("\n2,150,");
});
