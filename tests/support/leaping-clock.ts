/*
 * Loaded before a program (`node --import`): its time of day is off by the milliseconds that the file named in
 * LEAP_FILE holds. What is monotonic goes on.
 */
import { readFileSync, watchFile } from "node:fs";

const file = process.env.LEAP_FILE ?? "";
const { now } = Date;
let leap = 0;
const read = () => {
  leap = Number(readFileSync(file, "utf8"));
};
read();
watchFile(file, { interval: 100, persistent: false }, read);
Date.now = () => now.call(Date) + leap;
