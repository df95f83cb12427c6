export const id = 204;
export const ids = [204];
export const modules = {

/***/ 7804:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  h1: () => (/* reexport */ findComment),
  g_: () => (/* reexport */ findMergedPullRequest),
  o6: () => (/* reexport */ openGitHub),
  yI: () => (/* reexport */ readContext),
  c2: () => (/* reexport */ statusOf),
  lB: () => (/* reexport */ upsertComment)
});

// UNUSED EXPORTS: marker

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 8 modules
var core = __webpack_require__(6058);
// EXTERNAL MODULE: ./node_modules/@actions/github/lib/github.js + 22 modules
var lib_github = __webpack_require__(2413);
// EXTERNAL MODULE: ./build/src/lib/errors/errors.js
var errors = __webpack_require__(2570);
;// CONCATENATED MODULE: ./build/src/lib/github/client.js




/** Attempts for one request, the first included. */
const ATTEMPTS = 5;
/** The longest one request may be put off, in seconds; an exhausted hourly budget is longer and fails at once. */
const LONGEST_DELAY = 300;
/** What GitHub asks for when a secondary limit comes without `retry-after`. */
const SECONDARY_LIMIT_DELAY = 60;
/**
 * Opens GitHub's API at `GITHUB_API_URL`. Requests are repeated on rate limits as long as the answer's own headers
 * ask for, and on 5xx and broken connections with growing delays. A POST is repeated only where GitHub says that it
 * did not process it: after a 502 the comment may be there already.
 *
 * Delays after https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 *
 * @throws UserError when a rate limit would hold the job for more than five minutes
 */
function openGitHub(token) {
    const baseUrl = process.env.GITHUB_API_URL || "https://api.github.com";
    // Octokit logs a deprecation line for each use of an older header; ours is the runner's log.
    const quiet = { debug() { }, info() { }, warn() { }, error() { } };
    const github = (0,lib_github/* getOctokit */.Q)(token.reveal(), { baseUrl, log: quiet });
    github.hook.wrap("request", async (request, options) => {
        for (let attempt = 1;; attempt++) {
            try {
                return await request(options);
            }
            catch (error) {
                const delay = delayBeforeRetry(error, { attempt, method: options.method });
                if (delay === undefined || attempt === ATTEMPTS)
                    throw error;
                if (delay > LONGEST_DELAY)
                    throw tooLong(delay, error);
                const what = `${options.method} ${options.url}`;
                (0,core/* warning */.$e)(`GitHub answered ${statusOf(error) ?? "nothing"} to ${what}: again in ${delay} s`);
                await (0,promises_.setTimeout)(delay * 1000);
            }
        }
    });
    return github;
}
/** The HTTP status of an error that the client threw; `undefined` when there was no answer. */
function statusOf(error) {
    const status = error?.status;
    const answered = error?.response !== undefined;
    return typeof status === "number" && answered ? status : undefined;
}
/** Seconds to wait before the request is sent again, or `undefined` when that would not help. */
function delayBeforeRetry(error, request) {
    const status = statusOf(error);
    if (status === 403 || status === 429)
        return limitDelay(error, status);
    const lost = status === undefined && error.name === "HttpError";
    if (!lost && (status === undefined || status < 500))
        return undefined;
    if (request.method === "POST" && status !== 503)
        return undefined;
    return 2 ** (request.attempt - 1);
}
function limitDelay(error, status) {
    const response = error.response;
    const after = Number(response.headers["retry-after"]);
    if (after > 0)
        return after;
    if (response.headers["x-ratelimit-remaining"] === "0") {
        const reset = Number(response.headers["x-ratelimit-reset"]);
        return Math.max(1, Math.ceil(reset - Date.now() / 1000) + 1);
    }
    const secondary = status === 429 || /secondary rate limit/i.test(error.message);
    return secondary ? SECONDARY_LIMIT_DELAY : undefined;
}
function tooLong(delay, cause) {
    const minutes = Math.ceil(delay / 60);
    return new errors/* UserError */.yo(`GitHub's rate limit for this token is used up for ${minutes} more minutes: run the job again after that`, { cause });
}

// EXTERNAL MODULE: ./build/src/lib/report/budget.js
var budget = __webpack_require__(5143);
;// CONCATENATED MODULE: ./build/src/lib/github/comments.js



/** Who may have written a comment that we take for ours, besides bots: anyone can copy a hidden marker. */
const TRUSTED = new Set(["OWNER", "MEMBER", "COLLABORATOR"]);
/** The hidden first line that makes a comment ours. `key` says which of ours. */
function marker(key) {
    return `<!-- elm-infra:${key.replaceAll(/[<>\r\n]/g, "")} -->`;
}
/**
 * Finds our comment among any number of pages.
 *
 * Comments of people who have no part in the repository do not count, whatever their first line says.
 */
async function findComment(github, target, key) {
    const wanted = marker(key);
    const pages = github.paginate.iterator(github.rest.issues.listComments, {
        owner: target.owner,
        repo: target.repo,
        issue_number: target.number,
        per_page: 100,
    });
    for await (const page of pages) {
        const found = page.data.find((comment) => {
            const trusted = comment.user?.type === "Bot" || TRUSTED.has(comment.author_association ?? "");
            return trusted && comment.body?.split(/\r?\n/, 1)[0] === wanted;
        });
        if (found !== undefined)
            return { id: found.id, url: found.html_url, body: found.body ?? "" };
    }
    return undefined;
}
/**
 * Writes our comment with this key: updates it in place, or makes it.
 *
 * @param comment `body` without the marker; at most 65,536 characters with it
 * @returns the comment's id and page
 * @throws UserError when the body is too long: use `withinBudget` first
 */
