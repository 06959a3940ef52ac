export { formatDay, formatDayInWords, formatDayOfMoment, formatMoment, formatWeekday } from "./dates";
export { formatCents } from "./money";
