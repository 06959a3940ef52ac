export { formatDay, formatDayInWords, formatMoment } from "./dates";
export { formatCents } from "./money";