async function upsertComment(github, target, comment) {
    const body = `${marker(comment.key)}\n${comment.body}`;
    if (body.length > budget/* COMMENT_LIMIT */.W$) {
        throw new errors/* UserError */.yo(`a comment holds ${budget/* COMMENT_LIMIT */.W$} characters, this one has ${body.length}`);
    }
    const { owner, repo } = target;
    const found = await findComment(github, target, comment.key);
    if (found !== undefined) {
        try {
            const { data } = await github.rest.issues.updateComment({ owner, repo, comment_id: found.id, body });
            return { id: data.id, url: data.html_url };
        }
        catch (error) {
            // Deleted between the two calls: make a new one.
            if (statusOf(error) !== 404)
                throw error;
        }
    }
    return create(github, target, comment.key, body);
}
async function create(github, target, key, body) {
    const { owner, repo, number } = target;
    try {
        const { data } = await github.rest.issues.createComment({ owner, repo, issue_number: number, body });
        return { id: data.id, url: data.html_url };
    }
    catch (error) {
        const status = statusOf(error);
        if (status !== undefined && status < 500)
            throw error;
        // The answer was lost, not necessarily the comment: look before writing it a second time.
        const made = await findComment(github, target, key);
        if (made?.body === body)
            return { id: made.id, url: made.url };
        const { data } = await github.rest.issues.createComment({ owner, repo, issue_number: number, body });
        return { id: data.id, url: data.html_url };
    }
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
;// CONCATENATED MODULE: ./build/src/lib/github/context.js


/**
 * Reads the runner's environment and the event file
 * (https://docs.github.com/actions/reference/variables-reference).
 *
 * @throws UserError when GITHUB_REPOSITORY or GITHUB_SHA is missing
 */
function readContext(env = process.env) {
    const repository = env.GITHUB_REPOSITORY ?? "";
    const [owner = "", repo = ""] = repository.split("/");
    const payload = readPayload(env.GITHUB_EVENT_PATH);
    const pull = payload.pull_request;
    const sha = pull?.head?.sha ?? payload.merge_group?.head_sha ?? env.GITHUB_SHA ?? "";
    if (repo === "")
        throw new errors/* UserError */.yo(`GITHUB_REPOSITORY must be "owner/name", got "${repository}"`);
    if (sha === "")
        throw new errors/* UserError */.yo("GITHUB_SHA is not set: this action runs in a workflow");
    const server = env.GITHUB_SERVER_URL || "https://github.com";
    return {
        owner,
        repo,
        sha,
        eventName: env.GITHUB_EVENT_NAME ?? "",
        ...(pull?.number === undefined ? {} : { pullRequest: pull.number }),
        isFork: pull !== undefined && !sameRepository(pull.head?.repo?.full_name, repository),
        runUrl: `${server}/${owner}/${repo}/actions/runs/${env.GITHUB_RUN_ID ?? ""}`,
        actor: env.GITHUB_ACTOR ?? "",
    };
}
// A deleted fork leaves `repo: null`; an event file made by hand may leave it out.
function sameRepository(head, repository) {
    return head !== undefined && head.toLowerCase() === repository.toLowerCase();
}
function readPayload(file) {
    if (file === undefined || file === "")
        return {};
    try {
        return JSON.parse((0,external_node_fs_.readFileSync)(file, "utf8"));
    }
    catch (cause) {
        throw new errors/* UserError */.yo(`the event file GITHUB_EVENT_PATH=${file} can't be read`, { cause });
    }
}

;// CONCATENATED MODULE: ./build/src/lib/github/pull-requests.js

/** GitHub links a commit to its pull request a moment after the push event; how often to look, and how far apart. */
const LOOKS = 4;
const SECONDS_BETWEEN = 2;
/**
 * The pull request whose merge made this commit: merge, squash and rebase merges and the merge queue alike.
 * Needs `pull-requests: read` and `contents: read`.
 *
 * @param commit a commit of the base branch
 * @returns `undefined` when the commit was pushed without one
 */
async function findMergedPullRequest(github, commit) {
    for (let look = 1; look <= LOOKS; look++) {
        const { data } = await github.rest.repos.listPullRequestsAssociatedWithCommit({
            owner: commit.owner,
            repo: commit.repo,
            commit_sha: commit.sha,
        });
        const merged = data.filter((pull) => pull.merged_at !== null);
        const found = merged.find((pull) => pull.merge_commit_sha === commit.sha) ?? merged[0];
        if (found !== undefined)
            return { number: found.number, url: found.html_url, headSha: found.head.sha };
        if (look < LOOKS)
            await (0,promises_.setTimeout)(SECONDS_BETWEEN * 1000);
    }
    return undefined;
}

;// CONCATENATED MODULE: ./build/src/lib/github/index.js






/***/ }),

/***/ 7847:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   VB: () => (/* binding */ sameDigest),
/* harmony export */   YM: () => (/* binding */ readBinding),
/* harmony export */   _m: () => (/* binding */ isAuthentic),
/* harmony export */   oI: () => (/* binding */ bind),
/* harmony export */   sc: () => (/* binding */ renderBinding)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8522);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2570);



/** Characters of a comment that the records may take; about 400 changes. */
const RECORDS_LIMIT = 16_384;
/** Bytes that unpacked records may take, against a comment that was made to burst. */
const UNPACKED_LIMIT = 8 * 1024 * 1024;
const LINE = /^<!-- elm-infra-plan:(\{.*\}) -->$/m;
/** Binds a plan to its commit, root module, workspace and changes. */
function bind(recorder, subject, records) {
    const { head, root, workspace } = subject;
    return { version: 1, head, root, workspace, digest: recorder.digest(records), records };
}
/** The hidden line of the comment. */
function renderBinding(binding) {
    const { records, ...rest } = binding;
    const packed = (0,node_zlib__WEBPACK_IMPORTED_MODULE_1__.deflateRawSync)(Buffer.from(JSON.stringify((records ?? []).map(pack))), { level: 9 });
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
function readBinding(body) {
    const json = LINE.exec(body)?.[1];
    if (json === undefined)
        return undefined;
    try {
        const { records, ...rest } = JSON.parse(json);
        if (rest.version !== 1)
            throw new Error(`its version is ${rest.version}, not 1`);
        if (records === undefined)
            return rest;
        const unpacked = (0,node_zlib__WEBPACK_IMPORTED_MODULE_1__.inflateRawSync)(Buffer.from(records, "base64url"), { maxOutputLength: UNPACKED_LIMIT });
        return { ...rest, records: JSON.parse(unpacked.toString()).map(unpack) };
    }
    catch (cause) {
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo("the hidden data of the plan's comment can't be read: run the plan again", { cause });
    }
}
/**
 * Tells whether the records are the ones that were bound: nobody has changed them since.
 */
function isAuthentic(binding, recorder) {
    return binding.records === undefined || sameDigest(binding.digest, recorder.digest(binding.records));
}
/** Compares in constant time. */
function sameDigest(a, b) {
    const [left, right] = [Buffer.from(a), Buffer.from(b)];
    return left.length === right.length && (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.timingSafeEqual)(left, right);
}
function pack({ address, kind, before, after, unknown }) {
    return [address, kind, before, after, unknown];
}
function unpack([address, kind, before, after, unknown]) {
    return { address, kind, before, after, unknown };
}


/***/ }),

