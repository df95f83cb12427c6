import { inTurn } from "./actions.ts";
import type { Cloud } from "./cloud.ts";
import { applyOnBoot } from "./firewalls.ts";
import type { Droplet } from "./model.ts";

/** Exit code of a container whose systemd was asked to reboot; a power-off ends with 130. */
const rebooted = 129;

/** Starts a droplet that is off. */
export async function powerOn(cloud: Cloud, droplet: Droplet): Promise<void> {
  await cloud.hypervisor.start(droplet.id);
  await applyOnBoot(cloud, droplet);
  droplet.status = "active";
}

/** Stops a droplet, by its init or by pulling the plug. */
export async function powerOff(cloud: Cloud, droplet: Droplet, graceful: boolean): Promise<void> {
  await cloud.hypervisor.stop(droplet.id, graceful);
  droplet.status = "off";
}

/** Notices droplets that reboot or power themselves off. */
export function watchPower(cloud: Cloud): void {
  cloud.hypervisor.onExit((id) => {
    void inTurn(cloud, id, () => afterExit(cloud, id)).catch((error: Error) => {
      cloud.log(`droplet ${id} did not come back: ${error.message}`);
    });
  });
}

async function afterExit(cloud: Cloud, id: number): Promise<void> {
  const droplet = cloud.droplets.get(id);
  const machine = droplet && (await cloud.hypervisor.inspect(id));
  // Asked for by an action that has been done meanwhile, or gone.
  if (droplet === undefined || machine === undefined || machine.running || droplet.status === "off") return;
  if (machine.exitCode === rebooted) {
    cloud.log(`droplet ${id} (${droplet.name}) reboots`);
    return powerOn(cloud, droplet);
  }
  cloud.log(`droplet ${id} (${droplet.name}) is off`);
  droplet.status = "off";
}
