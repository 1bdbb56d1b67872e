/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { APIInteraction, APIMessageComponentInteraction } from "discord-api-types/v10";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe as describeAll, expect, it } from "vitest";
import { createDispatch } from "../../../src/dispatch.ts";
import { createCatalogue } from "../../../src/dossier/catalogue.ts";
import { loadDossiers } from "../../../src/dossier/load.ts";
import { createLookup } from "../../../src/lookup/index.ts";
import { startPreview } from "../../../src/transports/preview/index.ts";
import {
  chromiumMissing,
  launchChromium,
  seriousFindings,
  type Visit,
  visit,
} from "../../support/browser.ts";
import { slashInteraction } from "../../support/interactions.ts";
import { lacks } from "../../support/needs.ts";
import { serveFixtures } from "../../support/preview.ts";
import { openPatientStore } from "../../support/store.ts";
import { patient } from "../../support/timing.ts";

const describe = describeAll.skipIf(lacks(chromiumMissing));

let browser: Browser;
let fixtures: Awaited<ReturnType<typeof serveFixtures>>;
let real: Awaited<ReturnType<typeof startPreview>>;

beforeAll(async () => {
  const catalogue = createCatalogue(loadDossiers("data").dossiers.map(({ data }) => data));
  const faults: unknown[] = [];
  const dispatch = createDispatch(
    { catalogue, lookup: createLookup(catalogue), store: openPatientStore("sqlite::memory:") },
    (fault) => faults.push(fault),
  );
  const log = { error: (details: object) => faults.push(details) };
  [browser, fixtures, real] = await Promise.all([
    launchChromium(),
    serveFixtures(),
    startPreview({ dispatch, catalogue, host: "127.0.0.1", port: 0, log, timing: patient }),
  ]);
});

afterAll(async () => {
  await browser?.close();
  await Promise.all([fixtures?.close(), real?.close()]);
});

let open: Visit;
let page: Page;

/** Opens the page and afterwards holds it to what is true of every visit. */
function visiting(url: () => string, options: Parameters<typeof visit>[2] = {}) {
  beforeEach(async () => {
    fixtures.received.length = 0;
    open = await visit(browser, url(), options);
    page = open.page;
  });
  afterEach(async () => {
    await open.close();
    expect(open.elsewhere, "requests to other hosts").toEqual([]);
    expect(open.complaints, "faults in the console").toEqual([]);
  });
}

const composer = () => page.locator("#composer .free");
const palette = () => page.locator(".palette");
const rows = () => palette().getByRole("option");
/** What came since the page was opened. */
const messages = () => page.getByRole("log").locator("article:not(.sample)");
const last = () => messages().last();
const press = (...keys: string[]) =>
  keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
const type = (text: string) => page.keyboard.type(text);
const focusedName = () =>
  page.evaluate(
    () => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent,
  );

/** Sends a command that needs no option, by keyboard. */
async function use(command: string): Promise<Locator> {
  const before = await messages().count();
  await composer().focus();
  await type(`/${command} `);
  await press("Enter");
  await expect.poll(() => messages().count()).toBeGreaterThan(before);
  return last();
}

/** How far the page and the channel can be scrolled sideways, in pixels. */
function sideways(): Promise<number> {
  return page.evaluate(() =>
    Math.max(
      ...[
        document.documentElement,
        document.body,
        ...document.querySelectorAll("main, .body, .container, .palette, dialog"),
      ].map((element) => element.scrollWidth - Math.max(element.clientWidth, 1)),
      0,
    ),
  );
}

