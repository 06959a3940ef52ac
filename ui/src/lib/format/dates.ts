import { locale } from "$messages";

const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;

/** A day in a grid, as claims write it: `07/14/1945`. */
export function formatDay(iso: string): string {
  const [, year, month, day] = ISO.exec(iso) ?? [];
  return year === undefined ? iso : `${month}/${day}/${year}`;
}

/** A day in a banner: `Jul 14, 1945`. */
export function formatDayInWords(iso: string): string {
  if (!ISO.test(iso)) return iso;
  const format = new Intl.DateTimeFormat(locale, { timeZone: "UTC", year: "numeric", month: "short", day: "numeric" });
  return format.format(new Date(`${iso}T00:00:00Z`));
}

/** A moment on the practice's clock (`2026-07-27T16:10`): `Jul 27, 16:10`. */
export function formatMoment(local: string): string {
  const [day = "", time = ""] = local.split("T");
  return ISO.test(day) ? `${shortDay(day)}, ${time}` : local;
}

/** The day of a moment where there is room for no more: `Jul 27`. */
export function formatDayOfMoment(local: string): string {
  const [day = ""] = local.split("T");
  return ISO.test(day) ? shortDay(day) : local;
}

function shortDay(iso: string): string {
  const format = new Intl.DateTimeFormat(locale, { timeZone: "UTC", month: "short", day: "numeric" });
  return format.format(new Date(`${iso}T00:00:00Z`));
}

/** A day that is near, by its name: `Thursday, Oct 1`. */
export function formatWeekday(iso: string): string {
  if (!ISO.test(iso)) return iso;
  const format = new Intl.DateTimeFormat(locale, { timeZone: "UTC", weekday: "long", month: "short", day: "numeric" });
  return format.format(new Date(`${iso}T00:00:00Z`));
}
