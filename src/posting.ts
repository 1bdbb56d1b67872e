/**
 * Who sees an answer, and what may be shown to everyone: decided here alone, from the server's settings, the
 * person's rights at that moment, and what the channel has had. Where any of these is unknown, it is private.
 */
import type { Action, Button, Card, Doing, Line, Paged, Showing } from "./cards/card.ts";
import { card as cardOf, itemTitle, openButton, rule } from "./cards/parts.ts";
import { withoutMap } from "./cards/picture.ts";
import { refusalCard } from "./cards/refusals.ts";
import { isRemembered, remembered } from "./cards/remembered.ts";
import { dossierOf, reportedItem } from "./cards/reports.ts";
import { valueId } from "./cards/results.ts";
import type { Answer, CardAnswer, Library, PostRecord, Request } from "./command.ts";
import type { Message, Words } from "./messages/line.ts";
import { say } from "./messages/message.ts";
import { isShowing, withBack } from "./press.ts";
import type { Settings } from "./store/settings.ts";
import { type Reservation, StoreUnavailable } from "./store/store.ts";

/** The message whose button was pressed. */
export interface Pressed {
  /** Who asked for it. */
  readonly askerId: string | undefined;
  readonly public: boolean;
  /** The post it is, as its own buttons say. */
  readonly post: string | null;
  /** The card in it, or that of its details; null where a press cannot lead back to it. */
  readonly shows: Paged | null;
  /** What the card in it leads back to. */
  readonly back: Paged | null;
}

export interface Posting {
  /** The answer to a command. `hide` as the person chose, if they did. */
  show(card: Card, request: Request, hide: boolean | undefined): Promise<CardAnswer>;
  /**
   * The answer to a press that shows something: private. In the place of one's own private card, unless that cannot be
   * gone back to; `back` leads to it.
   */
  turn(card: Card, request: Request, pressed: Pressed, action: Showing): Promise<CardAnswer>;
  /** `card`: the one that the action is about; `isFormer`: it quotes what was corrected since. */
  post(
    action: Extract<Doing, { type: "post" }>,
    card: Card,
    request: Request,
    { isFormer }: { readonly isFormer: boolean },
  ): Promise<Answer>;
  remove(post: string, request: Request, pressed: Pressed): Promise<Answer>;
}

/** What a private card offers, as settings and rights have it. */
type Offers = Readonly<Record<"mayPost" | "reports" | "maps" | "unveiled", boolean>>;

