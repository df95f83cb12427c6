import { spawn } from "node:child_process";

/** A command that is not done after this many milliseconds is killed; the longest is the removal of a busy droplet. */
const limit = 120_000;

/**
 * Runs the docker client and resolves with what it printed, trimmed.
 * @throws Error with the command, its exit code and its last line of stderr.
 */
export function docker(args: readonly string[], input?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    // The classic builder is in every engine; BuildKit needs a plugin that is not beside every client.
    const env = { DOCKER_BUILDKIT: "0", ...process.env };
    const child = spawn("docker", args, {
      stdio: ["pipe", "pipe", "pipe"],
      timeout: limit,
      env,
    });
    const out: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
    child.stdin.on("error", () => {});
    child.stdin.end(input ?? "");
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) return resolve(Buffer.concat(out).toString().trim());
      const last = Buffer.concat(errors).toString().trim().split("\n").filter(Boolean).at(-1);
      reject(new Error(`docker ${args[0]} exited with ${code}: ${last ?? "no message"}`));
    });
  });
}

/** The lines of a list command, without empty ones. */
export async function dockerLines(args: readonly string[]): Promise<string[]> {
  return (await docker(args)).split("\n").filter(Boolean);
}
