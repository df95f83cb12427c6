export const id = 42;
export const ids = [42];
export const modules = {

/***/ 1272:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ InputReader)
/* harmony export */ });
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6058);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2570);
/* harmony import */ var _secret_secret_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(876);



/**
 * Reads an action's inputs and collects every mistake, so that a caller repairs all of them at once. An action's
 * `inputs.ts` is the only place that names input strings. Call `done()` last.
 */
class InputReader {
    #mistakes = [];
    /** Notes a mistake that spans several inputs. */
    mistake(message) {
        this.#mistakes.push(message);
    }
    /** A required text. */
    text(name) {
        const value = (0,_actions_core__WEBPACK_IMPORTED_MODULE_0__/* .getInput */ .V4)(name);
        if (value === "")
            this.mistake(`${name} is required and was empty: set it under "with:"`);
        return value;
    }
    /** An optional text; empty means `fallback`. */
    optional(name, fallback = "") {
        return (0,_actions_core__WEBPACK_IMPORTED_MODULE_0__/* .getInput */ .V4)(name) || fallback;
    }
    /** A required secret, masked before anything else sees it. */
    secret(name) {
        return new _secret_secret_js__WEBPACK_IMPORTED_MODULE_2__/* .Secret */ .z(this.text(name));
    }
    /** An optional secret. */
    optionalSecret(name) {
        const value = (0,_actions_core__WEBPACK_IMPORTED_MODULE_0__/* .getInput */ .V4)(name, { trimWhitespace: false });
        return value.trim() === "" ? undefined : new _secret_secret_js__WEBPACK_IMPORTED_MODULE_2__/* .Secret */ .z(value);
    }
    /** A list, one entry a line; spaces and commas inside an entry are kept. */
    lines(name) {
        return (0,_actions_core__WEBPACK_IMPORTED_MODULE_0__/* .getInput */ .V4)(name)
            .split("\n")
            .map((line) => line.trim())
            .filter((line) => line !== "");
    }
    /** A mapping, one `key=value` a line; the value may hold `=`. */
    pairs(name) {
        const pairs = {};
        for (const line of this.lines(name)) {
            const at = line.indexOf("=");
            if (at < 1)
                this.mistake(`${name} takes one key=value a line, got "${line}"`);
            else
                pairs[line.slice(0, at).trim()] = line.slice(at + 1);
        }
        return pairs;
    }
    /** One of a few words. */
    choice(name, choices, fallback) {
        const value = (0,_actions_core__WEBPACK_IMPORTED_MODULE_0__/* .getInput */ .V4)(name) || fallback;
        const found = choices.find((choice) => choice === value);
        if (found === undefined)
            this.mistake(`${name} must be one of ${choices.join(", ")}, got "${value}"`);
        return found ?? fallback;
    }
    /** `true` or `false`. */
    flag(name, fallback) {
        return this.choice(name, ["true", "false"], fallback ? "true" : "false") === "true";
    }
    /** A whole number within bounds. */
    integer(name, bounds) {
        const text = (0,_actions_core__WEBPACK_IMPORTED_MODULE_0__/* .getInput */ .V4)(name) || String(bounds.fallback);
        const value = Number(text);
        if (Number.isInteger(value) && value >= bounds.least && value <= bounds.most)
            return value;
        this.mistake(`${name} must be a whole number from ${bounds.least} to ${bounds.most}, got "${text}"`);
        return bounds.fallback;
    }
    /** JSON text; `check` gives the typed value or throws with what is wrong. */
    json(name, check) {
        const text = (0,_actions_core__WEBPACK_IMPORTED_MODULE_0__/* .getInput */ .V4)(name);
        if (text === "")
            return undefined;
        try {
            return check(JSON.parse(text));
        }
        catch (error) {
            this.mistake(`${name} must be JSON of the documented shape: ${error instanceof Error ? error.message : error}`);
            return undefined;
        }
    }
    /** Throws one UserError that lists every mistake found so far. */
    done() {
        const [first, ...more] = this.#mistakes;
        if (first === undefined)
            return;
        if (more.length === 0)
            throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(first);
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`${this.#mistakes.length} inputs are wrong:\n${this.#mistakes.map((m) => `- ${m}`).join("\n")}`);
    }
}


/***/ }),

