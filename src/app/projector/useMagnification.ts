/** Text and strokes grow with the window, so that the picture of a projector is the same at any resolution; values stay on. */
import { useEffect } from "react";
import { useSession } from "../hooks/useSession";

/** The window at which the smallest text is 24 px and the thinnest line 3 px, and what that takes. */
const REFERENCE = { width: 1920, height: 1080, magnification: 2.5 } as const;
/** On a smaller screen than a projector's, text that large would leave no room for pictures. */
const LEAST = 1.2;

export function magnificationFor(width: number, height: number): number {
  const share = Math.min(width / REFERENCE.width, height / REFERENCE.height);
  return Math.max(LEAST, share * REFERENCE.magnification);
}

export function useMagnification(): void {
  const { chartView } = useSession();
  useEffect(() => {
    const { style } = document.documentElement;
    function magnify() {
      const magnification = magnificationFor(window.innerWidth, window.innerHeight);
      style.setProperty("--magnify", String(magnification));
      chartView.set({ magnification, isPinned: true });
    }
    magnify();
    window.addEventListener("resize", magnify);
    return () => {
      window.removeEventListener("resize", magnify);
      style.removeProperty("--magnify");
      chartView.set({ magnification: 1, isPinned: false });
    };
  }, [chartView]);
}