describe("drawing", () => {
  visiting(() => fixtures.url);

  it("draws every component of Components V2", async () => {
    const card = (await use("gallery")).locator(".container").first();
    expect(await card.evaluate((element) => getComputedStyle(element, "::before").backgroundColor)).toBe(
      "rgb(201, 149, 91)",
    );
    const section = card.locator(".section").first();
    expect(await section.locator(".section-text").innerText()).toContain("A section");
    expect(await section.locator(".section-accessory").getByRole("button", { name: "Sources" }).count()).toBe(
      1,
    );
    const thumbnail = card.locator(".thumbnail img");
    expect(await thumbnail.getAttribute("alt")).toBe("A sand-coloured square");
    await expect
      .poll(() => thumbnail.evaluate((image) => (image as HTMLImageElement).naturalWidth))
      .toBe(320);
    expect(
      await card
        .locator("hr")
        .evaluateAll((all) => all.map((one) => [one.dataset.divider, one.dataset.spacing])),
    ).toEqual([
      ["true", "1"],
      ["false", "2"],
    ]);
    expect(
      await card.locator(".gallery").evaluateAll((all) => all.map(({ dataset }) => dataset.count)),
    ).toEqual(["1", "3"]);
    expect(await card.getByText("https://elsewhere.example/picture.png").count()).toBe(1);
    expect(await card.locator(".file a").getAttribute("download")).toBe("notes.txt");
    expect(await card.locator(".file").innerText()).toContain("5 bytes");
    expect(await card.getByRole("combobox").count()).toBe(6);
    expect(await card.getByRole("combobox", { name: "A channel" }).isDisabled()).toBe(true);
    for (const [name, style] of [
      ["Primary", "primary"],
      ["Secondary", "secondary"],
      ["Success", "success"],
      ["Danger", "danger"],
    ])
      expect(
        await card
          .locator(".action-row")
          .getByRole("button", { name: name ?? "", exact: true })
          .getAttribute("class"),
      ).toBe(`button ${style}`);
    expect(await card.getByRole("button", { name: "Danger" }).isDisabled()).toBe(true);
    const link = card.getByRole("link", { name: "Open" });
    expect(await link.evaluate(({ href, rel, target }: HTMLAnchorElement) => [href, rel, target])).toEqual([
      "https://example.org/article",
      "noopener noreferrer",
      "_blank",
    ]);
  });

  it("draws every mark of Discord's markdown, and runs no script", async () => {
    const text = (await use("gallery")).locator(".text").filter({ hasText: "Heading one" });
    const html = await text.evaluate((element) => {
      for (const named of element.querySelectorAll("[class]"))
        named.setAttribute("class", named.className.split(" ")[0] ?? "");
      return [...element.querySelectorAll("*")].map(
        (one) => `${one.tagName.toLowerCase()}:${one.textContent}`,
      );
    });
    for (const expected of [
      "h3:Heading one",
      "h4:Heading two",
      "h5:Heading three",
      "small:Subtext with emphasis",
      "strong:bold",
      "em:italic",
      "u:underlined",
      "s:struck",
      "code:code",
      "blockquote:a quotationon two lines",
      "li:nested",
      "li:first",
      "a:a masked link",
      "a:https://example.org/a_b_c",
      "span:@Ada",
      "span:@Moderators",
      "span:#look-ups",
      "button:/gallery",
      "span:the covered words",
      "pre:code *block*",
    ])
      expect(html, expected).toContain(expected);
    expect(await text.locator("a").first().getAttribute("href")).toBe(
      "https://example.org/wiki/Name_(May_2015)",
    );
    expect(await text.locator("time").innerText()).toBe("18 May 2015");
    expect(await text.innerText()).toContain("escaped: *not italic* # ||not covered|| 1. and <script>");
    expect(await page.evaluate(() => "hacked" in globalThis)).toBe(false);
  });

  it("uncovers spoilers by keyboard, and holds back what they cover until then", async () => {
    const message = await use("gallery");
    const spoiler = message.locator(".spoiler");
    expect(await spoiler.getAttribute("role")).toBe("button");
    expect(await spoiler.getAttribute("aria-label")).toContain("Spoiler");
    expect(await spoiler.locator(".spoiler-content").evaluate((inner: HTMLElement) => inner.inert)).toBe(
      true,
    );
    await spoiler.focus();
    await press("Enter");
    expect(await spoiler.getAttribute("role")).toBeNull();
    expect(
      await spoiler
        .locator(".spoiler-content")
        .evaluate((inner: HTMLElement) => [inner.inert, getComputedStyle(inner).opacity]),
    ).toEqual([false, "1"]);
    for (const what of ["picture", "container"]) {
      const cover = message.locator(`.cover-${what}`);
      await cover.getByRole("button", { name: `Spoiler: a ${what}` }).focus();
      await press("Enter");
      expect(await cover.locator("> :first-child").evaluate((inner: HTMLElement) => inner.inert)).toBe(false);
    }
  });

  it("does not draw what Discord would refuse; it lists the reasons", async () => {
    const message = await use("broken");
    expect(await message.getByRole("heading").innerText()).toContain("Discord would refuse this answer");
    expect(await message.innerText()).toContain("at most 4000 characters");
    expect(await message.locator(".text").count()).toBe(0);
    await message.getByRole("button", { name: "Show the JSON" }).click();
    expect(await page.getByRole("dialog").locator("code").innerText()).toContain('"type": 4');
    await press("Escape");
    expect(await page.getByRole("dialog").count()).toBe(0);
  });

  it("shows an answer first and its picture when it comes", async () => {
    const message = await use("slow");
    expect(await message.innerText()).toContain("Tessera is thinking");
    await message.getByRole("button", { name: "Enlarge: The picture" }).waitFor();
    expect(await message.innerText()).toContain("Only you can see this");
    await message.getByRole("button", { name: "Enlarge: The picture" }).click();
    expect(await page.getByRole("dialog").locator("img").getAttribute("alt")).toBe("The picture");
  });

  it("hands a picture back by its address alone, and shows it where it is sent again", async () => {
    await use("slow");
    await messages().first().getByRole("button", { name: "Again" }).click();
    await expect.poll(() => fixtures.received.length).toBe(2);
    const [, pressed] = fixtures.received as [APIInteraction, APIMessageComponentInteraction];
    expect(pressed.message.attachments).toEqual([]);
    const url = expect.stringMatching(/^https:\/\/attachments\.invalid\/\d+\/one\.png$/);
    expect(pressed.message.components).toMatchObject([{ items: [{ media: { url } }] }, {}]);
    const picture = last().locator(".gallery img");
    await expect.poll(() => messages().count()).toBe(2);
    await messages().first().getByRole("button", { name: "Dismiss message" }).click();
    await expect.poll(() => messages().count()).toBe(1);
    await picture.waitFor();
    expect(await picture.evaluate((img: HTMLImageElement) => img.decode().then(() => img.naturalWidth))).toBe(
      320,
    );
  });

  it("has no serious finding of axe on any of its parts", async () => {
    expect(await seriousFindings(page), "first visit").toEqual([]);
    await use("gallery");
    await use("broken");
    await page.locator(".spoiler").first().press("Enter");
    await page.locator("main").evaluate((main) => {
      // Off-screen messages are skipped by the browser, and so by axe.
      for (const article of main.querySelectorAll("article"))
        article.style.setProperty("content-visibility", "visible");
    });
    expect(await seriousFindings(page), "every component").toEqual([]);
    await composer().focus();
    await type("/");
    expect(await seriousFindings(page), "palette").toEqual([]);
    await type("say pa");
    await rows().first().waitFor();
    expect(await seriousFindings(page), "suggestions").toEqual([]);
    await press("Escape", "Escape");
    await page.getByRole("combobox", { name: "Choose several" }).press("ArrowDown");
    expect(await seriousFindings(page), "select").toEqual([]);
    await press("Escape");
    await composer().focus();
    await type("/form ");
    await press("Enter");
    await page.getByRole("dialog").waitFor();
    expect(await seriousFindings(page), "form").toEqual([]);
  });
});