/***/ 5143:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W$: () => (/* binding */ COMMENT_LIMIT),
/* harmony export */   gJ: () => (/* binding */ MEBIBYTE),
/* harmony export */   xV: () => (/* binding */ withinBudget)
/* harmony export */ });
/** GitHub's limit of a step summary, in bytes. */
const MEBIBYTE = 1024 * 1024;
/** GitHub's limit of a comment's body. It counts characters; bytes are never fewer, so bytes are kept below it. */
const COMMENT_LIMIT = 65_536;
/**
 * Joins as many whole sections as fit, most important first, and says how many are left out. Sections are never cut
 * inside, so fences and folds stay balanced.
 *
 * @param sections Markdown blocks, most important first
 * @param budget bytes
 * @param rest what the reader does about the sections left out
 */
function withinBudget(sections, budget, rest = "see the log of this run") {
    const full = sections.join("\n\n");
    if (Buffer.byteLength(full) <= budget)
        return full;
    const note = (count) => `_${count} more sections do not fit here: ${rest}._`;
    const reserve = Buffer.byteLength(note(sections.length)) + 2;
    const kept = [];
    let used = 0;
    for (const section of sections) {
        const bytes = Buffer.byteLength(section) + 2;
        if (used + bytes + reserve > budget)
            break;
        kept.push(section);
        used += bytes;
    }
    return [...kept, note(sections.length - kept.length)].join("\n\n");
}


/***/ }),

/***/ 2563:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AU: () => (/* binding */ fold),
/* harmony export */   EU: () => (/* binding */ fence),
/* harmony export */   ZD: () => (/* binding */ escapeHtml),
/* harmony export */   aY: () => (/* binding */ code),
/* harmony export */   tp: () => (/* binding */ table)
/* harmony export */ });
/** A table in GitHub's Markdown. Cells may hold Markdown; line breaks and bars in them are escaped. */
function table(headers, rows) {
    const line = (cells) => `| ${cells.map(cell).join(" | ")} |`;
    return [line(headers), `| ${headers.map(() => "---").join(" | ")} |`, ...rows.map(line)].join("\n");
}
function cell(text) {
    return text.replaceAll("|", "\\|").replaceAll(/\r?\n/g, "<br>");
}
/** Inline code that survives backticks in `text`. */
function code(text) {
    if (!text.includes("`"))
        return `\`${text}\``;
    return `<code>${escapeHtml(text)}</code>`;
}
/** A fenced block whose fence is longer than any run of backticks inside, so that it is always balanced. */
function fence(text, language = "") {
    const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
    const ticks = "`".repeat(longest + 1);
    return `${ticks}${language}\n${text.replace(/\n$/, "")}\n${ticks}`;
}
/** A folded section. `summary` is plain text. */
function fold(summary, body) {
    return `<details><summary>${escapeHtml(summary)}</summary>\n\n${body}\n\n</details>`;
}
/** Text made safe inside HTML. */
function escapeHtml(text) {
    return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}


/***/ }),

/***/ 1968:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ writeSummary)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6058);
/* harmony import */ var _budget_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5143);



/**
 * Adds Markdown to the job's step summary, cut at a section's end to stay within GitHub's limit of 1 MiB for a step
 * (https://docs.github.com/actions/reference/workflow-commands#adding-a-job-summary): a larger one is dropped whole.
 *
 * @param sections most important first
 */
async function writeSummary(sections) {
    const file = process.env.GITHUB_STEP_SUMMARY;
    if (file === undefined || file === "")
        return (0,_actions_core__WEBPACK_IMPORTED_MODULE_1__/* .warning */ .$e)("GITHUB_STEP_SUMMARY is not set: no step summary is written");
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.appendFile)(file, `${(0,_budget_js__WEBPACK_IMPORTED_MODULE_2__/* .withinBudget */ .xV)(sections, _budget_js__WEBPACK_IMPORTED_MODULE_2__/* .MEBIBYTE */ .gJ - 1)}\n`);
}


/***/ }),

/***/ 9814:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Uw: () => (/* binding */ annotateFormat),
/* harmony export */   _8: () => (/* binding */ readMessage),
/* harmony export */   dM: () => (/* binding */ distinct),
/* harmony export */   em: () => (/* binding */ sentence),
/* harmony export */   fz: () => (/* binding */ annotate),
/* harmony export */   ik: () => (/* binding */ place)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6058);


