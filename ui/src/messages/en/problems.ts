import type { FieldProblemName } from "$lib/wire/generated";

/** What is wrong with a field, and how to fix it. */
export const problems: Record<FieldProblemName, string> = {
  required: "Needed. Fill it in.",
  not_a_date: "Not a date. Type 0715, 7/15/26, or t for today.",
  in_future: "This day has not come yet. Take an earlier one.",
  in_past: "This day has passed. Take a later one, or t for today.",
  dates_out_of_order: "The last day is before the first. Change one of them.",
  not_an_amount: "Not an amount. Type 125 or 125.50.",
  too_much: "More than is open. Take less.",
  not_a_number: "Not a number that fits here. Use digits alone.",
  bad_npi: "Not an NPI. It has ten digits; the last one checks the others.",
  bad_shape: "Not in the form this field takes. Compare it with the card or the list.",
  unknown: "Not on the list. Choose one that is.",
  too_long: "Too long for this field. Shorten it.",
  bad_character: "Has a character that this field cannot take. Use letters, digits and plain signs.",
  taken: "Another record has it already. Take another.",
  passphrase_too_short: "Too short: at least 15 characters. Five words that have nothing to do with each other are easy to remember.",
  passphrase_too_easy: "Too easy to guess. Take words that do not follow from each other.",
  passphrase_is_name: "This is little more than a name. Take other words.",
  differs: "The two passphrases differ. Type the second one again.",
  wrong_passphrase: "That passphrase doesn’t open this person’s key.",
  not_this_person: "This person cannot be the one here.",
  last_of_kind: "The practice cannot be without its last person of this role. Add another one first.",
};
