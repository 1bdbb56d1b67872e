import { expect, test } from "vitest";
import { reasonOf } from "../../src/store/reason.ts";

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
