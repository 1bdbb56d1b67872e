export const notices = Object.freeze({});
