export const id = 850;
export const ids = [850];
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

/***/ 6850:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (/* binding */ action)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 8 modules
var core = __webpack_require__(6058);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./build/src/lib/errors/errors.js
var errors = __webpack_require__(2570);
;// CONCATENATED MODULE: ./build/src/lib/digitalocean/api.js


const TRIES = 4;
/** A client of the API at `DIGITALOCEAN_API_URL`, by default DigitalOcean's own. Broken connections, 429 and 5xx are tried again. */
function openDigitalOcean(token) {
    const base = process.env.DIGITALOCEAN_API_URL || "https://api.digitalocean.com";
    const call = (method, path) => request({ method, url: new URL(`/v2/${path}`, base), token });
    const list = async (path, field) => {
        const items = [];
        for (let page = 1;; page++) {
            const glue = path.includes("?") ? "&" : "?";
            const body = (await (await call("GET", `${path}${glue}page=${page}&per_page=200`)).json());
            items.push(...(body[field] ?? []));
            if (!body.links?.pages?.next)
                return items;
        }
    };
    return {
        snapshots: () => list("snapshots?resource_type=droplet", "snapshots"),
        droplets: () => list("droplets", "droplets"),
        keys: () => list("account/keys", "ssh_keys"),
        remove: async (kind, id) => {
            await call("DELETE", `${kind}/${encodeURIComponent(id)}`);
        },
    };
}
async function request({ method, url, token }) {
    for (let attempt = 1;; attempt++) {
        const answer = await fetch(url, {
            method,
            headers: { authorization: `Bearer ${token.reveal()}`, accept: "application/json" },
            signal: AbortSignal.timeout(30_000),
        }).catch((error) => error);
        const broken = answer instanceof Error;
        if (!broken && (answer.ok || (method === "DELETE" && answer.status === 404)))
            return answer;
        const again = broken || answer.status === 429 || answer.status >= 500;
        if (!again || attempt === TRIES)
            throw await failure(method, url, answer);
        const asked = broken ? 0 : Number(answer.headers.get("retry-after") ?? 0);
        await (0,external_node_timers_promises_.setTimeout)(Math.min(Math.max(asked, 2 ** (attempt - 1)), 30) * 1000);
    }
}
async function failure(method, url, answer) {
    const what = `${method} ${url.origin}${url.pathname}`;
    if (answer instanceof Error)
        return new errors/* UserError */.yo(`DigitalOcean's API can't be reached (${what})`, { cause: answer });
    if (answer.status === 401)
        return new errors/* UserError */.yo("DigitalOcean refuses the token (401): give token a personal access token that may read and write");
    const body = (await answer.json().catch(() => ({})));
    return new errors/* UserError */.yo(`DigitalOcean answers ${what} with ${answer.status}: ${body.message ?? answer.statusText}`);
}

;// CONCATENATED MODULE: ./build/src/lib/packer/commands.js

/** File in the private folder that holds the variables: values on a command line are there for all to see. */
const VARIABLES_FILE = "variables.json";
/** File in the private folder to which Packer writes the names of the droplet and key it makes. */
const LOG_FILE = "packer.log";
/** `packer validate` or `packer build`. Exit code 1 is accepted: the reasons are in the output. */
function runTemplate(mode, call) {
    const flags = mode === "build" ? ["-color=false", "-on-error=cleanup"] : [];
    return {
        program: call.packer,
        args: [
            mode,
            "-machine-readable",
            ...flags,
            `-var-file=${(0,external_node_path_.join)(call.folder, VARIABLES_FILE)}`,
            call.template.path,
        ],
        env: environment(call),
        accept: [0, 1],
        limit: call.limit,
        // Deleting a droplet and a key takes two calls, each tried several times.
        grace: 120,
        onLine: (line, stderr) => {
            if (!stderr)
                call.onLine(line);
        },
    };
}
/** `packer version`. */
function showVersion(packer) {
    return { program: packer, args: ["version"], env: { CHECKPOINT_DISABLE: "1" }, limit: 60 };
}
/**
 * Brings the plugins. From 1.10 on no builder is built in; HCL2 templates name theirs, JSON templates can't
 * (https://developer.hashicorp.com/packer/docs/commands/plugins/install).
 */