/** Reads one line; `undefined` when it is not JSON, as some lines of `init -json` are not. */
function readMessage(line) {
    if (!line.startsWith("{"))
        return undefined;
    try {
        return JSON.parse(line);
    }
    catch {
        return undefined;
    }
}
/** Path and line from the repository's root, as `terraform/main.tf:12`; empty when it is about no place. */
function place(diagnostic, directory) {
    if (diagnostic.range === undefined)
        return "";
    return `${node_path__WEBPACK_IMPORTED_MODULE_0__.posix.join(directory, diagnostic.range.filename)}:${diagnostic.range.start.line}`;
}
/** One sentence: summary, first line of the detail, resource and place. */
function sentence(diagnostic, directory) {
    const detail = diagnostic.detail.split("\n").find((line) => line.trim() !== "");
    const where = [diagnostic.address, place(diagnostic, directory)].filter((part) => part);
    const summary = diagnostic.summary.replaceAll(/\s*\n\s*/g, " ").replace(/\.$/, "");
    return `${summary}${detail === undefined ? "" : `: ${detail}`}${where.length > 0 ? ` (${where.join(", ")})` : ""}`;
}
/** Makes an annotation on file and line of each diagnostic. */
function annotate(diagnostics, directory) {
    for (const diagnostic of diagnostics) {
        const { range } = diagnostic;
        const properties = {
            title: diagnostic.summary,
            ...(range === undefined
                ? {}
                : {
                    file: node_path__WEBPACK_IMPORTED_MODULE_0__.posix.join(directory, range.filename),
                    startLine: range.start.line,
                    endLine: range.end.line,
                }),
        };
        const about = diagnostic.address === undefined ? "" : `${diagnostic.address}: `;
        const show = diagnostic.severity === "error" ? _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .error */ .z3 : _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .warning */ .$e;
        show(`${about}${diagnostic.detail || diagnostic.summary}`, properties);
    }
}
/** Makes a notice on each file that `terraform fmt` would change. */
function annotateFormat(files, directory) {
    for (const file of files) {
        const path = node_path__WEBPACK_IMPORTED_MODULE_0__.posix.join(directory, file);
        (0,_actions_core__WEBPACK_IMPORTED_MODULE_1__/* .notice */ .lm)(`terraform fmt would change this file: run "terraform fmt ${path}"`, { file: path, startLine: 1 });
    }
}
/** Keeps the first of each: `validate` and `plan` give the same warning. */
function distinct(diagnostics) {
    const seen = new Map();
    for (const diagnostic of diagnostics) {
        const { severity, summary, detail, address, range } = diagnostic;
        const key = JSON.stringify([
            severity,
            summary,
            detail,
            address ?? null,
            range?.filename,
            range?.start.line,
        ]);
        if (!seen.has(key))
            seen.set(key, diagnostic);
    }
    return [...seen.values()];
}


/***/ }),

/***/ 6480:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  s: () => (/* binding */ TerraformFailed)
});

// EXTERNAL MODULE: ./build/src/lib/errors/errors.js
var errors = __webpack_require__(2570);
// EXTERNAL MODULE: ./build/src/lib/terraform/diagnostics.js
var terraform_diagnostics = __webpack_require__(9814);
;// CONCATENATED MODULE: ./build/src/lib/terraform/lock.js
/**
 * Reads who holds the lock out of the diagnostic. Terraform gives it only as text: the fields of `LockInfo.String()`
 * in its `internal/states/statemgr/locker.go`.
 */
function readLock(diagnostic) {
    if (!/acquiring the state lock/i.test(diagnostic.summary))
        return undefined;
    const field = (name) => new RegExp(`^\\s*${name}:[ \\t]*(\\S.*?)\\s*$`, "m").exec(diagnostic.detail)?.[1];
    const id = field("ID");
    if (id === undefined)
        return undefined;
    return {
        id,
        who: field("Who") ?? "someone unknown",
        operation: field("Operation")
            ?.replace(/^OperationType/, "")
            .toLowerCase() ?? "unknown",
        created: field("Created") ?? "an unknown time",
    };
}
/** Who holds the lock, since when, and how to free it. */
function explainLock(lock, settings) {
    const since = lock.created.replace(/(\d\d:\d\d:\d\d)\.\d+/, "$1");
    const select = settings.workspace === "default" ? "" : `TF_WORKSPACE=${settings.workspace} `;
    return [
        `the state of ${settings.directory} (workspace ${settings.workspace}) is locked by ${lock.who} since ${since}`,
        `(${lock.operation}, lock id ${lock.id}); waited ${settings.lockTimeout} s for it.`,
        "If a run is still working, wait for it and run this job again. If that run is dead, free the lock after `init`:",
        `${select}${settings.program} -chdir=${settings.directory} force-unlock ${lock.id}`,
    ].join(" ");
}

