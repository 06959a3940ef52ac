/** Texts of the area patients. */
export const patients = {
  title: "Patients",
};
