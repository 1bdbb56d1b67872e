/** The package's types name its root alone; importing the root loads a driver for every database. */
declare module "rate-limiter-flexible/lib/RateLimiterMemory.js" {
  import { RateLimiterMemory } from "rate-limiter-flexible";

  // biome-ignore lint/style/noDefaultExport: the package's own form.
  export default RateLimiterMemory;
}
