/** The key of an address's search that names the channel on which its window follows another one. */
export const FOLLOWS = "follows";
