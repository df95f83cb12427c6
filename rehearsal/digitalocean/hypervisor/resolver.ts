import { readFile, writeFile } from "node:fs/promises";

/**
 * Writes a resolv.conf with this machine's nameservers and says whether there were any. Docker's own resolver lives in
 * nat rules of the droplet and on a loopback address: a "flush ruleset" removes it, and an engine inside cannot pass it on.
 */
export async function writeResolver(path: string): Promise<boolean> {
  for (const source of ["/etc/resolv.conf", "/run/systemd/resolve/resolv.conf"]) {
    const text = await readFile(source, "utf8").catch(() => "");
    const lines = text.split("\n").filter((line) => /^nameserver\s+(?!127\.|::1)[0-9.]+\s*$/.test(line));
    if (lines.length === 0) continue;
    await writeFile(path, `${lines.join("\n")}\n`, { mode: 0o644 });
    return true;
  }
  return false;
}
