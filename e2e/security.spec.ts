/** What the security policy stops. On plain Playwright: the other specs fail on a breach, these want one. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, type Page, test } from "@playwright/test";

/** Opens the page and collects the directives that are breached from then on. */
async function watched(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.goto("./#v=1&T=50&engine=float64");
  await expect(page.locator("html")).toHaveAttribute("data-run", "finished");
  const breaches = await page.evaluateHandle(() => {
    const directives: string[] = [];
    document.addEventListener("securitypolicyviolation", (event) => directives.push(event.effectiveDirective));
    return directives;
  });
  return () => breaches.jsonValue();
}

test("an inline script in the page's own markup does not run, whatever the server says", async ({ page }) => {
  await page.route("./", async (route) => {
    const response = await route.fetch();
    const { "content-security-policy": _, ...headers } = response.headers();
    const planted = "<script>document.documentElement.dataset.hijacked = 'inline'</script></body>";
    await route.fulfill({ response, headers, body: (await response.text()).replace("</body>", planted) });
  });
  const said = page.waitForEvent("console", (message) => /inline script/.test(message.text()));
  await page.goto("./#v=1&T=50&engine=float64");
  await said;
  await expect(page.locator("html")).toHaveAttribute("data-run", "finished");
  await expect(page.locator("html")).not.toHaveAttribute("data-hijacked");
});

test("a script, a handler and a style that something puts into the page do nothing", async ({ page }) => {
  const breaches = await watched(page);
  await page.evaluate(async () => {
    // What a debugger evaluates is exempt; what follows in a task of the page is not.
    await new Promise((resolve) => setTimeout(resolve));
    const script = document.createElement("script");
    script.append("document.documentElement.dataset.hijacked = 'script'");
    const style = document.createElement("style");
    style.append("body { color: rgb(1, 2, 3) }");
    const button = document.createElement("button");
    try {
      button.setAttribute("onclick", "document.documentElement.dataset.hijacked = 'handler'");
    } catch {
      // refused at once
    }
    document.body.append(script, style, button);
    button.click();
  });
  await expect
    .poll(async () => [...new Set(await breaches())].toSorted())
    .toEqual(["require-trusted-types-for", "style-src-elem"]);
  await expect(page.locator("html")).not.toHaveAttribute("data-hijacked");
  expect(await page.evaluate(() => getComputedStyle(document.body).color)).not.toBe("rgb(1, 2, 3)");
});

test("a string becomes neither markup nor code nor a worker, and no policy that would let it can be made", async ({
  page,
}) => {
  const breaches = await watched(page);
  const outcomes = await page.evaluate(async () => {
    // What a debugger evaluates is exempt; what follows in a task of the page is not.
    await new Promise((resolve) => setTimeout(resolve));
    const attempts = {
      markup: () => {
        document.body.innerHTML = "<p>other</p>";
      },
      code: () => new Function("return 1")(),
      timer: () => setTimeout("document.documentElement.dataset.hijacked = 'timer'"),
      worker: () => new Worker(URL.createObjectURL(new Blob(["postMessage(1)"]))),
      policy: () =>
        // the library's types do not know Trusted Types
        (
          globalThis as unknown as { trustedTypes: { createPolicy(name: string, rules: object): object } }
        ).trustedTypes.createPolicy("default", { createHTML: (text: string) => text }),
      wasm: () => new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])),
      request: () => fetch("https://example.com/"),
      image: () => {
        const image = new Image();
        image.src = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=";
        return image.decode();
      },
    };
    const found: Record<string, string> = {};
    for (const [name, attempt] of Object.entries(attempts)) {
      try {
        await attempt();
        found[name] = "let through";
      } catch {
        found[name] = "refused";
      }
    }
    return found;
  });
  expect(Object.entries(outcomes).filter(([, outcome]) => outcome !== "refused")).toEqual([]);
  await expect(page.getByRole("main")).toBeVisible();
  const refusing = ["connect-src", "img-src", "require-trusted-types-for", "script-src", "trusted-types"];
  expect([...new Set(await breaches())].toSorted()).toEqual(refusing);
});

test("another site may show the page in a frame", async ({ page, baseURL }) => {
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/html" });
    response.end(`<iframe src="${baseURL}#v=1&T=50&engine=float64&mode=embed" width="900" height="600"></iframe>`);
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  // A listening TCP server's address is never a string or null.
  const { port } = server.address() as AddressInfo;
  await page.goto(`http://127.0.0.1:${port}/`);
  await expect(page.frameLocator("iframe").locator("html")).toHaveAttribute("data-run", "finished");
  server.close();
});
