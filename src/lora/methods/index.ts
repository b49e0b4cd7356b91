/** The methods, in the order of the controls. */
import { full } from "./full";
import { lora } from "./lora";

export const methods = [lora, full] as const;
