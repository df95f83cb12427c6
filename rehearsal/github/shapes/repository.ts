import type { Commit } from "../repository.ts";
import { now, type World } from "../state/world.ts";
import { links, nodeId, repositoryApi, repositoryPage, userShape } from "./common.ts";

const LINKS = [
  "archive assignees blobs branches collaborators comments commits compare contents contributors deployments",
  "downloads events forks hooks issues keys labels languages merges milestones notifications pulls releases",
  "stargazers statuses subscribers subscription tags teams trees",
].flatMap((line) => line.split(" "));

const COUNTS = { forks: 0, forks_count: 0, stargazers_count: 0, watchers: 0, watchers_count: 0, size: 1 };

/** GitHub's repository object; `fork` names the owner of a fork of it. */
export function repositoryShape(world: World, fork?: string): Record<string, unknown> {
  const api = fork === undefined ? repositoryApi(world) : `${world.apiUrl}/repos/${fork}/${world.name}`;
  const page = fork === undefined ? repositoryPage(world) : `${world.url}/${fork}/${world.name}`;
  const owner = fork === undefined ? world.owner : world.user(fork);
  const open = world.issues.filter((issue) => issue.state === "open").length;
  return {
    id: fork === undefined ? 724712 : 724713,
    node_id: nodeId("Repository", fork === undefined ? 724712 : 724713),
    name: world.name,
    full_name: `${owner.login}/${world.name}`,
    private: false,
    owner: userShape(world, owner),
    html_url: page,
    description: "The infrastructure of Elm's websites",
    fork: fork !== undefined,
    url: api,
    ...links(api, LINKS),
    git_commits_url: `${api}/git/commits{/sha}`,
    git_refs_url: `${api}/git/refs{/sha}`,
    git_tags_url: `${api}/git/tags{/sha}`,
    issue_comment_url: `${api}/issues/comments{/number}`,
    issue_events_url: `${api}/issues/events{/number}`,
    ...{ clone_url: `${page}.git`, git_url: `${page}.git`, ssh_url: `${page}.git`, svn_url: page },
    ...{
      homepage: null,
      language: "TypeScript",
      license: null,
      mirror_url: null,
      visibility: "public",
      topics: [],
    },
    ...{
      archived: false,
      disabled: false,
      has_issues: true,
      has_projects: false,
      has_wiki: false,
      has_pages: false,
    },
    ...{ has_discussions: false, has_downloads: true, ...COUNTS },
    ...{ open_issues: open, open_issues_count: open, network_count: 0, subscribers_count: 0 },
    default_branch: world.mainBranch,
    pushed_at: now(),
    created_at: world.createdAt,
    updated_at: world.createdAt,
  };
}

/** GitHub's `commit`. */
export function commitShape(world: World, commit: Commit): Record<string, unknown> {
  const api = repositoryApi(world);
  return {
    sha: commit.sha,
    node_id: nodeId("Commit", commit.sha),
    url: `${api}/commits/${commit.sha}`,
    html_url: `${repositoryPage(world)}/commit/${commit.sha}`,
    comments_url: `${api}/commits/${commit.sha}/comments`,
    commit: {
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
      url: `${api}/git/commits/${commit.sha}`,
      comment_count: 0,
    },
    author: null,
    committer: null,
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${api}/commits/${sha}`,
      html_url: `${repositoryPage(world)}/commit/${sha}`,
    })),
  };
}
