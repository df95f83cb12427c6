import { type Cloud, now } from "./cloud.ts";
import type { Action, Droplet } from "./model.ts";

interface Subject {
  readonly type: string;
  readonly resource_id: number | string;
  readonly resource_type: string;
  readonly region_slug: string;
}

/** Starts work that the API reports as an action: it is in progress until the work is done, and errored when that throws. */
export function beginAction(cloud: Cloud, subject: Subject, work: (action: Action) => Promise<void>): Action {
  const id = cloud.nextId();
  const action: Action = {
    id,
    status: "in-progress",
    started_at: now(),
    completed_at: null,
    ...subject,
  };
  cloud.actions.set(id, action);
  const name = `${subject.type} of ${subject.resource_type} ${subject.resource_id}`;
  work(action)
    .then(() => {
      action.status = "completed";
    })
    .catch((error: Error) => {
      action.status = "errored";
      cloud.log(`${name} failed: ${error.message}`);
    })
    .finally(() => {
      action.completed_at = now();
      cloud.log(`${name}: ${action.status}`);
    });
  return action;
}

/** Starts an action of a droplet, which is locked until it is done. */
export function beginDropletAction(
  cloud: Cloud,
  { droplet, type }: { droplet: Droplet; type: string },
  work: (action: Action) => Promise<void>,
): Action {
  const subject = {
    type,
    resource_id: droplet.id,
    resource_type: "droplet",
    region_slug: droplet.region,
  };
  droplet.locked = true;
  return beginAction(cloud, subject, (action) =>
    inTurn(cloud, droplet.id, () => work(action)).finally(() => {
      droplet.locked = false;
    }),
  );
}

/** Does a droplet's work after all that was asked of it before. */
export function inTurn<Result>(cloud: Cloud, droplet: number, work: () => Promise<Result>): Promise<Result> {
  const before = cloud.queues.get(droplet) ?? Promise.resolve();
  const result = before.then(work, work);
  cloud.queues.set(
    droplet,
    result.catch(() => {}),
  );
  return result;
}
