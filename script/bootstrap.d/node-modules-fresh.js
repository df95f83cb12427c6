// Exits 0 when node_modules holds what package-lock.json asks for.
//   node node-modules-fresh.js <folder of package.json>
// npm writes node_modules/.package-lock.json after each install; optional packages for
// other platforms are in the one list and not in the other.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const packagesOf = (file) => JSON.parse(readFileSync(join(process.argv[2], file), "utf8")).packages;
try {
  const wanted = packagesOf("package-lock.json");
  const there = packagesOf("node_modules/.package-lock.json");
  const stale = Object.entries(wanted).filter(
    ([path, entry]) =>
      path !== "" && !(entry.optional && !there[path]) && there[path]?.version !== entry.version,
  );
  process.exitCode = stale.length === 0 ? 0 : 1;
} catch {
  process.exitCode = 1;
}
