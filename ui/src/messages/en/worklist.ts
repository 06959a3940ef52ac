/** Texts of the area worklist. */
export const worklist = {
  title: "Worklist",
};
