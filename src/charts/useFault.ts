/** Hands what went wrong outside of rendering, as on a frame, to React: the nearest boundary takes it as if it had been thrown there. */
import { useCallback, useState } from "react";

export function useFault(): (error: unknown) => void {
  const [, fail] = useState<null>(null);
  return useCallback(
    (error) =>
      fail(() => {
        throw error;
      }),
    [],
  );
}
