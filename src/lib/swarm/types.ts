/**
 * The parts of the Engine API's swarm objects that we read. Objects that go back to the engine (specs) keep every
 * other field, known or not: they are passed through as they came.
 * https://docs.docker.com/reference/api/engine/version/v1.45/
 */

export interface ServiceSpec {
  readonly Name: string;
  readonly Labels?: Readonly<Record<string, string>>;
  readonly TaskTemplate: TaskSpec;
  readonly Mode?: {
    readonly Replicated?: { readonly Replicas?: number };
    readonly Global?: object;
    readonly ReplicatedJob?: { readonly TotalCompletions?: number; readonly MaxConcurrent?: number };
    readonly GlobalJob?: object;
  };
  /** Nanoseconds. */
  readonly UpdateConfig?: { readonly Monitor?: number; readonly FailureAction?: string };
}

export interface TaskSpec {
  readonly ContainerSpec?: {
    readonly Image?: string;
    readonly Secrets?: readonly { readonly SecretID: string; readonly SecretName: string }[] | null;
    readonly Configs?: readonly { readonly ConfigID: string; readonly ConfigName: string }[] | null;
  };
  readonly RestartPolicy?: { readonly Condition?: string; readonly MaxAttempts?: number };
  readonly Placement?: { readonly Constraints?: readonly string[] | null };
}

export interface Service {
  readonly ID: string;
  readonly Version: { readonly Index: number };
  readonly Spec: ServiceSpec;
  readonly PreviousSpec?: ServiceSpec;
  readonly UpdateStatus?: { readonly State?: string; readonly Message?: string };
  readonly JobStatus?: { readonly JobIteration?: { readonly Index?: number } };
}

export interface Task {
  readonly ID: string;
  readonly ServiceID: string;
  readonly NodeID?: string;
  readonly Slot?: number;
  readonly UpdatedAt: string;
  readonly CreatedAt: string;
  readonly Spec: TaskSpec;
  readonly DesiredState: string;
  readonly JobIteration?: { readonly Index?: number };
  readonly Status: {
    readonly State: string;
    readonly Message?: string;
    readonly Err?: string;
    readonly ContainerStatus?: { readonly ExitCode?: number; readonly ContainerID?: string };
  };
}

export interface Node {
  readonly ID: string;
  readonly Description?: {
    readonly Hostname?: string;
    readonly Platform?: { readonly OS?: string; readonly Architecture?: string };
    readonly Engine?: { readonly Labels?: Readonly<Record<string, string>> };
  };
  readonly Spec: {
    readonly Role?: string;
    readonly Availability?: string;
    readonly Labels?: Readonly<Record<string, string>>;
  };
  readonly Status: { readonly State?: string };
}

/** A network, config or secret of a stack. */
export interface Resource {
  readonly id: string;
  readonly name: string;
}
