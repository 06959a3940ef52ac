import type { problems as english } from "../en/problems";

export const problems: typeof english = {
  required: "Complete este campo.",
  not_a_date: "No es una fecha. Escriba 0715, 7/15/26 o t para hoy.",
  in_future: "Este día está en el futuro.",
  dates_out_of_order: "El último día es anterior al primero.",
  not_an_amount: "No es un importe. Escriba 125 o 125.50.",
  not_a_number: "No es un número que sirva aquí.",
  bad_npi: "No es un NPI: diez cifras, la última de control. Compárelo con la tarjeta.",
  bad_shape: "No tiene la forma de ese código o número.",
  unknown: "No se conoce. Elija de la lista.",
  too_long: "Es demasiado largo para el campo.",
  bad_character: "Tiene un carácter que el campo no admite.",
  taken: "Otro registro ya lo tiene.",
};
