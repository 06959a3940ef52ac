/** Texts of the area users. */
export const users = {
  title: "Users",
};
