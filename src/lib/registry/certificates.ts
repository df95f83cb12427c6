import { readdirSync, readFileSync } from "node:fs";
import { rootCertificates } from "node:tls";
import { UserError } from "../errors/errors.ts";

/** Where systems keep their bundle of authorities (the list that Go, and so the engine, looks through). */
const systemBundles = [
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/ssl/ca-bundle.pem",
  "/etc/ssl/cert.pem",
];

/**
 * The certificate authorities to trust for a registry. Node knows only its own list; the engine that pulls and pushes
 * trusts the system's, and what `/etc/docker/certs.d/<registry>` adds
 * (https://docs.docker.com/engine/security/certificates/). Both must agree, or one of them fails where the other works.
 *
 * @param host `name[:port]` as in image names
 * @param file more authorities in PEM, of the caller's choice
 * @throws UserError when `file` can't be read or holds no certificate
 */
export function authorities(host: string, file?: string): string[] {
  const { SSL_CERT_FILE, NODE_EXTRA_CA_CERTS } = process.env;
  const bundles = SSL_CERT_FILE ? [SSL_CERT_FILE] : systemBundles;
  const found = [...rootCertificates, ...bundles.flatMap(read)];
  if (NODE_EXTRA_CA_CERTS && NODE_EXTRA_CA_CERTS !== SSL_CERT_FILE) found.push(...read(NODE_EXTRA_CA_CERTS));
  found.push(...engineCertificates(`/etc/docker/certs.d/${host}`));
  if (file !== undefined) found.push(required(file));
  return found;
}

function required(file: string): string {
  const [text] = read(file);
  if (text?.includes("-----BEGIN CERTIFICATE-----")) return text;
  throw new UserError(
    `registry-ca must name a file with certificates in PEM; "${file}" ${text === undefined ? "can't be read" : "holds none"}`,
  );
}

function engineCertificates(folder: string): string[] {
  try {
    const files = readdirSync(folder).filter((name) => name.endsWith(".crt"));
    return files.flatMap((name) => read(`${folder}/${name}`));
  } catch {
    return [];
  }
}

/** A bundle that is not there adds nothing: most machines have one of the list. */
function read(file: string): string[] {
  try {
    return [readFileSync(file, "utf8")];
  } catch {
    return [];
  }
}
