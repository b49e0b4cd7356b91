/** The keys, on one card, which is fetched when it is asked for. */
import { lazy, Suspense } from "react";
import { chartKeys, type KeyWords, shortcuts } from "../shortcuts";
import { ModalCard } from "./ModalCard";

const KeptFacts = lazy(async () => ({ default: (await import("./kept/kept")).KeptFacts }));

export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <ModalCard title="Keys" onClose={onClose}>
      {() => (
        <>
          <KeyList keys={shortcuts} />
          <h3 className="mt-4 mb-1.5 font-semibold">On a chart that has the focus</h3>
          <KeyList keys={chartKeys} />
          <p className="mt-3 max-w-80 text-[12px] text-mute">
            A click with Shift sets the second cursor too: slopes are read between the two. Keys act while no field has
            the focus. A list in a field, such as <code>1,2,4</code>, runs one lane for each value.
          </p>
          <Suspense fallback={null}>
            <KeptFacts />
          </Suspense>
        </>
      )}
    </ModalCard>
  );
}

function KeyList({ keys: all }: { readonly keys: readonly KeyWords[] }) {
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-5 gap-y-1.5">
      {all.map(({ keys, does }) => (
        <div key={does} className="contents">
          <dt className="flex gap-1">
            {keys.map((key) => (
              <kbd key={key} className="min-w-6 rounded border border-edge px-1.5 text-center font-sans text-[12px]">
                {key}
              </kbd>
            ))}
          </dt>
          <dd className="text-mute">{does}</dd>
        </div>
      ))}
    </dl>
  );
}
