/** Runs worth opening, each a real link with the sentence that says what it shows; opening one can be undone. */
import { presets } from "../../lessons/presets";
import { decodeLink, encodeLink } from "../../permalink/link";
import { useExperiment } from "../hooks/useSession";

export function ExampleList({ onOpen }: { readonly onOpen: () => void }) {
  const engine = useExperiment((state) => state.link.engine);
  const theme = useExperiment((state) => state.link.view.theme);
  const mode = useExperiment((state) => state.link.view.mode);
  const address = (link: string) => {
    const preset = decodeLink(link).link;
    return encodeLink({ ...preset, engine, view: { ...preset.view, theme, mode, play: true } });
  };
  return (
    <ul className="-m-1 grid max-h-[70vh] w-84 max-w-[calc(100vw-3rem)] gap-0.5 overflow-y-auto">
      {presets.map(({ id, label, shows, link }) => (
        <li key={id}>
          <a href={address(link)} className="block rounded-md px-2 py-1.5 hover:bg-ground" onClick={onOpen}>
            <span className="block font-medium">{label}</span>
            <span className="block text-[12px] text-mute">{shows}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
