/** An answer that is an error, in DigitalOcean's shape: `{ id, message, request_id }`. */
export class ApiError extends Error {
  readonly status: number;
  readonly id: string;

  constructor(status: number, id: string, message: string) {
    super(message);
    this.status = status;
    this.id = id;
  }
}

/** 404 as every call answers it. */
export function notFound(): ApiError {
  return new ApiError(404, "not_found", "The resource you were accessing could not be found.");
}

/** 422: the request was understood, and refused for what it asks. */
export function unprocessable(message: string): ApiError {
  return new ApiError(422, "unprocessable_entity", message);
}

/** The value, or 404 when there is none. */
export function existing<Value>(value: Value | undefined): Value {
  if (value === undefined) throw notFound();
  return value;
}