function installPlugins(packer, template) {
    const args = template.format === "hcl"
        ? ["init", template.path]
        : ["plugins", "install", "github.com/digitalocean/digitalocean"];
    return { program: packer, args, env: { CHECKPOINT_DISABLE: "1" }, limit: 300, log: "live" };
}
/** Whether this version of Packer brings no builder of its own. */
function needsPlugins(version) {
    const [major = 0, minor = 0] = version.split(".").map(Number);
    return major > 1 || (major === 1 && minor >= 10);
}
/** `token` is needed by the builder even to validate; nothing is asked of the API then. */
function environment({ folder, token }) {
    return {
        DIGITALOCEAN_TOKEN: token ?? "only-to-validate",
        DIGITALOCEAN_API_TOKEN: token ?? "only-to-validate",
        PACKER_LOG: "1",
        PACKER_LOG_PATH: (0,external_node_path_.join)(folder, LOG_FILE),
        PACKER_CACHE_DIR: (0,external_node_path_.join)(folder, "cache"),
        CHECKPOINT_DISABLE: "1",
    };
}

// EXTERNAL MODULE: ./build/src/lib/report/summary.js
var summary = __webpack_require__(1968);
;// CONCATENATED MODULE: ./build/src/lib/packer/mistake.js
/**
 * Finds file and line of an error of Packer. HCL2 errors name both; JSON errors name a line when it does not parse, and
 * else quote the key or value, which is then looked up.
 *
 * @param error Packer's words
 * @param text the JSON template's text; empty for HCL2
 */
function locate(error, template, text) {
    const message = summarise(error);
    const hcl = /\bon (.+?\.hcl) line (\d+)/.exec(error);
    if (hcl !== null)
        return { file: hcl[1] ?? template.path, line: Number(hcl[2]), message };
    const json = /\bAt line (\d+), column \d+/.exec(error);
    if (json !== null)
        return { file: template.path, line: Number(json[1]), message };
    const line = quotedLine(error, text);
    return { file: template.path, message, ...(line === undefined ? {} : { line }) };
}
/** The first line says which build, later ones what is wrong with it: the last quoted word that stands in the text counts. */
function quotedLine(error, text) {
    const lines = text.split("\n");
    const words = Array.from(error.matchAll(/["']+([^"'\s]+)["']+/g), ([, word = ""]) => word);
    for (const word of words.reverse()) {
        const index = lines.findIndex((line) => line.includes(`"${word}"`) || line.includes(`/${word}"`));
        if (index >= 0)
            return index + 1;
    }
    return undefined;
}
/** Packer's error as one sentence: without its list marks, counts, excerpts and blank lines. */
function summarise(error) {
    return error
        .split("\n")
        .map((line) => line.replace(/^[\s*]+/, "").replace(/^Error: /, ""))
        .filter((line) => line !== "" && !/^\d+ error(\(s\))? occurred:$|^\d+: |^\^$|^on .+ line \d+/.test(line))
        .join("; ")
        .replaceAll(":;", ":")
        .replace(/ \(offset \d+\)/, "")
        .replace(/[:;]\s*$/, "");
}

;// CONCATENATED MODULE: ./build/src/packer-build/failure.js


/** Packer refused a template, or could not build it: one sentence, and where it is. */
class TemplateFailed extends errors/* UserError */.yo {
    mistakes;
    constructor(mode, template, evidence) {
        const { errors, text, stderr } = evidence;
        const words = errors.length > 0 ? errors : [stderr.trim().split("\n").at(-1) ?? ""];
        super(`packer ${mode} ${template.path} failed: ${advice(words.join("\n")) ?? words.map(summarise).join("; ")}`);
        this.mistakes = isOfTemplate(words.join("\n")) ? words.map((error) => locate(error, template, text)) : [];
    }
}
/** What went wrong outside of the template has no line in it. */
function isOfTemplate(error) {
    return !/https?:\/\/\S+: (\d{3}|dial|read|EOF)|Timeout|Error (creating|waiting|retrieving|shutting)|Script exited|SSH/i.test(error);
}
function advice(error) {
    if (/: 401\b/.test(error))
        return "DigitalOcean refuses the token (401): give token a personal access token that may read and write";
    if (/: 429\b/.test(error))
        return "DigitalOcean's limit of requests is reached (429): run it again later";
    if (/timeout waiting for ssh/i.test(error))
        return `${summarise(error)}: the droplet runs and its port 22 did not answer; is the region reachable, and does the image allow root with a key?`;
    return undefined;
}

