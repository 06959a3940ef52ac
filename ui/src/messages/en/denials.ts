/** Texts of the area denials. */
export const denials = {
  title: "Denials",
};
