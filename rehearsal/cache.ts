import { homedir } from "node:os";
import { join } from "node:path";

/** The folder outside the repository that keeps tools and logs: the one that script/bootstrap fills. */
export function cacheFolder(): string {
  return (
    process.env.ELM_INFRA_CACHE || join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "elm-infra")
  );
}
