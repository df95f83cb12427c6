import { UserError } from "../errors/errors.ts";
import { type Diagnostic, sentence } from "./diagnostics.ts";
import { explainLock, readLock } from "./lock.ts";
import type { TerraformSettings } from "./settings.ts";

/** Terraform refused or failed: carries its diagnostics. */
export class TerraformFailed extends UserError {
  readonly command: string;
  readonly diagnostics: readonly Diagnostic[];

  constructor(command: string, diagnostics: readonly Diagnostic[], settings: TerraformSettings) {
    super(message(command, diagnostics, settings));
    this.command = command;
    this.diagnostics = diagnostics;
  }
}

function message(command: string, diagnostics: readonly Diagnostic[], settings: TerraformSettings): string {
  for (const diagnostic of diagnostics) {
    const lock = readLock(diagnostic);
    if (lock !== undefined) return explainLock(lock, settings);
  }
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const [first] = errors;
  const where = `${settings.program} ${command} failed in ${settings.directory}`;
  if (first === undefined) return `${where}; its output is above`;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more errors above)` : "";
  return `${where}: ${sentence(first, settings.directory)}${more}`;
}