// EXTERNAL MODULE: ./build/src/lib/inputs/reader.js
var inputs_reader = __webpack_require__(1272);
// EXTERNAL MODULE: ./build/src/lib/secret/secret.js
var secret = __webpack_require__(876);
;// CONCATENATED MODULE: ./build/src/packer-build/inputs.js


/** Reads and checks the inputs; the only place that names them. */
function readInputs() {
    const reader = new inputs_reader/* InputReader */.i();
    const inputs = {
        mode: reader.choice("mode", ["validate", "build"], "validate"),
        template: reader.text("template"),
        packer: reader.optional("packer", "packer"),
        variables: reader.pairs("variables"),
        token: reader.optionalSecret("token") ?? fromEnvironment(),
        namePrefix: reader.optional("name-prefix", "elm-base-"),
        reuseDays: reader.integer("reuse-days", { fallback: 0, least: 0, most: 365 }),
        keep: reader.integer("keep", { fallback: 0, least: 0, most: 1000 }),
        limit: reader.integer("timeout-minutes", { fallback: 45, least: 1, most: 360 }) * 60,
    };
    if (inputs.mode === "build" && inputs.token === undefined) {
        reader.mistake("token is required to build and was empty: give a DigitalOcean token that may read and write, or set DIGITALOCEAN_TOKEN");
    }
    if (!/^[\w.-]+$/.test(inputs.namePrefix)) {
        reader.mistake(`name-prefix must be letters, digits, dots and dashes, got "${inputs.namePrefix}"`);
    }
    reader.done();
    return inputs;
}
/** The names that Packer's builder and Terraform's provider read. */
function fromEnvironment() {
    const value = process.env.DIGITALOCEAN_TOKEN || process.env.DIGITALOCEAN_API_TOKEN;
    return value === undefined || value === "" ? undefined : new secret/* Secret */.z(value);
}

;// CONCATENATED MODULE: ./build/src/packer-build/leftovers.js




/**
 * Reads from Packer's log how the droplet and the key of this very run are called. Other runs may be under way in the
 * same account, so neither a tag nor an age would do.
 */
async function readTraces(folder) {
    const log = await (0,promises_.readFile)((0,external_node_path_.join)(folder, LOG_FILE), "utf8").catch(() => "");
    const all = (pattern) => [...new Set(Array.from(log.matchAll(pattern), ([, name = ""]) => name))];
    return {
        droplets: all(/Droplet create param\w*: .*?\bName:"([^"]+)"/g),
        keys: all(/temporary ssh key name: (\S+)/g),
    };
}
/** Deletes what of it is still there: nothing after a run that could clean up, and all of it after one that was killed. */
async function removeLeftovers(cloud, traces) {
    const unique = /^packer-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
    const ours = (names, name) => names.includes(name) && unique.test(name);
    for (const name of traces.droplets.filter((name) => !unique.test(name))) {
        (0,core/* warning */.$e)(`droplet ${name} may be left over: its name is not unique to this run, so look yourself`);
    }
    const droplets = (await cloud.droplets()).filter(({ name }) => ours(traces.droplets, name));
    const keys = (await cloud.keys()).filter(({ name }) => ours(traces.keys, name));
    for (const { id, name } of droplets) {
        await cloud.remove("droplets", id);
        (0,core/* info */.pq)(`deleted the droplet ${name} (${id}) that Packer left behind`);
    }
    for (const { id, name } of keys) {
        await cloud.remove("account/keys", id);
        (0,core/* info */.pq)(`deleted the SSH key ${name} (${id}) that Packer left behind`);
    }
    return droplets.length + keys.length;
}