/***/ 8276:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $N: () => (/* binding */ canonical),
/* harmony export */   FF: () => (/* binding */ without),
/* harmony export */   xI: () => (/* binding */ marked)
/* harmony export */ });
/** JSON with sorted keys: the same text for the same value. */
function canonical(value) {
    if (Array.isArray(value))
        return `[${value.map(canonical).join(",")}]`;
    if (value === null || value === undefined)
        return "null";
    if (typeof value !== "object")
        return JSON.stringify(value);
    const object = value;
    const entries = Object.keys(object)
        .sort()
        .filter((key) => object[key] !== undefined)
        .map((key) => `${JSON.stringify(key)}:${canonical(object[key])}`);
    return `{${entries.join(",")}}`;
}
/** Where a mirror such as `after_unknown` or `after_sensitive` says `true`. */
function marked(mirror, path = []) {
    if (mirror === true)
        return [path];
    if (mirror === null || typeof mirror !== "object")
        return [];
    const entries = Array.isArray(mirror) ? [...mirror.entries()] : Object.entries(mirror);
    return entries.flatMap(([key, value]) => marked(value, [...path, key]));
}
/** A copy of `value` without what lies at `paths`. List items become null, so that the others keep their index. */
function without(value, paths) {
    let copy = value ?? null;
    for (const path of paths)
        copy = remove(copy, path);
    return copy;
}
function remove(value, [key, ...rest]) {
    if (key === undefined)
        return null;
    if (value === null || typeof value !== "object")
        return value;
    if (Array.isArray(value)) {
        return value.map((item, index) => index === key ? (rest.length === 0 ? null : remove(item, rest)) : item);
    }
    const { [key]: inner, ...others } = value;
    if (rest.length === 0 || inner === undefined)
        return others;
    return { ...others, [key]: remove(inner, rest) };
}


/***/ }),

/***/ 7333:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ readTerraformSettings)
/* harmony export */ });
/* harmony import */ var _settings_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9549);

/** Reads the inputs that every action on a root module has, under the same names with the same defaults. */
function readTerraformSettings(reader) {
    const settings = {
        program: reader.optional("terraform", "terraform"),
        directory: (0,_settings_js__WEBPACK_IMPORTED_MODULE_0__/* .rootModule */ .N4)(reader, reader.optional("directory", ".")),
        workspace: reader.optional("workspace", "default"),
        backendConfig: reader.lines("backend-config"),
        varFiles: reader.lines("var-files"),
        variables: reader.pairs("variables"),
        targets: reader.lines("targets"),
        lockTimeout: reader.integer("lock-timeout", { fallback: 60, least: 0, most: 3600 }),
        parallelism: reader.integer("parallelism", { fallback: 10, least: 1, most: 1000 }),
        destroy: reader.flag("destroy", false),
        refreshOnly: reader.flag("refresh-only", false),
    };
    (0,_settings_js__WEBPACK_IMPORTED_MODULE_0__/* .checkSettings */ .EW)(reader, settings);
    return settings;
}


/***/ }),

/***/ 5745:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ planRootModule)
/* harmony export */ });
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6058);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2570);
/* harmony import */ var _diagnostics_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9814);



/**
 * fmt, init, validate, plan, show. What Terraform says becomes annotations. Does not throw when Terraform refuses:
 * that is a result too, which people want to see in the comment.
 */
async function planRootModule(terraform, directory) {
    const format = await terraform.fmt();
    (0,_diagnostics_js__WEBPACK_IMPORTED_MODULE_2__/* .annotateFormat */ .Uw)(format.files, directory);
    const outcome = await attempt(terraform);
    const diagnostics = (0,_diagnostics_js__WEBPACK_IMPORTED_MODULE_2__/* .distinct */ .dM)(terraform.diagnostics);
    (0,_diagnostics_js__WEBPACK_IMPORTED_MODULE_2__/* .annotate */ .fz)(diagnostics, directory);
    return { ...outcome, format, diagnostics };
}
async function attempt(terraform) {
    try {
        await terraform.init();
        await terraform.validate();
        await terraform.plan();
        const plan = await terraform.show();
        maskVariables(plan);
        return { plan };
    }
    catch (error) {
        if (error instanceof _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo)
            return { error };
        throw error;
    }
}
/** Masks the sensitive variables in the log, where a provider may echo one. */
function maskVariables(plan) {
    const declared = plan.configuration?.root_module?.variables ?? {};
    for (const [name, { value }] of Object.entries(plan.variables ?? {})) {
        if (declared[name]?.sensitive === true && typeof value === "string" && value.length >= 4)
            (0,_actions_core__WEBPACK_IMPORTED_MODULE_0__/* .setSecret */ .Pq)(value);
    }
}


/***/ }),

/***/ 7683:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  m: () => (/* binding */ publish)
});

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 8 modules
var core = __webpack_require__(6058);
// EXTERNAL MODULE: ./build/src/lib/errors/errors.js
var errors = __webpack_require__(2570);
// EXTERNAL MODULE: ./build/src/lib/github/index.js + 4 modules
var lib_github = __webpack_require__(7804);
// EXTERNAL MODULE: ./build/src/lib/report/summary.js
var summary = __webpack_require__(1968);
// EXTERNAL MODULE: ./build/src/lib/report/budget.js
var budget = __webpack_require__(5143);
// EXTERNAL MODULE: ./build/src/lib/report/markdown.js
var markdown = __webpack_require__(2563);
// EXTERNAL MODULE: ./build/src/lib/terraform/diagnostics.js
var diagnostics = __webpack_require__(9814);
// EXTERNAL MODULE: ./build/src/lib/terraform/report.js + 2 modules
var terraform_report = __webpack_require__(5931);
;// CONCATENATED MODULE: ./build/src/lib/terraform/document.js




/** Bytes for a comment's body: the hidden first line and a margin are taken off. */
const COMMENT_BUDGET = budget/* COMMENT_LIMIT */.W$ - 1_000;
/** Bytes for a step summary, with room for what another part of the same step may add. */
const SUMMARY_BUDGET = 1_000_000;
/** Bytes of each of the sections that come last but must not be pushed out: outputs, drift, warnings, format. */
const TAIL_LIMIT = 4_000;
/**
 * Renders a report within a budget: what is destroyed first, then every resource with its diff; where that is too
 * much, every resource by name and as many diffs as there is room for. Outputs, drift and warnings keep their place.
 *
 * @param budget bytes
 */
