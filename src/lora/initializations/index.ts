/** The initializations, in the order of the controls. */
import { user, zero } from "./fixed";
import { stable } from "./stable";
import { gauss, loraInit, loraReverse } from "./standard";

export const initializations = [loraInit, loraReverse, gauss, zero, stable, user] as const;
