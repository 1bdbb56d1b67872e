import { readFileSync } from "node:fs";
import { matchesGlob } from "node:path/posix";
import { expect, test } from "vitest";

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
}
interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
}

const manifest: Manifest = JSON.parse(readFileSync("package.json", "utf8"));
const { dependencies, devDependencies, optionalDependencies } = manifest;
const named = { ...dependencies, ...devDependencies, ...optionalDependencies };
const lock: { readonly packages: Readonly<Record<string, Locked & Partial<Manifest>>> } = JSON.parse(
  readFileSync("package-lock.json", "utf8"),
);

test("versions are exact, and the lock file holds these", () => {
  for (const [name, version] of Object.entries(named)) {
    expect(version, name).toMatch(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/);
    expect(lock.packages[`node_modules/${name}`]?.version, name).toBe(version);
  }
  expect(lock.packages[""]).toMatchObject({ dependencies, devDependencies, optionalDependencies });
});

test("everything in the lock file has a hash, and comes from wherever npm is told to look", () => {
  const packages = Object.entries(lock.packages).filter(([path]) => path !== "");
  expect(packages.length).toBeGreaterThan(100);
  for (const [path, { integrity, resolved }] of packages) {
    expect(integrity, path).toMatch(/^sha512-/);
    expect(resolved, path).toBeUndefined();
  }
});

test("each has its reason in the table, and the table has no others", () => {
  const rows = readFileSync("docs/dependencies.md", "utf8").matchAll(/^\| (`[^|]+`) \| \S.{4,} \|$/gm);
  const listed = [...rows].flatMap(([, cell = ""]) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
  );
  expect(listed.toSorted()).toEqual(Object.keys(named).toSorted());
});

test("what Renovate's rules name is used here", () => {
  const {
    packageRules,
  }: { readonly packageRules: readonly { readonly matchPackageNames: readonly string[] }[] } = JSON.parse(
    readFileSync("renovate.json", "utf8"),
  );
  const images = ["Dockerfile", "compose.yaml"].flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/(?:^FROM |image: )([\w/-]+)/gm)].map(([, image = ""]) => image),
  );
  // Renovate's own name for what setup-node installs.
  const used = [...Object.keys(named), ...images, "actions/node-versions"];
  for (const pattern of packageRules.flatMap(({ matchPackageNames }) => matchPackageNames)) {
    expect(
      used.some((name) => matchesGlob(name, pattern.replace(/^!/, ""))),
      pattern,
    ).toBe(true);
  }
});
