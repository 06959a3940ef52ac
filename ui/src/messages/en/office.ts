/** Texts of the area office. */
export const office = {
  title: "Office",
};