describe("asking by keyboard", () => {
  visiting(() => fixtures.url);

  it("opens the palette on /, with descriptions, and narrows it", async () => {
    await type("/");
    expect(await rows().first().innerText()).toContain("/gallery");
    expect(await rows().first().innerText()).toContain("Every component and every mark");
    expect(await composer().getAttribute("aria-expanded")).toBe("true");
    await type("tre");
    expect(await rows().allInnerTexts()).toEqual([expect.stringContaining("/tree leaf")]);
    await press("Escape");
    expect(await palette().isVisible()).toBe(false);
  });

  it("hides what only moderators may use, until one is tried", async () => {
    await type("/manage");
    expect(await palette().innerText()).toContain("No command by that name");
    await page.getByRole("radio", { name: "Moderator" }).check({ force: true });
    await composer().focus();
    expect(await rows().allInnerTexts()).toEqual([expect.stringContaining("/manage")]);
    await press("Enter", "Enter");
    await expect.poll(() => fixtures.received.length).toBe(1);
    expect(BigInt(fixtures.received[0]?.member?.permissions ?? 0) & 0x20n).toBe(0x20n);
  });

  it("suggests while an option is typed, sends the id behind the name, and offers what is optional", async () => {
    await type("/sa");
    await press("Tab");
    await type("pal");
    await expect.poll(() => rows().allInnerTexts()).toEqual(["Palmyra", "Palm grove"]);
    await press("ArrowDown");
    const active = await page.locator(".chip input").getAttribute("aria-activedescendant");
    expect(await page.locator(`[id="${active}"]`).innerText()).toBe("Palm grove");
    await press("Enter");
    expect(await page.locator(".chip input").inputValue()).toBe("Palm grove");
    expect(await rows().allInnerTexts()).toEqual([
      expect.stringContaining("times"),
      expect.stringContaining("hide"),
    ]);
    await type("hi");
    await press("Tab", "Tab");
    await press("Enter");
    await expect.poll(() => last().innerText()).toContain("Said: id:Palm grove × 1");
    expect(await last().innerText()).toContain("Only you can see this");
    expect(await composer().inputValue()).toBe("");
    expect(await composer().evaluate((input) => input === document.activeElement)).toBe(true);
  });

  it("takes text as typed once the suggestions are closed, scripts too, and shows it as text", async () => {
    await type('/say <img src=x onerror="globalThis.hacked=1"><script>globalThis.hacked=1</script>');
    await expect.poll(() => palette().innerText()).toContain("No suggestion");
    await press("Enter");
    await expect.poll(() => messages().count()).toBe(1);
    expect(await last().innerText()).toContain("<script>globalThis.hacked=1</script>");
    expect(await page.evaluate(() => "hacked" in globalThis)).toBe(false);
    expect(await last().locator("img[src=x]").count()).toBe(0);
  });

  it("sends nothing while a required option is empty or too short, and says so", async () => {
    await type("/say ");
    await press("Escape", "Enter");
    expect(await palette().innerText()).toContain("This option is required");
    await type("x");
    await press("Escape", "Enter");
    expect(await palette().innerText()).toContain("At least 2 characters");
    expect(fixtures.received.filter(({ type }) => type === 2)).toEqual([]);
  });

  it("goes back by Backspace: from the option to the command to its name", async () => {
    await type("/say ");
    await press("Backspace");
    expect(await composer().inputValue()).toBe("/say");
    expect(await rows().count()).toBe(1);
  });

  it("turns a page in place, and focus stays on the button", async () => {
    const message = await use("pages");
    await message.getByRole("button", { name: "Next" }).focus();
    await press("Enter");
    await expect.poll(() => message.innerText()).toContain("Page 2 of 3");
    expect(await focusedName()).toBe("Next");
    await press("Enter");
    await expect.poll(() => message.innerText()).toContain("Page 3 of 3");
    expect(await focusedName(), "Next is disabled: the nearest that is not").toBe("Back");
    expect(await messages().count()).toBe(1);
  });

  it("chooses in selects, one and several, own and from the server", async () => {
    await use("gallery");
    await page.getByRole("combobox", { name: "Choose a place" }).focus();
    await press("ArrowDown", "ArrowDown", "Enter");
    await expect.poll(() => last().innerText()).toContain("Pressed one-of m");
    await page.getByRole("combobox", { name: "Choose several" }).focus();
    await press("ArrowDown", "Enter", "ArrowDown", "Enter", "ArrowDown", "Enter", "Escape");
    await expect.poll(() => last().innerText()).toContain("Pressed some-of red+green");
    await composer().focus();
    expect(await messages().filter({ hasText: "some-of" }).count(), "sent once").toBe(1);
    await page.getByRole("combobox", { name: "A member", exact: true }).focus();
    await press("Enter", "b", "Enter");
    await expect.poll(() => last().innerText()).toContain("Pressed users 100000000000000021");
    expect(fixtures.received.at(-1)).toMatchObject({
      data: { component_type: 5, resolved: { users: { "100000000000000021": { global_name: "Bea" } } } },
    });
  });

  it("fills in a form, and points at what is missing", async () => {
    await type("/form ");
    await press("Enter");
    const dialog = page.getByRole("dialog", { name: "Report an excerpt" });
    await dialog.waitFor();
    await type("no");
    await press("Tab", "ArrowDown", "ArrowDown", "Enter", "Tab", "Enter");
    expect(await dialog.getByRole("alert").innerText()).toBe("What is wrong: at least 3 characters");
    await type("thing");
    await dialog.getByRole("button", { name: "Submit" }).press("Enter");
    await expect.poll(() => messages().count()).toBe(1);
    expect(fixtures.received.at(-1)).toMatchObject({
      type: 5,
      data: {
        custom_id: "form",
        components: [
          { type: 10 },
          { type: 18, component: { type: 4, custom_id: "what", value: "nothing" } },
          { type: 18, component: { type: 3, custom_id: "kind", values: ["date"] } },
          { type: 18, component: { type: 4, custom_id: "name", value: "" } },
        ],
      },
    });
  });

  it("sends a message to its message command, from the menu", async () => {
    await type("a message that anyone may write");
    await press("Enter", "ArrowUp", "Shift+F10");
    await page.getByRole("menuitem", { name: "Look this up" }).waitFor();
    await press("Enter");
    await expect.poll(() => fixtures.received.length).toBe(1);
    const { data } = fixtures.received[0] as unknown as {
      data: { target_id: string; resolved: { messages: object } };
    };
    expect(Object.values(data.resolved.messages)).toMatchObject([
      { id: data.target_id, content: "a message that anyone may write", author: { username: "ada" } },
    ]);
  });

  it("makes interactions with everything that Discord puts into them", async () => {
    await use("pages");
    await last().getByRole("button", { name: "Next" }).click();
    await expect.poll(() => fixtures.received.length).toBe(2);
    const [command, component] = fixtures.received as [APIInteraction, APIInteraction & { message: object }];
    const discord = slashInteraction({ name: "pages" });
    expect(Object.keys(command)).toEqual(expect.arrayContaining(Object.keys(discord)));
    expect(Object.keys(command.member ?? {})).toEqual(
      expect.arrayContaining(["user", "permissions", "roles", "joined_at"]),
    );
    expect(component.message).toMatchObject({
      author: { bot: true },
      flags: 32_768,
      interaction_metadata: { id: command.id, type: 2, user: { id: command.member?.user.id } },
    });
  });
});

