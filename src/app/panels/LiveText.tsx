/** Text that follows the run without rendering: written to its node, only when it differs, and no faster than it is read. */
import { useRef } from "react";
import { TEXT_INTERVAL } from "../../charts/chartView";
import { useFrame } from "../hooks/useFrame";

interface Props {
  readonly read: () => string;
  readonly className?: string;
  /** milliseconds between two texts, at least */
  readonly interval?: number;
}

export function LiveText({ read, className, interval = TEXT_INTERVAL }: Props) {
  const node = useRef<HTMLSpanElement>(null);
  useFrame(() => {
    const text = read();
    if (node.current && node.current.textContent !== text) node.current.textContent = text;
  }, interval);
  return <span ref={node} className={className} />;
}
