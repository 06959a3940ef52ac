import type { problems as english } from "../en/problems";

export const problems: typeof english = {
  required: "Hace falta. Rellénelo.",
  not_a_date: "No es una fecha. Escriba 0715, 7/15/26, o t para hoy.",
  in_future: "Ese día aún no ha llegado. Tome uno anterior.",
  dates_out_of_order: "El último día es anterior al primero. Cambie uno de los dos.",
  not_an_amount: "No es un importe. Escriba 125 o 125.50.",
  not_a_number: "No es un número que quepa aquí. Use solo cifras.",
  bad_npi: "No es un NPI. Tiene diez cifras; la última comprueba las demás.",
  bad_shape: "No tiene la forma que admite este campo. Compárelo con la tarjeta o la lista.",
  unknown: "No está en la lista. Elija uno que esté.",
  too_long: "Demasiado largo para este campo. Acórtelo.",
  bad_character: "Tiene un carácter que este campo no admite. Use letras, cifras y signos sencillos.",
  taken: "Otro registro ya lo tiene. Tome otro.",
  passphrase_too_short: "Demasiado corta: al menos 15 caracteres. Cinco palabras sin relación entre sí se recuerdan bien.",
  passphrase_too_easy: "Demasiado fácil de adivinar. Use palabras que no se sigan una de otra.",
  passphrase_is_name: "Es poco más que un nombre. Use otras palabras.",
  differs: "Las dos frases son distintas. Escriba otra vez la segunda.",
  wrong_passphrase: "Esa frase no abre la clave de esta persona.",
  not_this_person: "Aquí no puede ser esta persona.",
  last_of_kind: "El consultorio no puede quedarse sin la última persona con esta función. Añada antes a otra.",
};
