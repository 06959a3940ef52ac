/** Texts of the area start. */
export const start = {
  title: "Start",
};