describe("many messages", () => {
  visiting(() => fixtures.url);

  it("keeps 200, and draws none of them again while one types", async () => {
    for (let count = 0; count < 205; count += 1) {
      await type("m");
      await press("Enter");
    }
    expect(await messages().count()).toBe(200);
    // To type is to draw suggestions: of the messages nothing is drawn again, however many there are.
    await page.evaluate(() => {
      const log = document.querySelector("[role=log]") as Element & { changes?: number };
      log.changes = 0;
      new MutationObserver((changes) => {
        log.changes = (log.changes ?? 0) + changes.length;
      }).observe(log, { subtree: true, childList: true, attributes: true, characterData: true });
    });
    await type("/");
    await expect.poll(() => rows().count()).toBeGreaterThan(3);
    expect(
      await page.evaluate(
        () => (document.querySelector("[role=log]") as unknown as { changes: number }).changes,
      ),
    ).toBe(0);
  });
});

describe("a phone", () => {
  visiting(() => fixtures.url, { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true });

  it("shows everything without sideways scrolling, with the composer in reach", async () => {
    expect(await sideways(), "first visit").toBe(0);
    await use("gallery");
    expect(await sideways(), "every component").toBe(0);
    await use("broken");
    expect(await sideways(), "a refusal").toBe(0);
    await composer().tap();
    await type("/say palm");
    await rows().first().waitFor();
    expect(await sideways(), "suggestions").toBe(0);
    await press("Tab");
    await type("times");
    await press("Tab");
    await type("123456789012345678901234567890");
    expect(await sideways(), "chips").toBe(0);
    const box = await page.locator(".composer-box").boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(640);
    await press("Escape", "Escape");
    await type("/form ");
    await press("Enter");
    await page.getByRole("dialog").waitFor();
    expect(await sideways(), "a form").toBe(0);
  });
});

