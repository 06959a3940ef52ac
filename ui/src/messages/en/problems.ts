import type { FieldProblemName } from "$lib/wire/generated";

/** What is wrong with a field, and how to fix it. */
export const problems: Record<FieldProblemName, string> = {
  required: "Fill this in.",
  not_a_date: "This is no date. Type 0715, 7/15/26 or t for today.",
  in_future: "This day is in the future.",
  dates_out_of_order: "The last day is before the first.",
  not_an_amount: "This is no amount. Type 125 or 125.50.",
  not_a_number: "This is no number that fits here.",
  bad_npi: "This is no NPI: ten digits, the last one a check digit. Compare it with the card.",
  bad_shape: "This has not the shape of such a code or number.",
  unknown: "Nothing is known under this. Pick from the list.",
  too_long: "This is too long for the field.",
  bad_character: "It has a character that the field does not take.",
  taken: "Another record has this already.",
};
