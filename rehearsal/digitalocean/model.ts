/** What the API keeps, in its own field names where it shows them unchanged. */
export interface Droplet {
  readonly id: number;
  name: string;
  status: "new" | "active" | "off";
  locked: boolean;
  readonly region: string;
  size: string;
  /** Id of the image that it was made of. */
  readonly image: number;
  readonly created_at: string;
  readonly vpc_uuid: string;
  readonly publicAddress: string;
  readonly privateAddress: string;
  readonly features: Set<string>;
  readonly tags: Set<string>;
  readonly volumes: Set<string>;
}

export interface Image {
  readonly id: number;
  name: string;
  readonly slug: string | null;
  readonly regions: Set<string>;
  readonly created_at: string;
  readonly min_disk_size: number;
  readonly size_gigabytes: number;
  readonly tags: Set<string>;
  /** Image reference of the hypervisor. */
  readonly reference: string;
  /** The droplet that it is a snapshot of. */
  readonly droplet: number | null;
}

export interface SshKey {
  readonly id: number;
  name: string;
  readonly public_key: string;
  readonly fingerprint: string;
}

export interface Vpc {
  readonly id: string;
  name: string;
  description: string;
  readonly region: string;
  ip_range: string;
  readonly created_at: string;
  default: boolean;
  /** The network of a default VPC is made with its first droplet. */
  network: Promise<void> | undefined;
}

/** Who may talk to a droplet, or whom it may talk to. */
export interface Peers {
  readonly addresses?: readonly string[];
  readonly tags?: readonly string[];
  readonly droplet_ids?: readonly number[];
}

export interface FirewallRule {
  readonly protocol: string;
  /** One port, a range `8000-9000`, or `0` for all. */
  readonly ports: string;
  readonly sources?: Peers;
  readonly destinations?: Peers;
}

export interface Firewall {
  readonly id: string;
  name: string;
  inbound_rules: readonly FirewallRule[];
  outbound_rules: readonly FirewallRule[];
  droplet_ids: readonly number[];
  tags: readonly string[];
  readonly created_at: string;
}

export interface Action {
  readonly id: number;
  status: "in-progress" | "completed" | "errored";
  readonly type: string;
  readonly started_at: string;
  completed_at: string | null;
  readonly resource_id: number | string;
  readonly resource_type: string;
  readonly region_slug: string;
}

export interface Volume {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly description: string;
  size_gigabytes: number;
  readonly filesystem_type: string;
  readonly filesystem_label: string;
  droplet: number | null;
  readonly tags: Set<string>;
  readonly created_at: string;
}

export interface Project {
  readonly id: string;
  name: string;
  description: string;
  purpose: string;
  environment: string;
  is_default: boolean;
  readonly created_at: string;
  updated_at: string;
  readonly resources: Set<string>;
}
