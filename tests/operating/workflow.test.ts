import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";

const folder = ".github/workflows";
const workflows = readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"));
const workflow = readFileSync(join(folder, "ci.yml"), "utf8");
/** The lines of each job. */
const jobs = workflows.flatMap((text) =>
  [...text.slice(text.indexOf("\njobs:\n")).matchAll(/^ {2}[\w-]+:\n(?: {3,}.*\n|\n)+/gm)].map(
    ([lines]) => lines,
  ),
);
const onlyOurs = / {4}if: github\.event_name == 'schedule' \|\| github\.event_name == 'workflow_dispatch'\n/;

/* What the tests leave to another time has one: the workflow's, once a week. */

test("whatever has a longer form than the tests run is run whole each week, beside the audit", () => {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };
  const longer = Object.entries(scripts).flatMap(([name, command]) =>
    command.includes("--mode") ? [name] : [],
  );
  expect(longer.toSorted()).toEqual(["crash", "fuzz"]);
  expect(workflow).toMatch(/^ {2}schedule:$/m);
  expect(workflow).toMatch(/^ {2}workflow_dispatch:$/m);
  const weekly = workflow.slice(workflow.indexOf("  thorough:"));
  expect(weekly).toContain("github.event_name == 'schedule'");
  const [, asked = ""] = /run: .*\.ci\/run (.+)$/m.exec(weekly) ?? [];
  expect(asked.split(" ").toSorted()).toEqual(["crash", "fuzz"]);
  expect(workflow).toContain("npm audit");
});

describe("code that comes from elsewhere", () => {
  test("every job is looked at", () => {
    expect(jobs).toHaveLength(workflows.join().split(" runs-on: ").length - 1);
  });

  test("an action is the commit that was looked at, with its version beside it", () => {
    const uses = workflows.flatMap((text) => text.match(/^.*\buses:.*$/gm) ?? []);
    expect(uses.length).toBeGreaterThan(0);
    for (const line of uses) expect(line).toMatch(/ uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test("a pull request's code is never root, and no code gets the runner's environment as root", () => {
    const open = jobs.filter((job) => !onlyOurs.test(job));
    expect(open.length).toBeGreaterThan(0);
    for (const job of open) expect(job).not.toMatch(/\bsudo\b/);
    for (const job of jobs) expect(job).not.toMatch(/\bsudo\s+(?:-\w*E|--preserve-env)/);
    for (const text of workflows) expect(text).not.toContain("pull_request_target");
  });

  test("a job may read the code, keeps no credentials, and ends", () => {
    for (const text of workflows)
      expect(text.match(/permissions:(?:\n +.+: .+)*/g)).toEqual(["permissions:\n  contents: read"]);
    for (const job of jobs) {
      expect(job).toMatch(/^ {4}timeout-minutes: \d+$/m);
      expect(job).toMatch(/ uses: actions\/checkout@.*\n {8}with:\n {10}persist-credentials: false\n/);
      expect(job.match(/actions\/checkout@/g)).toHaveLength(1);
    }
  });
});

describe.skipIf(process.platform === "win32")(".ci/run", () => {
  /** The commands that it calls in place of installing and testing, as the user with this id. */
  function calledBy(userId: number): string[] {
    const commands = mkdtempSync(join(tmpdir(), "tessera-ci-"));
    onTestFinished(() => rmSync(commands, { recursive: true, force: true }));
    const calls = join(commands, "calls");
    const define = (name: string, script: string) => {
      writeFileSync(join(commands, name), `#!/bin/sh\n${script}\n`);
      chmodSync(join(commands, name), 0o755);
    };
    define("id", `echo ${userId}`);
    for (const name of ["sudo", "apt-get", "npm"]) define(name, `echo "${name} $*" >> "${calls}"`);
    execFileSync("bash", [".ci/run"], { env: { PATH: `${commands}:/usr/bin:/bin` } });
    return readFileSync(calls, "utf8").trim().split("\n");
  }

  test("is root for Debian's packages alone", () => {
    const calls = calledBy(1000);
    const packages = calls.filter((call) => call.includes("apt-get"));
    expect(packages.length).toBeGreaterThan(0);
    for (const call of packages) expect(call).toMatch(/^sudo (?:env \S+ )?apt-get /);
    const others = calls.filter((call) => !packages.includes(call));
    expect(others).toContain("npm ci");
    for (const call of others) expect(call).toMatch(/^npm /);
  });

  test("needs no sudo where it is root already", () => {
    const calls = calledBy(0);
    expect(calls.some((call) => call.startsWith("apt-get install "))).toBe(true);
    expect(calls).toContain("npm ci");
    expect(calls.filter((call) => call.startsWith("sudo"))).toEqual([]);
  });
});
