export const reports = Object.freeze({});
