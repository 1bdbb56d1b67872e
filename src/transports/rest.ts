/** How the REST API is spoken to, by each transport alike. */
import { DefaultRestOptions, type RESTOptions } from "discord.js";

/** Seconds to wait where a 429 does not say. */
const unsaid = "0.5";

/**
 * Options of a `REST` at `api`. Nothing is sent again by itself, and a 429 on the way to a person rejects at once:
 * only who sends it knows whether it may be sent twice and how long it may wait; the start says so where it has to wait.
 * A 429 on any other route is waited out.
 */
export function restOptions(api: string): Partial<RESTOptions> {
  return {
    api,
    timeout: 10_000,
    retries: 0,
    // Discord says where its limit is reached. discord.js would count by the time of day, and wait for as long as that went back.
    globalRequestsPerSecond: Number.POSITIVE_INFINITY,
    rejectOnRateLimit: ["/interactions", "/webhooks", "/channels", "/gateway"],
    async makeRequest(url, init) {
      const response = await DefaultRestOptions.makeRequest(url, init);
      // Without a number discord.js does not wait at all, and asks as fast as it can.
      if (response.status === 429 && !(Number(response.headers.get("retry-after")) > 0)) {
        response.headers.set("retry-after", unsaid);
      }
      return response;
    },
  };
}
