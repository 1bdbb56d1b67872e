export const pictures = Object.freeze({});