export function createPosting({ store, catalogue }: Library): Posting {
  async function settingsOf({ serverId }: Request): Promise<Settings | null> {
    return serverId === null ? null : store.settings(serverId);
  }

  /** Why a card is not for everyone, though others may be: it quotes a sentence of a topic that was stopped. */
  function stopped({ id, select }: Card, settings: Settings): Line | null {
    // Of results, which travel as the values of the card's select, and of an entry on all its pages.
    const sentences = id?.includes("/search:")
      ? (select?.options ?? []).flatMap(({ value }) => catalogue.get(valueId(value)) ?? [])
      : reportedItem(id ?? "", catalogue).excerpts;
    const topic = settings.stoppedTopics
      .flatMap((each) => catalogue.get(each) ?? [])
      .find((item) => item.kind === "question" && item.excerpts.some((each) => sentences.includes(each)));
    return topic === undefined ? null : [say("postsOfTopicStopped", itemTitle(topic))];
  }

  /** Reserves a place for a card in the channel; a line that says why not, where there is none. */
  async function reserve(
    id: string,
    card: string,
    request: Request,
    settings: Settings,
  ): Promise<Line | null> {
    const { serverId, channelId, person } = request;
    if (serverId === null || channelId === null) return [say("postsInServers")];
    try {
      const reservation = await store.reservePost({
        id,
        serverId,
        channelId,
        card,
        personId: person.id,
        most: settings.cardsPerChannel,
        again: settings.sameCardAfter,
      });
      return reservation.type === "reserved" ? null : reasonOf(reservation, request, settings);
    } catch (error) {
      if (error instanceof StoreUnavailable) return [say("storeDown")];
      throw error;
    }
  }

  /** A public card is noted once it stands; where Discord did not take it, the same one may be tried again. */
  function afterwardsOf(
    id: string,
    card: string,
    request: Request,
    settings: Settings,
  ): { readonly record: PostRecord; readonly settled: (taken: boolean) => void } {
    const { logChannel } = settings;
    const { serverId, interactionId } = request;
    const record: PostRecord = {
      placed: (messageId) => store.placePost(id, messageId),
      note:
        logChannel === null || serverId === null
          ? null
          : {
              channelId: logChannel,
              card: noteCard(reportedItem(card, catalogue).title, request),
              begin: () => store.beginNote(interactionId).catch(() => false),
              async tried(written) {
                await store.logTried(serverId, logChannel, written).catch(() => undefined);
                return null;
              },
            },
    };
    const settled = (taken: boolean) => {
      if (!taken && serverId !== null) void store.removePost(id, serverId).catch(() => undefined);
    };
    return { record, settled };
  }

  function privateAnswer(
    card: Card,
    request: Request,
    settings: Settings | null,
    { note = null, place = "new" }: { note?: Line | null; place?: "new" | "same" } = {},
  ): CardAnswer {
    const unknown: Line | null =
      request.serverId !== null && settings === null && isModerator(request)
        ? [say("settingsUnknown")]
        : null;
    const said = note ?? unknown;
    const offers: Offers = {
      mayPost:
        said === null &&
        settings !== null &&
        refusal(settings, request) === null &&
        stopped(card, settings) === null,
      reports: settings?.reports !== "off",
      maps: settings?.map !== "never",
      unveiled: isUnveiled(request, settings),
    };
    const own = isRemembered(card) ? offeringAgain(card, offers) : offering(card, offers);
    return {
      type: "card",
      card: said === null ? own : withLines(own, [said]),
      audience: "asker",
      place,
      ...unveiling(request, settings),
    };
  }

  /** The private card with the buttons that the server's settings and the person's rights allow. */
  function offering(card: Card, { mayPost, reports, maps, unveiled }: Offers): Card {
    const own = maps ? card : withoutMap(card);
    if (own.isDetails) return { ...own, buttons: withReports(own, reports) };
    if (own.id === null || !mayPost || own.privateOnly) return { ...own, buttons: own.buttons.map(fitted) };
    const source = unveiled && holdsGraphic(own) ? "unveiled" : "message";
    return withDoing(own, { label: say("post"), action: { type: "post", card: own.id, source } });
  }

  const offeringAgain = remembered(offering, (offers) => Object.values(offers).join());

  function publicAnswer(
    card: Card,
    post: string,
    { request, settings, lines = [] }: { request: Request; settings: Settings; lines?: readonly Line[] },
  ): CardAnswer {
    const own = withoutDoing(settings.map === "never" ? withoutMap(card) : card);
    const withRemove = withDoing(own, { label: say("remove"), action: { type: "remove", post } });
    return {
      type: "card",
      card: withLines(withRemove, lines),
      audience: "everyone",
      place: "new",
      ...unveiling(request, settings),
    };
  }

  /** What reports a problem stands in details, on a person's own copy of them. */
  function withReports({ id, buttons }: Card, reports: boolean): readonly (readonly Button[])[] {
    const [first = [], ...rest] = buttons;
    if (id === null) return buttons;
    const dossier = dossierOf(id, catalogue);
    const more: Button[] = [
      ...(id.endsWith("/about")
        ? [{ label: say("myReports"), action: { type: "ownReports", page: null } } as const]
        : []),
      ...(dossier?.corrections ? [{ label: say("corrections"), url: dossier.corrections }] : []),
    ];
    const report: Button[] = reports ? [{ label: say("report"), action: { type: "report", card: id } }] : [];
    const second = [...rest.flat(), ...more].slice(0, mostInRow);
    return second.length === 0 ? [[...first, ...report]] : [[...first, ...report], second];
  }

  /** Why a card is not posted as it stands; another press shows it as it would be. */
  function otherwiseNow(card: string, why: Message): Answer {
    const item = catalogue.get(card);
    return refused(
      [why, " ", item === undefined ? say("postAfterLookingUp") : say("postAfterOpening")],
      item === undefined ? [] : [{ ...openButton(item, say("openAgain")), primary: true }],
    );
  }

  return Object.freeze({
    async show(card, request, hide) {
      const settings = await settingsOf(request);
      const wanted = hide === false || (hide === undefined && settings?.answers === "public");
      if (!wanted || settings === null || card.id === null || card.privateOnly) {
        return privateAnswer(card, request, settings);
      }
      const reason = refusal(settings, request, answering(settings)) ?? stopped(card, settings);
      if (reason !== null) {
        const note = hide === false ? onlyYouSee(reason) : null;
        return privateAnswer(card, request, settings, { note });
      }
      const post = request.interactionId;
      const full = await reserve(post, card.id, request, settings);
      if (full !== null) return privateAnswer(card, request, settings, { note: onlyYouSee(full) });
      return {
        ...publicAnswer(card, post, { request, settings }),
        ...afterwardsOf(post, card.id, request, settings),
      };
    },

    async turn(card, request, pressed, action) {
      const settings = await settingsOf(request);
      const { shows, back } = pressed;
      const inPlace = { place: "same" } as const;
      if (pressed.public || pressed.askerId !== request.person.id)
        return privateAnswer(card, request, settings);
      switch (action.type) {
        case "turn":
        case "picture":
          return privateAnswer(withBack(card, back), request, settings, inPlace);
        case "back":
          return privateAnswer(card, request, settings, inPlace);
        case "details":
          return privateAnswer(card, request, settings, action.of.type === "message" ? {} : inPlace);
        case "reference":
          return privateAnswer(card, request, settings);
        default:
          return shows === null || shows.type === "results"
            ? privateAnswer(card, request, settings)
            : privateAnswer(withBack(card, shows), request, settings, inPlace);
      }
    },

    async post({ card: id, source }, card, request, { isFormer }) {
      const settings = await settingsOf(request);
      if (request.serverId !== null && settings === null) throw new StoreUnavailable();
      if (settings === null) return refused([say("postsWhereInstalled")]);
      const reason = refusal(settings, request) ?? stopped({ ...card, id }, settings);
      if (reason !== null) return refused(reason);
      if (isFormer) return otherwiseNow(id, say("postCorrected"));
      if (source === "unveiled" && !isUnveiled(request, settings)) {
        return otherwiseNow(id, say("postUnveiled"));
      }
      const post = request.interactionId;
      const full = await reserve(post, id, request, settings);
      if (full !== null) return refused(full);
      const lines = askedFor(request, settings);
      return {
        ...publicAnswer({ ...card, id }, post, { request, settings, lines }),
        ...afterwardsOf(post, id, request, settings),
      };
    },

    async remove(post, request, { askerId }) {
      if (askerId !== request.person.id && !request.person.rights.manageMessages) {
        return asked(refusalCard(say("notYoursToRemove"), [[say("whoMayRemove")]]));
      }
      const { serverId } = request;
      if (serverId !== null) await store.removePost(post, serverId).catch(() => undefined);
      return { type: "removal" };
    },
  } satisfies Posting);
}

