/** What is on screen, taken along: by link, by a code that is scanned, as a frame for another page. */
import type { Page } from "@playwright/test";
import jsQR from "jsqr";
import { expect, fact, finished, open, test } from "./test";

const link = "#v=1&m=9&n=7&r=2&seed=11&T=120&engine=float64";

/** What a reader of codes sees in a part of the window. */
async function scanned(page: Page, selector: string): Promise<string | undefined> {
  const png = (await page.locator(selector).screenshot()).toString("base64");
  const blank = await page.context().newPage();
  const { data, width, height } = await blank.evaluate(async (picture) => {
    const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob());
    // Half of the pixels on a side are enough for a reader, and fewer to hand over.
    const [width, height] = [bitmap.width >> 1, bitmap.height >> 1];
    const drawing = new OffscreenCanvas(width, height).getContext("2d")!; // a new canvas has one
    drawing.drawImage(bitmap, 0, 0, width, height);
    return { data: [...drawing.getImageData(0, 0, width, height).data], width, height };
  }, png);
  await blank.close();
  return jsQR(Uint8ClampedArray.from(data), width, height, { inversionAttempts: "dontInvert" })?.data;
}

test.describe("in a dark theme", () => {
  test.use({ colorScheme: "dark" });

  test("the code on the card is scanned as the link, and leads to the same iterate", async ({ page }) => {
    await open(page, `${link}&t=40`);
    await expect.poll(() => fact(page, "selected")).toBe("40");
    await page.keyboard.press("q");
    const shared = await page.getByRole("textbox", { name: "Link" }).inputValue();
    expect(await scanned(page, ".share-code > svg")).toBe(shared);
    await page.goto("about:blank");
    await page.goto(shared);
    await expect.poll(() => fact(page, "selected")).toBe("40");
  });
});

test("by keys alone: the card opens, says that it copied, and gives the focus back", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, `${link}&t=40`);
  const share = page.getByRole("button", { name: "Share" });
  await share.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Copy link" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Copied.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/&T=120&engine=float64&t=40$/);
  await page.getByRole("radio", { name: "playing from t = 0" }).focus();
  await page.keyboard.press("Space");
  await expect(page.getByRole("textbox", { name: "Link" })).toHaveValue(/&T=120&engine=float64&play=1$/);
  await page.keyboard.press("Escape");
  await expect(share).toBeFocused();
});

test("where the browser does not let a page copy, the link is selected and the page says so", async ({ page }) => {
  await open(page, link);
  await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByRole("button", { name: "Copy link" }).click();
  await expect(page.getByText(/The text is selected/)).toBeVisible();
  expect(await page.evaluate(() => String(getSelection()))).toContain("#v=1&m=9");
});

test("from projector mode the code fills the screen, and leads to the board", async ({ page }) => {
  await open(page, `${link}&mode=projector`);
  await finished(page);
  await page.keyboard.press("q");
  await expect(page.getByRole("textbox", { name: "Link" })).not.toHaveValue(/mode=/);
  await page.getByRole("button", { name: "Full screen" }).click();
  const code = page.locator(".share-code:fullscreen > svg");
  await expect(code).toBeVisible();
  const [box, window] = [await code.boundingBox(), page.viewportSize()];
  expect(box!.height).toBeGreaterThan(0.8 * window!.height);
});

test("the frame's three lines show the run in another page", async ({ page }) => {
  await open(page, link);
  await finished(page);
  await page.getByRole("button", { name: "Share" }).click();
  const code = await page.getByRole("textbox", { name: "Frame for another page" }).inputValue();
  expect(code.split("\n")).toHaveLength(3);
  await page.route("./host.html", (route) => route.fulfill({ contentType: "text/html", body: code }));
  await page.goto("./host.html");
  await expect(page.frameLocator("iframe[title^='LoRA descent']").locator("html")).toHaveAttribute(
    "data-run",
    "finished",
  );
});

test("the card leads to the document of links, whose examples lead back to runs", async ({ page }) => {
  await open(page, link);
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByRole("link", { name: "Every key of a link" }).click();
  await expect(page).toHaveTitle("Links – LoRA descent");
  await expect(page.locator("body")).toHaveCSS("font-family", /Inter Variable/);
  await page.getByRole("link", { name: "Run and view" }).click();
  await expect(page.getByRole("heading", { name: "Run and view" })).toBeInViewport();
  await page.getByRole("link", { name: "#v=1&t=100&x=linear&charts=loss.norm" }).click();
  await expect.poll(() => fact(page, "selected")).toBe("100");
});
