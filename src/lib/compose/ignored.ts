import { isMap } from "yaml";
import { locate, type Source } from "./sources.ts";

/**
 * Options of a service that `docker stack deploy` drops, at best with a line on standard error
 * (docker/cli, cli/compose/types: UnsupportedProperties and DeprecatedProperties), and what to do about each.
 */
const ignored: Readonly<Record<string, string>> = {
  build: "images are built before the deploy: name the image",
  container_name: "a task's container gets its name from the swarm: use the service's name as host name",
  depends_on: "services start in any order: let the process wait or crash until what it needs is there",
  restart: "use deploy.restart_policy",
  links: "services of one network find each other by name",
  external_links: "join the other stack's network",
  network_mode: "use networks",
  privileged: "add what is needed with cap_add",
  devices: "swarm gives no devices to tasks",
  security_opt: "set it for the engine (daemon.json)",
  cgroup_parent: "set it for the engine (daemon.json)",
  cgroupns_mode: "set it for the engine (daemon.json)",
  userns_mode: "set it for the engine (daemon.json)",
  ipc: "a task has its own",
  pid: "a task has its own",
  shm_size: "mount a tmpfs of that size at /dev/shm",
  mac_address: "a task gets its own",
  domainname: "use hostname",
  expose: "services of one network reach every port",
};

/** What the swarm silently ignores in these files: one line each, with file and line. */
export function ignoredOptions(sources: readonly Source[]): string[] {
  return sources.flatMap((source) => {
    const services = source.document.get("services");
    if (!isMap(services)) return [];
    return services.items.flatMap((pair) => {
      if (!isMap(pair.value)) return [];
      const name = String(pair.key);
      return Object.entries(ignored)
        .filter(([option]) => isMap(pair.value) && pair.value.has(option))
        .map(([option, instead]) => {
          const where = locate([source], ["services", name, option]);
          return `${where}: swarm ignores services.${name}.${option}: ${instead}`;
        });
    });
  });
}
