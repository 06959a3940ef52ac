/** Texts of the kit: what any screen may show. */
export const kit = {
  required: "Required",
};
