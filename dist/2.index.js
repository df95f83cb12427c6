export const id = 2;
export const ids = [2];
export const modules = {

/***/ 1002:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (/* binding */ action)
});

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 8 modules
var core = __webpack_require__(6058);
// EXTERNAL MODULE: ./build/src/lib/terraform/folder.js
var terraform_folder = __webpack_require__(8312);
// EXTERNAL MODULE: ./build/src/lib/terraform/plan.js
var terraform_plan = __webpack_require__(9431);
// EXTERNAL MODULE: ./build/src/lib/inputs/reader.js
var inputs_reader = __webpack_require__(1272);
// EXTERNAL MODULE: ./build/src/lib/terraform/inputs.js
var terraform_inputs = __webpack_require__(7333);
;// CONCATENATED MODULE: ./build/src/terraform-apply/inputs.js


/** Reads the inputs of `actions/terraform-apply/action.yml`. */
function readInputs() {
    const reader = new inputs_reader/* InputReader */.i();
    const settings = (0,terraform_inputs/* readTerraformSettings */.Q)(reader);
    const token = reader.optionalSecret("token");
    const planKey = reader.optionalSecret("plan-key");
    const inputs = {
        settings,
        title: reader.optional("title", "Terraform apply"),
        review: reader.choice("review", ["required", "none"], "required"),
        whenUnreviewed: reader.choice("when-unreviewed", ["stop", "apply"], "stop"),
        comment: reader.choice("comment", ["always", "never"], "always"),
        ...(token === undefined ? {} : { token }),
        ...(planKey === undefined ? {} : { planKey }),
    };
    if (inputs.review === "required") {
        if (token === undefined)
            reader.mistake("token is required to find the review, and was empty");
        if (planKey === undefined) {
            reader.mistake('plan-key is required and was empty: give the key that terraform-plan got, or set "review: none" to apply ' +
                "whatever is planned now");
        }
    }
    reader.done();
    return inputs;
}

// EXTERNAL MODULE: ./build/src/lib/errors/errors.js
var errors = __webpack_require__(2570);
// EXTERNAL MODULE: ./build/src/lib/github/index.js + 4 modules
var lib_github = __webpack_require__(7804);
// EXTERNAL MODULE: ./build/src/lib/terraform/diagnostics.js
var diagnostics = __webpack_require__(9814);
// EXTERNAL MODULE: ./build/src/lib/terraform/failure.js + 1 modules
var failure = __webpack_require__(6480);
// EXTERNAL MODULE: ./build/src/lib/terraform/planning.js
var terraform_planning = __webpack_require__(5745);
// EXTERNAL MODULE: ./build/src/lib/terraform/terraform.js + 1 modules
var terraform = __webpack_require__(1456);
// EXTERNAL MODULE: ./build/src/lib/report/markdown.js
var markdown = __webpack_require__(2563);
// EXTERNAL MODULE: ./build/src/lib/terraform/publish.js + 1 modules
var publish = __webpack_require__(7683);
// EXTERNAL MODULE: ./build/src/lib/terraform/redact.js
var terraform_redact = __webpack_require__(1981);
// EXTERNAL MODULE: ./build/src/lib/terraform/report.js + 2 modules
var report = __webpack_require__(5931);
// EXTERNAL MODULE: ./build/src/lib/terraform/settings.js
var settings = __webpack_require__(9549);
;// CONCATENATED MODULE: ./build/src/terraform-apply/report.js