function renderReport(report, budget) {
    const { plan, redact } = report;
    const danger = plan === undefined ? "" : (0,terraform_report/* dangerSection */.lm)(plan);
    const top = [report.head, danger, errorSection(report)].filter((section) => section !== "");
    const tail = [...tailSections(report), report.foot];
    const fixed = [...top, ...tail].reduce((sum, section) => sum + Buffer.byteLength(section) + 2, 0);
    const room = budget - fixed;
    const middle = plan === undefined ? [] : resourcesWithin(plan, redact, room);
    return [...top, ...middle, ...tail].join("\n\n");
}
function resourcesWithin(plan, redact, room) {
    const details = fill((0,terraform_report/* resourceSections */.BA)(plan, redact), room);
    if (details.complete)
        return details.sections;
    const note = "_There is not room for every diff here: the step summary and the log of the run have the rest._";
    const names = fill((0,terraform_report/* nameSections */.IK)(plan), room - note.length - 2);
    const some = names.complete
        ? fill((0,terraform_report/* resourceSections */.BA)(plan, redact), room - note.length - 2 - names.bytes)
        : undefined;
    return [...names.sections, note, ...(some?.sections ?? [])];
}
/** Takes whole sections as long as there is room, and no more of them than that. */
function fill(sections, room) {
    const taken = [];
    let bytes = 0;
    for (const section of sections) {
        const size = Buffer.byteLength(section) + 2;
        if (bytes + size > room)
            return { sections: taken, bytes, complete: false };
        taken.push(section);
        bytes += size;
    }
    return { sections: taken, bytes, complete: true };
}
function errorSection({ diagnostics, directory, redact }) {
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    return fill(errors.map((diagnostic) => diagnosticText(diagnostic, directory, redact)), 20_000).sections.join("\n\n");
}
function tailSections(report) {
    const { plan, redact, diagnostics, directory } = report;
    const sections = [];
    const outputs = plan === undefined ? [] : (0,terraform_report/* outputLines */.jE)(plan, redact);
    if (outputs.length > 0)
        sections.push((0,markdown/* fold */.AU)("Outputs", (0,markdown/* fence */.EU)((0,terraform_report/* limited */.TJ)(outputs, TAIL_LIMIT), "diff")));
    const drift = plan?.resource_drift ?? [];
    if (plan !== undefined && drift.length > 0) {
        const body = fill((0,terraform_report/* driftSections */.M3)(plan, redact), TAIL_LIMIT);
        const more = drift.length - body.sections.length;
        const rest = more > 0 ? `\n\n_and ${more} more_` : "";
        sections.push((0,markdown/* fold */.AU)(`Changed outside of Terraform (${drift.length})`, body.sections.join("\n\n") + rest));
    }
    const warnings = diagnostics.filter(({ severity }) => severity === "warning");
    if (warnings.length > 0) {
        const texts = fill(warnings.map((warning) => diagnosticText(warning, directory, redact)), TAIL_LIMIT).sections;
        const more = warnings.length - texts.length;
        const rest = more > 0 ? `\n\n_and ${more} more in the log_` : "";
        sections.push((0,markdown/* fold */.AU)(`Warnings (${warnings.length})`, texts.join("\n\n") + rest));
    }
    if (report.formatDiff !== "") {
        const lines = redact(report.formatDiff).trimEnd().split("\n");
        sections.push((0,markdown/* fold */.AU)("terraform fmt would change these files", (0,markdown/* fence */.EU)((0,terraform_report/* limited */.TJ)(lines, TAIL_LIMIT), "diff")));
    }
    return sections;
}
function diagnosticText(diagnostic, directory, redact) {
    const where = (0,diagnostics/* place */.ik)(diagnostic, directory);
    const about = [diagnostic.address, where].filter((part) => part).map((part) => (0,markdown/* code */.aY)(part ?? ""));
    const sign = diagnostic.severity === "error" ? "❌" : "⚠️";
    const title = `${sign} **${redact(diagnostic.summary).replaceAll("\n", " ")}**${about.length > 0 ? ` (${about.join(", ")})` : ""}`;
    const text = [diagnostic.snippet?.code, diagnostic.detail].filter((part) => part).join("\n\n");
    return text === "" ? title : `${title}\n\n${(0,markdown/* fence */.EU)((0,terraform_report/* limited */.TJ)(redact(text).split("\n")))}`;
}

;// CONCATENATED MODULE: ./build/src/lib/terraform/publish.js





/**
 * Writes the report into the step summary and, if there is one, into our comment of the pull request.
 *
 * A token that may not write (a fork, Dependabot) leaves the summary and a note.
 *
 * @returns the comment's page
 * @throws UserError when the comment could not be written although it could be expected
 */
async function publish(report, destination) {
    await (0,summary/* writeSummary */.S)([renderReport(report, SUMMARY_BUDGET)]);
    const { context, pullRequest, token, key, hidden } = destination;
    if (pullRequest === undefined || token === undefined)
        return undefined;
    const body = renderReport(report, COMMENT_BUDGET - Buffer.byteLength(hidden));
    const target = { owner: context.owner, repo: context.repo, number: pullRequest };
    try {
        const github = (0,lib_github/* openGitHub */.o6)(token);
        if (destination.onlyUpdate === true && (await (0,lib_github/* findComment */.h1)(github, target, key)) === undefined)
            return undefined;
        const comment = await (0,lib_github/* upsertComment */.lB)(github, target, { key, body: `${hidden}\n${body}`.trimStart() });
        return comment.url;
    }
    catch (error) {
        await refused(error, destination);
        return undefined;
    }
}
async function refused(error, { context, pullRequest }) {
    const forbidden = (0,lib_github/* statusOf */.c2)(error) === 403 || (0,lib_github/* statusOf */.c2)(error) === 401;
    const readOnly = context.isFork || context.actor === "dependabot[bot]";
    if (forbidden && readOnly) {
        const who = context.isFork ? "a fork" : "Dependabot";
        (0,core/* notice */.lm)(`this token may not comment, as always for a pull request of ${who}: the step summary has the report`);
        await (0,summary/* writeSummary */.S)([`_Not written as a comment: the token of a pull request of ${who} may only read._`]);
        return;
    }
    const status = (0,lib_github/* statusOf */.c2)(error);
    const advice = forbidden
        ? 'give the job "permissions: pull-requests: write"'
        : "run the job again; the step summary has the whole report";
    (0,core/* warning */.$e)(`the comment on pull request #${pullRequest} could not be written`);
    throw new errors/* UserError */.yo(`the comment on pull request #${pullRequest} could not be written (${status ?? "no answer"}): ${advice}`, { cause: error });
}


/***/ }),

/***/ 7420:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ Recorder)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _canonical_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8276);
/* harmony import */ var _plan_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9431);



