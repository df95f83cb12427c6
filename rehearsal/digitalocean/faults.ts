/** A failure that was asked for: the next `times` requests that match are answered with `status`, or only delayed. */
export interface Fault {
  readonly method?: string;
  /** Regular expression of the path. */
  readonly path: string;
  /** Nothing: the request is answered as it would be, after the delay. */
  readonly status?: number;
  readonly message?: string;
  times: number;
  readonly delay_ms?: number;
}

/** The first fault that matches, one of its times used up. */
export function takeFault(faults: Fault[], method: string, path: string): Fault | undefined {
  const fault = faults.find(
    (one) => one.times > 0 && (one.method ?? method) === method && new RegExp(one.path).test(path),
  );
  if (fault) fault.times -= 1;
  return fault;
}

/** Reads a fault; once when `times` is not given. */
export function readFault(body: Readonly<Record<string, unknown>>): Fault {
  const { method, path, status, message, times, delay_ms: delay } = body;
  if (typeof path !== "string") throw new Error("path must be a regular expression as text");
  return {
    ...(typeof method === "string" ? { method } : {}),
    ...(typeof status === "number" ? { status } : {}),
    ...(typeof message === "string" ? { message } : {}),
    ...(typeof delay === "number" ? { delay_ms: delay } : {}),
    ...{ path, times: typeof times === "number" ? times : 1 },
  };
}