;// CONCATENATED MODULE: ./build/src/lib/terraform/failure.js



/** Terraform refused or failed: carries its diagnostics. */
class TerraformFailed extends errors/* UserError */.yo {
    command;
    diagnostics;
    constructor(command, diagnostics, settings) {
        super(message(command, diagnostics, settings));
        this.command = command;
        this.diagnostics = diagnostics;
    }
}
function message(command, diagnostics, settings) {
    for (const diagnostic of diagnostics) {
        const lock = readLock(diagnostic);
        if (lock !== undefined)
            return explainLock(lock, settings);
    }
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    const [first] = errors;
    const where = `${settings.program} ${command} failed in ${settings.directory}`;
    if (first === undefined)
        return `${where}; its output is above`;
    const more = errors.length > 1 ? ` (and ${errors.length - 1} more errors above)` : "";
    return `${where}: ${(0,terraform_diagnostics/* sentence */.em)(first, settings.directory)}${more}`;
}


/***/ }),

/***/ 8312:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $G: () => (/* binding */ closeFolder),
/* harmony export */   Ec: () => (/* binding */ closeSavedFolder),
/* harmony export */   NE: () => (/* binding */ openFolder)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6058);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2570);
/* harmony import */ var _wait_wait_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9698);






/** The post step waits this long, in seconds, for a Terraform that was interrupted and still releases its lock. */
const PATIENCE = 300;
const STATE = "terraform-folder";
/**
 * A private folder (mode 0700) for one use of Terraform: its data folder, where `init` writes the backend's settings
 * in clear, and the plan file, which holds every value in clear. The post step removes it, also after a crash.
 */
async function openFolder() {
    const folder = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdtemp)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(process.env.RUNNER_TEMP || (0,node_os__WEBPACK_IMPORTED_MODULE_1__.tmpdir)(), "elm-infra-terraform-"));
    (0,_actions_core__WEBPACK_IMPORTED_MODULE_3__/* .saveState */ .LZ)(STATE, folder);
    return folder;
}
/** Removes the folder. */
async function closeFolder(folder) {
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(folder, { recursive: true, force: true });
}
/**
 * The post step: waits until no process works with the folder any more, then removes it. A runner that cancels kills
 * the main step after ten seconds; Terraform, in a process group of its own, may then still write its state.
 */
async function closeSavedFolder() {
    const folder = (0,_actions_core__WEBPACK_IMPORTED_MODULE_3__/* .getState */ .Gu)(STATE);
    if (folder === "")
        return;
    try {
        await (0,_wait_wait_js__WEBPACK_IMPORTED_MODULE_5__/* .waitFor */ .f)({ what: "Terraform to end and release its lock", limit: PATIENCE }, async () => {
            const busy = await processesIn(folder);
            if (busy.length > 0)
                (0,_actions_core__WEBPACK_IMPORTED_MODULE_3__/* .debug */ .Yz)(`still working with ${folder}: ${busy.join(", ")}`);
            return busy.length === 0 ? true : undefined;
        });
    }
    catch (error) {
        (0,_actions_core__WEBPACK_IMPORTED_MODULE_3__/* .info */ .pq)((0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .explain */ .WE)(error));
    }
    await closeFolder(folder);
}
/** Process ids whose environment names the folder as Terraform's; none where there is no /proc. */
async function processesIn(folder) {
    const ids = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)("/proc").catch(() => []);
    const found = [];
    for (const id of ids.filter((name) => /^\d+$/.test(name))) {
        const environment = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(`/proc/${id}/environ`, "utf8").catch(() => "");
        if (environment.includes(`TF_DATA_DIR=${folder}`))
            found.push(id);
    }
    return found;
}