/** Makes records of the same plan equal, and of other plans, keys, commits, root modules and workspaces different. */
class Recorder {
    #key;
    #subject;
    constructor(key, subject) {
        this.#key = key;
        this.#subject = subject;
    }
    /**
     * The canonical changes of a plan, sorted by address. Left out: timestamps, what happens to nothing, reading of
     * data, reasons and marks of sensitivity, and drift, which shows in `before` where it matters. Of a refresh-only
     * plan, drift is the change.
     */
    records(plan, refreshOnly) {
        const records = [];
        for (const resource of (0,_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .changedResources */ .IR)(plan)) {
            const address = (0,_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .nameOf */ .Vb)(resource);
            const { importing } = resource.change;
            if ((0,_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .isMoved */ .yu)(resource))
                records.push(this.#fact(address, "move", resource.previous_address));
            if (importing !== undefined)
                records.push(this.#fact(address, "import", importing));
            const kind = (0,_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .kindOf */ .I)(resource);
            if (kind === "move" || kind === "import")
                continue;
            const tainted = resource.action_reason === "replace_because_tainted";
            const record = this.#record(address, kind, resource.change);
            records.push(tainted ? { ...record, tainted } : record);
        }
        for (const [name, change] of (0,_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .changedOutputs */ .hj)(plan)) {
            records.push(this.#record(`output.${name}`, "output", change));
        }
        if (refreshOnly) {
            for (const drift of plan.resource_drift ?? []) {
                records.push(this.#record((0,_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .nameOf */ .Vb)(drift), "refresh", drift.change));
            }
        }
        return records.sort((a, b) => compare(`${a.address} ${a.kind}`, `${b.address} ${b.kind}`));
    }
    /** Both digests, with other values taken for unknown than those of the plan itself. */
    tags(plan, record, unknown) {
        const change = find(plan, record);
        if (change === undefined)
            throw new Error(`${record.address} is not in the plan`);
        return this.#tags(record, change, unknown);
    }
    /** Keyed digest of all records of a plan, in hexadecimal. */
    digest(records) {
        const compared = records.map(({ tainted, ...record }) => record);
        return this.#hmac({ what: "plan", records: compared }).digest("hex");
    }
    #record(address, kind, change) {
        const unknown = (0,_canonical_js__WEBPACK_IMPORTED_MODULE_2__/* .marked */ .xI)(change.after_unknown);
        return { address, kind, ...this.#tags({ address, kind }, change, unknown), unknown };
    }
    #tags({ address, kind }, change, unknown) {
        const { before, after } = substance(kind, change, unknown);
        return { before: this.#tag(address, "before", before), after: this.#tag(address, "after", after) };
    }
    #fact(address, kind, value) {
        return { address, kind, before: this.#tag(address, kind, value), after: "", unknown: [] };
    }
    // 96 bits: a chance of one in 2^96 that another value has the same, and a third of the room in the comment.
    #tag(address, part, value) {
        return this.#hmac({ what: part, address, value }).digest("base64url").slice(0, 16);
    }
    #hmac(data) {
        const text = (0,_canonical_js__WEBPACK_IMPORTED_MODULE_2__/* .canonical */ .$N)({ version: 1, ...this.#subject, ...data });
        return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHmac)("sha256", this.#key.reveal()).update(text);
    }
}
/**
 * What of a change is compared. An update is what it changes: other attributes of the object, such as a time of last
 * use, may differ from one look to the next and are none of its business. What is destroyed is an object, known by its id.
 */
function substance(kind, change, unknown) {
    const { before } = change;
    const after = (0,_canonical_js__WEBPACK_IMPORTED_MODULE_2__/* .without */ .FF)(change.after, unknown);
    if (kind === "output")
        return { before: null, after };
    if (kind === "destroy" || kind === "forget" || kind === "replace")
        return { before: identity(before), after };
    if (kind !== "update" || !isObject(before) || !isObject(after))
        return { before, after };
    const open = new Set(unknown.filter((path) => path.length === 1).map(([key]) => key));
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => !open.has(key) && (0,_canonical_js__WEBPACK_IMPORTED_MODULE_2__/* .canonical */ .$N)(before[key]) !== (0,_canonical_js__WEBPACK_IMPORTED_MODULE_2__/* .canonical */ .$N)(after[key]));
    const pick = (object) => keys.map((key) => [key, object[key] ?? null]);
    return { before: { identity: identity(before), values: pick(before) }, after: pick(after) };
}
function identity(object) {
    return isObject(object) && typeof object.id === "string" && object.id !== "" ? { id: object.id } : object;
}
function isObject(value) {
    return value !== null && typeof value === "object" && !Array.isArray(value);
}
function find(plan, record) {
    if (record.kind === "output")
        return plan.output_changes?.[record.address.slice("output.".length)];
    const list = record.kind === "refresh" ? plan.resource_drift : plan.resource_changes;
    return list?.find((resource) => (0,_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .nameOf */ .Vb)(resource) === record.address)?.change;
}
function compare(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}


/***/ }),

/***/ 1981:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ redaction),
/* harmony export */   N: () => (/* binding */ SENSITIVE)
/* harmony export */ });
/* harmony import */ var _canonical_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8276);

const SENSITIVE = "(sensitive)";
/** Shorter values would hide ordinary words. */
const LEAST = 8;
/** Secrets that are looked for; the memory for more would be noticed. */
const MOST = 20_000;
const SECRET_NAME = /TOKEN|SECRET|PASSWORD|PASSPHRASE|PRIVATE_KEY|ACCESS_KEY|CREDENTIALS/i;
/**
 * Makes a redaction of everything the plan marks as sensitive (variables, attributes and outputs, before and after)
 * and of the environment's secrets, as they are, in base64 and inside JSON strings. Terraform marks what it knows to
 * derive from a secret; a provider may still echo one in an attribute or in a message that nobody marked.
 */
function redaction(plan, env = process.env) {
    const secrets = new Set();
    for (const [name, value] of Object.entries(env)) {
        if (SECRET_NAME.test(name) && value !== undefined)
            addLines(secrets, value);
    }
    if (plan !== undefined)
        for (const value of sensitiveStrings(plan))
            addLines(secrets, value);
    const index = new Map();
    for (const form of [...secrets].slice(0, MOST).flatMap(written)) {
        const prefix = form.text.slice(0, LEAST);
        const forms = index.get(prefix);
        if (forms === undefined)
            index.set(prefix, [form]);
        else
            forms.push(form);
    }
    for (const forms of index.values())
        forms.sort((a, b) => b.text.length - a.text.length);
    return (text) => (index.size === 0 ? text : replaceForms(text, index));
}
// One pass over the text, whatever the number of secrets: an alternation of them all took ten seconds for 1 MB.
function replaceForms(text, index) {
    let kept = "";
    let from = 0;
    for (let at = 0; at + LEAST <= text.length; at++) {
        const form = index.get(text.slice(at, at + LEAST))?.find((one) => text.startsWith(one.text, at));
        if (form === undefined)
            continue;
        kept += text.slice(from, at) + SENSITIVE;
        from = at + form.text.length;
        from += form.tail?.exec(text.slice(from, from + 8))?.[0].length ?? 0;
        at = from - 1;
    }
    return kept + text.slice(from);
}
function sensitiveStrings(plan) {
    const found = new Set();
    const declared = plan.configuration?.root_module?.variables ?? {};
    for (const [name, { value }] of Object.entries(plan.variables ?? {})) {
        if (declared[name]?.sensitive === true)
            addStrings(found, value);
    }
    const resources = [...(plan.resource_changes ?? []), ...(plan.resource_drift ?? [])];
    const changes = resources.map(({ change }) => change);
    for (const change of [...changes, ...Object.values(plan.output_changes ?? {})]) {
        for (const path of (0,_canonical_js__WEBPACK_IMPORTED_MODULE_0__/* .marked */ .xI)(change.before_sensitive))
            addStrings(found, at(change.before, path));
        for (const path of (0,_canonical_js__WEBPACK_IMPORTED_MODULE_0__/* .marked */ .xI)(change.after_sensitive))
            addStrings(found, at(change.after, path));
    }
    return found;
}
function addStrings(found, value) {
    if (typeof value === "string")
        found.add(value);
    else if (value !== null && typeof value === "object") {
        for (const inner of Object.values(value))
            addStrings(found, inner);
    }
}
function addLines(secrets, value) {
    for (const text of [value, ...value.split("\n")].map((line) => line.trim())) {
        if (text.length >= LEAST)
            secrets.add(text);
    }
}
/** The ways in which a secret is written: bare, inside of JSON, of JSON inside of JSON, and of base64. */
function written(secret) {
    const inJson = (text) => JSON.stringify(text).slice(1, -1);
    const plain = new Set([secret, inJson(secret), inJson(inJson(secret))]);
    return [
        ...Array.from(plain, (text) => ({ text })),
        ...[0, 1, 2].flatMap((offset) => inBase64(secret, offset)),
    ];
}
/**
 * The characters of base64 that this secret alone decides when `offset` bytes (modulo 3) come before it; the rest of its
 * last group is hidden as well.
 */
