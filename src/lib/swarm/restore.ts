import { setTimeout as sleep } from "node:timers/promises";
import { type Engine, EngineError } from "../docker/engine.ts";
import { authHeader, type Login } from "../docker/login.ts";
import { canonical } from "./convergence.ts";
import { readStack, type Snapshot } from "./stack.ts";
import type { Resource, Service } from "./types.ts";

/** What went back. */
export interface Restored {
  /** Full names of services whose former specification was written again, or which the engine had put back itself. */
  readonly back: readonly string[];
  /** Full names of services that the deploy had made and that are gone now. */
  readonly removed: readonly string[];
}

/**
 * Takes a stack back to a snapshot: services get the specifications they had, what was not there is removed. Never by
 * the engine's PreviousSpec: an unchanged redeploy has made it the present one.
 */
export async function restoreStack(
  engine: Engine,
  stack: string,
  { before, login }: { before: Snapshot; login: Login | undefined },
): Promise<Restored> {
  const now = await readStack(engine, stack);
  const old = new Map(before.services.map((service) => [service.ID, service]));
  const made = now.services.filter((service) => !old.has(service.ID));
  for (const { ID } of made) await engine.delete(`/services/${ID}`);
  await Promise.all(
    now.services.map((service) => restoreService(engine, { to: old.get(service.ID), service, login })),
  );
  await removeNew(engine, "configs", { now: now.configs, before: before.configs });
  await removeNew(engine, "secrets", { now: now.secrets, before: before.secrets });
  await removeNew(engine, "networks", { now: now.networks, before: before.networks });
  return { back: before.services.map(({ Spec }) => Spec.Name), removed: made.map(({ Spec }) => Spec.Name) };
}

async function restoreService(
  engine: Engine,
  { to, service, login }: { to: Service | undefined; service: Service; login: Login | undefined },
): Promise<void> {
  if (to === undefined) return;
  for (let attempt = 1; ; attempt += 1) {
    const present = await engine.get<Service>(`/services/${service.ID}`);
    // A rollback by the engine is on its way to the same place; writing again would start it over.
    const stuck = present.UpdateStatus?.State === "rollback_paused";
    if (!stuck && canonical(present.Spec) === canonical(to.Spec)) return;
    try {
      const headers = authHeader(login, to.Spec.TaskTemplate.ContainerSpec?.Image ?? "");
      const query = { version: present.Version.Index };
      await engine.post(`/services/${service.ID}/update`, { query, headers, body: to.Spec });
      return;
    } catch (error) {
      // The engine works on the service as well and may have written between our read and our write.
      if (!(error instanceof EngineError) || !/out of sequence/.test(error.message) || attempt === 10)
        throw error;
      await sleep(100);
    }
  }
}

async function removeNew(
  engine: Engine,
  kind: "configs" | "secrets" | "networks",
  { now, before }: { now: readonly Resource[]; before: readonly Resource[] },
): Promise<void> {
  const kept = new Set(before.map(({ id }) => id));
  for (const { id } of now.filter((one) => !kept.has(one.id))) await removeUnused(engine, `/${kind}/${id}`);
}

/** Removes something that ending tasks may hold for some more seconds; leaves it when they hold it longer. */
export async function removeUnused(engine: Engine, path: string, seconds = 30): Promise<boolean> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    try {
      await engine.delete(path);
      return true;
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      if (error.status === 404) return true;
      if (performance.now() > end) return false;
      await sleep(500);
    }
  }
}
