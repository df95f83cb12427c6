import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Shell } from "../../src/lib/shell/command.ts";

/** Files of the world's own certificate authority and of one server certificate it signed. */
export interface Certificates {
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

/**
 * Makes a certificate authority that lives as long as the world, and a certificate for one address.
 *
 * @param folder where the files go; private to this user
 * @param address an IPv4 address
 */
export async function makeCertificates(shell: Shell, folder: string, address: string): Promise<Certificates> {
  const file = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => shell.run({ program: "openssl", args, limit: 30 });
  const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  await openssl(
    ...["req", "-x509", ...newKey, "-days", "2", "-subj", "/CN=Rehearsal authority"],
    ...["-keyout", file("authority.key"), "-out", file("authority.crt")],
  );
  await openssl(
    ...[
      "req",
      ...newKey,
      "-subj",
      `/CN=${address}`,
      "-keyout",
      file("server.key"),
      "-out",
      file("server.csr"),
    ],
  );
  await writeFile(file("server.ext"), `subjectAltName=IP:${address}\nextendedKeyUsage=serverAuth\n`);
  await openssl(
    ...["x509", "-req", "-in", file("server.csr"), "-days", "2", "-CAcreateserial"],
    ...["-CA", file("authority.crt"), "-CAkey", file("authority.key")],
    ...["-extfile", file("server.ext"), "-out", file("server.crt")],
  );
  return { authority: file("authority.crt"), certificate: file("server.crt"), key: file("server.key") };
}
