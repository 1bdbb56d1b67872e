/** What is shown to everyone, and why something is not. */
export const posting = Object.freeze({
  post: "Post publicly",
  remove: "Remove",
  report: "Report a problem",
  myReports: "My reports",
  corrections: "Corrections",
});