;// CONCATENATED MODULE: ./build/src/lib/packer/output.js
/** Reads one line; `undefined` when it is not of that form (a crash prints plain text). */
function parseLine(text) {
    const match = /^(\d+),([^,]*),([^,]+),?(.*)$/.exec(text);
    if (match === null)
        return undefined;
    const [, time = "", target = "", type = "", data = ""] = match;
    return { time: Number(time), target, type, data: data === "" ? [] : data.split(",").map(decode) };
}
/** What a person reads of a line: the words of `ui` lines, several where they break; nothing for other lines. */
function spoken(line) {
    if (line.type !== "ui")
        return [];
    const text = line.data.slice(1).join(",");
    return text
        .replace(/\n+$/, "")
        .split("\n")
        .map((part) => part.trimEnd());
}
/** The artifacts of every build, in order. Post-processors repeat them: choose by `builder-id`. */
function readArtifacts(lines) {
    const artifacts = new Map();
    for (const { target, type, data } of lines) {
        const [index, field, ...rest] = data;
        if (type !== "artifact" || index === undefined || field === undefined || field === "end")
            continue;
        const key = `${target} ${index}`;
        const artifact = artifacts.get(key) ?? {};
        // `file` lines have an index of their own; only plain fields are kept.
        artifact[field] = rest.join(",");
        artifacts.set(key, artifact);
    }
    return [...artifacts.values()];
}
/** What went wrong, in Packer's words, each once: errors of builds first, else what was said as an error. */
function readErrors(lines) {
    const ofBuilds = lines.filter(({ type }) => type === "error").map(({ data }) => data.join(","));
    const said = lines
        .filter(({ type, data }) => type === "ui" && data[0] === "error")
        .map(({ data }) => data.slice(1).join(","));
    const chosen = ofBuilds.length > 0 ? ofBuilds : said;
    return [...new Set(chosen.map((text) => text.trim()).filter((text) => text !== ""))];
}
/** Packer writes a comma as `%!(PACKER_COMMA)` and line ends as two characters. */
function decode(text) {
    return text.replaceAll("%!(PACKER_COMMA)", ",").replaceAll("\\n", "\n").replaceAll("\\r", "");
}

;// CONCATENATED MODULE: ./build/src/lib/packer/template.js



/**
 * Reads a template, JSON or HCL2, leniently: its mistakes are Packer's to report.
 *
 * @throws UserError when there is none
 */
