import { UserError } from "../lib/errors/errors.ts";
import { locate, type Mistake, summarise } from "../lib/packer/mistake.ts";
import type { Template } from "../lib/packer/template.ts";

/** Packer ended with exit code 1. */
export interface Evidence {
  /** The JSON template's text; empty for HCL2. */
  readonly text: string;
  readonly errors: readonly string[];
  readonly stderr: string;
}

/** Packer refused a template, or could not build it: one sentence, and where it is. */
export class TemplateFailed extends UserError {
  readonly mistakes: readonly Mistake[];

  constructor(mode: "validate" | "build", template: Template, evidence: Evidence) {
    const { errors, text, stderr } = evidence;
    const words = errors.length > 0 ? errors : [stderr.trim().split("\n").at(-1) ?? ""];
    super(
      `packer ${mode} ${template.path} failed: ${advice(words.join("\n")) ?? words.map(summarise).join("; ")}`,
    );
    this.mistakes = isOfTemplate(words.join("\n")) ? words.map((error) => locate(error, template, text)) : [];
  }
}

/** What went wrong outside of the template has no line in it. */
function isOfTemplate(error: string): boolean {
  return !/https?:\/\/\S+: (\d{3}|dial|read|EOF)|Timeout|Error (creating|waiting|retrieving|shutting)|Script exited|SSH/i.test(
    error,
  );
}

function advice(error: string): string | undefined {
  if (/: 401\b/.test(error))
    return "DigitalOcean refuses the token (401): give token a personal access token that may read and write";
  if (/: 429\b/.test(error)) return "DigitalOcean's limit of requests is reached (429): run it again later";
  if (/timeout waiting for ssh/i.test(error))
    return `${summarise(error)}: the droplet runs and its port 22 did not answer; is the region reachable, and does the image allow root with a key?`;
  return undefined;
}
