export { formatDay, formatDayInWords, formatMoment, formatWeekday } from "./dates";
export { formatCents } from "./money";
