import { docker } from "./process.ts";

/**
 * Capabilities of the kernel by number, as engine 20.10 knows them (those after AUDIT_READ it refuses).
 * Source: linux/capability.h.
 */
const capabilities = [
  ...["CHOWN", "DAC_OVERRIDE", "DAC_READ_SEARCH", "FOWNER", "FSETID", "KILL", "SETGID", "SETUID", "SETPCAP"],
  ...[
    "LINUX_IMMUTABLE",
    "NET_BIND_SERVICE",
    "NET_BROADCAST",
    "NET_ADMIN",
    "NET_RAW",
    "IPC_LOCK",
    "IPC_OWNER",
  ],
  ...[
    "SYS_MODULE",
    "SYS_RAWIO",
    "SYS_CHROOT",
    "SYS_PTRACE",
    "SYS_PACCT",
    "SYS_ADMIN",
    "SYS_BOOT",
    "SYS_NICE",
  ],
  ...[
    "SYS_RESOURCE",
    "SYS_TIME",
    "SYS_TTY_CONFIG",
    "MKNOD",
    "LEASE",
    "AUDIT_WRITE",
    "AUDIT_CONTROL",
    "SETFCAP",
  ],
  ...["MAC_OVERRIDE", "MAC_ADMIN", "SYSLOG", "WAKE_ALARM", "BLOCK_SUSPEND", "AUDIT_READ"],
];

/** How a container that runs systemd is started on this machine's engine. */
export interface ContainerShape {
  readonly options: readonly string[];
  readonly command: readonly string[];
}

/** Probes the engine once: may it give every privilege, and which cgroup version has it? */
export async function probeShape(image: string): Promise<ContainerShape> {
  const [privileged, version] = await Promise.all([
    mayBePrivileged(image),
    docker(["info", "--format", "{{.CgroupVersion}}"]),
  ]);
  const privileges = privileged ? ["--privileged"] : listedPrivileges(await boundingSet(image));
  // Docker mounts a tmpfs noexec, and a provisioner runs its scripts from /tmp.
  const mounts = ["--tmpfs", "/run:exec,mode=755", "--tmpfs", "/tmp:exec,mode=1777"];
  if (version !== "1") return { options: [...privileges, ...mounts], command: ["/sbin/init"] };
  // A private cgroup namespace of v1 breaks the runc inside the droplet.
  const cgroups = ["--cgroupns=host", "--volume", "/sys/fs/cgroup:/sys/fs/cgroup:rw"];
  return {
    options: [...privileges, ...mounts, ...cgroups],
    command: ["/sbin/init", "systemd.unified_cgroup_hierarchy=0", "SYSTEMD_CGROUP_ENABLE_LEGACY_FORCE=1"],
  };
}

async function mayBePrivileged(image: string): Promise<boolean> {
  const probe = ["run", "--rm", "--privileged", "--network", "none", "--entrypoint", "true", image];
  return docker(probe).then(
    () => true,
    () => false,
  );
}

/** The capabilities that the engine itself has, and so can give: asked in the host's pid namespace. */
async function boundingSet(image: string): Promise<string[]> {
  const probe = [
    "run",
    "--rm",
    "--pid=host",
    "--network",
    "none",
    "--entrypoint",
    "cat",
    image,
    "/proc/1/status",
  ];
  const mask = BigInt(`0x${/^CapBnd:\s*([0-9a-f]+)/m.exec(await docker(probe))?.[1] ?? "0"}`);
  return capabilities.filter((_, bit) => (mask >> BigInt(bit)) & 1n);
}

function listedPrivileges(set: readonly string[]): string[] {
  const unconfined = ["seccomp", "apparmor", "systempaths"].map(
    (name) => `--security-opt=${name}=unconfined`,
  );
  return [...set.map((name) => `--cap-add=${name}`), ...unconfined];
}
