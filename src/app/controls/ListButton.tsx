/** Opens the card that makes a list of a parameter's values: a lane for each. Fetched when it is opened first. */
import { ListPlus } from "lucide-react";
import { lazy, memo } from "react";
import type { ParameterId } from "../../lora/experiment";
import type { Parameter } from "../../permalink/schema";
import { Popover } from "../panels/Popover";

const ListBuilder = lazy(async () => ({ default: (await import("./ListBuilder")).ListBuilder }));

interface Props {
  readonly parameter: Parameter;
  readonly id: ParameterId;
}

export const ListButton = memo(function ListButton({ parameter, id }: Props) {
  return (
    <Popover
      className="list-button"
      name={`Compare values of ${parameter.name}`}
      title="Compare several values: a lane for each"
      label={<ListPlus size={14} aria-hidden />}
    >
      {() => <ListBuilder parameter={parameter} id={id} />}
    </Popover>
  );
});
