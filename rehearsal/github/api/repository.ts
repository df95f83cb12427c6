import { nodeId, repositoryApi, repositoryPage } from "../shapes/common.ts";
import { fileShape, pullSimpleShape } from "../shapes/pull.ts";
import { commitShape, repositoryShape } from "../shapes/repository.ts";
import {
  ApiError,
  type Call,
  commitOf,
  created,
  empty,
  type Handler,
  notFound,
  ok,
  page,
  text,
} from "./call.ts";

const contentsUrl = (call: Call, path: string) => encodeURI(`${repositoryApi(call.world)}/contents/${path}`);

async function content(call: Call): Promise<unknown> {
  const { world } = call;
  const path = (call.params.path ?? "").replace(/\/$/, "");
  const ref = text(call.query.ref) ?? world.mainBranch;
  const sha = await world.git.resolve(ref);
  if (sha === undefined) throw new ApiError(404, `No commit found for the ref ${ref}`);
  const file = await world.git.file(sha, path);
  if (file !== undefined) {
    const bytes = Buffer.from(file);
    const encoded = { encoding: "base64", content: bytes.toString("base64") };
    return { ...entry(call, { path, sha, kind: "blob" }), size: bytes.length, ...encoded };
  }
  const entries = await world.git.folder(sha, path);
  if (entries.length === 0) throw notFound();
  const inside = path === "" ? "" : `${path}/`;
  return entries.map((each) => entry(call, { ...each, path: `${inside}${each.name}` }));
}

function entry(call: Call, item: { path: string; sha: string; kind: string }): Record<string, unknown> {
  const { path, sha, kind } = item;
  const url = contentsUrl(call, path);
  const html = encodeURI(`${repositoryPage(call.world)}/blob/${call.world.mainBranch}/${path}`);
  const git = `${repositoryApi(call.world)}/git/blobs/${sha}`;
  return {
    ...{ type: kind === "tree" ? "dir" : "file", size: 0, name: path.split("/").at(-1) ?? path, path, sha },
    ...{ url, git_url: git, html_url: html, download_url: null, _links: { self: url, git, html } },
  };
}

function refShape(call: Call, ref: string, sha: string): Record<string, unknown> {
  const api = repositoryApi(call.world);
  const object = { type: "commit", sha, url: `${api}/git/commits/${sha}` };
  return { ref, node_id: nodeId("Ref", ref), url: `${api}/git/${ref}`, object };
}

async function branchShape(call: Call, name: string, sha: string): Promise<Record<string, unknown>> {
  const api = `${repositoryApi(call.world)}/branches/${name}`;
  const commit = commitShape(call.world, await call.world.git.commit(sha));
  const links = { self: api, html: `${repositoryPage(call.world)}/tree/${name}` };
  const protection = { enabled: false, required_status_checks: { contexts: [], checks: [] } };
  return { name, commit, _links: links, protected: false, protection, protection_url: `${api}/protection` };
}

/** The repository, its files, branches, commits and refs. */
export const repositoryHandlers: Record<string, Handler> = {
  "repos/get": (call) => ok(repositoryShape(call.world)),
  "repos/get-content": async (call) => ok(await content(call)),
  "repos/list-branches": async (call) => {
    const refs = [...(await call.world.git.refs("refs/heads"))];
    const url = (sha: string) => `${repositoryApi(call.world)}/commits/${sha}`;
    return page(call, refs, ([ref, sha]) => ({
      ...{ name: ref.replace("refs/heads/", ""), commit: { sha, url: url(sha) }, protected: false },
    }));
  },
  "repos/get-branch": async (call) => {
    const name = call.params.branch ?? "";
    const sha = await call.world.git.resolve(`refs/heads/${name}`);
    if (sha === undefined) throw new ApiError(404, "Branch not found");
    return ok(await branchShape(call, name, sha));
  },
  "repos/list-commits": async (call) => {
    const start = await commitOf(call, text(call.query.sha) ?? call.world.mainBranch);
    return page(call, await call.world.git.commits(start, 1000), (commit) => commitShape(call.world, commit));
  },
  "repos/get-commit": async (call) => {
    const commit = await call.world.git.commit(await commitOf(call, call.params.ref));
    const [parent] = commit.parents;
    const files = parent === undefined ? [] : await call.world.git.files(parent, commit.sha);
    return ok({
      ...commitShape(call.world, commit),
      files: files.map((file) => fileShape(call.world, commit.sha, file)),
    });
  },
  "repos/list-pull-requests-associated-with-commit": async (call) => {
    const sha = await commitOf(call, call.params.commit_sha);
    const found = [];
    for (const request of call.world.pulls()) {
      const { pull } = request;
      const commits = await call.world.git.commits(`${pull.baseSha}..${pull.headSha}`);
      const belongs = commits.some((commit) => commit.sha === sha);
      if (belongs || (pull.mergedAt !== null && pull.mergeSha === sha)) found.push(request);
    }
    return page(call, found, (pull) => pullSimpleShape(call.world, pull));
  },
  "git/get-ref": async (call) => {
    const ref = `refs/${call.params.ref}`;
    const sha = (await call.world.git.refs(ref)).get(ref);
    if (sha === undefined) throw notFound();
    return ok(refShape(call, ref, sha));
  },
  "git/list-matching-refs": async (call) => {
    const all = [...(await call.world.git.refs("refs"))].filter(([ref]) =>
      ref.startsWith(`refs/${call.params.ref}`),
    );
    return ok(all.map(([ref, sha]) => refShape(call, ref, sha)));
  },
  "git/create-ref": async (call) => {
    const ref = String(call.body.ref);
    if ((await call.world.git.refs(ref)).has(ref)) throw new ApiError(422, "Reference already exists");
    await moveRef(call, ref, String(call.body.sha));
    return created(refShape(call, ref, String(call.body.sha)));
  },
  "git/update-ref": async (call) => {
    const ref = `refs/${call.params.ref}`;
    if (!(await call.world.git.refs(ref)).has(ref)) throw new ApiError(422, "Reference does not exist");
    await moveRef(call, ref, String(call.body.sha));
    return ok(refShape(call, ref, String(call.body.sha)));
  },
  "git/delete-ref": async (call) => {
    const ref = `refs/${call.params.ref}`;
    if (!(await call.world.git.refs(ref)).has(ref)) throw new ApiError(422, "Reference does not exist");
    await call.world.git.deleteRef(ref);
    return empty();
  },
};

async function moveRef(call: Call, ref: string, sha: string): Promise<void> {
  if ((await call.world.git.resolve(sha)) === undefined) throw new ApiError(422, "Object does not exist");
  await call.world.git.setRef(ref, sha);
}
