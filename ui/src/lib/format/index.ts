export { formatDay, formatDayInWords } from "./dates";
export { formatCents } from "./money";
