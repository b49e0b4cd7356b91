import { expect, finished, open, test } from "./test";

const RESTARTS = 50;
/** What the page may hold more after many restarts: less than the history of a few of these runs. */
const ALLOWED_GROWTH = 4e6;

test("restarting fifty times leaves no memory behind on the page", async ({ page, engine }) => {
  test.setTimeout(240_000);
  await open(page, `#v=1&T=20&engine=${engine}`);
  await finished(page);
  const session = await page.context().newCDPSession(page);
  const heap = async () => {
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize } = await session.send("Runtime.getHeapUsage");
    return usedSize;
  };
  const restart = async () => {
    await page.getByRole("button", { name: "Restart" }).click();
    await finished(page);
  };
  for (let i = 0; i < 5; i++) await restart();
  const before = await heap();
  for (let i = 0; i < RESTARTS; i++) await restart();
  expect((await heap()) - before).toBeLessThan(ALLOWED_GROWTH);
  await expect(page.locator("html")).toHaveAttribute("data-engine", engine);
});
