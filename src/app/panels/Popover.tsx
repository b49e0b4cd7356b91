/** A button and what it opens: the platform's popover (light dismiss, Escape, focus back), placed beside its button. */
import { type ReactNode, useId, useRef } from "react";

interface Props {
  readonly label: ReactNode;
  /** name for assistive technology if the label is only a picture */
  readonly name?: string;
  readonly className?: string;
  readonly children: (close: () => void) => ReactNode;
}

const GAP = 8;

export function Popover({ label, name, className = "button", children }: Props) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);

  // Measured once open: above the button if there is no room below it, never past the window's edge.
  function place() {
    if (!button.current || !panel.current) return;
    const from = button.current.getBoundingClientRect();
    const { offsetWidth, offsetHeight } = panel.current;
    const below = from.bottom + GAP + offsetHeight <= window.innerHeight;
    const top = below ? from.bottom + GAP : Math.max(GAP, from.top - GAP - offsetHeight);
    const left = Math.min(Math.max(GAP, from.left), window.innerWidth - offsetWidth - GAP);
    panel.current.style.top = `${top}px`;
    panel.current.style.left = `${left}px`;
  }

  return (
    <>
      <button ref={button} type="button" className={className} aria-label={name} popoverTarget={id}>
        {label}
      </button>
      <div ref={panel} id={id} popover="auto" className="popover" onToggle={place}>
        {children(() => panel.current?.hidePopover())}
      </div>
    </>
  );
}
