import { expect, test } from "vitest";
import { decodeLink, experimentOf } from "../../../permalink/link";
import { addressOf, differenceFrom, isRunOf, lessons } from "./lessonLinks";

const view = { theme: "dark", mode: "projector" } as const;

test.each(lessons.map((lesson) => [lesson.id, lesson] as const))("%s opens its own run at t = 0", (id, lesson) => {
  const { link, notices } = decodeLink(addressOf(lesson, view));
  expect(notices).toEqual([]);
  expect(link.view).toMatchObject({ lesson: id, t: 0, play: false, theme: "dark", mode: "projector" });
  expect(link.engine).toBe("float64");
  expect(isRunOf(lesson, experimentOf(link))).toBe(true);
  expect(differenceFrom(lesson, link)).toBeNull();
});

test("a changed run is not the lesson's, and it is said in what it differs", () => {
  const lesson = lessons.find(({ id }) => id === "certificates")!;
  const { link } = decodeLink(`${lesson.link.replace("r=2", "r=3")}&seed=8&lesson=certificates`);
  expect(isRunOf(lesson, experimentOf(link))).toBe(false);
  expect(differenceFrom(lesson, link)).toBe("r = 3 instead of 2, seed = 8 instead of 7");
  const { link: shorter } = decodeLink(lesson.link.replace("&T=10000", ""));
  expect(isRunOf(lesson, experimentOf(shorter))).toBe(false);
  expect(differenceFrom(lesson, shorter)).toBe("T = 3000 instead of 10000");
});
