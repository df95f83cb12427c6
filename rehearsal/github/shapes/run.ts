import type { Job } from "../../runner/request.ts";
import type { Commit } from "../repository.ts";
import type { Artifact, Run } from "../state/model.ts";
import type { World } from "../state/world.ts";
import { links, nodeId, repositoryApi, repositoryPage, userShape } from "./common.ts";
import { repositoryShape } from "./repository.ts";

/** GitHub's `workflow-run`. */
export function runShape(world: World, run: Run, head: Commit): Record<string, unknown> {
  const url = `${repositoryApi(world)}/actions/runs/${run.id}`;
  return {
    id: run.id,
    node_id: nodeId("WorkflowRun", run.id),
    name: run.name,
    display_title: run.title,
    path: run.workflow,
    workflow_id: workflowId(run.workflow),
    workflow_url: `${repositoryApi(world)}/actions/workflows/${workflowId(run.workflow)}`,
    run_number: run.number,
    run_attempt: 1,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    head_branch: run.branch,
    head_sha: run.headSha,
    head_commit: {
      id: head.sha,
      tree_id: head.tree,
      message: head.message,
      timestamp: head.committer.date,
      author: { name: head.author.name, email: head.author.email },
      committer: { name: head.committer.name, email: head.committer.email },
    },
    url,
    html_url: `${repositoryPage(world)}/actions/runs/${run.id}`,
    ...links(url, ["jobs", "logs", "cancel", "rerun", "artifacts"]),
    check_suite_url: `${repositoryApi(world)}/check-suites/${run.id}`,
    created_at: run.createdAt,
    updated_at: run.updatedAt,
    run_started_at: run.createdAt,
    actor: userShape(world, run.actor),
    triggering_actor: userShape(world, run.actor),
    pull_requests: [],
    repository: repositoryShape(world),
    head_repository: repositoryShape(world),
  };
}

/** GitHub's `job`. */
export function jobShape(world: World, run: Run, index: number): Record<string, unknown> {
  const job = run.jobs[index] as Job;
  const id = run.id * 100 + index;
  const url = `${repositoryApi(world)}/actions/jobs/${id}`;
  const state = (conclusion: string | null, started: string | null) =>
    conclusion !== null ? "completed" : started === null ? "queued" : "in_progress";
  return {
    id,
    node_id: nodeId("Job", id),
    run_id: run.id,
    run_url: `${repositoryApi(world)}/actions/runs/${run.id}`,
    run_attempt: 1,
    head_sha: run.headSha,
    head_branch: run.branch,
    workflow_name: run.name,
    name: job.name,
    url,
    html_url: `${repositoryPage(world)}/actions/runs/${run.id}#job-${index}`,
    check_run_url: `${repositoryApi(world)}/check-runs/${id}`,
    status: state(job.conclusion, job.startedAt),
    conclusion: job.conclusion,
    created_at: run.createdAt,
    started_at: job.startedAt ?? run.createdAt,
    completed_at: job.completedAt,
    labels: ["ubuntu-latest"],
    ...{ runner_id: 1, runner_name: "rehearsal", runner_group_id: 1, runner_group_name: "Default" },
    steps: job.steps.map((step, position) => ({
      name: step.name,
      number: position + 1,
      status: state(step.conclusion, step.startedAt),
      conclusion: step.conclusion,
      started_at: step.startedAt,
      completed_at: step.completedAt,
    })),
  };
}

/** GitHub's `artifact`. */
export function artifactShape(world: World, artifact: Artifact): Record<string, unknown> {
  const url = `${repositoryApi(world)}/actions/artifacts/${artifact.id}`;
  const run = world.runs.find((each) => each.id === artifact.run);
  return {
    id: artifact.id,
    node_id: nodeId("Artifact", artifact.id),
    name: artifact.name,
    size_in_bytes: artifact.zip.length,
    url,
    archive_download_url: `${url}/zip`,
    expired: false,
    created_at: artifact.createdAt,
    updated_at: artifact.createdAt,
    expires_at: new Date(Date.parse(artifact.createdAt) + 90 * 86_400_000).toISOString(),
    workflow_run: {
      id: artifact.run,
      repository_id: 724712,
      head_repository_id: 724712,
      head_branch: run?.branch ?? "",
      head_sha: run?.headSha ?? "",
    },
  };
}

/** A number for a workflow file that stays the same. */
export function workflowId(path: string): number {
  return [...path].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7);
}
