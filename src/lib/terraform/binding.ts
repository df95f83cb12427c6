import { timingSafeEqual } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { UserError } from "../errors/errors.ts";
import type { ChangeRecord, Recorder, Subject } from "./records.ts";

/** What the comment remembers of the plan that was reviewed. */
export interface Binding extends Subject {
  readonly version: 1;
  readonly digest: string;
  /** Left out when there are too many: then only the whole plan can be compared. */
  readonly records?: readonly ChangeRecord[];
}

/** Characters of a comment that the records may take; about 400 changes. */
const RECORDS_LIMIT = 16_384;
/** Bytes that unpacked records may take, against a comment that was made to burst. */
const UNPACKED_LIMIT = 8 * 1024 * 1024;
const LINE = /^<!-- elm-infra-plan:(\{.*\}) -->$/m;

/** Binds a plan to its commit, root module, workspace and changes. */
export function bind(recorder: Recorder, subject: Subject, records: readonly ChangeRecord[]): Binding {
  const { head, root, workspace } = subject;
  return { version: 1, head, root, workspace, digest: recorder.digest(records), records };
}

/** The hidden line of the comment. */
export function renderBinding(binding: Binding): string {
  const { records, ...rest } = binding;
  const packed = deflateRawSync(Buffer.from(JSON.stringify((records ?? []).map(pack))), { level: 9 });
  const text = packed.toString("base64url");
  const data = records === undefined || text.length > RECORDS_LIMIT ? rest : { ...rest, records: text };
  const json = JSON.stringify(data).replaceAll("<", "\\u003c").replaceAll(">", "\\u003e");
  return `<!-- elm-infra-plan:${json} -->`;
}

/**
 * Reads the hidden line back.
 *
 * @returns `undefined` when the comment has none
 * @throws UserError when it can't be read
 */
export function readBinding(body: string): Binding | undefined {
  const json = LINE.exec(body)?.[1];
  if (json === undefined) return undefined;
  try {
    const { records, ...rest } = JSON.parse(json);
    if (rest.version !== 1) throw new Error(`its version is ${rest.version}, not 1`);
    if (records === undefined) return rest;
    const unpacked = inflateRawSync(Buffer.from(records, "base64url"), { maxOutputLength: UNPACKED_LIMIT });
    return { ...rest, records: JSON.parse(unpacked.toString()).map(unpack) };
  } catch (cause) {
    throw new UserError("the hidden data of the plan's comment can't be read: run the plan again", { cause });
  }
}

/**
 * Tells whether the records are the ones that were bound: nobody has changed them since.
 */
export function isAuthentic(binding: Binding, recorder: Recorder): boolean {
  return binding.records === undefined || sameDigest(binding.digest, recorder.digest(binding.records));
}

/** Compares in constant time. */
export function sameDigest(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

type Packed = [string, string, string, string, ChangeRecord["unknown"]];

function pack({ address, kind, before, after, unknown }: ChangeRecord): Packed {
  return [address, kind, before, after, unknown];
}

function unpack([address, kind, before, after, unknown]: Packed): ChangeRecord {
  return { address, kind, before, after, unknown };
}
