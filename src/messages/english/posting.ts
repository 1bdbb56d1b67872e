export const posting = Object.freeze({});
