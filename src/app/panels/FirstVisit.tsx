/** Offers the first look to those who come to the bare page for the first time: once, and never in the way. */
import { lazy, useState } from "react";
import { keptUnder } from "../browserStorage";
import { Part } from "./Part";

const FirstLook = lazy(async () => ({ default: (await import("./lessons/FirstLook")).FirstLook }));

const offered = keptUnder("first-look-offered");

export function FirstVisit() {
  // The address is rewritten once the page is used: what counts is what it was opened with.
  const [isOffered, setIsOffered] = useState(() => location.hash === "" && offered.read() === null);
  if (!isOffered) return null;
  return (
    <Part name="The first look">
      <FirstLook
        onAnswer={() => {
          offered.write("1");
          setIsOffered(false);
        }}
      />
    </Part>
  );
}
