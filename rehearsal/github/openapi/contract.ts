import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import type { Extract, Operation, Schema } from "./extract.ts";

/** GitHub's description at work: finds the operation of a request and checks requests and answers. */
export interface Contract {
  match(method: string, path: string): Match | undefined;
  /** Complaints about a request; empty when it is valid. Numbers and booleans of the query are converted in place. */
  request(operation: Operation, request: RequestParts): Complaint[];
  /** Complaints about an answer; empty when it is valid. */
  answer(operation: Operation, status: number, body: unknown): Complaint[];
}

export interface Match {
  readonly operation: Operation;
  readonly params: Record<string, string>;
}

export interface RequestParts {
  readonly params: Record<string, unknown>;
  readonly query: Record<string, unknown>;
  readonly body: unknown;
}

export interface Complaint {
  readonly field: string;
  readonly message: string;
}

/** @param extract the operations to serve and the schemas they reach */
export function createContract(extract: Extract): Contract {
  const routes = extract.operations.map((operation) => ({
    operation,
    pattern: routePattern(operation.path),
  }));
  // Fixed words win over placeholders: /issues/comments before /issues/{issue_number}.
  routes.sort(
    (a, b) => rank(a.operation) - rank(b.operation) || b.operation.path.length - a.operation.path.length,
  );
  const validate = createValidators(extract);
  return {
    match: (method, path) => {
      for (const { operation, pattern } of routes) {
        const found = operation.method === method.toLowerCase() ? pattern.exec(path) : null;
        if (found !== null) return { operation, params: decode(found.groups ?? {}) };
      }
      return undefined;
    },
    request: (operation, { params, query, body }) => [
      ...validate(`${operation.id} path`, () => parameterSchema(operation, "path"), params),
      ...validate(`${operation.id} query`, () => parameterSchema(operation, "query"), query),
      ...requestBody(operation, body, validate),
    ],
    answer: (operation, status, body) => {
      if (!(status in operation.answers))
        return [{ field: "", message: `${status} is not among its answers` }];
      const schema = operation.answers[status];
      if (schema === null || schema === undefined) return [];
      return validate(`${operation.id} ${status}`, () => schema, body);
    },
  };
}

type Validate = (key: string, schema: () => Schema, value: unknown) => Complaint[];

function createValidators(extract: Extract): Validate {
  const options = {
    strict: false,
    allErrors: true,
    formats: { "date-time": isDateTime, uri: isUri, email: /@/ },
  };
  const exact = new Ajv({ ...options, logger: false });
  const coercing = new Ajv({ ...options, logger: false, coerceTypes: "array" });
  for (const ajv of [exact, coercing])
    ajv.addSchema({ $id: "github", components: { schemas: extract.schemas } });
  const compiled = new Map<string, ValidateFunction>();
  return (key, schema, value) => {
    let check = compiled.get(key);
    if (check === undefined) {
      const ajv = /(path|query)$/.test(key) ? coercing : exact;
      check = ajv.compile(absolute(schema()));
      compiled.set(key, check);
    }
    return check(value) ? [] : (check.errors ?? []).map(complaint);
  };
}

/** `#/components/…` points into the document; each checked schema is a document of its own. */
function absolute(schema: Schema): Schema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"github#/components/')) as Schema;
}

function requestBody(operation: Operation, body: unknown, validate: Validate): Complaint[] {
  const { body: expected } = operation;
  if (expected === undefined) return [];
  if (body === undefined) return expected.required ? [{ field: "", message: "a body is required" }] : [];
  return validate(`${operation.id} body`, () => expected.schema, body);
}

function parameterSchema(operation: Operation, where: string): Schema {
  const parameters = operation.parameters.filter((parameter) => parameter.in === where);
  return {
    type: "object",
    properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
  };
}

function routePattern(path: string): RegExp {
  // A path, a ref or a label may hold slashes; the other placeholders may not.
  const source = path.replace(
    /\{(\w+)\}/g,
    (_, name: string) => `(?<${name}>${/^(path|ref)$/.test(name) ? ".+" : "[^/]+"})`,
  );
  return new RegExp(`^${source}$`);
}

function rank(operation: Operation): number {
  return operation.path.split("{").length + (/\{(path|ref)\}/.test(operation.path) ? 0.5 : 0);
}

function decode(groups: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]));
}

function complaint(error: ErrorObject): Complaint {
  const missing = (error.params as { missingProperty?: string }).missingProperty;
  const field = [
    ...error.instancePath.split("/").filter(Boolean),
    ...(missing === undefined ? [] : [missing]),
  ].join(".");
  return { field, message: error.message ?? error.keyword };
}

function isDateTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(text) && !Number.isNaN(Date.parse(text));
}

/** GitHub itself answers an empty text for an address that was not given. */
function isUri(text: string): boolean {
  return text === "" || URL.canParse(text);
}
