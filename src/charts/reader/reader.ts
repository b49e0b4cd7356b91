/** All that reading a chart takes, in one file to fetch. */
export { chooseLine, hearOrStop } from "./act";
export { ChartCard } from "./ChartCard";
export { readableLineChart } from "./lineReader";
export { readablePathChart } from "./pathReader";
