export const settings = Object.freeze({});
