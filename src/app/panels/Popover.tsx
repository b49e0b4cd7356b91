/**
 * A button and what it opens: the platform's popover (light dismiss, Escape, focus back), placed beside its button. What it holds is
 * made when it is opened first, so that it may be fetched then.
 */
import { type ReactNode, Suspense, useEffect, useId, useRef, useState } from "react";

interface Props {
  readonly label: ReactNode;
  /** name for assistive technology if the label is only a picture */
  readonly name?: string;
  readonly title?: string;
  readonly className?: string;
  readonly children: (close: () => void) => ReactNode;
}

const GAP = 8;

export function Popover({ label, name, title, className = "button", children }: Props) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [isOpen, setIsOpen] = useState(false);

  // Placed whenever its size changes: above the button if there is no room below it, never past the window's edge.
  useEffect(() => {
    const element = panel.current;
    if (!isOpen || !element) return;
    const observer = new ResizeObserver(() => {
      if (!button.current) return;
      const from = button.current.getBoundingClientRect();
      const { offsetWidth, offsetHeight } = element;
      const below = from.bottom + GAP + offsetHeight <= window.innerHeight;
      const top = below ? from.bottom + GAP : Math.max(GAP, from.top - GAP - offsetHeight);
      const left = Math.max(GAP, Math.min(from.left, window.innerWidth - offsetWidth - GAP));
      element.style.top = `${top}px`;
      element.style.left = `${left}px`;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [isOpen]);

  return (
    <>
      <button ref={button} type="button" className={className} aria-label={name} title={title} popoverTarget={id}>
        {label}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        className="popover"
        onToggle={({ newState }) => setIsOpen(newState === "open")}
      >
        {isOpen && <Suspense>{children(() => panel.current?.hidePopover())}</Suspense>}
      </div>
    </>
  );
}
