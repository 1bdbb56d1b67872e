/** Sends deliveries over REST: the callback, and the edits, follow-ups and removals after it. */
import type { RawFile, REST } from "discord.js";
import { type APIInteraction, Routes } from "discord-api-types/v10";
import type { AttachedFile, Delivery } from "../discord/deliver.ts";

/** Sends the first answer by the REST API. Rejects as REST does. */
export async function sendCallback(
  rest: REST,
  { id, token }: APIInteraction,
  { body, files }: Extract<Delivery, { kind: "callback" }>,
  signal?: AbortSignal,
): Promise<void> {
  await rest.post(Routes.interactionCallback(id, token), {
    body,
    files: filesOf(files),
    auth: false,
    ...(signal && { signal }),
  });
}

/** Rejects as REST does. The interaction's own token is the authorisation; the bot's is not sent. */
export async function sendAfterwards(
  rest: REST,
  { application_id: application, token }: APIInteraction,
  delivery: Exclude<Delivery, { kind: "callback" }>,
): Promise<void> {
  const original = Routes.webhookMessage(application, token);
  switch (delivery.kind) {
    case "edit":
      await rest.patch(original, { body: delivery.body, files: filesOf(delivery.files), auth: false });
      return;
    case "followUp":
      await rest.post(Routes.webhook(application, token), {
        body: delivery.body,
        files: filesOf(delivery.files),
        auth: false,
      });
      return;
    case "removal":
      await rest.delete(original, { auth: false });
      return;
    case "placed": {
      const { id } = Object(await rest.get(original, { auth: false })) as { id?: unknown };
      if (typeof id === "string") await delivery.tell(id);
      return;
    }
    case "message":
      await rest.post(Routes.channelMessages(delivery.channelId), { body: delivery.body });
  }
}

function filesOf(files: readonly AttachedFile[] = []): RawFile[] {
  return files.map(({ name, type, data }) => ({ name, contentType: type, data: Buffer.from(data) }));
}
