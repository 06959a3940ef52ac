import type { ClassName, Field } from "./generated";

/** Whether the role lacks the field's class. */
export function isSealed<T>(field: Field<T>): field is { sealed: ClassName } {
  return typeof field === "object" && field !== null && "sealed" in field;
}

/** Whether the cell of the field's class does not open. */
export function isDamaged<T>(field: Field<T>): field is { damaged: ClassName } {
  return typeof field === "object" && field !== null && "damaged" in field;
}

/** Whether the field has a value. */
export function isOpen<T>(field: Field<T>): field is T & {} {
  return field !== null && !isSealed(field) && !isDamaged(field);
}