function inBase64(secret, offset) {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]);
    const decided = bytes
        .toString("base64")
        .slice(Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6));
    return decided.length < LEAST ? [] : [{ text: decided, tail: /^[\w+/]{0,3}={0,2}/ }];
}
function at(value, path) {
    return path.reduce((inner, key) => inner === null || typeof inner !== "object"
        ? undefined
        : inner[key], value);
}


/***/ }),

/***/ 5931:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  WN: () => (/* binding */ countsText),
  lm: () => (/* binding */ dangerSection),
  M3: () => (/* binding */ driftSections),
  TJ: () => (/* binding */ limited),
  IK: () => (/* binding */ nameSections),
  jE: () => (/* binding */ outputLines),
  BA: () => (/* binding */ resourceSections)
});

// UNUSED EXPORTS: ordered

// EXTERNAL MODULE: ./build/src/lib/report/markdown.js
var markdown = __webpack_require__(2563);
// EXTERNAL MODULE: ./build/src/lib/terraform/canonical.js
var canonical = __webpack_require__(8276);
// EXTERNAL MODULE: ./build/src/lib/terraform/line-diff.js
var line_diff = __webpack_require__(7668);
// EXTERNAL MODULE: ./build/src/lib/terraform/redact.js
var redact = __webpack_require__(1981);
;// CONCATENATED MODULE: ./build/src/lib/terraform/attributes.js



const UNKNOWN = "(known after apply)";
/** Characters of one value. */
const VALUE_LIMIT = 300;
/**
 * The lines of a `diff` block for one change: changed attributes only; unknown and sensitive values are marked, long
 * texts and JSON are compared line by line inside.
 */
