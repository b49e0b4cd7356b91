/** How soon the path from a dragged start stands in the plane through V = 0: from the pointer's event to the frame that shows it. */
import type { Page } from "@playwright/test";

/** From the event to the painted path: milliseconds, and frames after the one in which the browser delivers the event. */
export interface Redrawn {
  readonly elapsed: number;
  readonly frames: number;
}

declare global {
  interface Window {
    benchDrag?: Promise<Redrawn>;
  }
}

const MOVES = 60;
/** Pixels of the circle on which the start is dragged. */
const RADIUS = 24;

/** Times the next move of the pointer until the ring stands at the new path's start, and the frame after that is painted. */
async function arm(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.benchDrag = new Promise((resolve) => {
      const begin = ({ timeStamp }: Event) => {
        const ring = document.querySelector(".landscape-start");
        if (!ring) return;
        // Moves are delivered just before the callbacks of their frame.
        let frames = -1;
        const count = () => {
          frames++;
          requestAnimationFrame(count);
        };
        requestAnimationFrame(count);
        const observer = new MutationObserver(() => {
          observer.disconnect();
          const painted = new MessageChannel();
          painted.port1.onmessage = () => resolve({ elapsed: performance.now() - timeStamp, frames });
          // The picture is drawn on the next frame, by what asked for it before.
          requestAnimationFrame(() => painted.port2.postMessage(null));
        });
        observer.observe(ring, { attributeFilter: ["style"] });
      };
      addEventListener("pointermove", begin, { once: true, capture: true });
    });
  });
}

/** Each move; the run of the link is finished. */
export async function dragLatencies(page: Page): Promise<readonly Redrawn[]> {
  const ring = page.locator(".landscape-start");
  await ring.scrollIntoViewIfNeeded();
  const box = await ring.boundingBox();
  if (!box) throw new Error("the picture has no start to drag");
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  const redrawn: Redrawn[] = [];
  for (let i = 0; i < MOVES; i++) {
    const angle = (2 * Math.PI * i) / MOVES;
    await arm(page);
    await page.mouse.move(x + RADIUS * Math.sin(angle), y + RADIUS * (1 - Math.cos(angle)) + 1);
    const answer = await page.evaluate(() => window.benchDrag);
    if (answer) redrawn.push(answer);
  }
  await page.mouse.up();
  // the first ones compile what the others find compiled
  return redrawn.slice(3);
}
