/** The keys, on one card, which is fetched when it is asked for. */
import { X } from "lucide-react";
import { useEffect, useRef } from "react";
import { shortcuts } from "../shortcuts";

export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);

  return (
    <dialog
      ref={dialog}
      className="popover m-auto inset-0 backdrop:bg-black/30"
      aria-labelledby="keys-title"
      onClose={onClose}
    >
      <div className="mb-3 flex items-center justify-between gap-8">
        <h2 id="keys-title" className="text-[15px] font-semibold">
          Keys
        </h2>
        <button
          type="button"
          className="rounded p-1 text-mute hover:text-ink"
          aria-label="Close"
          onClick={() => dialog.current?.close()}
        >
          <X size={16} aria-hidden />
        </button>
      </div>
      <dl className="grid grid-cols-[auto_1fr] gap-x-5 gap-y-1.5">
        {shortcuts.map(({ keys, does }) => (
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
      <p className="mt-3 max-w-72 text-[12px] text-mute">
        On a chart, S or Shift with a click sets a second cursor: slopes are read between the two. Keys act while no
        field has the focus. A list in a field, such as <code>1,2,4</code>, runs one lane for each value.
      </p>
    </dialog>
  );
}
