import { firstLook } from "../../../lessons/course";
import { useExperiment } from "../../hooks/useSession";
import { addressOf } from "./lessonLinks";

export function FirstLook({ onAnswer }: { readonly onAnswer: () => void }) {
  const theme = useExperiment((state) => state.link.view.theme);
  const mode = useExperiment((state) => state.link.view.mode);
  return (
    <aside className="first-visit" aria-label="First visit">
      <p>New here? A first look takes less than a minute.</p>
      <a className="button" href={addressOf(firstLook, { theme, mode })} onClick={onAnswer}>
        Show me
      </a>
      <button type="button" className="button button-quiet" onClick={onAnswer}>
        No, thanks
      </button>
    </aside>
  );
}
