import { expect, test } from "vitest";
import { createInbox, TAKEN_PER_FRAME } from "./inbox";

/** An inbox whose messages say how many milliseconds they take. */
function play() {
  let time = 0;
  let isSeen = true;
  let frames: (() => void)[] = [];
  const taken: number[] = [];
  let parts = 0;
  const inbox = createInbox<number>({
    take(milliseconds) {
      taken.push(milliseconds);
      time += milliseconds;
    },
    goOn() {
      if (parts === 0) return false;
      time += 1;
      return --parts > 0;
    },
    clock: { now: () => time, onNextFrame: (callback) => frames.push(callback), isSeen: () => isSeen },
  });
  return {
    /** the next message leaves as many parts to do, of a millisecond each */
    leave(count: number) {
      parts = count;
    },
    left: () => parts,
    inbox,
    taken,
    frame() {
      const due = frames;
      frames = [];
      for (const callback of due) callback();
    },
    hide() {
      isSeen = false;
    },
    waiting: () => frames.length,
  };
}

test("messages are taken as they come until a frame's share is used, the others on the next frames, in order", () => {
  const p = play();
  for (const milliseconds of [1, 2, 3, 1.5, 3, 7, 1]) p.inbox.put(milliseconds);
  expect(p.taken).toEqual([1, 2, 3]);
  p.frame();
  expect(p.taken).toEqual([1, 2, 3, 1.5, 3]);
  p.frame();
  expect(p.taken).toEqual([1, 2, 3, 1.5, 3, 7]);
  p.frame();
  expect(p.taken).toEqual([1, 2, 3, 1.5, 3, 7, 1]);
  p.frame();
  expect(p.waiting()).toBe(0);
});

test("what was taken between two frames counts as the share of one", () => {
  const p = play();
  p.inbox.put(TAKEN_PER_FRAME - 1);
  p.frame();
  p.inbox.put(2);
  p.inbox.put(1);
  expect(p.taken).toHaveLength(3);
});

test("after a rest the next message waits for a frame", () => {
  const p = play();
  p.inbox.put(1);
  p.inbox.rest();
  p.inbox.put(1);
  expect(p.taken).toHaveLength(1);
  p.frame();
  expect(p.taken).toHaveLength(2);
});

test("a page that nobody sees takes everything at once", () => {
  const p = play();
  p.hide();
  for (let i = 0; i < 5; i++) p.inbox.put(10);
  expect(p.taken).toHaveLength(5);
});

test("what was cleared is never taken", () => {
  const p = play();
  p.inbox.put(10);
  p.inbox.put(11);
  p.inbox.clear();
  p.inbox.put(12);
  p.frame();
  expect(p.taken).toEqual([10, 12]);
});

test("what a message leaves to do is done in parts over the frames, before the next message", () => {
  const p = play();
  p.leave(TAKEN_PER_FRAME);
  p.inbox.put(1);
  p.inbox.put(2);
  expect([p.taken, p.left()]).toEqual([[1], 1]);
  p.frame();
  expect([p.taken, p.left()]).toEqual([[1, 2], 0]);
});

test("in a hurry everything is taken at once, until the hurry is over", () => {
  const p = play();
  for (const milliseconds of [10, 11]) p.inbox.put(milliseconds);
  p.inbox.hurry(true);
  p.inbox.put(12);
  expect(p.taken).toEqual([10, 11, 12]);
  p.inbox.hurry(false);
  p.inbox.put(13);
  expect(p.taken).toHaveLength(3);
});
