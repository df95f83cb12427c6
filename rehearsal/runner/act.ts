import type { RunRequest } from "./request.ts";
import type { Workspace } from "./workspace.ts";

/** Where the files of a run lie that act reads. */
export interface ActFiles {
  readonly event: string;
  readonly secrets: string;
  readonly variables: string;
  readonly environment: string;
  readonly nothing: string;
}

/** Folders that stand for actions of other repositories: `actions/cache@<ref>` -> folder. */
export type LocalActions = Readonly<Record<string, string>>;

/**
 * The arguments of act for a run. Files that end in `.yml` are read as YAML, of which JSON is a part: values with
 * several lines, quotes and dollar signs stay what they are.
 *
 * @param artifactPort a free port of 127.0.0.1 for act's artifact server
 */
export function actArguments(
  request: RunRequest,
  files: ActFiles,
  where: { workspace: Workspace; artifactPort: number; localActions: LocalActions },
): string[] {
  const { workspace, artifactPort, localActions } = where;
  const local = Object.entries(localActions).map(
    ([action, folder]) => `--local-repository=${action}=${folder}`,
  );
  return [
    request.event,
    ...["-C", workspace.clone, "-W", request.workflow, "-e", files.event, "--actor", request.actor],
    ...["--secret-file", files.secrets, "--var-file", files.variables, "--env-file", files.environment],
    ...["--input-file", files.nothing, "-P", "ubuntu-latest=-self-hosted", "--json", "--no-cache-server"],
    ...["--action-cache-path", workspace.cache, "--artifact-server-path", workspace.artifacts],
    ...["--artifact-server-addr", "127.0.0.1", "--artifact-server-port", String(artifactPort)],
    ...local,
  ];
}

/**
 * The variables that act must be told. It takes the commit from SHA_REF (it overwrites GITHUB_SHA by what it finds in
 * the folder), and would guess the repository from the remote's address.
 *
 * @param machine the environment of the runner machine; these are set by it only where act would shadow them
 */
export function actEnvironment(
  request: RunRequest,
  trackingId: string,
  machine: Readonly<Record<string, string>>,
): Record<string, string> {
  const [owner = ""] = request.repository.split("/");
  const pull = (request.payload as { pull_request?: { head: { ref: string }; base: { ref: string } } })
    .pull_request;
  return {
    ...machine,
    GITHUB_SERVER_URL: request.serverUrl,
    GITHUB_API_URL: request.apiUrl,
    GITHUB_GRAPHQL_URL: request.apiUrl.replace(/\/v3$/, "/graphql"),
    GITHUB_REPOSITORY: request.repository,
    GITHUB_REPOSITORY_OWNER: owner,
    GITHUB_REF: request.ref,
    GITHUB_REF_NAME: request.ref.replace(/^refs\/(heads|tags|pull)\//, ""),
    GITHUB_REF_TYPE: request.ref.startsWith("refs/tags/") ? "tag" : "branch",
    GITHUB_HEAD_REF: pull?.head.ref ?? "",
    GITHUB_BASE_REF: pull?.base.ref ?? "",
    SHA_REF: request.sha,
    GITHUB_RUN_ID: String(request.runId),
    GITHUB_RUN_NUMBER: String(request.runNumber),
    GITHUB_RUN_ATTEMPT: "1",
    GITHUB_WORKFLOW_REF: `${request.repository}/${request.workflow}@${request.ref}`,
    GITHUB_WORKFLOW_SHA: request.sha,
    RUNNER_ENVIRONMENT: "self-hosted",
    RUNNER_NAME: "rehearsal",
    RUNNER_TRACKING_ID: trackingId,
  };
}