/***/ }),

/***/ 7668:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ diffLines)
/* harmony export */ });
/** Comparing more pairs of lines than this takes too long: then the middle is shown as removed and added. */
const MOST_PAIRS = 250_000;
/** Unchanged lines shown around a change. */
const AROUND = 2;
/** Compares two lists of lines; unchanged stretches are shortened. */
function diffLines(before, after) {
    let start = 0;
    while (start < before.length && start < after.length && before[start] === after[start])
        start++;
    let [endBefore, endAfter] = [before.length, after.length];
    while (endBefore > start && endAfter > start && before[endBefore - 1] === after[endAfter - 1]) {
        endBefore--;
        endAfter--;
    }
    const same = (text) => ({ sign: " ", text });
    return shorten([
        ...before.slice(0, start).map(same),
        ...middle(before.slice(start, endBefore), after.slice(start, endAfter)),
        ...before.slice(endBefore).map(same),
    ]);
}
function middle(before, after) {
    const removed = before.map((text) => ({ sign: "-", text }));
    const added = after.map((text) => ({ sign: "+", text }));
    if (before.length * after.length > MOST_PAIRS)
        return [...removed, ...added];
    const common = commonLengths(before, after);
    const lines = [];
    let [i, j] = [0, 0];
    while (i < before.length && j < after.length) {
        const text = before[i] ?? "";
        if (text === after[j]) {
            lines.push({ sign: " ", text });
            i++;
            j++;
        }
        else if ((common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0)) {
            lines.push({ sign: "-", text });
            i++;
        }
        else {
            lines.push({ sign: "+", text: after[j] ?? "" });
            j++;
        }
    }
    return [...lines, ...removed.slice(i), ...added.slice(j)];
}
/** Lengths of the longest common subsequences of all pairs of tails. */
function commonLengths(before, after) {
    const lengths = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
    for (let i = before.length - 1; i >= 0; i--) {
        for (let j = after.length - 1; j >= 0; j--) {
            const row = lengths[i];
            if (row === undefined)
                continue;
            const next = lengths[i + 1];
            row[j] = before[i] === after[j] ? (next?.[j + 1] ?? 0) + 1 : Math.max(next?.[j] ?? 0, row[j + 1] ?? 0);
        }
    }
    return lengths;
}
function shorten(lines) {
    const near = new Set();
    for (const [index, line] of lines.entries()) {
        if (line.sign === " ")
            continue;
        for (let i = index - AROUND; i <= index + AROUND; i++)
            near.add(i);
    }
    const kept = [];
    let hidden = 0;
    for (const [index, line] of lines.entries()) {
        if (near.has(index)) {
            if (hidden > 0)
                kept.push({ sign: " ", text: `… ${hidden} unchanged lines` });
            hidden = 0;
            kept.push(line);
        }
        else
            hidden++;
    }
    if (hidden > 0 && kept.length > 0)
        kept.push({ sign: " ", text: `… ${hidden} unchanged lines` });
    return kept;
}


/***/ }),

/***/ 9431:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ kindOf),
/* harmony export */   IR: () => (/* binding */ changedResources),
/* harmony export */   U9: () => (/* binding */ count),
/* harmony export */   Vb: () => (/* binding */ nameOf),
/* harmony export */   hj: () => (/* binding */ changedOutputs),
/* harmony export */   ik: () => (/* binding */ hasChanges),
/* harmony export */   m3: () => (/* binding */ readPlan),
/* harmony export */   wo: () => (/* binding */ countOutputs),
/* harmony export */   yu: () => (/* binding */ isMoved)
/* harmony export */ });
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2570);

