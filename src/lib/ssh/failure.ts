/** Where a connection goes. */
export interface Target {
  readonly user: string;
  readonly host: string;
  readonly port: number;
}

/** Why ssh did not connect. */
export interface Failure {
  /** One sentence: what, found, do. */
  readonly message: string;
  /** True where a machine that is still booting looks the same, so that trying again is right. */
  readonly passing: boolean;
}

type Rule = readonly [pattern: RegExp, passing: boolean, say: (target: Target, log: string) => string];

/**
 * What OpenSSH (8.9 to 10) writes to its log, first match counts. A server that closes before its banner may be booting
 * or over its MaxStartups; both pass. A wrong key or a wrong host key does not get better by waiting.
 */
const rules: readonly Rule[] = [
  [
    /REMOTE HOST IDENTIFICATION HAS CHANGED/,
    false,
    (target, log) =>
      `${at(target)} shows another host key than known-hosts has for it${fingerprint(log)}: if the machine was replaced, give its new line in known-hosts; if not, somebody answers in its place`,
  ],
  [
    /host key is known for|Host key verification failed/,
    false,
    (target) =>
      `${at(target)} is not in known-hosts (looked for "${knownName(target)}"): add its line, for example from Terraform's output known_hosts`,
  ],
  [
    /Permission denied \(/,
    false,
    (target, log) =>
      `${at(target)} refused the key for user "${target.user}" (it accepts ${/Permission denied \(([^)]*)\)/.exec(log)?.[1]}): put the public half of private-key into that user's authorized_keys, or name another user`,
  ],
  [
    /Too many authentication failures/,
    false,
    (target) => `${at(target)} refused the key for user "${target.user}"`,
  ],
  [
    /Could not resolve hostname/,
    false,
    (target) => `host "${target.host}" has no address: check the name, or give an IP address`,
  ],
  [
    /no matching (host key type|key exchange method|cipher|MAC) found.*$/m,
    false,
    (target, log) => `${at(target)} and this ssh have no ${/no matching .*$/m.exec(log)?.[0].slice(12)}`,
  ],
  [
    /Connection refused/,
    true,
    (target) => `nothing listens at ${at(target)} (connection refused): check host, port and that sshd runs`,
  ],
  [
    /timed out|No route to host|Network is unreachable|Host is down/i,
    true,
    (target) =>
      `${at(target)} cannot be reached (no answer): check host and port, and that the firewall lets this runner in`,
  ],
  [
    /kex_exchange_identification|Connection (reset|closed) by|System is booting up/,
    true,
    (target) =>
      `${at(target)} closed the connection before the login: it is starting, or refuses this runner (fail2ban, MaxStartups, a proxy in between)`,
  ],
];

/** Tells from ssh's own log why a connection failed. */
export function explainFailure(target: Target, log: string): Failure {
  for (const [pattern, passing, say] of rules) {
    if (pattern.test(log)) return { message: say(target, log), passing };
  }
  const last = log.trim().split("\n").at(-1)?.trim();
  return {
    message: `ssh could not connect to ${at(target)}: ${last || "it gave no reason"}`,
    passing: false,
  };
}

/** `user@host:port` for messages. */
export function at({ user, host, port }: Target): string {
  return `${user}@${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** The name by which known_hosts knows a host: a port other than 22 is part of it. */
function knownName({ host, port }: Target): string {
  return port === 22 ? host : `[${host}]:${port}`;
}

function fingerprint(log: string): string {
  const found = /(SHA256:[\w+/=]+)/.exec(log)?.[1];
  return found === undefined ? "" : ` (it shows ${found.replace(/\.$/, "")})`;
}
