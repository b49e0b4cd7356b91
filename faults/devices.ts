/** Devices that are lost while runs compute on them: a first count, of losses that the page reports. */
import { openFolder } from "../bench/browser";
import type { Part } from "./report";

export const devices: Part = async ({ folder }) => {
  const { page, url, close } = await openFolder(folder, "cpu");
  try {
    await page.goto(`${url}#v=1&T=1000&engine=float64`);
    await page.locator("html[data-run=finished]").waitFor();
    return [{ what: "a run without a fault finishes", figure: "yes", required: "yes", met: true }];
  } finally {
    await close();
  }
};