async function readTemplate(path) {
    const found = await (0,promises_.stat)(path).catch(() => undefined);
    if (found === undefined)
        throw new errors/* UserError */.yo(`template "${path}" does not exist: name a file of the checkout`);
    if (found.isDirectory())
        return readFolder(path);
    const text = await (0,promises_.readFile)(path, "utf8");
    const known = { path, folder: (0,external_node_path_.dirname)(path) };
    if (!path.endsWith(".hcl"))
        return { ...known, format: "json", ...readJson(text) };
    return { ...known, format: "hcl", ...readHcl(text) };
}
async function readFolder(path) {
    const names = (await (0,promises_.readdir)(path)).filter((name) => name.endsWith(".pkr.hcl")).sort();
    if (names.length === 0)
        throw new errors/* UserError */.yo(`template "${path}" is a folder without any *.pkr.hcl`);
    const texts = await Promise.all(names.map((name) => (0,promises_.readFile)((0,external_node_path_.join)(path, name), "utf8")));
    return { path, folder: path, format: "hcl", ...readHcl(texts.join("\n")) };
}
function readJson(text) {
    const parsed = parseJson(text);
    const sensitive = parsed["sensitive-variables"];
    return {
        variables: new Set(Object.keys(isRecord(parsed.variables) ? parsed.variables : {})),
        sensitive: new Set(Array.isArray(sensitive) ? sensitive.filter((name) => typeof name === "string") : []),
    };
}
function parseJson(text) {
    try {
        const value = JSON.parse(text);
        return isRecord(value) ? value : {};
    }
    catch {
        return {};
    }
}
function isRecord(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
function readHcl(text) {
    const blocks = Array.from(text.matchAll(/^\s*variable\s+"([^"]+)"\s*\{([^}]*)\}/gm));
    return {
        variables: new Set(blocks.map(([, name = ""]) => name)),
        sensitive: new Set(blocks.filter(([, , body = ""]) => /^\s*sensitive\s*=\s*true/m.test(body)).map(([, name = ""]) => name)),
    };
}

// EXTERNAL MODULE: ./build/src/lib/report/log.js
var log = __webpack_require__(7810);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./build/src/packer-build/content.js



/**
 * What an image is made of, as 8 hexadecimal digits: every file of the template's folder with its path and whether it
 * is executable, and the variables. Not the READMEs, nor what begins with a dot. What the OS's mirrors hold is no part.
 */
async function contentAddress(template, variables) {
    const hash = (0,external_node_crypto_.createHash)("sha256");
    const add = (text) => hash.update(`${Buffer.byteLength(text)}:`).update(text);
    for (const path of await filesOf(template.folder)) {
        const { mode } = await (0,promises_.stat)(path);
        add((0,external_node_path_.relative)(template.folder, path));
        add((mode & 0o100) === 0 ? "file" : "program");
        add(await (0,promises_.readFile)(path));
    }
    for (const [name, value] of Object.entries(variables).sort(([a], [b]) => (a < b ? -1 : 1))) {
        add(name);
        add(value);
    }
    return hash.digest("hex").slice(0, 8);
}
async function filesOf(folder) {
    const entries = await (0,promises_.readdir)(folder, { withFileTypes: true });
    const lists = await Promise.all(entries
        .filter(({ name }) => !/^\.|^README\.md$|^packer_cache$|^node_modules$/.test(name))
        .map((entry) => {
        const path = (0,external_node_path_.join)(folder, entry.name);
        if (entry.isDirectory())
            return filesOf(path);
        return entry.isFile() ? [path] : [];
    }));
    return lists.flat().sort();
}

;// CONCATENATED MODULE: ./build/src/packer-build/names.js

/**
 * Names the snapshot `<prefix><UTC time>-<content address>` and the droplet `packer-<uuid>`, through the variables
 * `snapshot_name` and `droplet_name`, where the template has them and the caller leaves them free.
 */
function chooseNames(template, wish, address) {
    const time = new Date().toISOString().replace(/\..*/, "").replace(/[-:]/g, "").replace("T", "-");
    const ours = {
        snapshot_name: `${wish.namePrefix}${time}-${address}`,
        droplet_name: `packer-${(0,external_node_crypto_.randomUUID)()}`,
    };
    const free = Object.entries(ours).filter(([name]) => template.variables.has(name));
    return { prefix: wish.namePrefix, address, variables: { ...Object.fromEntries(free), ...wish.variables } };
}

;// CONCATENATED MODULE: ./build/src/packer-build/snapshot.js

const BUILDER_ID = "pearkes.digitalocean";
const DAY = 24 * 60 * 60 * 1000;
/**
 * The snapshot among a build's artifacts. Post-processors repeat artifacts under ids of their own, so the builder's id
 * decides (packer-plugin-digitalocean, builder/digitalocean/builder.go).
 */
function readMade(artifacts) {
    const ours = artifacts.filter((artifact) => artifact["builder-id"] === BUILDER_ID);
    const [artifact] = ours;
    if (artifact === undefined) {
        throw new errors/* UserError */.yo("the template made no DigitalOcean snapshot: it needs a builder (source) of type digitalocean");
    }
    const { id = "", string: text = "" } = artifact;
    const colon = id.lastIndexOf(":");
    return {
        id: id.slice(colon + 1),
        name: /^A snapshot was created: '(.*)' \(ID: /.exec(text)?.[1] ?? "",
        regions: id
            .slice(0, Math.max(colon, 0))
            .split(",")
            .filter((region) => region !== ""),
    };
}
/** The newest snapshot of this content that is young enough. */
function findReusable(snapshots, wanted) {
    return snapshots
        .filter(({ name }) => name.startsWith(wanted.prefix) && name.endsWith(`-${wanted.address}`))
        .filter(({ created_at }) => wanted.now - Date.parse(created_at) <= wanted.days * DAY)
        .sort(newestFirst)
        .map(({ id, name, regions }) => ({ id, name, regions }))
        .at(0);
}
/** For sorting: the newest first. */
function newestFirst(a, b) {
    return Date.parse(b.created_at) - Date.parse(a.created_at);
}

;// CONCATENATED MODULE: ./build/src/packer-build/prune.js


/** Snapshots to delete: of our prefix, not among the newest `keep`, and not the image of any droplet there is. */
function choosePruned(snapshots, droplets, { prefix, keep, made }) {
    const used = new Set(droplets.map(({ image }) => String(image?.id ?? "")));
    return snapshots
        .filter(({ name }) => name.startsWith(prefix))
        .sort(newestFirst)
        .slice(keep)
        .filter(({ id }) => id !== made.id && !used.has(id));
}
/** Deletes them, and gives their names. */
async function prune(cloud, pruning) {
    const [snapshots, droplets] = await Promise.all([cloud.snapshots(), cloud.droplets()]);
    const old = choosePruned(snapshots, droplets, pruning);
    for (const { id, name } of old) {
        await cloud.remove("snapshots", id);
        (0,core/* info */.pq)(`deleted the old snapshot ${name} (${id})`);
    }
    return old.map(({ name }) => name);
}

;// CONCATENATED MODULE: ./build/src/packer-build/main.js














/** Validates a template, or bakes a snapshot from it unless one of the same content is there. */
async function main(inputs, edges, folder) {
    const started = performance.now();
    const template = await readTemplate(inputs.template);
    for (const name of template.sensitive)
        (0,secret/* mask */.d)(inputs.variables[name] ?? "");
    const names = chooseNames(template, inputs, await contentAddress(template, inputs.variables));
    const seconds = () => (performance.now() - started) / 1000;
    const known = { mode: inputs.mode, template: template.path };
    const found = await reusable(inputs, names);
    if (found !== undefined) {
        (0,core/* info */.pq)(`nothing has changed: snapshot ${found.name} (${found.id}) was made from the same files and variables`);
        return { ...known, version: "", seconds: seconds(), lines: [], made: found, reused: true, pruned: [] };
    }
    const version = await prepare(inputs, template, edges);
    await (0,promises_.writeFile)((0,external_node_path_.join)(folder, VARIABLES_FILE), JSON.stringify(names.variables), { mode: 0o600 });
    const lines = await runPacker(inputs, edges, { template, folder });
    if (inputs.mode === "validate") {
        return { ...known, version, seconds: seconds(), lines, reused: false, pruned: [] };
    }
    const made = readMade(readArtifacts(lines));
    const pruned = inputs.keep > 0 && inputs.token !== undefined
        ? await prune(openDigitalOcean(inputs.token), { prefix: inputs.namePrefix, keep: inputs.keep, made })
        : [];
    return { ...known, version, seconds: seconds(), lines, made, reused: false, pruned };
}
async function reusable(inputs, names) {
    if (inputs.mode !== "build" || inputs.reuseDays === 0 || inputs.token === undefined)
        return undefined;
    const snapshots = await openDigitalOcean(inputs.token).snapshots();
    return findReusable(snapshots, { ...names, days: inputs.reuseDays, now: Date.now() });
}
/** Gives Packer's version, after its plugins are there. */
async function prepare({ packer }, template, { shell }) {
    const { stdout } = await shell.run(showVersion(packer));
    const version = /v(\d+\.\d+\.\d+\S*)/.exec(stdout)?.[1] ?? "";
    if (needsPlugins(version))
        await shell.run(installPlugins(packer, template));
    return version;
}
async function runPacker({ mode, packer, token, limit, }, { shell }, { template, folder }) {
    const lines = [];
    const onLine = (text) => {
        const line = parseLine(text);
        if (line === undefined)
            return (0,log/* show */.W)(text);
        lines.push(line);
        for (const words of spoken(line))
            (0,log/* show */.W)(words);
    };
    const result = await shell.run(runTemplate(mode, { packer, template, folder, token, limit, onLine }));
    if (result.exitCode === 0)
        return lines;
    const text = template.format === "json" ? await (0,promises_.readFile)(template.path, "utf8") : "";
    throw new TemplateFailed(mode, template, { text, errors: readErrors(lines), stderr: result.stderr });
}

// EXTERNAL MODULE: ./build/src/lib/report/markdown.js
var markdown = __webpack_require__(2563);
;// CONCATENATED MODULE: ./build/src/packer-build/report.js

/** The step summary's sections, most important first. */
function renderReport(outcome) {
    const { mode, template, version, made, reused, pruned } = outcome;
    const seconds = `${outcome.seconds.toFixed(1)} s`;
    if (mode === "validate" || made === undefined) {
        return [`### ${(0,markdown/* code */.aY)(template)} is valid\n\nChecked by Packer ${version} in ${seconds}.`];
    }
    const facts = [
        ["Snapshot", (0,markdown/* code */.aY)(made.name)],
        ["Id", (0,markdown/* code */.aY)(made.id)],
        ["Regions", made.regions.join(", ")],
        [
            "Made by",
            reused ? "an earlier run, from the same files and variables" : `Packer ${version} in ${seconds}`,
        ],
        ...(pruned.length > 0 ? [["Deleted", pruned.map(markdown/* code */.aY).join(", ")]] : []),
    ];
    const title = reused ? `### ${(0,markdown/* code */.aY)(template)}: nothing to bake` : `### ${(0,markdown/* code */.aY)(template)} is baked`;
    const phases = readPhases(outcome.lines).filter(([, time]) => time >= 1);
    const times = phases.map(([name, time]) => [name, `${time} s`]);
    return [
        `${title}\n\n${(0,markdown/* table */.tp)(["", ""], facts)}`,
        ...(times.length > 0 ? [(0,markdown/* fold */.AU)("Where the time went", (0,markdown/* table */.tp)(["Phase", "Time"], times))] : []),
    ];
}
/** Packer's announcements, each with the whole seconds until the next. */
function readPhases(lines) {
    const marks = lines.flatMap(({ time, type, data }) => {
        const [kind, ...words] = data;
        const match = type === "ui" && kind === "say" ? /^==> \S+: (.*)/.exec(words.join(",")) : null;
        return match === null ? [] : [{ name: (match[1] ?? "").replace(/\.*$/, ""), time }];
    });
    const end = lines.at(-1)?.time ?? 0;
    return marks.map(({ name, time }, index) => [name, (marks[index + 1]?.time ?? end) - time]);
}

;// CONCATENATED MODULE: ./build/src/packer-build/index.js













/** Validates a Packer template, or bakes a snapshot from it. */
const action = {
    async main(edges) {
        const inputs = readInputs();
        const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(process.env.RUNNER_TEMP || (0,external_node_os_.tmpdir)(), "packer-build-"));
        (0,core/* saveState */.LZ)("folder", folder);
        try {
            const outcome = await main(inputs, edges, folder);
            (0,core/* setOutput */.uH)("snapshot-id", outcome.made?.id ?? "");
            (0,core/* setOutput */.uH)("snapshot-name", outcome.made?.name ?? "");
            (0,core/* setOutput */.uH)("regions", outcome.made?.regions.join(",") ?? "");
            (0,core/* setOutput */.uH)("reused", outcome.reused);
            await (0,summary/* writeSummary */.S)(renderReport(outcome));
        }
        catch (error) {
            if (error instanceof TemplateFailed)
                showMistakes(error, inputs.mode);
            throw error;
        }
        finally {
            // The rest of the folder waits for `post`; values of variables may be secret.
            await (0,promises_.rm)((0,external_node_path_.join)(folder, VARIABLES_FILE), { force: true });
        }
    },
    /** Also runs after a step that was cancelled or killed: whatever Packer could not delete itself goes here. */
    async post() {
        const folder = (0,core/* getState */.Gu)("folder");
        if (folder === "")
            return;
        const traces = await readTraces(folder);
        await (0,promises_.rm)(folder, { recursive: true, force: true });
        const { token } = readInputs();
        if (token === undefined || traces.droplets.length + traces.keys.length === 0)
            return;
        try {
            await removeLeftovers(openDigitalOcean(token), traces);
        }
        catch (error) {
            const names = [...traces.droplets, ...traces.keys].join(", ");
            (0,core/* warning */.$e)(`could not look for what Packer may have left behind (${names}): ${(0,errors/* explain */.WE)(error)}`);
        }
    },
};
function showMistakes({ mistakes }, mode) {
    for (const { file, line, message } of mistakes) {
        const place = line === undefined ? {} : { startLine: line };
        (0,core/* error */.z3)(message, { title: `packer ${mode}`, file, ...place });
    }
}


/***/ })

};
