/** Texts of the area claims. */
export const claims = {
  title: "Claims",
};
