import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { cacheFolder } from "../../cache.ts";
import { OPERATIONS } from "./operations.ts";

export type Schema = Record<string, unknown>;

/** A parameter in the path, the query or a header. */
export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: Schema;
}

/** One operation of the description, as far as it is checked. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly documentation: string;
  readonly parameters: readonly Parameter[];
  readonly body?: { readonly required: boolean; readonly schema: Schema };
  /** Schema of the answer for each status; null where the answer has no JSON. */
  readonly answers: Readonly<Record<string, Schema | null>>;
}

/** The part of GitHub's description that is needed, with every schema it reaches. */
export interface Extract {
  readonly operations: readonly Operation[];
  readonly schemas: Readonly<Record<string, Schema>>;
}

type Node = Record<string, unknown>;

/**
 * The needed part of GitHub's OpenAPI description, from the cache, or made from the package `@octokit/openapi` (13 MB)
 * and put into the cache.
 */
export async function loadExtract(): Promise<Extract> {
  const require = createRequire(import.meta.url);
  const index = require.resolve("@octokit/openapi");
  const manifest = await readFile(join(dirname(index), "package.json"), "utf8");
  const key = createHash("sha256")
    .update(manifest)
    .update(OPERATIONS.join(" "))
    .update("form 1")
    .digest("hex");
  const root = cacheFolder();
  const file = join(root, "github-openapi", `${key.slice(0, 16)}.json`);
  const cached = await readFile(file, "utf8").catch(() => undefined);
  if (cached !== undefined) return JSON.parse(cached) as Extract;
  const text = await readFile(join(dirname(index), "generated", "api.github.com.json"), "utf8");
  const extract = extractFrom(JSON.parse(text) as Node);
  await mkdir(dirname(file), { recursive: true });
  // Two starts at once must not read each other's half-written file.
  await writeFile(`${file}.${process.pid}`, JSON.stringify(extract));
  await rename(`${file}.${process.pid}`, file);
  return extract;
}

function extractFrom(document: Node): Extract {
  const wanted = new Set<string>(OPERATIONS);
  const operations: Operation[] = [];
  for (const [path, methods] of Object.entries(document.paths as Record<string, Node>)) {
    for (const [method, raw] of Object.entries(methods)) {
      const operation = raw as Node;
      if (wanted.has(operation.operationId as string))
        operations.push(readOperation(document, operation, { path, method }));
    }
  }
  const schemas: Record<string, Schema> = {};
  const queue = references(operations);
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (schemas[name] !== undefined) continue;
    const schema = plain(
      (document.components as { schemas: Record<string, unknown> }).schemas[name],
    ) as Schema;
    schemas[name] = schema;
    queue.push(...references(schema));
  }
  return { operations, schemas };
}

function readOperation(document: Node, operation: Node, at: { path: string; method: string }): Operation {
  const parameters = ((operation.parameters as Node[] | undefined) ?? []).map((each) => {
    const { name, in: where, required, schema } = follow(document, each) as Node;
    return { name, in: where, required: required === true, schema: plain(schema) } as Parameter;
  });
  const request = follow(document, operation.requestBody) as Node | undefined;
  const schema = jsonSchema(request);
  const answers: Record<string, Schema | null> = {};
  for (const [status, raw] of Object.entries(operation.responses as Node)) {
    answers[status] = jsonSchema(follow(document, raw) as Node) ?? null;
  }
  return {
    id: operation.operationId as string,
    ...at,
    documentation: (operation.externalDocs as { url: string } | undefined)?.url ?? "",
    parameters,
    ...(schema === undefined ? {} : { body: { required: request?.required === true, schema } }),
    answers,
  };
}

function jsonSchema(holder: Node | undefined): Schema | undefined {
  const content = holder?.content as Record<string, { schema: unknown }> | undefined;
  const json = content?.["application/json"];
  return json === undefined ? undefined : (plain(json.schema) as Schema);
}

function follow(document: Node, value: unknown): unknown {
  const pointer = (value as { $ref?: string } | undefined)?.$ref;
  if (pointer === undefined) return value;
  return pointer
    .slice(2)
    .split("/")
    .reduce<unknown>((node, key) => (node as Node)[key], document);
}

function references(value: unknown): string[] {
  return [...JSON.stringify(value).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
    (match) => match[1] ?? "",
  );
}

const KEPT =
  /^(\$ref|type|properties|items|required|enum|anyOf|oneOf|allOf|not|additionalProperties|format|pattern|minimum|maximum|min(Length|Items)|max(Length|Items)|default|nullable)$/;

/**
 * A schema of OpenAPI 3.0 as JSON Schema: without examples and remarks, and with `null` among the types where it is
 * `nullable`.
 */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const schema: Schema = {};
  for (const [key, inner] of Object.entries(value)) {
    if (!KEPT.test(key)) continue;
    schema[key] =
      key === "properties"
        ? mapValues(inner as Schema, plain)
        : key === "enum" || key === "default"
          ? inner
          : plain(inner);
  }
  const { nullable, ...rest } = schema;
  if (nullable !== true) return rest;
  if (Array.isArray(rest.enum) && !rest.enum.includes(null)) rest.enum = [...rest.enum, null];
  if (typeof rest.type === "string") return { ...rest, type: [rest.type, "null"] };
  return { anyOf: [rest, { type: "null" }] };
}

function mapValues(object: Schema, map: (value: unknown) => unknown): Schema {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value)]));
}