function attributeLines(change) {
    const unknownNames = [];
    const forcing = new Set((change.replace_paths ?? []).map(pathText));
    const lines = [];
    const creating = change.before === null || change.before === undefined;
    const emit = (path, node) => {
        if (node.unknown === true && creating && path.length > 0) {
            unknownNames.push(pathText(path));
            return;
        }
        const why = forces(path, forcing) ? " # forces replacement" : "";
        lines.push(...leaf(pathText(path), node).map((line, index, all) => (index === all.length - 1 ? line + why : line)));
    };
    walk([], rootNode(change), emit);
    if (unknownNames.length > 0)
        lines.push(`# known after apply: ${unknownNames.join(", ")}`);
    return lines;
}
function rootNode(change) {
    return {
        before: change.before,
        after: change.after,
        unknown: change.after_unknown,
        sensitiveBefore: change.before_sensitive,
        sensitiveAfter: change.after_sensitive,
    };
}
function walk(path, node, emit) {
    const secret = node.sensitiveBefore === true || node.sensitiveAfter === true;
    if (node.unknown !== true && !secret) {
        if (!hasMarks(node.unknown) && (0,canonical/* canonical */.$N)(node.before) === (0,canonical/* canonical */.$N)(node.after))
            return;
        const keys = childKeys(node);
        if (keys !== undefined) {
            for (const key of keys)
                walk([...path, key], child(node, key), emit);
            return;
        }
    }
    if (secret && node.unknown !== true && (0,canonical/* canonical */.$N)(node.before) === (0,canonical/* canonical */.$N)(node.after))
        return;
    emit(path, node);
}
/** Keys to go into, or `undefined` for a leaf. */
function childKeys(node) {
    const sides = [node.before, node.after].filter((side) => !isNothing(side));
    if (!sides.every(isContainer) || isResized(node))
        return undefined;
    const mirrors = [node.unknown, node.sensitiveBefore, node.sensitiveAfter].filter(isContainer);
    const all = [...sides, ...mirrors];
    const lists = sides.filter(Array.isArray).length;
    if (lists > 0 && lists < sides.length)
        return undefined;
    const keys = new Set(all.flatMap((side) => Object.keys(side)));
    if (keys.size === 0)
        return undefined;
    const isList = sides.length > 0 ? lists > 0 : all.every(Array.isArray);
    return isList ? [...keys].map(Number).sort((a, b) => a - b) : [...keys].sort();
}
function isContainer(value) {
    return value !== null && typeof value === "object";
}
function hasMarks(mirror) {
    if (mirror === true)
        return true;
    return isContainer(mirror) && Object.values(mirror).some(hasMarks);
}
function child(node, key) {
    const get = (value) => value === true ? true : isContainer(value) ? value[key] : undefined;
    return {
        before: get(node.before),
        after: get(node.after),
        unknown: get(node.unknown),
        sensitiveBefore: get(node.sensitiveBefore),
        sensitiveAfter: get(node.sensitiveAfter),
    };
}
function leaf(name, node) {
    const label = name === "" ? "" : `${name} = `;
    const had = !isNothing(node.before);
    const has = node.unknown === true || !isNothing(node.after);
    // A provider fills what is not set with empty lists: of a new object they tell nothing.
    if (!had && node.unknown !== true && isEmpty(node.after))
        return [];
    if (had && has && isResized(node))
        return itemLines(name, node);
    const before = hide(node.before, node.sensitiveBefore);
    const unknownAfter = node.unknown === true && node.sensitiveAfter !== true;
    const after = unknownAfter ? UNKNOWN : hide(node.after, node.sensitiveAfter);
    const inside = had && has ? insideLines(name, before, after) : undefined;
    if (inside !== undefined)
        return inside;
    const changed = had && has && before === redact/* SENSITIVE */.N && after === redact/* SENSITIVE */.N ? " # changed" : "";
    return [
        ...(had ? [`- ${label}${valueText(before)}`] : []),
        ...(has ? [`+ ${label}${valueText(after)}${changed}`] : []),
    ];
}
function isNothing(value) {
    return value === null || value === undefined;
}
function isEmpty(value) {
    return isContainer(value) && Object.keys(value).length === 0;
}
/** A list with items added or removed: its indexes say nothing, since a set is sorted anew. */
function isResized({ before, after, unknown, sensitiveBefore, sensitiveAfter }) {
    if (!Array.isArray(before) || !Array.isArray(after) || before.length === after.length)
        return false;
    return ![unknown, sensitiveBefore, sensitiveAfter].some(hasMarks);
}
/** The items that were removed and added. */
function itemLines(name, { before, after }) {
    const items = (value) => (Array.isArray(value) ? value : []).map((item) => (0,canonical/* canonical */.$N)(item));
    return (0,line_diff/* diffLines */.P)(items(before), items(after))
        .filter(({ sign }) => sign !== " ")
        .map(({ sign, text }) => `${sign} ${name}[] = ${shortened(text)}`);
}
/** A copy without the sensitive values, of any length, that lie inside of a value shown whole. */
function hide(value, sensitive) {
    if (sensitive === true)
        return redact/* SENSITIVE */.N;
    if (!isContainer(value) || !isContainer(sensitive))
        return value;
    const mirror = sensitive;
    if (Array.isArray(value))
        return value.map((item, index) => hide(item, mirror[index]));
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, hide(item, mirror[key])]));
}
/** Compares texts of several lines, and JSON inside of strings, line by line. */
function insideLines(name, before, after) {
    if (typeof before !== "string" || typeof after !== "string")
        return undefined;
    const [left, right] = [textLines(before), textLines(after)];
    if (left.length < 2 && right.length < 2)
        return undefined;
    const lines = (0,line_diff/* diffLines */.P)(left, right).map(({ sign, text }) => `${sign}   ${shortened(text)}`);
    return [`  ${name || "value"}:`, ...lines];
}
function textLines(text) {
    if (/^\s*[[{]/.test(text)) {
        try {
            return JSON.stringify(JSON.parse(text), null, 2).split("\n");
        }
        catch {
            // Not JSON after all.
        }
    }
    return text.split("\n");
}
function valueText(value) {
    if (value === redact/* SENSITIVE */.N || value === UNKNOWN)
        return String(value);
    return shortened(JSON.stringify(value));
}
function shortened(text) {
    return text.length <= VALUE_LIMIT ? text : `${text.slice(0, VALUE_LIMIT)}… (${text.length} characters)`;
}
function forces(path, forcing) {
    return path.some((_, index) => forcing.has(pathText(path.slice(0, index + 1))));
}
/** A path as it is written in the configuration: `ports[0].name`. */
function pathText(path) {
    return path
        .map((key, index) => (typeof key === "number" ? `[${key}]` : index === 0 ? key : `.${key}`))
        .join("");
}

// EXTERNAL MODULE: ./build/src/lib/terraform/plan.js
var terraform_plan = __webpack_require__(9431);
;// CONCATENATED MODULE: ./build/src/lib/terraform/reasons.js


/** In words, after https://developer.hashicorp.com/terraform/internals/json-format (`action_reason`). */
const REASONS = {
    replace_because_tainted: "it is tainted: an earlier apply left it broken",
    replace_by_request: "asked for by -replace",
    replace_by_triggers: "asked for by replace_triggered_by",
    delete_because_no_resource_config: "it is no longer in the configuration",
    delete_because_no_module: "its module is no longer in the configuration",
    delete_because_no_move_target: "it was moved to an address that is not in the configuration",
    delete_because_wrong_repetition: "count or for_each was added or removed",
    delete_because_count_index: "its index is beyond count",
    delete_because_each_key: "its key is no longer in for_each",
};
/** Why a resource is destroyed or replaced, as Markdown; empty when Terraform gives no reason. */
function reason(resource) {
    const { action_reason: why, change } = resource;
    if (why === undefined)
        return resource.deposed === undefined ? "" : "an object left over by a replacement";
    if (why !== "replace_because_cannot_update")
        return REASONS[why] ?? why.replaceAll("_", " ");
    const paths = (change.replace_paths ?? []).map((path) => (0,markdown/* code */.aY)(pathText(path)));
    return paths.length === 0
        ? "it can't be changed in place"
        : `${paths.join(", ")} can't be changed in place`;
}

;// CONCATENATED MODULE: ./build/src/lib/terraform/report.js




/** Most important first. */
const ORDER = ["destroy", "replace", "forget", "create", "update", "import", "move"];
const HEADINGS = {
    destroy: "Destroyed",
    replace: "Replaced",
    forget: "Forgotten (no longer managed, not destroyed)",
    create: "Created",
    update: "Changed",
    import: "Imported",
    move: "Moved",
};
const MARKS = {
    destroy: "➖ destroy",
    replace: "🔁 replace",
    forget: "👋 forget",
    create: "➕ create",
    update: "✏️ change",
    import: "📥 import",
    move: "🚚 move",
};
/** Bytes of one resource's diff. */
const RESOURCE_LIMIT = 6_000;
/** Resources named in the warning on top. */
const NAMED = 40;
/** "1 to destroy, 2 to create" or "no changes". */
function countsText(counts) {
    const parts = [
        [counts.destroy, "to destroy"],
        [counts.replace, "to replace"],
        [counts.forget, "to forget"],
        [counts.create, "to create"],
        [counts.update, "to change"],
        [counts.import, "to import"],
        [counts.move, "to move"],
        [counts.outputs, counts.outputs === 1 ? "output changes" : "outputs change"],
    ];
    const said = parts.filter(([number]) => number > 0).map(([number, text]) => `${number} ${text}`);
    return said.length === 0 ? "no changes" : said.join(", ");
}
/** The warning that can't be missed: what is destroyed or replaced, and why. Empty when nothing is. */
function dangerSection(plan) {
    const destroyed = (0,terraform_plan/* changedResources */.IR)(plan).filter((resource) => (0,terraform_plan/* kindOf */.I)(resource) === "destroy");
    const replaced = (0,terraform_plan/* changedResources */.IR)(plan).filter((resource) => (0,terraform_plan/* kindOf */.I)(resource) === "replace");
    if (destroyed.length + replaced.length === 0)
        return "";
    const said = [
        ...(destroyed.length > 0 ? [`${resources(destroyed.length)} will be destroyed`] : []),
        ...(replaced.length > 0 ? [`${resources(replaced.length)} will be destroyed and created anew`] : []),
    ];
    const all = [...destroyed, ...replaced];
    const lines = all.slice(0, NAMED).map((resource) => {
        const why = reason(resource);
        return `- **${(0,terraform_plan/* kindOf */.I)(resource)}** ${(0,markdown/* code */.aY)((0,terraform_plan/* nameOf */.Vb)(resource))}${why === "" ? "" : `: ${why}`}`;
    });
    if (all.length > NAMED)
        lines.push(`- and ${all.length - NAMED} more, below`);
    return ["[!CAUTION]", `**${said.join(", ")}**`, "", ...lines]
        .map((line) => `> ${line}`.trimEnd())
        .join("\n");
}
/** Resources with what happens to each, most important first. */
function ordered(plan) {
    const changed = (0,terraform_plan/* changedResources */.IR)(plan);
    return ORDER.flatMap((kind) => changed.filter((resource) => (0,terraform_plan/* kindOf */.I)(resource) === kind));
}
/** One folded section for each resource, with its diff. Rendered one by one, so that a huge plan costs no more. */
function* resourceSections(plan, redact) {
    for (const resource of ordered(plan))
        yield resourceSection(resource, redact);
}
/** Every resource by name only, in sections of one kind and at most 100 names. */
function* nameSections(plan) {
    const all = ordered(plan);
    for (const kind of ORDER) {
        const names = all
            .filter((resource) => (0,terraform_plan/* kindOf */.I)(resource) === kind)
            .map((resource) => `- ${(0,markdown/* code */.aY)(title(resource))}`);
        for (let at = 0; at < names.length; at += 100) {
            const heading = at === 0 ? `**${HEADINGS[kind]} (${names.length})**\n\n` : "";
            yield `${heading}${names.slice(at, at + 100).join("\n")}`;
        }
    }
}
/** The outputs that change. */
function outputLines(plan, redact) {
    return (0,terraform_plan/* changedOutputs */.hj)(plan).flatMap(([name, change]) => named(name, change).map(redact));
}
/** What changed outside of Terraform. */
function* driftSections(plan, redact) {
    for (const drift of plan.resource_drift ?? []) {
        const gone = (0,terraform_plan/* kindOf */.I)(drift) === "destroy";
        const lines = gone ? ["- deleted outside of Terraform"] : attributeLines(drift.change).map(redact);
        yield `**${(0,markdown/* code */.aY)((0,terraform_plan/* nameOf */.Vb)(drift))}**\n\n${(0,markdown/* fence */.EU)(limited(lines), "diff")}`;
    }
}
function resourceSection(resource, redact) {
    const kind = (0,terraform_plan/* kindOf */.I)(resource);
    const lines = attributeLines(resource.change).map(redact);
    const notes = [reason(resource), ...facts(resource)].filter((note) => note !== "");
    const body = [
        ...(notes.length === 0 ? [] : [notes.join("; ")]),
        ...(lines.length === 0 || kind === "destroy" || kind === "forget" ? [] : [(0,markdown/* fence */.EU)(limited(lines), "diff")]),
    ];
    return (0,markdown/* fold */.AU)(`${MARKS[kind]} ${title(resource)}`, body.join("\n\n") || "_No attribute changes._");
}
function facts(resource) {
    const { importing } = resource.change;
    return [
        ...((0,terraform_plan/* isMoved */.yu)(resource) ? [`moved from ${(0,markdown/* code */.aY)(resource.previous_address ?? "")}`] : []),
        ...(importing === undefined
            ? []
            : [`imported${importing.id === undefined ? "" : ` from ${(0,markdown/* code */.aY)(importing.id)}`}`]),
    ];
}
function title(resource) {
    return (0,terraform_plan/* kindOf */.I)(resource) === "move"
        ? `${resource.previous_address} → ${(0,terraform_plan/* nameOf */.Vb)(resource)}`
        : (0,terraform_plan/* nameOf */.Vb)(resource);
}
/** An output's lines, with its name where the value is the root. */
function named(name, change) {
    const mirror = (value) => ({ [name]: value });
    return attributeLines({
        actions: change.actions,
        before: mirror(change.before),
        after: mirror(change.after),
        after_unknown: mirror(change.after_unknown),
        before_sensitive: mirror(change.before_sensitive),
        after_sensitive: mirror(change.after_sensitive),
    });
}
/** Lines within the bytes of one resource. */
function limited(lines, limit = RESOURCE_LIMIT) {
    let bytes = 0;
    for (const [index, line] of lines.entries()) {
        bytes += Buffer.byteLength(line) + 1;
        if (bytes > limit)
            return [...lines.slice(0, index), `# … ${lines.length - index} more lines`].join("\n");
    }
    return lines.join("\n");
}
function resources(number) {
    return number === 1 ? "1 resource" : `${number} resources`;
}


/***/ }),