describe("the bot itself, on a phone", () => {
  visiting(() => real.url, { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true });

  it("begins with the welcome, though the sample messages below it reach past the screen", async () => {
    const tops = await page.locator("#channel").evaluate(async (channel) => {
      const nextFrame = () => new Promise(requestAnimationFrame);
      // What follows the messages to their end does so in the frame after they are drawn.
      await nextFrame();
      await nextFrame();
      return { room: channel.scrollHeight - channel.clientHeight, top: channel.scrollTop };
    });
    expect(tops.room).toBeGreaterThan(0);
    expect(tops.top).toBe(0);
  });
});

describe("the bot itself", () => {
  visiting(() => real.url);

  it("welcomes with three look-ups and what the dossier covers; each is answered privately", async () => {
    const welcome = page.locator("#welcome");
    expect(await welcome.innerText()).toContain("What this collection covers");
    expect(await welcome.innerText()).toContain("17 sentences");
    const tries = welcome.locator(".try");
    expect(await tries.count()).toBe(3);
    for (const index of [0, 1, 2]) {
      await tries.nth(index).click();
      await expect.poll(() => messages().count()).toBe(index + 1);
      // The first one may wait for what look-ups need to be built.
      await expect.poll(() => last().innerText()).toContain("Only you can see this");
      expect(await last().locator(".container").count()).toBeGreaterThan(0);
      expect(await last().locator(".error-card").count()).toBe(0);
    }
  });

  it("looks up a sample message from its menu, and one of the person's own", async () => {
    const sample = page.locator("article.sample").first();
    await sample.focus();
    await press("Shift+F10");
    await page.getByRole("menuitem", { name: "Look this up" }).waitFor();
    await press("Enter");
    await expect.poll(() => last().innerText()).toContain("What is here on that message");
    expect(await last().innerText()).toContain("= number in the message");
    expect(await messages().count()).toBe(1);
    await last().getByRole("combobox").focus();
    await press("ArrowDown", "Enter");
    await expect.poll(() => messages().count()).toBe(2);
    await expect.poll(() => last().innerText()).toContain("Only you can see this");
    expect(await last().innerText()).not.toContain("number in the message");
    await composer().focus();
    await type("when did palmyra fall?");
    await press("Enter", "ArrowUp", "Shift+F10");
    await page.getByRole("menuitem", { name: "Look this up" }).waitFor();
    await press("Enter");
    await expect.poll(() => last().innerText()).toContain("Control of Palmyra");
  });

  it("answers /place: palette, suggestion, card, a page turned, an entry opened", async () => {
    await type("/pl");
    await press("Enter");
    await type("tadm");
    await expect.poll(() => rows().first().innerText()).toContain("Palmyra");
    await press("Enter", "Enter");
    await expect.poll(() => messages().count()).toBe(1);
    expect(await last().getByRole("heading").first().innerText()).toContain("Palmyra");
    expect(await last().innerText()).toContain("This caused a state of panic among civilians in Palmyra");
    await last().getByRole("button", { name: "Next" }).focus();
    await press("Enter");
    await expect.poll(() => last().innerText()).not.toContain("state of panic");
    expect(await messages().count()).toBe(1);
    await last().getByRole("combobox").focus();
    await press("ArrowDown", "Enter");
    await expect.poll(() => last().getByRole("heading").first().innerText()).not.toBe("Palmyra");
    expect(await messages().count()).toBe(1);
    expect(await seriousFindings(page)).toEqual([]);
    await last().getByRole("button", { name: "‹ Back" }).click();
    await expect.poll(() => last().getByRole("heading").first().innerText()).toBe("Palmyra");
    expect(await seriousFindings(page)).toEqual([]);
  });

  it("covers the graphic sentence of /claims until it is pressed", async () => {
    await type("/claims executions");
    await expect.poll(() => rows().count()).toBeGreaterThan(0);
    await press("Enter", "Enter");
    await expect.poll(() => messages().count()).toBe(1);
    const spoiler = last().locator(".spoiler").first();
    expect(
      await spoiler.locator(".spoiler-content").evaluate((inner) => getComputedStyle(inner).opacity),
    ).toBe("0");
    await spoiler.focus();
    await press("Enter");
    expect(await spoiler.innerText()).toContain("On 22 May, various pro-opposition sources");
    expect(await last().locator(".failed").count()).toBe(0);
  });

  it("says privately that there is nothing by a name, and does not repeat it", async () => {
    await type("/place ain sokhna");
    await page.waitForLoadState("networkidle");
    await press("Escape", "Enter");
    await expect.poll(() => messages().count()).toBe(1);
    expect(await last().innerText()).toContain("Only you can see this");
    expect(await last().locator(".body").innerText()).not.toMatch(/ain sokhna/i);
    expect(await last().innerText()).toContain("Nothing here on that");
  });

  it("answers a button of an older version privately", async () => {
    await page.locator(".try").nth(1).click();
    await expect.poll(() => messages().count()).toBe(1);
    await page.route("**/api/interactions", (route) => {
      const body = route.request().postDataJSON();
      return route.continue({
        postData: JSON.stringify({ ...body, data: { ...body.data, custom_id: "v0:gone" } }),
      });
    });
    await last().locator(".button[data-control]").first().click();
    await expect.poll(() => messages().count()).toBe(2);
    expect(await last().innerText()).toContain("Only you can see this");
    expect(await last().locator(".error-card").count()).toBe(0);
  });

  it("says so when the bot cannot be reached", async () => {
    await page.locator(".try").nth(1).click();
    await expect.poll(() => messages().count()).toBe(1);
    await page.route("**/api/interactions", (route) =>
      route.fulfill({ status: 500, json: { error: "gone" } }),
    );
    await last().locator(".button[data-control]").first().click();
    await last().locator(".failed").waitFor();
    expect(await last().locator(".failed").innerText()).toContain("This interaction failed: gone");
    open.complaints.length = 0;
  });
});
