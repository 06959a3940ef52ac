/** Texts of the area remittances. */
export const remittances = {
  title: "Remittances",
};