/** Checks the shape of the plan as far as it is relied upon. */
function readPlan(value) {
    const plan = value;
    if (!/^1\./.test(plan?.format_version ?? "")) {
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`this action reads version 1 of Terraform's plan format, got "${plan?.format_version}": use a newer release`);
    }
    return plan;
}
/** The kind of a change. */
function kindOf(resource) {
    const actions = resource.change.actions.join(" ");
    if (actions === "delete create" || actions === "create delete" || actions === "create forget")
        return "replace";
    if (actions === "delete")
        return "destroy";
    if (actions === "forget" || actions === "create" || actions === "update" || actions === "read")
        return actions;
    if (resource.change.importing !== undefined)
        return "import";
    return isMoved(resource) ? "move" : "nothing";
}
/** The resource had another address. */
function isMoved(resource) {
    return resource.previous_address !== undefined && resource.previous_address !== resource.address;
}
/** Address with the deposed object's key, which makes it unique in a plan. */
function nameOf(resource) {
    return resource.deposed === undefined
        ? resource.address
        : `${resource.address} (deposed object ${resource.deposed})`;
}
/** Resources that something happens to. Reading data is not a change. */
function changedResources(plan) {
    return (plan.resource_changes ?? []).filter((resource) => !["nothing", "read"].includes(kindOf(resource)));
}
/** Outputs that change, by name. */
function changedOutputs(plan) {
    return Object.entries(plan.output_changes ?? {}).filter(([, change]) => change.actions.join() !== "no-op");
}
/** Counts what is planned. */
function count(plan) {
    const counts = { destroy: 0, replace: 0, create: 0, update: 0, import: 0, move: 0, forget: 0, outputs: 0 };
    for (const resource of changedResources(plan)) {
        const kind = kindOf(resource);
        if (kind !== "read" && kind !== "nothing" && kind !== "import" && kind !== "move")
            counts[kind]++;
        if (resource.change.importing !== undefined)
            counts.import++;
        if (isMoved(resource))
            counts.move++;
    }
    counts.outputs = changedOutputs(plan).length;
    return counts;
}
/** Something would change: also when only outputs, moves or, in a refresh-only plan, the state would. */
function hasChanges(plan, refreshOnly) {
    const drift = refreshOnly ? (plan.resource_drift ?? []).length : 0;
    return changedResources(plan).length + changedOutputs(plan).length + drift > 0;
}
/** The counts as both actions give them out. */
function countOutputs(counts) {
    return {
        "to-add": counts.create,
        "to-change": counts.update,
        "to-replace": counts.replace,
        "to-destroy": counts.destroy,
        "to-import": counts.import,
        "to-move": counts.move,
        "to-forget": counts.forget,
        "outputs-to-change": counts.outputs,
    };
}


/***/ }),

/***/ 1456:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  v: () => (/* binding */ Terraform)
});

// UNUSED EXPORTS: environment

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 8 modules
var core = __webpack_require__(6058);
// EXTERNAL MODULE: ./build/src/lib/errors/errors.js
var errors = __webpack_require__(2570);
// EXTERNAL MODULE: ./build/src/lib/report/log.js
var log = __webpack_require__(7810);
// EXTERNAL MODULE: ./build/src/lib/shell/command.js
var shell_command = __webpack_require__(4825);
// EXTERNAL MODULE: ./build/src/lib/terraform/diagnostics.js
var terraform_diagnostics = __webpack_require__(9814);
// EXTERNAL MODULE: ./build/src/lib/terraform/failure.js + 1 modules
var failure = __webpack_require__(6480);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:string_decoder"
var external_node_string_decoder_ = __webpack_require__(6193);
;// CONCATENATED MODULE: ./build/src/lib/terraform/follow.js



/** Milliseconds between two looks at the file. */
const EVERY = 100;
// "$0" is the file, "$@" the command. The shell is gone once the command runs.
const INTO_FILE = 'exec "$@" >"$0" 2>"$0.error"';
/**
 * Runs a command whose output goes to a file that is followed line by line.
 *
 * A runner that cancels kills this process after ten seconds. A command that writes to its pipe is then killed by
 * SIGPIPE; one that writes to a file lives, ends its calls, and releases its lock.
 *
 * @param file in a private folder; `<file>.error` takes standard error
 */
