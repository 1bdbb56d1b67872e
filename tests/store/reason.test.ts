import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { reasonOf } from "../../src/store/reason.ts";

const reports = new URL("../../src/cli/reports.ts", import.meta.url).pathname;

/* What cannot be had from a real database here; the others are in tests/more/store. */
test.each([
  ["CERT_HAS_EXPIRED", /renew it/],
  ["CERT_NOT_YET_VALID", /clocks/],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", /sslrootcert=<file>/],
  ["08P01", /ignore_startup_parameters = statement_timeout/],
  ["EMFILE", /ulimit -n/],
  ["EHOSTUNREACH", /check the network/],
])("%s says what to mend, in words of ours", (code, reason) => {
  const words = "for user qzxjvkw at postgres://qzxjvkw";
  expect(reasonOf(Object.assign(new Error(words), { code }))).toMatch(reason);
  expect(reasonOf(Object.assign(new Error(words), { code }))).not.toContain("qzxjvkw");
});

test("a password that is wanted and not given is named", () => {
  const message = "SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string";
  expect(reasonOf(new Error(message))).toBe("it wants a password, and STORE_URL has none");
});

test("npm run reports says it too", () => {
  const { status, stderr } = spawnSync(process.execPath, [reports], {
    cwd: "/",
    env: { STORE_URL: "postgres://tessera@127.0.0.1:9/none" },
    encoding: "utf8",
  });
  expect(stderr).toBe("The store cannot be reached: nothing listens at its address.\n");
  expect(status).toBe(1);
});
