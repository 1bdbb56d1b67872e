/** The one road to the bot: interactions go out, what Discord would receive comes back. */

/**
 * @import { APIInteraction } from "discord-api-types/v10"
 * @import { EndpointError, SentDelivery, Start } from "../wire.ts"
 */

class EndpointFailure extends Error {
  /** @param {EndpointError} answer */
  constructor({ error, problems = [] }) {
    super([error, ...problems.map(({ field, message }) => `${field}: ${message}`)].join(" · "));
  }
}

/** @returns {Promise<Start>} */
export function fetchStart() {
  return fetchJson("/api/start");
}

/**
 * Why Discord would refuse the commands.
 * @returns {Promise<string[]>}
 */
export function fetchStartProblems() {
  return fetchJson("/api/start/problems");
}

/** @param {string} path */
async function fetchJson(path) {
  const response = await fetch(path);
  const body = await response.json();
  if (!response.ok) throw new EndpointFailure(body);
  return body;
}

/**
 * Sends an interaction and yields what the bot sends for it, as it arrives.
 * @param {APIInteraction} interaction
 * @param {AbortSignal} [signal]
 * @returns {AsyncGenerator<SentDelivery, void, void>}
 */
export async function* deliveries(interaction, signal) {
  const response = await fetch("/api/interactions", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(interaction),
    ...(signal && { signal }),
  });
  if (!response.ok) throw new EndpointFailure(await response.json());
  if (!response.body) return;
  let rest = "";
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const lines = (rest + value).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield JSON.parse(line);
  }
}