async function runFollowed(shell, command, file) {
    await (await (0,promises_.open)(file, "w", 0o600)).close();
    const handle = await (0,promises_.open)(file, "r");
    const lines = new Lines((line) => command.onLine?.(line, false));
    let reading = Promise.resolve();
    const timer = setInterval(() => {
        reading = reading.then(() => drain(handle, lines));
    }, EVERY);
    try {
        const args = ["-c", INTO_FILE, file, command.program, ...command.args];
        return await shell.run({ ...command, program: "sh", args });
    }
    catch (error) {
        if (!(error instanceof shell_command/* CommandFailed */.n))
            throw error;
        const stderr = await (0,promises_.readFile)(`${file}.error`, "utf8").catch(() => "");
        throw new shell_command/* CommandFailed */.n(command, { ...error.result, stderr });
    }
    finally {
        clearInterval(timer);
        await reading;
        await drain(handle, lines);
        await handle.close();
        lines.end();
        const errors = await (0,promises_.readFile)(`${file}.error`, "utf8").catch(() => "");
        for (const line of errors.split("\n"))
            if (line !== "")
                command.onLine?.(line, true);
    }
}
/** Hands over what was written since the last time. */
async function drain(handle, lines) {
    const buffer = Buffer.alloc(65_536);
    for (;;) {
        const { bytesRead } = await handle.read(buffer, 0, buffer.length, null);
        if (bytesRead === 0)
            return;
        lines.write(buffer.subarray(0, bytesRead));
    }
}
/** Cuts bytes into lines, wherever they were cut before. */
class Lines {
    #decoder = new external_node_string_decoder_.StringDecoder("utf8");
    #onLine;
    #rest = "";
    constructor(onLine) {
        this.#onLine = onLine;
    }
    write(bytes) {
        const lines = (this.#rest + this.#decoder.write(bytes)).split("\n");
        this.#rest = lines.pop() ?? "";
        for (const line of lines)
            this.#onLine(line);
    }
    end() {
        if (this.#rest !== "")
            this.#onLine(this.#rest);
        this.#rest = "";
    }
}

// EXTERNAL MODULE: ./build/src/lib/terraform/plan.js
var plan = __webpack_require__(9431);
;// CONCATENATED MODULE: ./build/src/lib/terraform/terraform.js









/** Seconds that an interrupted Terraform gets to finish its calls, write the state and release the lock. */
const GRACE = 600;
/** Terraform or OpenTofu on one root module and workspace. */
class Terraform {
    /** Every diagnostic so far, warnings too. */
    diagnostics = [];
    #shell;
    #settings;
    #folder;
    /** @param folder a private folder of this use alone, see `openFolder` */
    constructor(shell, settings, folder) {
        this.#shell = shell;
        this.#settings = settings;
        this.#folder = folder;
    }
    /** The plan file: every value in clear, inside the private folder. */
    get planFile() {
        return (0,external_node_path_.resolve)(this.#folder, "plan");
    }
    async fmt() {
        const args = ["fmt", "-check", "-diff", "-recursive", "-no-color"];
        // 3: files would change. 2: a file can't be parsed, which init tells better, with its place.
        const { stdout, exitCode } = await this.#run({ args, accept: [0, 2, 3] });
        if (exitCode !== 3)
            return { files: [], diff: "" };
        const files = Array.from(stdout.matchAll(/^--- old\/(.+)$/gm), ([, file]) => file ?? "");
        return { files, diff: stdout };
    }
    async init() {
        const backend = this.#settings.backendConfig.map((entry) => `-backend-config=${entry}`);
        await this.#messages("init", ["-input=false", "-no-color", "-json", ...backend]);
    }
    async validate() {
        const { stdout } = await this.#run({ args: ["validate", "-json", "-no-color"], accept: [0, 1] });
        const answer = JSON.parse(stdout);
        this.diagnostics.push(...answer.diagnostics);
        if (!answer.valid)
            throw new failure/* TerraformFailed */.s("validate", answer.diagnostics, this.#settings);
    }
    /** Plans into `planFile`. */
    async plan() {
        const { targets, varFiles, destroy, refreshOnly } = this.#settings;
        await this.#messages("plan", [
            ...["-input=false", "-no-color", "-json", `-out=${this.planFile}`],
            ...this.#limits(),
            ...(destroy ? ["-destroy"] : []),
            ...(refreshOnly ? ["-refresh-only"] : []),
            ...targets.map((target) => `-target=${target}`),
            ...varFiles.map((file) => `-var-file=${file}`),
        ]);
    }
    /** The plan as data: sensitive values in clear. */
    async show() {
        return (0,plan/* readPlan */.m3)(await this.#json(["show", "-json", "-no-color", this.planFile]));
    }
    /** Applies `planFile` and nothing else. */
    async apply() {
        await this.#messages("apply", ["-input=false", "-no-color", "-json", ...this.#limits(), this.planFile]);
    }
    /** The root module's outputs, sensitive ones too. */
    async outputs() {
        return (await this.#json(["output", "-json", "-no-color"]));
    }
    #limits() {
        return [`-lock-timeout=${this.#settings.lockTimeout}s`, `-parallelism=${this.#settings.parallelism}`];
    }
    /** Runs a command that speaks in JSON lines: shows their texts, keeps their diagnostics. */
    async #messages(name, args) {
        const diagnostics = [];
        const onLine = (line, stderr) => {
            const message = (0,terraform_diagnostics/* readMessage */._8)(line);
            if (message?.diagnostic !== undefined)
                diagnostics.push(message.diagnostic);
            else if (worthShowing(message))
                (0,log/* show */.W)(message["@message"]);
            else if (stderr)
                (0,log/* show */.W)(line);
        };
        const { exitCode } = await this.#run({ args: [name, ...args], accept: [0, 1], onLine }).finally(() => {
            this.diagnostics.push(...diagnostics);
        });
        if (exitCode !== 0)
            throw new failure/* TerraformFailed */.s(name, diagnostics, this.#settings);
    }
    /** Runs a command whose standard output is a secret: it never reaches a log, not even when it fails. */
    async #json(args) {
        const result = await this.#run({ args, accept: [0, 1] });
        if (result.exitCode === 0)
            return JSON.parse(result.stdout);
        const command = { program: this.#settings.program, args };
        throw new shell_command/* CommandFailed */.n(command, { ...result, stdout: "" });
    }
    async #run(command) {
        const { program, directory } = this.#settings;
        const full = {
            grace: GRACE,
            ...command,
            program,
            args: [`-chdir=${(0,external_node_path_.resolve)(process.env.GITHUB_WORKSPACE ?? ".", directory)}`, ...command.args],
            env: environment(this.#settings, this.#folder),
        };
        try {
            const file = (0,external_node_path_.resolve)(this.#folder, "messages");
            return await (command.onLine === undefined
                ? this.#shell.run(full)
                : runFollowed(this.#shell, full, file));
        }
        catch (error) {
            if (!(error instanceof errors/* Cancelled */.cJ))
                throw error;
            (0,core/* info */.pq)(`${program} has ended and released its lock`);
            throw new errors/* Cancelled */.cJ(`${program} ${command.args[0]}`);
        }
    }
}
function worthShowing(message) {
    return message !== undefined && message["@level"] === "info" && message.type !== "version";
}
/** What each Terraform process gets: nothing of another use in the same job, nothing that changes its arguments. */
function environment(settings, folder) {
    const cleared = Object.keys(process.env).filter((name) => name.startsWith("TF_CLI_ARGS"));
    return {
        ...Object.fromEntries(cleared.map((name) => [name, undefined])),
        ...Object.fromEntries(Object.entries(settings.variables).map(([name, value]) => [`TF_VAR_${name}`, value])),
        TF_IN_AUTOMATION: "1",
        TF_INPUT: "0",
        TF_DATA_DIR: (0,external_node_path_.resolve)(folder, "data"),
        TF_WORKSPACE: settings.workspace,
        // A runner kills what carries its id when the job ends; an interrupted Terraform must live to release its lock.
        RUNNER_TRACKING_ID: undefined,
    };
}


/***/ }),

/***/ 9698:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ waitFor)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8500);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2570);


/**
 * Looks until `look` gives something other than `undefined`.
 *
 * @param look gives the wanted thing, or `undefined` when it is not there yet; `state` goes into the message
 * @throws UserError at the limit, with what was waited for and what was seen last; Cancelled when `signal` aborts
 */
async function waitFor(wait, look, state = () => "") {
    const end = performance.now() + wait.limit * 1000;
    for (;;) {
        const found = await look();
        if (found !== undefined)
            return found;
        if (wait.signal?.aborted)
            throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .Cancelled */ .cJ(`waiting for ${wait.what}`);
        if (performance.now() >= end) {
            const seen = state();
            throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`waited ${wait.limit} s for ${wait.what}${seen === "" ? "" : `; last seen: ${seen}`}`);
        }
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)((wait.every ?? 1) * 1000, undefined, wait.signal === undefined ? {} : { signal: wait.signal }).catch(() => { });
    }
}


/***/ })

};
