const MINUS = "\u2212";

/** Cents as an amount: `1,240.00`, `−12.00`. Whole-number work only: no floats in money. */
export function formatCents(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, "0");
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${cents < 0 ? MINUS : ""}${whole}.${digits.slice(-2)}`;
}
