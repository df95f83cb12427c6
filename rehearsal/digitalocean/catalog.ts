/** Regions by slug. Source: DigitalOcean's list of regions. */
export const regions: Readonly<Record<string, string>> = {
  nyc1: "New York 1",
  nyc3: "New York 3",
  ams3: "Amsterdam 3",
  sfo3: "San Francisco 3",
  sgp1: "Singapore 1",
  lon1: "London 1",
  fra1: "Frankfurt 1",
  tor1: "Toronto 1",
  blr1: "Bangalore 1",
  syd1: "Sydney 1",
};

/** MiB of memory, virtual CPUs, GiB of disk and US dollars a month. */
export interface Size {
  readonly memory: number;
  readonly vcpus: number;
  readonly disk: number;
  readonly monthly: number;
}

/** Sizes by slug. Source: DigitalOcean's price list of basic and CPU-optimised droplets. */
export const sizes: Readonly<Record<string, Size>> = {
  "s-1vcpu-512mb-10gb": { memory: 512, vcpus: 1, disk: 10, monthly: 4 },
  "s-1vcpu-1gb": { memory: 1024, vcpus: 1, disk: 25, monthly: 6 },
  "s-1vcpu-2gb": { memory: 2048, vcpus: 1, disk: 50, monthly: 12 },
  "s-2vcpu-2gb": { memory: 2048, vcpus: 2, disk: 60, monthly: 18 },
  "s-2vcpu-4gb": { memory: 4096, vcpus: 2, disk: 80, monthly: 24 },
  "s-4vcpu-8gb": { memory: 8192, vcpus: 4, disk: 160, monthly: 48 },
  "s-8vcpu-16gb": { memory: 16384, vcpus: 8, disk: 320, monthly: 96 },
  "c-2": { memory: 4096, vcpus: 2, disk: 25, monthly: 42 },
  "c-4": { memory: 8192, vcpus: 4, disk: 50, monthly: 84 },
};

/** A region as the API shows it. */
export function showRegion(slug: string) {
  return {
    slug,
    name: regions[slug] ?? slug,
    available: true,
    sizes: Object.keys(sizes),
    features: features(),
  };
}

function features(): string[] {
  return ["backups", "ipv6", "metadata", "private_networking", "storage", "image_transfer"];
}

/** A size as the API shows it. */
export function showSize(slug: string) {
  const { memory, vcpus, disk, monthly } = sizes[slug] ?? {
    memory: 0,
    vcpus: 0,
    disk: 0,
    monthly: 0,
  };
  const price = {
    price_monthly: monthly,
    price_hourly: Math.round((monthly / 672) * 1e5) / 1e5,
  };
  const place = {
    regions: Object.keys(regions),
    available: true,
    description: "Basic",
  };
  return {
    slug,
    memory,
    vcpus,
    disk,
    transfer: monthly / 6,
    ...price,
    ...place,
  };
}