/** Rows of the table of differences; the rest is in the diffs below it. */
const ROWS = 100;
const HOW_TO_GO_ON = [
    "**How to go on**, one of:",
    "",
    "- Open a pull request (an empty commit will do): its comment shows the plan as it is now; merge it.",
    "- If what is shown here is right, run this workflow by hand with `review: none`: it applies what is planned then.",
    "- If the difference comes from a change by hand, undo that and run this job again.",
].join("\n");
/** Writes the step summary and the comment of the pull request. */
async function tell(about, planning, outcome) {
    const { inputs, context, pullRequest } = about;
    const silent = inputs.comment === "never" || (!outcome.applied && outcome.error === undefined);
    const url = await (0,publish/* publish */.m)(report_report(about, planning, outcome), {
        context,
        ...(pullRequest === undefined || silent ? {} : { pullRequest: pullRequest.number }),
        ...(inputs.token === undefined ? {} : { token: inputs.token }),
        key: (0,settings/* applyCommentKey */.Tw)(inputs.settings),
        hidden: "",
    });
    return url ?? "";
}
function report_report(about, planning, outcome) {
    const { inputs, context } = about;
    const redact = (0,terraform_redact/* redaction */.G)(planning.plan);
    const stopped = outcome.error !== undefined && planning.plan !== undefined && !outcome.applied && outcome.why !== "";
    const time = new Date().toISOString().replace("T", " ").slice(0, 16);
    return {
        head: head(about, planning, outcome)
            .map((part) => redact(part))
            .join("\n\n"),
        // What was applied is in the comment of the plan; what was not is shown.
        ...(stopped && planning.plan !== undefined ? { plan: planning.plan } : {}),
        diagnostics: planning.diagnostics,
        formatDiff: "",
        directory: inputs.settings.directory,
        foot: [
            ...outputSection(outcome, redact),
            `---\n\nCommit ${context.sha}, ${time} UTC, [run](${context.runUrl}).`,
        ].join("\n\n"),
        redact,
    };
}
function head({ inputs }, { plan }, outcome) {
    const { title, settings } = inputs;
    const parts = [`### ${title}: ${(0,markdown/* code */.aY)(settings.directory)}, workspace ${(0,markdown/* code */.aY)(settings.workspace)}`];
    const counts = plan === undefined ? "" : (0,report/* countsText */.WN)((0,terraform_plan/* count */.U9)(plan));
    const done = counts.replaceAll("to destroy", "destroyed").replaceAll("to create", "created");
    if (outcome.applied)
        return [...parts, `**Applied**: ${past(done)}.`, `It was ${outcome.why}.`];
    if (outcome.error === undefined)
        return [...parts, `**Nothing to apply**: ${outcome.why}.`];
    if (plan === undefined || outcome.why === "")
        return [...parts, `**Failed**: ${outcome.error.message}`];
    if (outcome.differences.length === 0 && !outcome.error.message.startsWith("nothing was applied")) {
        const retry = "Repair the cause and run this job again: what is left is compared with the review and applied.";
        return [...parts, `**Failed half way**: ${outcome.error.message}`, retry];
    }
    return [
        ...parts,
        `**Stopped, nothing was applied**: ${outcome.why}.`,
        ...differenceSection(outcome),
        HOW_TO_GO_ON,
    ];
}
function past(counts) {
    return counts
        .replaceAll("to replace", "replaced")
        .replaceAll("to change", "changed")
        .replaceAll("to import", "imported")
        .replaceAll("to move", "moved")
        .replaceAll("to forget", "forgotten")
        .replaceAll(/outputs? changes?/g, (text) => text.startsWith("outputs") ? "outputs changed" : "output changed");
}
function differenceSection({ differences }) {
    if (differences.length === 0)
        return [];
    const rows = differences
        .slice(0, ROWS)
        .map(({ address, reviewed, now }) => [(0,markdown/* code */.aY)(address), reviewed ?? "nothing", now ?? "nothing left to do"]);
    const more = differences.length > ROWS ? [`_and ${differences.length - ROWS} more_`] : [];
    return [(0,markdown/* table */.tp)(["", "reviewed", "planned now"], rows), ...more];
}
function outputSection({ outputs }, redact) {
    if (outputs === undefined || Object.keys(outputs).length === 0)
        return [];
    const lines = JSON.stringify(outputs, null, 2).split("\n").map(redact);
    return [(0,markdown/* fold */.AU)("Outputs", (0,markdown/* fence */.EU)((0,report/* limited */.TJ)(lines), "json"))];
}

// EXTERNAL MODULE: ./build/src/lib/terraform/binding.js
var terraform_binding = __webpack_require__(7847);
;// CONCATENATED MODULE: ./build/src/lib/terraform/compare.js

/**
 * Compares the plan of now with the one that was reviewed.
 *
 * What was known only after apply at review may be known now: that is how a plan looks after an apply that failed
 * half way. So may a part be done already. An object that the failed apply left broken (tainted) may be replaced
 * where its creation was reviewed; the second half of a replacement may be left. An output does nothing by itself, and
 * follows what is only looked up (a newer base image, say): where nothing but outputs differs, that passes. Nothing
 * else does.
 */
