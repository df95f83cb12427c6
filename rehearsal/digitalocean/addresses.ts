/** A range of IPv4 addresses: `10.88.0.0/24`. */
export interface Range {
  readonly first: number;
  readonly size: number;
}

const pattern = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;

/** Reads a range in CIDR form; undefined when it is none or its address is not the first of it. */
export function parseRange(cidr: string): Range | undefined {
  const parts = pattern.exec(cidr)?.slice(1).map(Number);
  if (parts === undefined) return undefined;
  const bits = parts.pop() ?? 0;
  if (bits > 32 || parts.some((part) => part > 255)) return undefined;
  const first = parts.reduce((sum, part) => sum * 256 + part, 0);
  const size = 2 ** (32 - bits);
  return first % size === 0 ? { first, size } : undefined;
}

/** Whether the two ranges share an address. */
export function overlaps(one: Range, other: Range): boolean {
  return one.first < other.first + other.size && other.first < one.first + one.size;
}

/** The /20 after this one, within the same /16; undefined after the last. */
export function nextRange(cidr: string): string | undefined {
  const range = parseRange(cidr);
  if (range === undefined) return undefined;
  const next = range.first + 4096;
  return Math.floor(next / 65536) === Math.floor(range.first / 65536) ? `${show(next)}/20` : undefined;
}

/**
 * The first free address of a range after its gateway, the last one given out and those before it coming last: a new
 * droplet then does not get the address of one that has just gone, whose host key somebody may still know.
 */
export function freeAddress(
  cidr: string,
  taken: ReadonlySet<string>,
  last: string | undefined,
): string | undefined {
  const range = parseRange(cidr);
  if (range === undefined) return undefined;
  const usable = range.size - 3;
  const start = last === undefined ? 0 : parse(last) - range.first - 1;
  for (let step = 0; step < usable; step += 1) {
    const address = show(range.first + 2 + ((start + step) % usable));
    if (!taken.has(address)) return address;
  }
  return undefined;
}

function parse(address: string): number {
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}

function show(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}
