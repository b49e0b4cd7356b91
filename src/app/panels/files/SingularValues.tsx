/** Singular values as bars, the largest first; leading ones where there are many. */
import { flatText, numberText } from "../../../charts/geometry/numberText";

const SHOWN = 48;
const HEIGHT = 44;

export function SingularValues({ values }: { readonly values: Float64Array | null }) {
  if (values === null) {
    return <p className="mt-2 text-[12px] text-mute">Too large for its singular values to be computed at once.</p>;
  }
  const leading = [...values.subarray(0, SHOWN)];
  const [first = 0] = leading;
  const last = leading.at(-1) ?? 0;
  const more = values.length > SHOWN ? `, the first ${SHOWN} of ${values.length}` : "";
  const text = `singular values σ₁ = ${flatText(numberText(first))} to σ${leading.length} = ${flatText(numberText(last))}${more}`;
  return (
    <figure className="mt-2">
      <svg
        viewBox={`0 0 ${leading.length} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="h-11 w-full text-accent"
        role="img"
        aria-label={text}
      >
        {leading.map((value, i) => {
          const height = first > 0 ? (HEIGHT * value) / first : 0;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
            <rect key={i} x={i + 0.1} y={HEIGHT - height} width={0.8} height={height} fill="currentColor" />
          );
        })}
      </svg>
      <figcaption className="mt-0.5 text-[12px] text-mute">{text}</figcaption>
    </figure>
  );
}
