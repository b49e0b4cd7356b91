/** Runs worth opening, each a real link with the sentence that says what it shows; opening one can be undone. */
import { BookOpen } from "lucide-react";
import { useMemo } from "react";
import { presets } from "../../lessons/presets";
import { decodeLink, encodeLink } from "../../permalink/link";
import { useExperiment } from "../hooks/useSession";
import { Popover } from "./Popover";

export function Examples() {
  const engine = useExperiment((state) => state.link.engine);
  const theme = useExperiment((state) => state.link.view.theme);
  // Read once: links take longer to decode than the rest of the page to render.
  const addresses = useMemo(
    () =>
      presets.map(({ link }) => {
        const preset = decodeLink(link).link;
        return encodeLink({ ...preset, engine, view: { ...preset.view, theme, play: true } });
      }),
    [engine, theme],
  );
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
      {(close) => (
        <ul className="-m-1 grid max-h-[70vh] w-84 max-w-[calc(100vw-3rem)] gap-0.5 overflow-y-auto">
          {presets.map(({ id, label, shows }, i) => (
            <li key={id}>
              <a href={addresses[i]} className="block rounded-md px-2 py-1.5 hover:bg-ground" onClick={close}>
                <span className="block font-medium">{label}</span>
                <span className="block text-[12px] text-mute">{shows}</span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </Popover>
  );
}