export function isModerator({ serverId, person }: Request): boolean {
  return serverId !== null && person.rights.manageServer;
}

/** Why the person may not show anything to everyone here; null where they may. */
function refusal(settings: Settings, request: Request, { right = true } = {}): Line | null {
  const { channelId, parentChannelId, person } = request;
  const here = [channelId, parentChannelId].some((id) => id !== null && settings.channels.includes(id));
  if (settings.paused) return [say("postsPaused")];
  if (!here) return [say("postsNotHere")];
  if (!person.rights.write) return [say("postsWithoutWriting")];
  if (!right || settings.mayPost === "everyone") return null;
  if (settings.mayPost === "nobody") return [say("postsOff")];
  return person.rights.manageMessages ? null : [say("postsByManagers")];
}

function reasonOf(
  reservation: Exclude<Reservation, { type: "reserved" }>,
  { serverId, channelId }: Request,
  settings: Settings,
): Line {
  if (reservation.type === "full") {
    return [say("postsFull", settings.cardsPerChannel, reservation.until)];
  }
  const { at, messageId } = reservation;
  return messageId === null
    ? [say("postedHere", at)]
    : [say("postedHereAt", at, `https://discord.com/channels/${serverId}/${channelId}/${messageId}`)];
}

/** Where the settings make answers public, nobody needs the right to post one. */
function answering({ answers }: Settings): { readonly right: boolean } {
  return { right: answers === "private" };
}