function comparePlans(binding, plan, recorder, now) {
    if ((0,terraform_binding/* sameDigest */.VB)(binding.digest, recorder.digest(now)))
        return { verdict: "same", differences: [] };
    if (binding.records === undefined)
        return { verdict: "different", differences: [] };
    const reviewed = group(binding.records);
    const differences = [];
    for (const record of now) {
        const candidates = reviewed.get(record.address) ?? [];
        const allowed = candidates.some((candidate) => allows(candidate, record, { plan, recorder }));
        if (!allowed)
            differences.push(difference(candidates, record));
    }
    const planned = new Set(now.map(({ address }) => address));
    const gone = binding.records.filter(({ address }) => !planned.has(address));
    if (differences.length === 0)
        return { verdict: "part", differences: gone.map(undone) };
    if (differences.every(({ address }) => isOutput(address)))
        return { verdict: "outputs", differences };
    return { verdict: "different", differences: [...differences, ...gone.map(undone)] };
}
/** The reviewed change covers what is planned now. */
function allows(reviewed, now, by) {
    if (reviewed.kind === now.kind && isFact(now))
        return reviewed.before === now.before;
    if (isFact(reviewed) || isFact(now))
        return false;
    const tags = by.recorder.tags(by.plan, now, reviewed.unknown);
    const [sameBefore, sameAfter] = [tags.before === reviewed.before, tags.after === reviewed.after];
    if (now.kind === "replace" && now.tainted === true) {
        return sameAfter && (reviewed.kind === "create" || reviewed.kind === "replace");
    }
    if (reviewed.kind === now.kind)
        return sameBefore && sameAfter;
    return reviewed.kind === "replace" && now.kind === "create" && sameAfter;
}
/** A move or an import: it has no values of its own. */
function isFact({ kind }) {
    return kind === "move" || kind === "import";
}
function isOutput(address) {
    return address.startsWith("output.");
}
function difference(reviewed, now) {
    const before = reviewed.find(({ kind }) => kind === now.kind) ?? reviewed[0];
    if (before === undefined)
        return { address: now.address, now: now.kind };
    const other = before.kind === now.kind ? `${now.kind}, with other values` : now.kind;
    return { address: now.address, reviewed: before.kind, now: other };
}
function undone({ address, kind }) {
    return { address, reviewed: kind };
}
function group(records) {
    const groups = new Map();
    for (const record of records)
        groups.set(record.address, [...(groups.get(record.address) ?? []), record]);
    return groups;
}

// EXTERNAL MODULE: ./build/src/lib/terraform/records.js
var records = __webpack_require__(7420);
;// CONCATENATED MODULE: ./build/src/terraform-apply/review.js






/** Reads the plan that was reviewed in the pull request, and compares. */
async function review(github, context, { pullRequest, planned }) {
    const target = { owner: context.owner, repo: context.repo, number: pullRequest.number };
    const comment = await (0,lib_github/* findComment */.h1)(github, target, (0,settings/* planCommentKey */.e1)(planned.settings));
    if (comment === undefined) {
        return stop(`pull request #${pullRequest.number} has no plan comment of this root module and workspace`);
    }
    try {
        return judge((0,terraform_binding/* readBinding */.YM)(comment.body), pullRequest, planned);
    }
    catch (error) {
        if (error instanceof errors/* UserError */.yo)
            return stop(error.message);
        throw error;
    }
}
/** Judges the plan of now by what the comment remembers. Pure. */
function judge(binding, pullRequest, { plan, settings, planKey }) {
    const number = `pull request #${pullRequest.number}`;
    if (binding === undefined)
        return stop(`the plan in ${number} is not bound: terraform-plan had no plan-key`);
    if (binding.head !== pullRequest.headSha) {
        const [planned, merged] = [binding.head.slice(0, 12), pullRequest.headSha.slice(0, 12)];
        return stop(`the plan in ${number} is of commit ${planned}, but ${merged} was merged`);
    }
    if (binding.root !== settings.directory || binding.workspace !== settings.workspace) {
        return stop(`the plan in ${number} is of ${binding.root}, workspace ${binding.workspace}`);
    }
    const subject = { head: pullRequest.headSha, root: settings.directory, workspace: settings.workspace };
    const recorder = new records/* Recorder */.v(planKey, subject);
    if (!(0,terraform_binding/* isAuthentic */._m)(binding, recorder)) {
        return stop(`the plan in ${number} was made with another plan-key, or its hidden data was changed since`);
    }
    const now = recorder.records(plan, settings.refreshOnly);
    const { verdict, differences } = comparePlans(binding, plan, recorder, now);
    if (verdict === "same")
        return { allowed: true, why: `exactly what was reviewed in ${number}`, differences };
    if (verdict === "part") {
        return { allowed: true, why: `what is left to do of what was reviewed in ${number}`, differences };
    }
    if (verdict === "outputs") {
        return { allowed: true, why: `what was reviewed in ${number}, but for values of outputs`, differences };
    }
    return { ...stop(`the plan is not the one that was reviewed in ${number}`), differences };
}
/** Not allowed. */
function stop(why) {
    return { allowed: false, why, differences: [] };
}

;// CONCATENATED MODULE: ./build/src/terraform-apply/main.js











