/** Whether a run goes on while its tab is hidden. */
import { useBackground, useSession } from "../hooks/useSession";
import { ControlFrame } from "./ControlFrame";

const NAME = "in a hidden tab";

export function BackgroundControl() {
  const { background } = useSession();
  const choice = useBackground((state) => state.choice);
  return (
    <ControlFrame
      name={NAME}
      symbol={null}
      help="Computing on uses the processor while you look elsewhere; some browsers slow it down all the same. This browser remembers the choice; it is no part of the link."
      notices={[]}
      resetTo={null}
      onReset={() => {}}
      field={
        <select
          className="field"
          aria-label={NAME}
          value={choice}
          onChange={({ target: { value } }) => background.choose(value === "pause" ? "pause" : "compute")}
        >
          <option value="compute">compute on</option>
          <option value="pause">pause</option>
        </select>
      }
    />
  );
}
