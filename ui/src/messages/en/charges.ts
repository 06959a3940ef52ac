/** Texts of the area charges. */
export const charges = {
  title: "Charges",
};
