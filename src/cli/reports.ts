/** `npm run reports`: for the dossiers' maintainer, the reports from direct messages and those handed on. */
import { reportedItem } from "../cards/reports.ts";
import { createCatalogue } from "../dossier/catalogue.ts";
import { loadDossiers } from "../dossier/load.ts";
import { readEnvironment } from "../environment.ts";
import { english } from "../messages/english.ts";
import { plain } from "../messages/message.ts";
import { openStore } from "../store/open.ts";
import { reasonOf } from "../store/reason.ts";
import { maintainerPage, type Report } from "../store/store.ts";

const usage =
  "Usage: npm run reports [-- resolve <id> | dismiss <id> | erase <id> | page <number>]\n\nWithout more: the first page of open reports, the oldest first.";

const handlings = ["resolve", "dismiss", "erase"] as const;
const [how, id, ...rest] = process.argv.slice(2);
const handling = handlings.find((each) => each === how);
const page = how === undefined ? 1 : how === "page" ? Number(id) : undefined;
const isPage = page !== undefined && Number.isSafeInteger(page) && page > 0;
const { environment, problems } = readEnvironment();

if (environment === undefined) {
  for (const problem of problems) console.error(problem);
  process.exitCode = 1;
} else if (rest.length > 0 || (!isPage && (handling === undefined || id === undefined))) {
  console.error(usage);
  process.exitCode = 1;
} else {
  let reason: string | undefined;
  const store = openStore(environment.storeUrl, {
    onFailure: (error) => {
      reason = reasonOf(error);
    },
  });
  try {
    if (!(await store.reachable())) {
      console.error(`The store cannot be reached: ${reason ?? "check STORE_URL"}.`);
      process.exitCode = 1;
    } else if (handling !== undefined && id !== undefined) {
      const done = await store.handleOne(id, handling);
      console.log(done ? "Done." : "There is no such open report.");
      if (!done) process.exitCode = 1;
    } else {
      const { dossiers } = loadDossiers(environment.dataDir);
      const catalogue = createCatalogue(dossiers.map(({ data }) => data));
      const reports = await store.maintainerReports(page);
      for (const report of reports) {
        const { title } = reportedItem(report.card, catalogue);
        console.log(describe(report, plain(title, english)));
      }
      console.log(reports.length === 1 ? "1 open report" : `${reports.length} open reports`);
      if (reports.length === maintainerPage) console.log(`More: npm run reports -- page ${(page ?? 1) + 1}`);
    }
  } finally {
    await store.close();
  }
}

function describe({ id, at, card, excerpt, reason, words, serverId }: Report, title: string): string {
  const from = serverId === null ? "a direct message" : "a server";
  return [
    `${id}  ${new Date(at).toISOString()}  from ${from}`,
    `  ${title} (${card}${excerpt === null ? "" : `, ${excerpt}`}): ${reason}`,
    ...(words === null ? [] : [`  ${printable(words)}`]),
    "",
  ].join("\n");
}

/** A terminal obeys control characters; a report has none to give. */
function printable(words: string): string {
  return words.replace(/[\p{Cc}\p{Cf}]+/gu, " ");
}
