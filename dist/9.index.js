export const id = 9;
export const ids = [9];
export const modules = {

/***/ 9:
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
;// CONCATENATED MODULE: ./build/src/terraform-plan/inputs.js


/** Reads the inputs of `actions/terraform-plan/action.yml`. */
function readInputs() {
    const reader = new inputs_reader/* InputReader */.i();
    const settings = (0,terraform_inputs/* readTerraformSettings */.Q)(reader);
    const token = reader.optionalSecret("token");
    const planKey = reader.optionalSecret("plan-key");
    const inputs = {
        settings,
        title: reader.optional("title", "Terraform plan"),
        comment: reader.choice("comment", ["always", "changes", "never"], "always"),
        ...(token === undefined ? {} : { token }),
        ...(planKey === undefined ? {} : { planKey }),
    };
    if (planKey !== undefined && planKey.reveal().length < 16) {
        reader.mistake('plan-key must have at least 16 characters: make one with "openssl rand -hex 32"');
    }
    reader.done();
    return inputs;
}

// EXTERNAL MODULE: ./build/src/lib/github/index.js + 4 modules
var github = __webpack_require__(7804);
// EXTERNAL MODULE: ./build/src/lib/terraform/binding.js
var terraform_binding = __webpack_require__(7847);
// EXTERNAL MODULE: ./build/src/lib/terraform/planning.js
var terraform_planning = __webpack_require__(5745);
// EXTERNAL MODULE: ./build/src/lib/terraform/publish.js + 1 modules
var publish = __webpack_require__(7683);
// EXTERNAL MODULE: ./build/src/lib/terraform/records.js
var records = __webpack_require__(7420);
// EXTERNAL MODULE: ./build/src/lib/terraform/terraform.js + 1 modules
var terraform_terraform = __webpack_require__(1456);
// EXTERNAL MODULE: ./build/src/lib/report/markdown.js
var markdown = __webpack_require__(2563);
// EXTERNAL MODULE: ./build/src/lib/terraform/redact.js
var redact = __webpack_require__(1981);
// EXTERNAL MODULE: ./build/src/lib/terraform/report.js + 2 modules
var report = __webpack_require__(5931);
// EXTERNAL MODULE: ./build/src/lib/terraform/settings.js
var terraform_settings = __webpack_require__(9549);
;// CONCATENATED MODULE: ./build/src/terraform-plan/comment.js






/** What the comment and the summary say. */
function describe(inputs, context, planning) {
    const { plan, diagnostics, format } = planning;
    return {
        head: head(inputs, planning),
        ...(plan === undefined ? {} : { plan }),
        diagnostics,
        formatDiff: format.diff,
        directory: inputs.settings.directory,
        foot: foot(inputs, context, plan),
        redact: (0,redact/* redaction */.G)(plan),
    };
}
function head({ title, settings }, { plan, error }) {
    const where = `${(0,markdown/* code */.aY)(settings.directory)}, workspace ${(0,markdown/* code */.aY)(settings.workspace)}`;
    const mode = settings.destroy ? " (destroy)" : settings.refreshOnly ? " (refresh only)" : "";
    const result = plan === undefined ? "**Failed**" : `**${outcome(plan, settings.refreshOnly)}**`;
    const what = error === undefined || plan !== undefined ? "" : `: ${(0,redact/* redaction */.G)(undefined)(error.message)}`;
    return [
        `### ${title}${mode}: ${where}`,
        `${result}${what}`,
        ...(settings.targets.length > 0
            ? [`Only ${settings.targets.map(markdown/* code */.aY).join(", ")} and what they depend on.`]
            : []),
    ].join("\n\n");
}
function outcome(plan, refreshOnly) {
    const text = (0,report/* countsText */.WN)((0,terraform_plan/* count */.U9)(plan));
    const drift = plan.resource_drift?.length ?? 0;
    if (refreshOnly && drift > 0)
        return `${drift} changed outside of Terraform, ${text}`;
    return (0,terraform_plan/* hasChanges */.ik)(plan, refreshOnly) ? text : "No changes: the infrastructure matches the configuration";
}
function foot(inputs, context, plan) {
    const time = new Date().toISOString().replace("T", " ").slice(0, 16);
    const bound = plan === undefined
        ? ""
        : inputs.planKey === undefined
            ? "Not bound, for want of a plan-key: nothing checks that what is applied is what is shown here."
            : "Merging applies exactly these changes, or stops and says what is different.";
    return `---\n\n${bound}${bound === "" ? "" : "\n"}Commit ${context.sha}, ${time} UTC, [run](${context.runUrl}).`;
}
/** Where it goes: the comment of this root module and workspace, with the plan's binding hidden in it. */
function commentDestination(inputs, context, result) {
    const { plan, binding } = result;
    const { settings, token } = inputs;
    const quiet = plan !== undefined && !(0,terraform_plan/* hasChanges */.ik)(plan, settings.refreshOnly);
    const wanted = inputs.comment !== "never" && context.pullRequest !== undefined;
    return {
        context,
        ...(wanted && context.pullRequest !== undefined ? { pullRequest: context.pullRequest } : {}),
        ...(token === undefined ? {} : { token }),
        key: (0,terraform_settings/* planCommentKey */.e1)(settings),
        hidden: binding === undefined ? "" : (0,terraform_binding/* renderBinding */.sc)(binding),
        onlyUpdate: inputs.comment === "changes" && quiet,
    };
}

;// CONCATENATED MODULE: ./build/src/terraform-plan/main.js









/** Plans, tells the pull request, and binds the plan to what is reviewed. */
async function main(inputs, edges) {
    const context = (0,github/* readContext */.yI)();
    const folder = await (0,terraform_folder/* openFolder */.NE)();
    try {
        const terraform = new terraform_terraform/* Terraform */.v(edges.shell, inputs.settings, folder);
        const planning = await (0,terraform_planning/* planRootModule */.w)(terraform, inputs.settings.directory);
        const { plan, error } = planning;
        const binding = plan === undefined ? undefined : bindPlan(inputs, context, plan);
        const report = describe(inputs, context, planning);
        const destination = commentDestination(inputs, context, { plan, binding });
        const commentUrl = (await (0,publish/* publish */.m)(report, destination)) ?? "";
        if (plan === undefined)
            return error === undefined ? {} : { error };
        const changes = (0,terraform_plan/* hasChanges */.ik)(plan, inputs.settings.refreshOnly);
        const digest = binding?.digest ?? "";
        return { outputs: { hasChanges: changes, counts: (0,terraform_plan/* count */.U9)(plan), commentUrl, digest } };
    }
    finally {
        await (0,terraform_folder/* closeFolder */.$G)(folder);
    }
}
function bindPlan(inputs, context, plan) {
    if (inputs.planKey === undefined)
        return undefined;
    const { directory, workspace, refreshOnly } = inputs.settings;
    const subject = { head: context.sha, root: directory, workspace };
    const recorder = new records/* Recorder */.v(inputs.planKey, subject);
    return (0,terraform_binding/* bind */.oI)(recorder, subject, recorder.records(plan, refreshOnly));
}

;// CONCATENATED MODULE: ./build/src/terraform-plan/index.js





const action = {
    async main(edges) {
        const { outputs, error } = await main(readInputs(), edges);
        if (outputs !== undefined) {
            (0,core/* setOutput */.uH)("has-changes", outputs.hasChanges);
            for (const [name, value] of Object.entries((0,terraform_plan/* countOutputs */.wo)(outputs.counts)))
                (0,core/* setOutput */.uH)(name, value);
            (0,core/* setOutput */.uH)("comment-url", outputs.commentUrl);
            (0,core/* setOutput */.uH)("digest", outputs.digest);
        }
        if (error !== undefined)
            throw error;
    },
    post: terraform_folder/* closeSavedFolder */.Ec,
};


/***/ })

};
