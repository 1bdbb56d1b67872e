export const commands = Object.freeze({});
