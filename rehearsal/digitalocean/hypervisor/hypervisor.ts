/** A droplet as the machine below the API sees it; every address is chosen before it exists. */
export interface Machine {
  readonly id: number;
  readonly hostname: string;
  /** Image reference of the engine: the stock image or a snapshot's. */
  readonly image: string;
  readonly publicAddress: string;
  readonly privateAddress: string;
  readonly vpc: string;
  readonly publicKeys: readonly string[];
  readonly userData: string;
  /** Ids of volumes that are attached at creation, mounted at /mnt/<name>. */
  readonly volumes: readonly { id: string; name: string }[];
}

/** What the API needs of the machines below it. The real one is `dockerHypervisor`; a test of the API brings its own. */
export interface Hypervisor {
  /** Image reference of a stock slug, or undefined when there is no such image. */
  stockImage(slug: string): string | undefined;
  /** Throws when the range is taken on this machine. */
  createNetwork(vpc: string, range: string): Promise<void>;
  removeNetwork(vpc: string): Promise<void>;
  /** Creates and starts; resolves when it boots, before sshd answers. */
  create(machine: Machine): Promise<void>;
  start(id: number): Promise<void>;
  /** `graceful` asks init and kills after a limit; otherwise the plug is pulled. */
  stop(id: number, graceful: boolean): Promise<void>;
  remove(id: number): Promise<void>;
  /** Whether it runs, and how it ended when not; undefined when there is no such machine. */
  inspect(id: number): Promise<{ running: boolean; exitCode: number } | undefined>;
  /** Image reference of a new snapshot of the machine's disk, and its size. */
  snapshot(id: number, name: string): Promise<{ image: string; bytes: number }>;
  removeImage(image: string): Promise<void>;
  /** Loads an nftables ruleset as the cloud's firewall of a running machine. */
  firewall(id: number, ruleset: string): Promise<void>;
  createVolume(id: string): Promise<void>;
  removeVolume(id: string): Promise<void>;
  /** Told when a machine ends by whatever means. */
  onExit(listener: (id: number) => void): void;
  /** Removes everything of this world. */
  close(): Promise<void>;
}