/** Plans again, and applies that plan if it is the reviewed one. */
async function main(inputs, edges) {
    const context = (0,lib_github/* readContext */.yI)();
    const pullRequest = await findReviewed(inputs, context);
    const folder = await (0,terraform_folder/* openFolder */.NE)();
    try {
        let run = await once({ inputs, context, pullRequest }, new terraform/* Terraform */.v(edges.shell, inputs.settings, folder));
        if (isStale(run.outcome)) {
            (0,core/* info */.pq)("the state moved on between plan and apply: planning and comparing again");
            run = await once({ inputs, context, pullRequest }, new terraform/* Terraform */.v(edges.shell, inputs.settings, folder));
        }
        const commentUrl = await tell({ inputs, context, pullRequest }, run.planning, run.outcome);
        if (run.outcome.error !== undefined)
            throw run.outcome.error;
        const { plan } = run.planning;
        if (plan === undefined)
            throw new Error("there is neither a plan nor an error");
        const outputs = run.outcome.outputs ?? {};
        return { applied: run.outcome.applied, counts: (0,terraform_plan/* count */.U9)(plan), outputs, commentUrl };
    }
    finally {
        await (0,terraform_folder/* closeFolder */.$G)(folder);
    }
}
async function findReviewed(inputs, context) {
    if (inputs.review === "none" || inputs.token === undefined)
        return undefined;
    return (0,lib_github/* findMergedPullRequest */.g_)((0,lib_github/* openGitHub */.o6)(inputs.token), context);
}
async function once(about, terraform) {
    const { settings } = about.inputs;
    const planning = await (0,terraform_planning/* planRootModule */.w)(terraform, settings.directory);
    const { plan } = planning;
    if (plan === undefined)
        return { planning, outcome: failed(planning.error) };
    if (!(0,terraform_plan/* hasChanges */.ik)(plan, settings.refreshOnly)) {
        const outputs = await plainOutputs(terraform);
        return { planning, outcome: { applied: false, why: "there is nothing to do", differences: [], outputs } };
    }
    const verdict = await decide(about, plan);
    if (!verdict.allowed)
        return { planning, outcome: { applied: false, ...verdict, error: refusal(verdict) } };
    (0,core/* info */.pq)(`applying ${verdict.why}`);
    const before = terraform.diagnostics.length;
    const outcome = await apply(terraform, verdict);
    (0,diagnostics/* annotate */.fz)(terraform.diagnostics.slice(before), settings.directory);
    return { planning: { ...planning, diagnostics: (0,diagnostics/* distinct */.dM)(terraform.diagnostics) }, outcome };
}
async function decide({ inputs, context, pullRequest }, plan) {
    const { settings, token, planKey } = inputs;
    if (inputs.review === "none" || token === undefined || planKey === undefined) {
        return { allowed: true, why: "what is planned now, without a review (review: none)", differences: [] };
    }
    if (pullRequest !== undefined) {
        return review((0,lib_github/* openGitHub */.o6)(token), context, { pullRequest, planned: { plan, settings, planKey } });
    }
    const unreviewed = `commit ${context.sha.slice(0, 12)} came without a pull request`;
    if (inputs.whenUnreviewed === "stop")
        return stop(unreviewed);
    return {
        allowed: true,
        why: `what is planned now: ${unreviewed} (when-unreviewed: apply)`,
        differences: [],
    };
}
async function apply(terraform, verdict) {
    try {
        await terraform.apply();
        return { applied: true, ...verdict, outputs: await plainOutputs(terraform) };
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.yo))
            throw error;
        return { ...failed(error), why: verdict.why };
    }
}
async function plainOutputs(terraform) {
    const outputs = Object.entries(await terraform.outputs());
    return Object.fromEntries(outputs.filter(([, { sensitive }]) => !sensitive).map(([name, { value }]) => [name, value]));
}
function failed(error) {
    const shown = error ?? new errors/* UserError */.yo("Terraform failed");
    return { applied: false, why: "", differences: [], error: shown };
}
function refusal({ why }) {
    return new errors/* UserError */.yo(`nothing was applied: ${why}. The step summary says what is different and how to go on`);
}
function isStale({ error }) {
    return (error instanceof failure/* TerraformFailed */.s &&
        error.diagnostics.some(({ summary }) => /plan is stale/i.test(summary)));
}

;// CONCATENATED MODULE: ./build/src/terraform-apply/index.js





const action = {
    async main(edges) {
        const outputs = await main(readInputs(), edges);
        (0,core/* setOutput */.uH)("applied", outputs.applied);
        (0,core/* setOutput */.uH)("outputs", JSON.stringify(outputs.outputs));
        for (const [name, value] of Object.entries((0,terraform_plan/* countOutputs */.wo)(outputs.counts)))
            (0,core/* setOutput */.uH)(name, value);
        (0,core/* setOutput */.uH)("comment-url", outputs.commentUrl);
    },
    post: terraform_folder/* closeSavedFolder */.Ec,
};


/***/ })

};