/***/ 9549:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EW: () => (/* binding */ checkSettings),
/* harmony export */   N4: () => (/* binding */ rootModule),
/* harmony export */   Tw: () => (/* binding */ applyCommentKey),
/* harmony export */   e1: () => (/* binding */ planCommentKey)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);


/** Backend settings that are secrets: an argument is visible to every process of the machine. */
const SECRET_BACKEND_KEYS = /^(access_key|secret_key|password|token|client_secret|sas_token|credentials|.*\.secret_key)$/;
/**
 * The root module as a path from the repository's root, with forward slashes.
 *
 * @param input the input `directory`
 */
function rootModule(reader, input) {
    const root = process.env.GITHUB_WORKSPACE || process.cwd();
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(root, input);
    if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(path))
        reader.mistake(`directory must be a folder with Terraform files, got "${input}"`);
    const directory = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(root, path).split(node_path__WEBPACK_IMPORTED_MODULE_1__.sep).join(node_path__WEBPACK_IMPORTED_MODULE_1__.posix.sep);
    return directory === "" ? "." : directory;
}
/** Notes what is wrong with settings that are each well-formed. */
function checkSettings(reader, settings) {
    if (!/^[\w.-]+$/.test(settings.workspace)) {
        reader.mistake(`workspace may hold letters, digits, "-", "_" and ".", got "${settings.workspace}"`);
    }
    if (settings.destroy && settings.refreshOnly)
        reader.mistake("destroy and refresh-only exclude each other");
    for (const entry of settings.backendConfig) {
        const key = entry.split("=", 1)[0] ?? "";
        if (entry.includes("=") && SECRET_BACKEND_KEYS.test(key.trim())) {
            reader.mistake(`backend-config must not hold the secret ${key}: put it into the step's env instead (for S3: ` +
                "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY), or name a file");
        }
    }
    for (const name of Object.keys(settings.variables)) {
        if (!/^[\w-]+$/.test(name))
            reader.mistake(`variables must be named like Terraform's, got "${name}"`);
    }
}
/** Key of the plan's comment: one for each root module and workspace, so that none overwrites another. */
function planCommentKey(settings) {
    return `terraform-plan ${settings.directory} ${settings.workspace}`;
}
/** Key of the comment that tells what came of applying. */
function applyCommentKey(settings) {
    return `terraform-apply ${settings.directory} ${settings.workspace}`;
}


/***/ })

};