function onlyYouSee(reason: Line): Line {
  return [say("onlyYouSee", reason)];
}

function askedFor({ person }: Request, { showAsker }: Settings): Line[] {
  return showAsker ? [[say("askedFor", person.id)]] : [];
}

/** Whether graphic quotations stand without a spoiler. */
function isUnveiled({ ageRestricted }: Request, settings: Settings | null): boolean {
  return settings?.graphic === "shown" && ageRestricted;
}

function unveiling(request: Request, settings: Settings | null): { unveiled?: true } {
  return isUnveiled(request, settings) ? { unveiled: true } : {};
}

function holdsGraphic({ blocks }: Card): boolean {
  return blocks.some((block) => block.type === "sentence" && block.excerpt.graphic !== null);
}

/** For everyone a card only shows things. */
function withoutDoing(card: Card): Card {
  const buttons = card.buttons
    .map((row) =>
      row.filter((button) => "url" in button || (isShowing(button.action) && button.action.type !== "back")),
    )
    .filter((row) => row.length > 0);
  return { ...card, buttons };
}

/** Buttons in a row, at most. */
const mostInRow = 5;

/** The card with what posts or removes it, right before its details. */
function withDoing(card: Card, doing: Button): Card {
  const [row = [], ...rows] = card.buttons;
  const details = row.findIndex((button) => "action" in button && button.action.type === "details");
  const at = details === -1 ? row.length : details;
  return { ...card, buttons: [fitted([...row.slice(0, at), doing, ...row.slice(at)]), ...rows] };
}

/** The first that a row has room for; what goes back, turns a page, posts or shows details stays. */
function fitted(row: readonly Button[]): readonly Button[] {
  const over = row.length - mostInRow;
  if (over <= 0) return row;
  const going = new Set(row.filter((button) => !stays(button)).slice(-over));
  return row.filter((button) => !going.has(button));
}

const staying: readonly Action["type"][] = ["back", "turn", "post", "remove", "details"];

function stays(button: Button): boolean {
  return "action" in button && staying.includes(button.action.type);
}

/** The card with lines at its end. */
function withLines(card: Card, lines: readonly Line[]): Card {
  return lines.length === 0 ? card : { ...card, blocks: [...card.blocks, { type: "small", lines }] };
}

function noteCard(title: Words, { person, channelId }: Request): Card {
  const shown = channelId === null ? say("noteShown", title) : say("noteShownIn", title, channelId);
  return cardOf({
    blocks: [
      { type: "text", lines: [[shown]] },
      rule,
      { type: "small", lines: [[say("noteBy", person.id)]] },
    ],
    buttons: [],
  });
}

function refused(reason: Line, buttons: readonly Button[] = []): Answer {
  return asked(refusalCard(say("notPosted"), [reason], buttons));
}

function asked(card: Card): CardAnswer {
  return { type: "card", card, audience: "asker", place: "new" };
}
