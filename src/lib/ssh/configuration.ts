/** Seconds for one attempt to connect; how long to go on trying is the caller's to say. */
const ATTEMPT = 10;

/**
 * The text of our ssh_config(5). A file and not a row of `-o`, because a jump host's ssh is started with `-F` of the
 * outer one and none of its `-o`: strict host keys hold on every hop.
 */
export function configuration(paths: { authSock: string; knownHostsFile: string }): string {
  const options: Record<string, string> = {
    IdentityAgent: `"${paths.authSock}"`,
    IdentityFile: "none",
    UserKnownHostsFile: `"${paths.knownHostsFile}"`,
    GlobalKnownHostsFile: "none",
    StrictHostKeyChecking: "yes",
    UpdateHostKeys: "no",
    CheckHostIP: "no",
    BatchMode: "yes",
    PreferredAuthentications: "publickey",
    ForwardAgent: "no",
    ForwardX11: "no",
    ConnectTimeout: String(ATTEMPT),
    ConnectionAttempts: "1",
    ServerAliveInterval: "15",
    ServerAliveCountMax: "4",
    StreamLocalBindMask: "0177",
    StreamLocalBindUnlink: "yes",
  };
  const lines = Object.entries(options).map(([name, value]) => `  ${name} ${value}`);
  return ["Host *", ...lines, ""].join("\n");
}
