/** The button that opens the list of examples, which is fetched then. */
import { BookOpen } from "lucide-react";
import { lazy } from "react";
import { Popover } from "./Popover";

const ExampleList = lazy(async () => ({ default: (await import("./ExampleList")).ExampleList }));

export function Examples() {
  return (
    <Popover
      name="Examples"
      label={
        <>
          <BookOpen size={14} aria-hidden />
          <span className="hidden sm:inline">Examples</span>
        </>
      }
    >
      {(close) => <ExampleList onOpen={close} />}
    </Popover>
  );
}
