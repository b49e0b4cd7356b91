import { describe, expect, test } from "vitest";
import { decodeLink } from "../../permalink/link";
import { addressOf, openingsAt } from "./openings";

const linkOf = (hash: string) => decodeLink(hash).link;
const page = "https://example.org/lora/?follows=x#v=1";
const first = (selected: number, playing: boolean, T = 3000) => openingsAt({ selected, playing }, T)[0]!;

describe("how a shared link opens", () => {
  test("what is on screen comes first: the iterate shown, the end, or playing", () => {
    expect(first(120, false).view).toEqual({ t: 120, play: false });
    expect(first(3000, false).view).toEqual({ t: null, play: false });
    expect(first(120, true).view).toEqual({ t: null, play: true });
  });

  test.each([[-1], [3000]])("an iterate that the run does not pass, t = %d, is not offered", (selected) => {
    for (const playing of [true, false])
      expect(openingsAt({ selected, playing }, 3000).map(({ id }) => id)).not.toContain("here");
  });

  test("says the iterate by its number", () => {
    expect(first(120, false).label).toBe("at this iterate, t = 120");
  });
});

describe("the address of a shared link", () => {
  const link = linkOf("#v=1&r=2&mode=projector&theme=dark");

  test("keeps the site's folder, and nothing that concerns this window alone", () => {
    expect(addressOf(link, first(120, false), "board", page)).toBe(
      "https://example.org/lora/#v=1&r=2&t=120&theme=dark",
    );
  });

  test("opens the run that is shared, in every way of opening it", () => {
    for (const opening of openingsAt({ selected: 7, playing: false }, 3000)) {
      const opened = decodeLink(addressOf(link, opening, "embed", page));
      expect(opened.notices).toEqual([]);
      expect(opened.link).toEqual({ ...link, view: { ...link.view, ...opening.view, mode: "embed" } });
    }
  });
});
