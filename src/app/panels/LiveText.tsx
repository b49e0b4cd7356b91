/** Text that follows the run without rendering: written to its node, only when it differs, and no faster than it is read. */
import { useRef } from "react";
import { TEXT_INTERVAL } from "../../charts/chartView";
import { useFrame } from "../hooks/useFrame";

interface Props {
  readonly read: () => string;
  readonly className?: string;
}

export function LiveText({ read, className }: Props) {
  const node = useRef<HTMLSpanElement>(null);
  useFrame(() => {
    const text = read();
    if (node.current && node.current.textContent !== text) node.current.textContent = text;
  }, TEXT_INTERVAL);
  return <span ref={node} className={className} />;
}
