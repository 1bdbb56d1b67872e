import { RESTJSONErrorCodes } from "discord-api-types/v10";
import { TooLate } from "../ops/clock.ts";

/** A name and a code for the log: messages of REST errors hold URLs with interaction tokens. */
export function nameOf(error: unknown): string {
  const { name, code, status } = Object(error) as { name?: unknown; code?: unknown; status?: unknown };
  return [name, code, status]
    .filter((part) => typeof part === "string" || typeof part === "number")
    .join(" ");
}

/** Whether its time is over: here, or because Discord says so. */
export function isLate(error: unknown): boolean {
  const { code } = Object(error) as { code?: unknown };
  return (
    error instanceof TooLate ||
    code === RESTJSONErrorCodes.UnknownInteraction ||
    code === RESTJSONErrorCodes.InvalidWebhookToken
  );
}

/** Whether Discord says that it will not take this, now or later, though something else in its place may still arrive. */
export function isRefusal(error: unknown): boolean {
  const { status } = Object(error) as { status?: unknown };
  const isFinal = typeof status === "number" && status >= 400 && status < 500 && ![404, 429].includes(status);
  return isFinal && !isLate(error);
}
