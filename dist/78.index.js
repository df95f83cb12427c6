export const id = 78;
export const ids = [78];
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

/***/ 4746:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ explainFailure),
/* harmony export */   at: () => (/* binding */ at)
/* harmony export */ });
/**
 * What OpenSSH (8.9 to 10) writes to its log, first match counts. A server that closes before its banner may be booting
 * or over its MaxStartups; both pass. A wrong key or a wrong host key does not get better by waiting.
 */
const rules = [
    [
        /REMOTE HOST IDENTIFICATION HAS CHANGED/,
        false,
        (target, log) => `${at(target)} shows another host key than known-hosts has for it${fingerprint(log)}: if the machine was replaced, give its new line in known-hosts; if not, somebody answers in its place`,
    ],
    [
        /host key is known for|Host key verification failed/,
        false,
        (target) => `${at(target)} is not in known-hosts (looked for "${knownName(target)}"): add its line, for example from Terraform's output known_hosts`,
    ],
    [
        /Permission denied \(/,
        false,
        (target, log) => `${at(target)} refused the key for user "${target.user}" (it accepts ${/Permission denied \(([^)]*)\)/.exec(log)?.[1]}): put the public half of private-key into that user's authorized_keys, or name another user`,
    ],
    [
        /Too many authentication failures/,
        false,
        (target) => `${at(target)} refused the key for user "${target.user}"`,
    ],
    [
        /Could not resolve hostname/,
        false,
        (target) => `host "${target.host}" has no address: check the name, or give an IP address`,
    ],
    [
        /no matching (host key type|key exchange method|cipher|MAC) found.*$/m,
        false,
        (target, log) => `${at(target)} and this ssh have no ${/no matching .*$/m.exec(log)?.[0].slice(12)}`,
    ],
    [
        /Connection refused/,
        true,
        (target) => `nothing listens at ${at(target)} (connection refused): check host, port and that sshd runs`,
    ],
    [
        /timed out|No route to host|Network is unreachable|Host is down/i,
        true,
        (target) => `${at(target)} cannot be reached (no answer): check host and port, and that the firewall lets this runner in`,
    ],
    [
        /kex_exchange_identification|Connection (reset|closed) by|System is booting up/,
        true,
        (target) => `${at(target)} closed the connection before the login: it is starting, or refuses this runner (fail2ban, MaxStartups, a proxy in between)`,
    ],
];
/** Tells from ssh's own log why a connection failed. */
function explainFailure(target, log) {
    for (const [pattern, passing, say] of rules) {
        if (pattern.test(log))
            return { message: say(target, log), passing };
    }
    const last = log.trim().split("\n").at(-1)?.trim();
    return {
        message: `ssh could not connect to ${at(target)}: ${last || "it gave no reason"}`,
        passing: false,
    };
}
/** `user@host:port` for messages. */
function at({ user, host, port }) {
    return `${user}@${host.includes(":") ? `[${host}]` : host}:${port}`;
}
/** The name by which known_hosts knows a host: a port other than 22 is part of it. */
function knownName({ host, port }) {
    return port === 22 ? host : `[${host}]:${port}`;
}
function fingerprint(log) {
    const found = /(SHA256:[\w+/=]+)/.exec(log)?.[1];
    return found === undefined ? "" : ` (it shows ${found.replace(/\.$/, "")})`;
}


/***/ }),

/***/ 5464:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  NG: () => (/* binding */ closeIdentity),
  Zq: () => (/* binding */ closeLeftovers),
  Bp: () => (/* binding */ openIdentity),
  bN: () => (/* binding */ sshOptions)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/src/lib/errors/errors.js
var errors = __webpack_require__(2570);
// EXTERNAL MODULE: ./build/src/lib/shell/command.js
var command = __webpack_require__(4825);
// EXTERNAL MODULE: ./build/src/lib/shell/shell.js + 2 modules
var shell_shell = __webpack_require__(2060);
;// CONCATENATED MODULE: ./build/src/lib/ssh/configuration.js
/** Seconds for one attempt to connect; how long to go on trying is the caller's to say. */
const ATTEMPT = 10;
/**
 * The text of our ssh_config(5). A file and not a row of `-o`, because a jump host's ssh is started with `-F` of the
 * outer one and none of its `-o`: strict host keys hold on every hop.
 */
function configuration(paths) {
    const options = {
        IdentityAgent: `"${paths.authSock}"`,
        IdentityFile: "none",
        UserKnownHostsFile: `"${paths.knownHostsFile}"`,
        GlobalKnownHostsFile: "none",
        StrictHostKeyChecking: "yes",
        UpdateHostKeys: "no",
        CheckHostIP: "no",
        BatchMode: "yes",
        PreferredAuthentications: "publickey",
        ForwardAgent: "no",
        ForwardX11: "no",
        ConnectTimeout: String(ATTEMPT),
        ConnectionAttempts: "1",
        ServerAliveInterval: "15",
        ServerAliveCountMax: "4",
        StreamLocalBindMask: "0177",
        StreamLocalBindUnlink: "yes",
    };
    const lines = Object.entries(options).map(([name, value]) => `  ${name} ${value}`);
    return ["Host *", ...lines, ""].join("\n");
}

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 8 modules
var core = __webpack_require__(6058);
;// CONCATENATED MODULE: ./build/src/lib/ssh/state.js

const NAME = "ssh-identities";
const state_open = new Map();
/** Notes an identity for `post`. The runner keeps it only where it gave a state file: an action without `post` may have none. */
function remember(leftover) {
    state_open.set(leftover.directory, leftover);
    save();
}
/** Takes a closed identity off the notes. */
function forget(directory) {
    state_open.delete(directory);
    save();
}
/** Identities that this process, or the `main` before this `post`, opened and did not close. */
function leftovers() {
    const saved = (0,core/* getState */.Gu)(NAME);
    const earlier = saved === "" ? [] : JSON.parse(saved);
    return [...state_open.values(), ...earlier.filter(({ directory }) => !state_open.has(directory))];
}
function save() {
    const file = process.env.GITHUB_STATE;
    if (file === undefined || file === "")
        return;
    (0,core/* saveState */.LZ)(NAME, JSON.stringify([...state_open.values()]));
}

;// CONCATENATED MODULE: ./build/src/lib/ssh/identity.js








const JOB_LIMIT = 6 * 60 * 60;
/**
 * Starts an agent of our own with the key, and writes known_hosts and an OpenSSH configuration beside it.
 *
 * @throws UserError when the key cannot be used or no known host is given
 */
async function openIdentity(shell, options) {
    checkKnownHosts(options.knownHosts);
    const directory = await (0,promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), "elm-"));
    const authSock = (0,external_node_path_.join)(directory, "agent");
    remember({ directory });
    try {
        await (0,promises_.chmod)(directory, 0o700);
        const knownHostsFile = (0,external_node_path_.join)(directory, "known_hosts");
        const configFile = (0,external_node_path_.join)(directory, "config");
        await (0,promises_.writeFile)(knownHostsFile, `${options.knownHosts.trim()}\n`, { mode: 0o600 });
        await (0,promises_.writeFile)(configFile, configuration({ authSock, knownHostsFile }), { mode: 0o600 });
        const agentPid = await startAgent(shell, authSock);
        remember({ directory, agentPid });
        await addKey(shell, authSock, options);
        return { directory, configFile, authSock, knownHostsFile, agentPid };
    }
    catch (error) {
        await closeLeftovers(directory);
        throw error;
    }
}
/** Ends every connection made with the identity and its agent, and removes its folder. Works after a cancel, and twice. */
async function closeIdentity(identity) {
    await identity_close(identity.directory, identity.agentPid);
}
/**
 * Closes what an earlier phase of this action opened and did not close: for `post`, after a crash or a kill.
 *
 * @param only the folder of one identity; all by default
 */
async function closeLeftovers(only) {
    for (const { directory, agentPid } of leftovers()) {
        if (only === undefined || only === directory)
            await identity_close(directory, agentPid);
    }
}
/**
 * Arguments for `ssh`, `scp`, `sftp` and (joined by spaces) Ansible's `ansible_ssh_common_args`. No configuration of
 * the user or the machine is read; every option of ours is in the named file.
 *
 * @param extra more options by name, as in ssh_config(5): `{ ConnectTimeout: "5" }`
 */
function sshOptions(identity, extra = {}) {
    const options = Object.entries(extra).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
    return ["-F", identity.configFile, ...options];
}
function checkKnownHosts(text) {
    const lines = text.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("#"));
    if (lines.length === 0) {
        throw new errors/* UserError */.yo("known-hosts is empty: give one line for each host, as in ~/.ssh/known_hosts; an unknown host is not talked to");
    }
    const bad = lines.find((line) => line.trim().split(/\s+/).length < 3);
    if (bad !== undefined) {
        throw new errors/* UserError */.yo(`known-hosts takes "host key-type key" a line, got "${bad.slice(0, 80)}"`);
    }
}
async function startAgent(shell, authSock) {
    const { stdout } = await shell.run({ program: "ssh-agent", args: ["-s", "-a", authSock], limit: 20 });
    const pid = Number(/SSH_AGENT_PID=(\d+)/.exec(stdout)?.[1]);
    if (!Number.isInteger(pid))
        throw new Error(`ssh-agent did not tell its process id: ${stdout}`);
    return pid;
}
async function addKey(shell, authSock, options) {
    const lifetime = String(options.lifetime ?? JOB_LIMIT);
    try {
        await shell.run({
            program: "ssh-add",
            args: ["-q", "-t", lifetime, "-"],
            env: { SSH_AUTH_SOCK: authSock, SSH_ASKPASS_REQUIRE: "never", DISPLAY: undefined },
            // Inputs come trimmed and with CRLF from some web forms; OpenSSH wants LF and one at the end.
            input: `${options.privateKey.reveal().replaceAll("\r\n", "\n").trim()}\n`,
            limit: 20,
        });
    }
    catch (error) {
        if (!(error instanceof command/* CommandFailed */.n))
            throw error;
        throw new errors/* UserError */.yo(keyMistake(error.result.stderr), { cause: error });
    }
}
function keyMistake(stderr) {
    if (/passphrase/i.test(stderr)) {
        return "private-key is locked by a passphrase: give a key without one (ssh-keygen -p -N '' -f <file>)";
    }
    return 'private-key is not a private key that OpenSSH can read: give the whole file, from "-----BEGIN" to "-----END … KEY-----"';
}
async function identity_close(directory, agentPid) {
    const masters = (await (0,promises_.readdir)(directory).catch(() => [])).filter((name) => /^c\d+$/.test(name));
    // A shell of our own: the job's shell runs nothing more once the job is cancelled.
    const shell = (0,shell_shell/* createShell */.f)(new AbortController().signal, () => { });
    for (const name of masters) {
        const args = ["-F", (0,external_node_path_.join)(directory, "config"), "-S", (0,external_node_path_.join)(directory, name), "-O", "exit", "--", "master"];
        await shell.run({ program: "ssh", args, accept: [0, 255], limit: 10 }).catch(() => { });
    }
    const agent = agentPid ?? (await findAgent(directory));
    if (agent !== undefined)
        await endAgent(agent, directory);
    await (0,promises_.rm)(directory, { recursive: true, force: true });
    forget(directory);
}
/** The agent of a step that was cancelled before it had read its number. None where there is no /proc. */
async function findAgent(directory) {
    for (const id of await (0,promises_.readdir)("/proc").catch(() => [])) {
        if (!/^\d+$/.test(id))
            continue;
        const words = (await (0,promises_.readFile)(`/proc/${id}/cmdline`, "utf8").catch(() => "")).split("\0");
        if (words[0]?.endsWith("ssh-agent") && words.includes((0,external_node_path_.join)(directory, "agent")))
            return Number(id);
    }
    return undefined;
}
/** Ends the agent, unless its number belongs to another process by now (a `post` may come hours later). */
async function endAgent(pid, directory) {
    const commandLine = await (0,promises_.readFile)(`/proc/${pid}/cmdline`, "utf8").catch(() => undefined);
    if (commandLine !== undefined && !commandLine.includes(directory))
        return;
    try {
        process.kill(pid, "SIGTERM");
    }
    catch {
        // It has ended already.
    }
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


/***/ }),

/***/ 3078:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (/* binding */ action)
});

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 8 modules
var core = __webpack_require__(6058);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/src/lib/secret/secret.js
var secret = __webpack_require__(876);
;// CONCATENATED MODULE: ./build/src/lib/docker/login.js





/** The name under which Docker's CLI and engine file the credentials of Docker Hub. */
const HUB = "https://index.docker.io/v1/";
const STATE = "docker-config";
/** Writes a DOCKER_CONFIG folder of mode 0700 whose one file has mode 0600. `docker login` would ask the registry first. */
async function openDockerConfig(login) {
    const directory = await (0,promises_.mkdtemp)((0,external_node_path_.join)(process.env.RUNNER_TEMP || (0,external_node_os_.tmpdir)(), "elm-docker-"));
    (0,core/* saveState */.LZ)(STATE, directory);
    await (0,promises_.writeFile)((0,external_node_path_.join)(directory, "config.json"), JSON.stringify({ auths: auths(login) }), { mode: 0o600 });
    return { directory, close: () => (0,promises_.rm)(directory, { recursive: true, force: true }) };
}
/** For `post`: removes the folder of a `main` that was killed before it could. */
async function closeSavedDockerConfig() {
    const directory = (0,core/* getState */.Gu)(STATE);
    if (directory !== "")
        await (0,promises_.rm)(directory, { recursive: true, force: true });
}
function auths(login) {
    if (login === undefined)
        return {};
    const auth = Buffer.from(`${login.username}:${login.password.reveal()}`).toString("base64");
    (0,secret/* mask */.d)(auth);
    return { [serverName(login.registry)]: { auth } };
}
/** The header `X-Registry-Auth` of Engine API calls, only for an image of this login's registry. */
function authHeader(login, image) {
    if (login === undefined || registryOf(image) !== registryOf(`${login.registry}/any`))
        return {};
    const { username, password, registry } = login;
    const value = JSON.stringify({
        username,
        password: password.reveal(),
        serveraddress: serverName(registry),
    });
    const encoded = Buffer.from(value).toString("base64url");
    (0,secret/* mask */.d)(encoded);
    return { "X-Registry-Auth": encoded };
}
/** The registry an image name belongs to: its first part, where that is a host (has a dot, a port, or is localhost). */
function registryOf(image) {
    const first = image.split("/")[0] ?? "";
    const isHost = image.includes("/") && (/[.:]/.test(first) || first === "localhost");
    return isHost && first !== "index.docker.io" ? first : "docker.io";
}
function serverName(registry) {
    return registryOf(`${registry}/any`) === "docker.io" ? HUB : registry;
}

// EXTERNAL MODULE: ./build/src/lib/errors/errors.js
var errors = __webpack_require__(2570);
// EXTERNAL MODULE: ./build/src/lib/report/summary.js
var summary = __webpack_require__(1968);
// EXTERNAL MODULE: ./build/src/lib/ssh/identity.js + 2 modules
var ssh_identity = __webpack_require__(5464);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
;// CONCATENATED MODULE: ./build/src/lib/docker/cli.js

/** The variables of this process that a `docker` of ours keeps: it must find its program and nothing else. */
const KEPT = ["PATH"];
/**
 * `docker stack config`: merges and interpolates compose files as `docker stack deploy` does, without an engine.
 *
 * @param options.variables all that `${…}` can name: nothing of the job's environment is seen
 */
function stackConfig(options) {
    return {
        program: "docker",
        args: ["stack", "config", ...options.files.flatMap((file) => ["--compose-file", file])],
        env: { ...emptied(), ...options.variables, ...own(options.dockerConfig) },
        // Its own words are turned into an error with a file and a line.
        accept: [0, 1],
        limit: 60,
    };
}
/** `docker stack deploy` of a rendered stack (standard input) on the engine behind a socket. Prunes nothing. */
function stackDeploy(options) {
    return {
        program: "docker",
        args: [
            ...["stack", "deploy", "--compose-file", "-", "--with-registry-auth"],
            ...(options.detach ? ["--detach=true"] : []),
            ...["--", options.stack],
        ],
        env: { ...emptied(), ...own(options.dockerConfig), DOCKER_HOST: `unix://${options.socket}` },
        input: options.rendered,
        limit: 300,
        log: "live",
    };
}
/** Whether the CLI's `stack deploy` takes --detach. */
const stackDeployHelp = { program: "docker", args: ["stack", "deploy", "--help"], limit: 20 };
/** Names that `variables` may not set: they would change how the CLI itself works. */
function isReserved(variable) {
    return variable === "PATH" || variable === "HOME" || variable.startsWith("DOCKER_");
}
function own(dockerConfig) {
    return { DOCKER_CONFIG: dockerConfig, HOME: (0,external_node_os_.tmpdir)() };
}
function emptied() {
    return Object.fromEntries(Object.keys(process.env)
        .filter((name) => !KEPT.includes(name))
        .map((name) => [name, undefined]));
}

;// CONCATENATED MODULE: ./build/src/lib/images/images.js

/** The reference that pins an image: by digest where it has one. The tag stays, for people to read. */
function reference(image) {
    const tagged = `${image.repository}:${image.tag}`;
    return image.digest === "" ? tagged : `${tagged}@${image.digest}`;
}
/**
 * Checks that a value (parsed `images.json`) has the shape of Images.
 *
 * @throws UserError that names every entry that is wrong
 */
function readImages(value) {
    if (!isRecord(value))
        throw new errors/* UserError */.yo(`images must be an object name -> image, got ${kind(value)}`);
    const mistakes = [];
    const images = {};
    for (const [name, entry] of Object.entries(value)) {
        const wrong = isRecord(entry) ? check(entry) : [`must be an object, got ${kind(entry)}`];
        mistakes.push(...wrong.map((what) => `${name}: ${what}`));
        if (wrong.length === 0)
            images[name] = entry;
    }
    if (mistakes.length > 0)
        throw new errors/* UserError */.yo(`images are not of the shape of images.json:\n- ${mistakes.join("\n- ")}`);
    return images;
}
const shape = {
    repository: (value) => typeof value === "string" && /^[^\s@]+$/.test(value) ? undefined : "a repository without tag or digest",
    tag: (value) => (typeof value === "string" && /^\w[\w.-]{0,127}$/.test(value) ? undefined : "a tag"),
    digest: (value) => typeof value === "string" && /^(sha256:[0-9a-f]{64})?$/.test(value)
        ? undefined
        : "sha256:<64 hex> or empty",
    built: (value) => (typeof value === "boolean" ? undefined : "true or false"),
    bytes: (value) => (isCount(value) ? undefined : "a number of bytes"),
    seconds: (value) => (isCount(value) ? undefined : "a number of seconds"),
};
function check(entry) {
    return Object.entries(shape).flatMap(([key, wanted]) => {
        const wrong = wanted(entry[key]);
        return wrong === undefined
            ? []
            : [`${key} must be ${wrong}, got ${JSON.stringify(entry[key]) ?? "nothing"}`];
    });
}
function isCount(value) {
    return typeof value === "number" && Number.isFinite(value) && value >= 0;
}
function isRecord(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
function kind(value) {
    if (value === null)
        return "null";
    return Array.isArray(value) ? "a list" : `a ${typeof value}`;
}

// EXTERNAL MODULE: ./build/src/lib/inputs/reader.js
var inputs_reader = __webpack_require__(1272);
;// CONCATENATED MODULE: ./build/src/stack-deploy/inputs.js




/** Labels with which a deploy signs its services; they never make a task restart. */
const SIGNATURE = ["elm-infra.commit", "elm-infra.run"];
/** Reads all inputs and reports every mistake at once. */
function readInputs() {
    const reader = new inputs_reader/* InputReader */.i();
    const inputs = {
        host: reader.text("host"),
        port: reader.integer("port", { fallback: 22, least: 1, most: 65_535 }),
        user: reader.optional("user", "root"),
        privateKey: reader.secret("private-key"),
        knownHosts: reader.text("known-hosts"),
        connectTimeout: reader.integer("connect-timeout", { fallback: 60, least: 1, most: 3600 }),
        stack: stackName(reader),
        composeFiles: composeFiles(reader),
        variables: variables(reader),
        images: inputs_images(reader),
        login: login(reader),
        timeout: reader.integer("timeout", { fallback: 300, least: 5, most: 21_600 }),
        settle: reader.integer("settle", { fallback: 0, least: 0, most: 3600 }),
        onFailure: reader.choice("on-failure", ["rollback", "keep"], "rollback"),
        ignoredOptions: reader.choice("ignored-options", ["warn", "refuse"], "warn"),
        prune: reader.flag("prune", true),
        labels: signature(),
    };
    for (const name of ["host", "user"]) {
        // ssh would take it for an option.
        if (inputs[name].startsWith("-"))
            reader.mistake(`${name} must not start with "-", got "${inputs[name]}"`);
    }
    reader.done();
    return inputs;
}
function stackName(reader) {
    const stack = reader.text("stack");
    if (stack !== "" && !/^[a-zA-Z0-9][a-zA-Z0-9_-]{0,62}$/.test(stack)) {
        reader.mistake(`stack must be letters, digits, "-" and "_", at most 63, got "${stack}"`);
    }
    return stack;
}
function composeFiles(reader) {
    const files = reader.lines("compose-files");
    if (files.length === 0)
        reader.mistake("compose-files is required and was empty: name one file a line");
    for (const file of files) {
        if (!/\.ya?ml$/.test(file))
            reader.mistake(`compose-files must end in .yml or .yaml, got "${file}"`);
    }
    return files;
}
function variables(reader) {
    const pairs = reader.pairs("variables");
    for (const name of Object.keys(pairs)) {
        if (!/^[A-Za-z_]\w*$/.test(name))
            reader.mistake(`variables must be named by letters, digits and "_", got "${name}"`);
        if (isReserved(name))
            reader.mistake(`variables may not set ${name}: it would change how docker itself works`);
    }
    return pairs;
}
function inputs_images(reader) {
    const inline = reader.json("images", readImages);
    const file = reader.optional("images-file");
    if (file === "")
        return inline ?? {};
    if (inline !== undefined) {
        reader.mistake("images and images-file exclude each other: give one of them");
        return inline;
    }
    try {
        return readImages(JSON.parse((0,external_node_fs_.readFileSync)(file, "utf8")));
    }
    catch (error) {
        reader.mistake(`images-file ${file} cannot be used: ${error instanceof Error ? error.message : error}`);
        return {};
    }
}
function login(reader) {
    const registry = reader.optional("registry");
    const username = reader.optional("registry-username");
    const password = reader.optionalSecret("registry-password");
    if (username === "" && password === undefined)
        return undefined;
    if (username === "" || password === undefined) {
        reader.mistake("registry-username and registry-password belong together: one of them is empty");
        return undefined;
    }
    return {
        registry: registry.replace(/^https?:\/\//, "").replace(/\/.*$/, "") || "docker.io",
        username,
        password,
    };
}
function signature() {
    const { GITHUB_SHA, GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID } = process.env;
    const run = GITHUB_RUN_ID ? `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}` : "";
    const [commit, runUrl] = SIGNATURE;
    return { ...(GITHUB_SHA ? { [commit]: GITHUB_SHA } : {}), ...(run === "" ? {} : { [runUrl]: run }) };
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./build/src/lib/compose/contents.js


/**
 * Names configs and secrets by their content, because swarm's cannot change: a changed file becomes a new one, and the
 * services that use it roll. One that names itself or is external stays as it is.
 *
 * @returns a mistake for each file that cannot be read
 */
async function versionContents(stack, contents) {
    const mistakes = [];
    for (const [key, content] of Object.entries(contents)) {
        if (content.file === undefined || content.name !== undefined || content.external)
            continue;
        const bytes = await (0,promises_.readFile)(content.file).catch(() => undefined);
        if (bytes === undefined)
            mistakes.push(`${key}: the file ${content.file} does not exist`);
        else
            content.name = `${stack}_${key}_${(0,external_node_crypto_.createHash)("sha256").update(bytes).digest("hex").slice(0, 12)}`;
    }
    return mistakes;
}

;// CONCATENATED MODULE: ./build/src/lib/compose/sources.js


/** Reads compose files; `mistakes` gets a line for each file that is missing or no YAML. */
async function readSources(files, mistakes) {
    const sources = [];
    for (const file of files) {
        const text = await (0,promises_.readFile)(file, "utf8").catch(() => undefined);
        if (text === undefined) {
            mistakes.push(`compose file ${file} does not exist: check compose-files, and that the repository is checked out`);
            continue;
        }
        const counter = new dist/* LineCounter */.HN();
        const document = (0,dist/* parseDocument */.Tp)(text, {
            lineCounter: counter,
            merge: true,
            version: "1.1",
            prettyErrors: false,
        });
        for (const error of document.errors) {
            const { line, col } = counter.linePos(error.pos[0]);
            mistakes.push(`${file}:${line}:${col}: ${error.message.split("\n")[0]}`);
        }
        sources.push({ file, document, lineAt: (offset) => counter.linePos(offset).line });
    }
    return sources;
}
/** `file:line` of the first source that has a path such as `["services", "www", "image"]`, or of its nearest parent. */
function locate(sources, path) {
    for (let length = path.length; length > 0; length -= 1) {
        for (const { file, document, lineAt } of [...sources].reverse()) {
            const line = lineOf(document, path.slice(0, length));
            if (line !== undefined)
                return `${file}:${lineAt(line)}`;
        }
    }
    return sources.map(({ file }) => file).join(", ");
}
function lineOf(document, path) {
    let found;
    (0,dist/* visit */.YR)(document, {
        Pair(_, pair, ancestors) {
            const names = [...ancestors, pair].flatMap((node) => "key" in node && (0,dist/* isScalar */.jn)(node.key) ? [String(node.key.value)] : []);
            if (names.length !== path.length || names.some((name, i) => name !== path[i]))
                return undefined;
            if ((0,dist/* isScalar */.jn)(pair.key))
                found = pair.key.range?.[0];
            return dist/* visit */.YR.BREAK;
        },
    });
    return found;
}
/**
 * `${NAME}` without a value and without a default. `docker stack deploy` puts an empty text there and goes on: an empty
 * image tag, an empty host rule.
 */
function missingVariables(sources, variables) {
    return sources.flatMap(({ file, document, lineAt }) => {
        const missing = [];
        (0,dist/* visit */.YR)(document, {
            Scalar(key, node) {
                if (key === "key" || typeof node.value !== "string")
                    return;
                for (const name of namesWithoutDefault(node.value)) {
                    if (name in variables)
                        continue;
                    const where = `${file}:${lineAt(node.range?.[0] ?? 0)}`;
                    missing.push(`${where}: \${${name}} has no value: give it in variables, or a default as \${${name}:-…}`);
                }
            },
        });
        return missing;
    });
}
function namesWithoutDefault(text) {
    const pattern = /\$\$|\$\{(\w+)(:?[-?+])?|\$([A-Za-z_]\w*)/g;
    return [...text.matchAll(pattern)].flatMap(([, braced, operator, plain]) => {
        if (plain !== undefined)
            return [plain];
        return braced !== undefined && operator === undefined ? [braced] : [];
    });
}

;// CONCATENATED MODULE: ./build/src/lib/compose/ignored.js


/**
 * Options of a service that `docker stack deploy` drops, at best with a line on standard error
 * (docker/cli, cli/compose/types: UnsupportedProperties and DeprecatedProperties), and what to do about each.
 */
const ignored = {
    build: "images are built before the deploy: name the image",
    container_name: "a task's container gets its name from the swarm: use the service's name as host name",
    depends_on: "services start in any order: let the process wait or crash until what it needs is there",
    restart: "use deploy.restart_policy",
    links: "services of one network find each other by name",
    external_links: "join the other stack's network",
    network_mode: "use networks",
    privileged: "add what is needed with cap_add",
    devices: "swarm gives no devices to tasks",
    security_opt: "set it for the engine (daemon.json)",
    cgroup_parent: "set it for the engine (daemon.json)",
    cgroupns_mode: "set it for the engine (daemon.json)",
    userns_mode: "set it for the engine (daemon.json)",
    ipc: "a task has its own",
    pid: "a task has its own",
    shm_size: "mount a tmpfs of that size at /dev/shm",
    mac_address: "a task gets its own",
    domainname: "use hostname",
    expose: "services of one network reach every port",
};
/** What the swarm silently ignores in these files: one line each, with file and line. */
function ignoredOptions(sources) {
    return sources.flatMap((source) => {
        const services = source.document.get("services");
        if (!(0,dist/* isMap */.jh)(services))
            return [];
        return services.items.flatMap((pair) => {
            if (!(0,dist/* isMap */.jh)(pair.value))
                return [];
            const name = String(pair.key);
            return Object.entries(ignored)
                .filter(([option]) => (0,dist/* isMap */.jh)(pair.value) && pair.value.has(option))
                .map(([option, instead]) => {
                const where = locate([source], ["services", name, option]);
                return `${where}: swarm ignores services.${name}.${option}: ${instead}`;
            });
        });
    });
}

;// CONCATENATED MODULE: ./build/src/lib/compose/pin.js
/**
 * The image a service runs: pinned to the digest that `images.json` has for its repository, whatever tag the compose
 * file names. One that lies beside ours in the registry but is not among them would be an unreviewed image: a mistake.
 *
 * @param image as the compose file names it, interpolated
 */
function pinImage(image, images) {
    const { repository, digest } = parse(image);
    if (digest !== undefined)
        return { image };
    const ours = Object.values(images);
    const found = ours.find((one) => one.repository === repository);
    if (found !== undefined) {
        if (found.digest !== "")
            return { image: `${repository}@${found.digest}` };
        return {
            mistake: `${repository} has no digest in images: it was not pushed (build-images with push: false)`,
        };
    }
    const namespaces = new Set(ours.map((one) => namespace(one.repository)));
    if (!namespaces.has(namespace(repository)))
        return { image };
    const known = ours.map((one) => one.repository).join(", ");
    return { mistake: `${repository} is not among images (${known}): add it to docker/, or correct its name` };
}
/** Takes a reference apart. A colon before the last slash belongs to the registry's port. */
function parse(image) {
    const [named = "", digest] = image.split("@");
    const colon = named.lastIndexOf(":");
    const isTag = colon > named.lastIndexOf("/");
    return {
        repository: isTag ? named.slice(0, colon) : named,
        ...(isTag ? { tag: named.slice(colon + 1) } : {}),
        ...(digest === undefined ? {} : { digest }),
    };
}
function namespace(repository) {
    return repository.slice(0, repository.lastIndexOf("/") + 1) || "docker.io/library/";
}

;// CONCATENATED MODULE: ./build/src/lib/compose/render.js







/**
 * Merges and interpolates compose files as `docker stack` does, pins images, signs services and names configs and
 * secrets by content, without an engine.
 *
 * @throws UserError with every mistake found, each with file and line where it has one
 */
async function renderStack(shell, options) {
    const mistakes = [];
    const sources = await readSources(options.files, mistakes);
    stop(mistakes);
    mistakes.push(...missingVariables(sources, options.variables));
    const { exitCode, stdout, stderr } = await shell.run(stackConfig(options));
    if (exitCode !== 0)
        mistakes.push(refusal(stderr, sources));
    stop(mistakes);
    const compose = (0,dist/* parse */.qg)(stdout);
    const services = Object.entries(compose.services ?? {});
    if (services.length === 0)
        mistakes.push(`${options.files.join(", ")}: there are no services`);
    for (const [name, service] of services) {
        const pinned = pinImage(service.image ?? "", options.images);
        const where = () => locate(sources, ["services", name, "image"]);
        if (!service.image)
            mistakes.push(`${where()}: services.${name} has no image`);
        else if ("mistake" in pinned)
            mistakes.push(`${where()}: services.${name}.image: ${pinned.mistake}`);
        else
            service.image = pinned.image;
        service.deploy = { ...service.deploy, labels: { ...service.deploy?.labels, ...options.labels } };
    }
    for (const contents of [compose.configs ?? {}, compose.secrets ?? {}]) {
        mistakes.push(...(await versionContents(options.stack, contents)));
    }
    stop(mistakes);
    const text = JSON.stringify(escaped(compose));
    return { text, services: services.map(([name]) => name), warnings: ignoredOptions(sources) };
}
function stop(mistakes) {
    if (mistakes.length === 1)
        throw new errors/* UserError */.yo(`the stack cannot be deployed: ${mistakes[0]}`);
    if (mistakes.length > 1) {
        throw new errors/* UserError */.yo(`the stack cannot be deployed for ${mistakes.length} reasons:\n- ${mistakes.join("\n- ")}`);
    }
}
/** What `docker stack config` says, with the place it does not give: `services.www Additional property imag is not allowed`. */
function refusal(stderr, sources) {
    const line = stderr.trim().split("\n").at(-1) ?? "";
    // It names no file: only where there is one is it sure which.
    const yaml = sources.length === 1 ? /yaml: line (\d+): (.*)/.exec(line) : null;
    if (yaml !== null)
        return `${sources[0]?.file}:${yaml[1]}: ${yaml[2]}`;
    const path = /((?:services|networks|volumes|configs|secrets)(?:\.[\w-]+)+)/.exec(line)?.[1]?.split(".") ?? [];
    const property = /Additional property (\S+)/.exec(line)?.[1];
    return `${locate(sources, property === undefined ? path : [...path, property])}: ${line || "docker stack config gave no reason"}`;
}
/** `docker stack deploy` interpolates again: every dollar of a value is doubled. */
function escaped(value) {
    if (typeof value === "string")
        return value.replaceAll("$", "$$$$");
    if (Array.isArray(value))
        return value.map(escaped);
    if (typeof value !== "object" || value === null)
        return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, escaped(inner)]));
}

// EXTERNAL MODULE: ./build/src/lib/report/log.js
var log = __webpack_require__(7810);
// EXTERNAL MODULE: ./build/src/lib/shell/command.js
var command = __webpack_require__(4825);
;// CONCATENATED MODULE: ./build/src/lib/swarm/placement.js
/** The nodes on which a global service has to run a task: ready, active, and fit for every constraint. */
function eligibleNodes(spec, nodes) {
    const constraints = spec.TaskTemplate.Placement?.Constraints ?? [];
    return nodes.filter((node) => node.Status.State === "ready" &&
        node.Spec.Availability === "active" &&
        constraints.every((constraint) => fits(constraint, node)));
}
/** Whether a node fits `key==value` or `key!=value`; keys as in docker service create --constraint. */
function fits(constraint, node) {
    const [, key = "", operator, value = ""] = /^\s*(.+?)\s*(==|!=)\s*(.*?)\s*$/.exec(constraint) ?? [];
    const actual = attribute(key, node);
    const same = actual.toLowerCase() === value.toLowerCase();
    return operator === "!=" ? !same : same;
}
function attribute(key, node) {
    const lower = key.toLowerCase();
    if (lower === "node.id")
        return node.ID;
    if (lower === "node.hostname")
        return node.Description?.Hostname ?? "";
    if (lower === "node.role")
        return node.Spec.Role ?? "";
    if (lower === "node.platform.os")
        return node.Description?.Platform?.OS ?? "";
    if (lower === "node.platform.arch")
        return node.Description?.Platform?.Architecture ?? "";
    if (lower.startsWith("node.labels."))
        return node.Spec.Labels?.[key.slice("node.labels.".length)] ?? "";
    if (lower.startsWith("engine.labels.")) {
        return node.Description?.Engine?.Labels?.[key.slice("engine.labels.".length)] ?? "";
    }
    return "";
}

;// CONCATENATED MODULE: ./build/src/lib/swarm/convergence.js

/** The engine's default of update_config.monitor, in nanoseconds. */
const MONITOR = 5e9;
/** Failures of one slot's tasks that make a crash loop. An update's own policy usually ends it after the first. */
const LOOP = 3;
/**
 * Decides from the tasks and not from UpdateStatus alone: an update is "completed" with every task crashing when its
 * failure action is `continue`, and a first deploy has no update status at all.
 */
function judge(view) {
    const { service } = view;
    const current = view.tasks.filter((task) => isCurrent(task, service));
    const count = isJob(service) ? countJob(view, current) : countRunning(view, current);
    const verdict = (state, detail) => ({ state, detail, ...count });
    const failure = failed(view, current);
    if (failure !== undefined)
        return verdict("failed", failure);
    if (count.running < count.wanted)
        return verdict("waiting", waitingFor(view, current));
    const left = isJob(service) ? [] : view.tasks.filter((task) => isAlive(task) && !isCurrent(task, service));
    if (left.length > 0)
        return verdict("waiting", `${left.length} of the version before still there`);
    const update = service.UpdateStatus?.State;
    if (update === "updating" || update === "rollback_started")
        return verdict("waiting", "update in its monitor window");
    const due = timeToSettle(view, current);
    if (due > 0)
        return { ...verdict("waiting", "running, to stay so for its monitor window"), due };
    return verdict("converged", isJob(service) ? "completed" : "running");
}
/**
 * Whether a task runs the service's present specification. As the orchestrator, without placement (a task that still
 * fits stays); the API shows `Runtime` in services alone.
 */
function isCurrent(task, service) {
    if (isJob(service))
        return task.JobIteration?.Index === service.JobStatus?.JobIteration?.Index;
    return canonical(essence(task.Spec)) === canonical(essence(service.Spec.TaskTemplate));
}
/** JSON with sorted keys, for comparing what the engine gives in any order. */
function canonical(value) {
    return JSON.stringify(value, (_, inner) => typeof inner === "object" && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner);
}
/** Whether a task ended otherwise than its service wants: it failed, was rejected, or ended although it is to run for ever. */
function endedBadly(task, service) {
    const { State: state } = task.Status;
    if (state === "failed" || state === "rejected")
        return true;
    return state === "complete" && !isJob(service) && restarts(service) === "any";
}
function isJob({ Spec: { Mode: mode } }) {
    return mode?.ReplicatedJob !== undefined || mode?.GlobalJob !== undefined;
}
function essence(spec) {
    const { Placement: _placement, Runtime: _runtime, ...rest } = spec;
    return rest;
}
function restarts(service) {
    return service.Spec.TaskTemplate.RestartPolicy?.Condition ?? "any";
}
function isAlive(task) {
    return task.DesiredState === "running" || task.DesiredState === "ready";
}
function slotOf(task) {
    return task.Slot === undefined || task.Slot === 0 ? (task.NodeID ?? "") : String(task.Slot);
}
function wantedOf({ service, nodes }) {
    const { Mode: mode } = service.Spec;
    if (mode?.ReplicatedJob !== undefined)
        return mode.ReplicatedJob.TotalCompletions ?? mode.ReplicatedJob.MaxConcurrent ?? 1;
    if (mode?.Global !== undefined || mode?.GlobalJob !== undefined)
        return eligibleNodes(service.Spec, nodes).length;
    return mode?.Replicated?.Replicas ?? 1;
}
function countJob(view, current) {
    return {
        running: current.filter((task) => task.Status.State === "complete").length,
        wanted: wantedOf(view),
    };
}
function countRunning(view, current) {
    const good = current.filter((task) => isGood(view, task));
    return { running: new Set(good.map(slotOf)).size, wanted: wantedOf(view) };
}
/** A one-shot service (restart none or on-failure) has done what it is for when its task is complete. */
function isGood({ service }, task) {
    if (task.Status.State === "running")
        return task.DesiredState === "running";
    return task.Status.State === "complete" && restarts(service) !== "any";
}
/** Milliseconds for which the running tasks still have to stay so. */
function timeToSettle(view, current) {
    const monitor = (view.service.Spec.UpdateConfig?.Monitor || MONITOR) / 1e6;
    const since = current
        .filter((task) => task.Status.State === "running")
        .map((task) => Date.parse(task.UpdatedAt))
        .reduce((latest, time) => Math.max(latest, time), 0);
    return since + Math.max(monitor, view.settle) - view.now;
}
function failed(view, current) {
    const { State: update = "", Message: message = "" } = view.service.UpdateStatus ?? {};
    if (update === "rollback_paused")
        return `the engine's rollback failed (${message})`;
    if (update === "paused")
        return `the engine paused the update (${message})`;
    if (update.startsWith("rollback") && !view.restoring)
        return `the engine rolled the update back (${message})`;
    const policy = view.service.Spec.TaskTemplate.RestartPolicy;
    const crashes = new Map();
    for (const task of current) {
        if (view.endedBefore.has(task.ID) || !endedBadly(task, view.service))
            continue;
        const times = (crashes.get(slotOf(task)) ?? 0) + 1;
        crashes.set(slotOf(task), times);
        if (restarts(view.service) === "none")
            return "a task failed, and its restart policy is none";
        if (policy?.MaxAttempts && times > policy.MaxAttempts)
            return `a task failed ${times} times, its max_attempts`;
        if (times >= LOOP)
            return `a task ended ${times} times in a row: a crash loop`;
    }
    return undefined;
}
function waitingFor(view, current) {
    const ended = ["complete", "failed", "rejected", "shutdown", "orphaned", "remove"];
    const alive = current.filter(({ DesiredState: desired, Status: { State: state } }) => {
        return ["running", "ready", "complete"].includes(desired) && !ended.includes(state);
    });
    const states = new Map();
    for (const task of alive.filter((task) => isJob(view.service) || !isGood(view, task))) {
        const reason = task.Status.State === "pending" && task.Status.Err ? `pending: ${task.Status.Err}` : task.Status.State;
        states.set(reason, (states.get(reason) ?? 0) + 1);
    }
    const crashed = current.filter((task) => !view.endedBefore.has(task.ID) && endedBadly(task, view.service)).length;
    if (crashed > 0)
        states.set("ended", crashed);
    return [...states].map(([state, times]) => `${times} ${state}`).join(", ") || "no task yet";
}

;// CONCATENATED MODULE: ./build/src/lib/swarm/stack.js

/** The label by which the CLI and we know what belongs to a stack. */
const NAMESPACE = "com.docker.stack.namespace";
/** Reads a stack, in parallel over the one connection. */
async function readStack(engine, stack) {
    const query = { filters: { label: [`${NAMESPACE}=${stack}`] } };
    const named = async (path) => (await engine.get(path, { query })).map(({ ID, Spec }) => ({ id: ID, name: Spec.Name }));
    const [services, networks, configs, secrets] = await Promise.all([
        engine.get("/services", { query }),
        engine.get("/networks", { query }),
        named("/configs"),
        named("/secrets"),
    ]);
    return {
        services,
        tasks: await readTasks(engine, services),
        networks: networks.map(({ Id, Name }) => ({ id: Id, name: Name })),
        configs,
        secrets,
    };
}
/** The tasks of services, all that the swarm still remembers. */
async function readTasks(engine, services) {
    if (services.length === 0)
        return [];
    return engine.get("/tasks", { query: { filters: { service: services.map(({ ID }) => ID) } } });
}
async function readNodes(engine) {
    return engine.get("/nodes");
}
/** A service's name within its stack. */
function shortName(stack, service) {
    const { Name: name } = service.Spec;
    return name.startsWith(`${stack}_`) ? name.slice(stack.length + 1) : name;
}
/** Whether two specifications do the same: everything but the labels with which a deploy signs its services. */
function isSameSpec(a, b, signature) {
    const unsigned = (spec) => ({
        ...spec,
        Labels: Object.fromEntries(Object.entries(spec.Labels ?? {}).filter(([name]) => !signature.includes(name))),
    });
    return canonical(unsigned(a)) === canonical(unsigned(b));
}

;// CONCATENATED MODULE: ./build/src/lib/swarm/causes.js
const says = (pattern) => (facts) => pattern.test(facts.error);
const exits = (...codes) => (facts) => facts.exitCode !== undefined && codes.includes(facts.exitCode);
/** Most telling first. The texts are those of engines 20.10 to 28. */
const rules = [
    [
        says(/no basic auth|unauthorized|authentication required|denied/i),
        "the registry refuses this node: check registry, registry-username and registry-password",
    ],
    [
        says(/No such image|manifest unknown|not found: manifest|pull access denied|repository does not exist/i),
        "the image cannot be pulled: it is not in the registry under this name, or the node cannot reach or may not read the registry",
    ],
    [says(/x509|certificate/i), "the node does not trust the registry's certificate"],
    [says(/no suitable node/i), "no node can run it: see its constraints, reservations and host ports"],
    [says(/port is already allocated|address already in use|host-mode port/i), "its port is taken on the node"],
    [
        // A task that is stopped for being unhealthy and ends in order is "complete" with exit code 0.
        (facts) => /unhealthy/i.test(facts.error) || (facts.health.length > 0 && facts.state === "complete"),
        "its health check fails: see its output, and start_period if it only needs longer to start",
    ],
    [
        says(/executable file not found|no such file or directory.*exec|exec format error|permission denied.*exec|exec:.*permission denied/i),
        "the command does not exist in the image, is not executable, or is for another architecture",
    ],
    [
        says(/bind source path does not exist|invalid mount|error while mounting|failed to mount/i),
        "a mount does not exist on the node",
    ],
    [
        says(/secret .*not found|config .*not found|secret reference|config reference/i),
        "a secret or config it uses does not exist",
    ],
    [says(/no space left/i), "the node's disk is full"],
    [(facts) => facts.outOfMemory, "it used more memory than its limit and was killed"],
    [exits(137), "it was killed: most often it used more memory than its limit, or did not stop in time"],
    [exits(139), "it crashed (segmentation fault)"],
    [exits(126, 127), "its command cannot be run: not found, or not executable"],
    [
        exits(0),
        "its process ends by itself with success (it has to stay in the foreground; a task that is to end wants restart_policy none or a job), or its health check failed and it stopped in order",
    ],
    [(facts) => (facts.exitCode ?? 0) > 0, "its process ends with an error of its own: see its log"],
];
/** The usual cause of such an end, as one line for a person; `undefined` when nothing known matches. */
function usualCause(facts) {
    return rules.find(([matches]) => matches(facts))?.[1];
}

;// CONCATENATED MODULE: ./build/src/lib/swarm/diagnosis.js

const LOG_LINES = 20;
/** The last failed task of each service that did not converge, with its log. Nothing here may fail the report. */
async function diagnose(engine, watched, nodes) {
    const bad = watched.filter(({ state }) => state !== "converged");
    const found = await Promise.all(bad.map((one) => explainService(engine, one, nodes)));
    return found.flat();
}
async function explainService(engine, one, nodes) {
    const task = one.failures.at(-1);
    if (task === undefined)
        return [];
    const [log, inspected] = await Promise.all([readLog(engine, task), inspect(engine, task)]);
    const node = nodes.find(({ ID }) => ID === task.NodeID)?.Description?.Hostname ?? task.NodeID ?? "no node";
    const unhealthy = inspected.health.at(-1);
    const ended = unhealthy === undefined ? "it ended by itself" : `unhealthy (${unhealthy})`;
    const error = task.Status.Err || (task.Status.State === "complete" ? ended : (task.Status.Message ?? ""));
    const exitCode = error.startsWith("task: non-zero") || task.Status.State === "complete" || inspected.ran
        ? task.Status.ContainerStatus?.ExitCode
        : undefined;
    const facts = {
        state: task.Status.State,
        error,
        exitCode,
        health: inspected.health,
        outOfMemory: inspected.outOfMemory,
    };
    return [
        {
            service: one.name,
            task: `${one.name}.${task.Slot ? task.Slot : node}`,
            node,
            state: task.Status.State,
            error,
            exitCode,
            health: inspected.health,
            log,
            cause: usualCause(facts),
        },
    ];
}
async function inspect(engine, task) {
    const id = task.Status.ContainerStatus?.ContainerID;
    const unknown = { ran: false, health: [], outOfMemory: false };
    if (id === undefined || id === "")
        return unknown;
    try {
        const { State: state } = await engine.get(`/containers/${id}/json`, { limit: 10 });
        const failing = (state?.Health?.Log ?? []).filter(({ ExitCode }) => ExitCode !== 0).slice(-2);
        const health = failing.map(({ ExitCode, Output }) => `exit ${ExitCode}: ${Output.trim()}`);
        const ran = !(state?.StartedAt ?? "0001").startsWith("0001");
        return { ran, health, outOfMemory: state?.OOMKilled === true };
    }
    catch {
        return unknown;
    }
}
async function readLog(engine, task) {
    try {
        const query = { stdout: true, stderr: true, tail: LOG_LINES };
        return demultiplex(await engine.bytes(`/tasks/${task.ID}/logs`, { query, limit: 10 }));
    }
    catch {
        return [];
    }
}
/** Takes the 8-byte frame headers out of a log: https://docs.docker.com/reference/api/engine/ "Stream format". */
function demultiplex(bytes) {
    let text = "";
    for (let at = 0; at + 8 <= bytes.length;) {
        const size = bytes.readUInt32BE(at + 4);
        text += bytes.subarray(at + 8, at + 8 + size).toString("utf8");
        at += 8 + size;
    }
    return text.split("\n").filter((line) => line.trim() !== "");
}

// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
;// CONCATENATED MODULE: ./build/src/lib/docker/engine.js


/** The engine answered with an error of its own. */
class EngineError extends errors/* UserError */.yo {
    status;
    constructor(call, status, message) {
        super(`${call}: the engine answered ${status}: ${message}`);
        this.status = status;
    }
}
/** Nothing answered: the engine stopped, or the connection to it is gone. */
class EngineUnreachable extends errors/* UserError */.yo {
}
/** Opens a client. Nothing is sent before the first call; paths carry no version, so the engine's own is used. */
function openEngine(socketPath) {
    const agent = new external_node_http_.Agent({ keepAlive: true, maxSockets: 16 });
    const send = (method, path, call = {}) => start({ agent, socketPath }, { method, path, call });
    const json = async (answer) => {
        const text = (await read(answer)).toString("utf8");
        return (text === "" ? undefined : JSON.parse(text));
    };
    return {
        get: async (path, call) => json(await send("GET", path, call)),
        bytes: async (path, call) => read(await send("GET", path, call)),
        post: async (path, call) => json(await send("POST", path, call)),
        delete: async (path) => void (await read(await send("DELETE", path))),
        lines: async (path, call, onLine) => readLines(await send("GET", path, call), onLine),
        close: () => agent.destroy(),
    };
}
function start({ agent, socketPath }, { method, path, call }) {
    const name = `${method} ${path}`;
    const body = call.body === undefined ? undefined : JSON.stringify(call.body);
    return new Promise((resolve, reject) => {
        const sent = (0,external_node_http_.request)({
            agent,
            socketPath,
            method,
            path: `${path}${queryText(call.query)}`,
            headers: {
                Host: "docker",
                ...(body === undefined ? {} : { "Content-Type": "application/json" }),
                ...call.headers,
            },
            ...(call.signal === undefined ? { timeout: (call.limit ?? 60) * 1000 } : { signal: call.signal }),
        });
        sent.once("timeout", () => sent.destroy(new Error(`no answer within ${call.limit ?? 60} s`)));
        sent.once("error", (cause) => reject(new EngineUnreachable(`${name}: the engine does not answer (${cause.message})`, { cause })));
        sent.once("response", (answer) => {
            const status = answer.statusCode ?? 0;
            if (status < 400)
                return resolve(answer);
            read(answer).then((text) => reject(new EngineError(name, status, messageOf(text.toString("utf8")))), reject);
        });
        sent.end(body);
    });
}
function read(answer) {
    return new Promise((resolve, reject) => {
        const chunks = [];
        answer.on("data", (chunk) => chunks.push(chunk));
        answer.once("end", () => resolve(Buffer.concat(chunks)));
        answer.once("error", (cause) => reject(new EngineUnreachable(`the engine's answer broke off`, { cause })));
    });
}
function readLines(answer, onLine) {
    return new Promise((resolve) => {
        let rest = "";
        answer.setEncoding("utf8");
        answer.on("data", (text) => {
            const lines = (rest + text).split("\n");
            rest = lines.pop() ?? "";
            for (const line of lines)
                if (line.trim() !== "")
                    onLine(JSON.parse(line));
        });
        answer.once("close", resolve);
        answer.once("error", () => resolve());
    });
}
function queryText(query = {}) {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
        if (value !== undefined)
            parameters.set(name, typeof value === "object" ? JSON.stringify(value) : String(value));
    }
    return parameters.size === 0 ? "" : `?${parameters}`;
}
function messageOf(text) {
    try {
        return JSON.parse(text).message ?? text;
    }
    catch {
        return text.trim();
    }
}

;// CONCATENATED MODULE: ./build/src/lib/swarm/restore.js





/**
 * Takes a stack back to a snapshot: services get the specifications they had, what was not there is removed. Never by
 * the engine's PreviousSpec: an unchanged redeploy has made it the present one.
 */
async function restoreStack(engine, stack, { before, login }) {
    const now = await readStack(engine, stack);
    const old = new Map(before.services.map((service) => [service.ID, service]));
    const made = now.services.filter((service) => !old.has(service.ID));
    for (const { ID } of made)
        await engine.delete(`/services/${ID}`);
    await Promise.all(now.services.map((service) => restoreService(engine, { to: old.get(service.ID), service, login })));
    await removeNew(engine, "configs", { now: now.configs, before: before.configs });
    await removeNew(engine, "secrets", { now: now.secrets, before: before.secrets });
    await removeNew(engine, "networks", { now: now.networks, before: before.networks });
    return { back: before.services.map(({ Spec }) => Spec.Name), removed: made.map(({ Spec }) => Spec.Name) };
}
async function restoreService(engine, { to, service, login }) {
    if (to === undefined)
        return;
    for (let attempt = 1;; attempt += 1) {
        const present = await engine.get(`/services/${service.ID}`);
        // A rollback by the engine is on its way to the same place; writing again would start it over.
        const stuck = present.UpdateStatus?.State === "rollback_paused";
        if (!stuck && canonical(present.Spec) === canonical(to.Spec))
            return;
        try {
            const headers = authHeader(login, to.Spec.TaskTemplate.ContainerSpec?.Image ?? "");
            const query = { version: present.Version.Index };
            await engine.post(`/services/${service.ID}/update`, { query, headers, body: to.Spec });
            return;
        }
        catch (error) {
            // The engine works on the service as well and may have written between our read and our write.
            if (!(error instanceof EngineError) || !/out of sequence/.test(error.message) || attempt === 10)
                throw error;
            await (0,external_node_timers_promises_.setTimeout)(100);
        }
    }
}
async function removeNew(engine, kind, { now, before }) {
    const kept = new Set(before.map(({ id }) => id));
    for (const { id } of now.filter((one) => !kept.has(one.id)))
        await removeUnused(engine, `/${kind}/${id}`);
}
/** Removes something that ending tasks may hold for some more seconds; leaves it when they hold it longer. */
async function removeUnused(engine, path, seconds = 30) {
    const end = performance.now() + seconds * 1000;
    for (;;) {
        try {
            await engine.delete(path);
            return true;
        }
        catch (error) {
            if (!(error instanceof EngineError))
                throw error;
            if (error.status === 404)
                return true;
            if (performance.now() > end)
                return false;
            await (0,external_node_timers_promises_.setTimeout)(500);
        }
    }
}

;// CONCATENATED MODULE: ./build/src/lib/swarm/prune.js


/** Names of configs and secrets that carry a hash of their content, as `versionContents` makes them. */
const VERSIONED = /_[0-9a-f]{12}$/;
/** Removes the stack's services that its compose files no longer name. Gives their names. */
async function pruneServices(engine, stack, wanted) {
    const { services } = await readStack(engine, stack);
    const gone = services.filter((service) => !wanted.includes(shortName(stack, service)));
    for (const { ID } of gone)
        await engine.delete(`/services/${ID}`);
    return gone.map((service) => shortName(stack, service));
}
/**
 * Removes old versions of the stack's configs and secrets that no service uses, nor would use after a rollback by hand
 * (PreviousSpec). Only after everything converged: an automatic rollback that misses its config ends with nothing running.
 */
async function pruneContents(engine, stack) {
    const { services, configs, secrets } = await readStack(engine, stack);
    const used = usedNames(services);
    const removed = [];
    for (const [kind, list] of Object.entries({ configs, secrets })) {
        for (const { id, name } of list) {
            if (used.has(name) || !VERSIONED.test(name))
                continue;
            if (await removeUnused(engine, `/${kind}/${id}`, 5))
                removed.push(name);
        }
    }
    return removed;
}
function usedNames(services) {
    const specs = services.flatMap(({ Spec, PreviousSpec }) => [Spec, PreviousSpec]);
    return new Set(specs.flatMap((spec) => contentNames(spec)));
}
function contentNames(spec) {
    const { Configs, Secrets } = spec?.TaskTemplate.ContainerSpec ?? {};
    return [
        ...(Configs ?? []).map(({ ConfigName }) => ConfigName),
        ...(Secrets ?? []).map(({ SecretName }) => SecretName),
    ];
}

;// CONCATENATED MODULE: ./build/src/lib/swarm/watch.js




/** Seconds between looks when no event comes: the event stream sometimes stops (docker/for-linux#101). */
const QUIET = 1.5;
/**
 * Watches until every service has converged, one has failed, or the limit is reached. Wakes on the engine's events,
 * decides from task states. A dropped connection is reopened and the watch goes on.
 */
async function watchStack(source, watch) {
    const started = performance.now();
    const seen = new Map();
    const done = new Map();
    const lines = new Map();
    let engine = await source();
    let skew = await clockSkew(engine);
    let wake = subscribe(engine);
    let due = QUIET;
    try {
        for (;;) {
            try {
                const looked = await look(engine, { watch, seen, now: Date.now() + skew });
                const elapsed = (performance.now() - started) / 1000;
                for (const one of looked)
                    report(one, { lines, done, elapsed, watch });
                const over = looked.every(({ state }) => state === "converged") ||
                    looked.some(({ state }) => state === "failed");
                due = Math.min(QUIET, ...looked.flatMap((one) => (one.due === undefined ? [] : [one.due / 1000])));
                if (over || elapsed >= watch.limit) {
                    return looked.map((one) => ({ ...one, seconds: done.get(one.name) ?? elapsed }));
                }
            }
            catch (error) {
                const late = performance.now() - started >= watch.limit * 1000;
                if (!(error instanceof EngineUnreachable) || late)
                    throw error;
                wake.close();
                engine = await source(error);
                skew = await clockSkew(engine);
                wake = subscribe(engine);
            }
            if (watch.signal.aborted)
                throw new errors/* Cancelled */.cJ(`watching stack ${watch.stack} (the swarm goes on by itself)`);
            await wake.next(due, watch.signal);
        }
    }
    finally {
        wake.close();
    }
}
async function look(engine, { watch, seen, now }) {
    const query = { filters: { name: watch.services } };
    const [all, nodes] = await Promise.all([
        watch.services.length === 0 ? [] : engine.get("/services", { query }),
        readNodes(engine),
    ]);
    // The engine's name filter takes prefixes too.
    const services = all.filter((service) => watch.services.includes(service.Spec.Name));
    const missing = watch.services.find((name) => !services.some(({ Spec }) => Spec.Name === name));
    if (missing !== undefined)
        throw new errors/* UserError */.yo(`service ${missing} is gone: somebody removed it meanwhile`);
    for (const task of await readTasks(engine, services))
        seen.set(task.ID, task);
    return services.map((service) => {
        const tasks = [...seen.values()].filter((task) => task.ServiceID === service.ID);
        const view = { service, tasks, nodes, now, settle: watch.settle * 1000, endedBefore: watch.endedBefore };
        const failures = tasks
            .filter((task) => !watch.endedBefore.has(task.ID) && endedBadly(task, service))
            .sort((a, b) => a.UpdatedAt.localeCompare(b.UpdatedAt));
        return {
            name: shortName(watch.stack, service),
            service,
            failures,
            ...judge({ ...view, restoring: watch.restoring }),
        };
    });
}
function report({ name, state, running, wanted, detail }, { lines, done, elapsed, watch, }) {
    const line = `${name}: ${running}/${wanted} ${detail}`;
    if (state === "waiting")
        done.delete(name);
    else if (!done.has(name))
        done.set(name, elapsed);
    if (lines.get(name) === line)
        return;
    lines.set(name, line);
    watch.onProgress(`${elapsed.toFixed(1).padStart(6)} s  ${line}`);
}
/** Milliseconds to add to our clock to get the manager's, which stamps the tasks. */
async function clockSkew(engine) {
    const { SystemTime } = await engine.get("/info");
    const theirs = Date.parse(SystemTime ?? "");
    return Number.isNaN(theirs) ? 0 : theirs - Date.now();
}
/** Wakes soon after an event, and at the latest after QUIET seconds. */
function subscribe(engine) {
    const ended = new AbortController();
    let happened = false;
    let wakeUp = () => { };
    const onEvent = () => {
        happened = true;
        wakeUp();
    };
    const filters = { type: ["service", "container", "node"] };
    engine.lines("/events", { query: { filters }, signal: ended.signal }, onEvent).catch(() => { });
    const next = (seconds, signal) => new Promise((resolve) => {
        const finish = () => {
            clearTimeout(timer);
            signal.removeEventListener("abort", finish);
            // A container's start reaches the manager's task state a moment later; many events make one look.
            setTimeout(resolve, 50);
            happened = false;
            wakeUp = () => { };
        };
        const timer = setTimeout(finish, Math.max(0, seconds) * 1000);
        signal.addEventListener("abort", finish);
        wakeUp = finish;
        if (happened)
            finish();
    });
    return { next, close: () => ended.abort() };
}

;// CONCATENATED MODULE: ./build/src/stack-deploy/deploy.js









/** Gives the rendered stack to the engine. Returns at once; whether it works out shows the watch. */
async function applyStack({ edges: { shell }, inputs, link, rendered, dockerConfig, }) {
    const help = await shell.run(stackDeployHelp);
    const detach = help.stdout.includes("--detach");
    const { stack } = inputs;
    await shell.run(stackDeploy({ stack, rendered: rendered.text, socket: link.socket, dockerConfig, detach }));
}
/** Watches the services of the stack's files until they converged, failed, or the limit is reached. */
async function watchDeploy(work, before) {
    const { inputs, rendered } = work;
    (0,core/* info */.pq)(`Watching ${rendered.services.length} services for at most ${inputs.timeout} s`);
    return watch(work, { names: rendered.services, ended: endedTasks(before), restoring: false });
}
/** Why it failed, printed before anything is undone: the tasks go with the rollback. */
async function explainFailures({ link: { engine } }, watched) {
    return diagnose(engine, watched, await readNodes(engine).catch(() => []));
}
/** Puts back what ran before and watches that it runs again; a first deploy leaves nothing. */
async function undo(work, before) {
    const { link, inputs } = work;
    try {
        const engine = await link.check();
        const now = await readStack(engine, inputs.stack);
        const { back, removed } = await restoreStack(engine, inputs.stack, { before, login: inputs.login });
        if (back.length === 0) {
            return {
                ok: true,
                text: `it was the first deploy, and what it made is removed (${removed.join(", ")})`,
            };
        }
        (0,core/* info */.pq)(`Going back to what ran before: ${back.join(", ")}${removed.length > 0 ? `; removed: ${removed.join(", ")}` : ""}`);
        const names = before.services.map(({ Spec }) => Spec.Name.slice(inputs.stack.length + 1));
        const watched = await watch(work, { names, ended: endedTasks(now), restoring: true });
        const bad = watched.filter(({ state }) => state !== "converged");
        if (bad.length === 0)
            return { ok: true, text: "what ran before runs again" };
        return { ok: false, text: `what ran before does not run again: ${bad.map(describe).join("; ")}` };
    }
    catch (error) {
        if (error instanceof errors/* Cancelled */.cJ)
            throw error;
        return { ok: false, text: `going back failed: ${(0,errors/* explain */.WE)(error)}` };
    }
}
/** Removes what the stack no longer has; last, so that going back never has to make anything again. */
async function prune({ inputs, link: { engine }, rendered }) {
    if (!inputs.prune)
        return [];
    const services = await pruneServices(engine, inputs.stack, rendered.services);
    return [...services, ...(await pruneContents(engine, inputs.stack))];
}
/** `www 1/2: 1 preparing` */
function describe({ name, running, wanted, detail }) {
    return `${name} ${running}/${wanted}: ${detail}`;
}
function watch({ inputs, link, edges }, { names, ended, restoring }) {
    return watchStack((failure) => link.reopen(failure), {
        stack: inputs.stack,
        services: names.map((name) => `${inputs.stack}_${name}`),
        endedBefore: ended,
        settle: inputs.settle,
        limit: inputs.timeout,
        restoring,
        signal: edges.signal,
        onProgress: log/* show */.W,
    });
}
function endedTasks(snapshot) {
    const ended = ["complete", "failed", "rejected", "shutdown", "orphaned", "remove"];
    return new Set(snapshot.tasks.filter((task) => ended.includes(task.Status.State)).map(({ ID }) => ID));
}

// EXTERNAL MODULE: ./build/src/lib/wait/wait.js
var wait = __webpack_require__(9698);
// EXTERNAL MODULE: ./build/src/lib/ssh/failure.js
var ssh_failure = __webpack_require__(4746);
;// CONCATENATED MODULE: ./build/src/lib/ssh/connection.js






let count = 0;
/**
 * Connects, or says in one sentence why not. Only what a booting machine shows (refused, no answer, closed before the
 * login) is tried again; a wrong key or host key fails at once.
 */
async function openConnection(shell, identity, target) {
    count += 1;
    const control = (0,external_node_path_.join)(identity.directory, `c${count}`);
    const connection = { identity, target, control, shell };
    const limit = target.limit ?? 60;
    const end = performance.now() + limit * 1000;
    let passing = "";
    const attempt = async () => {
        const left = Math.ceil((end - performance.now()) / 1000);
        const log = await connect(connection, Math.min(10, Math.max(1, left)));
        if (log === undefined)
            return connection;
        const failure = (0,ssh_failure/* explainFailure */.S)(target, log);
        if (!failure.passing)
            throw new errors/* UserError */.yo(failure.message);
        passing = failure.message;
        if (performance.now() >= end)
            throw new errors/* UserError */.yo(`${passing}; tried for ${limit} s`);
        return undefined;
    };
    const what = `an SSH connection to ${(0,ssh_failure.at)(target)}`;
    return (0,wait/* waitFor */.f)({ what, limit: limit + 15, ...signalOf(target) }, attempt, () => passing);
}
/** Ends the master process, and with it every forwarded socket. */
async function closeConnection({ shell, identity, control }) {
    const args = [...(0,ssh_identity/* sshOptions */.bN)(identity), "-S", control, "-O", "exit", "--", "master"];
    await shell.run({ program: "ssh", args, accept: [0, 255], limit: 10 });
}
/**
 * Forwards a unix socket of the host to a socket in the identity's private folder. Whether something answers behind it
 * shows only at the first use; `explainSocket` then says why not.
 *
 * @param remotePath absolute path on the host, such as /var/run/docker.sock
 * @returns the local socket's path
 */
async function forwardSocket(connection, remotePath) {
    const { shell, identity, control } = connection;
    count += 1;
    const local = (0,external_node_path_.join)(identity.directory, `s${count}`);
    const args = [
        ...(0,ssh_identity/* sshOptions */.bN)(identity),
        "-S",
        control,
        "-O",
        "forward",
        "-L",
        `${local}:${remotePath}`,
        "--",
        "master",
    ];
    await shell.run({ program: "ssh", args, limit: 20 });
    return local;
}
/** Why nothing answers behind a forwarded socket, as one sentence; `undefined` when the host sees nothing wrong with it. */
async function explainSocket(connection, path) {
    const { host, user } = connection.target;
    const quoted = `'${path.replaceAll("'", "'\\''")}'`;
    const script = `test -e ${quoted} || exit 41; test -S ${quoted} || exit 42; test -w ${quoted} || exit 43`;
    const { exitCode } = await runRemote(connection, script, [0, 41, 42, 43]);
    const log = await connection_readLog(connection.control);
    if (exitCode === 41)
        return `${path} does not exist on ${host}: is the engine installed and running there?`;
    if (exitCode === 42)
        return `${path} on ${host} is not a socket`;
    if (exitCode === 43)
        return `user "${user}" may not use ${path} on ${host}: add the user to the group docker, or log in as root`;
    // sshd gives the same answer for a socket behind which nothing listens and for one that it may not forward.
    if (/open failed/.test(log)) {
        return `sshd on ${host} could not open ${path}: either the engine does not run (systemctl status docker), or sshd_config forbids it (AllowStreamLocalForwarding, DisableForwarding)`;
    }
    return undefined;
}
/** Runs shell text on the host over the open connection. Foreign words in it must be quoted by the caller. */
async function runRemote(connection, script, accept = [0]) {
    const { shell, identity, control } = connection;
    const args = [...(0,ssh_identity/* sshOptions */.bN)(identity), "-S", control, "-T", "--", "master", script];
    return shell.run({ program: "ssh", args, accept, limit: 60 });
}
/** Starts the master in the background; gives ssh's log when that failed. */
async function connect({ shell, identity, control, target }, seconds) {
    const args = [
        ...(0,ssh_identity/* sshOptions */.bN)(identity, { ConnectTimeout: String(seconds), ControlPersist: "no" }),
        ...["-M", "-S", control, "-f", "-N", "-T", "-E", `${control}.log`],
        ...["-p", String(target.port), "-l", target.user],
    ];
    await (0,promises_.rm)(`${control}.log`, { force: true });
    const command = {
        program: "ssh",
        args: [...args, "--", target.host],
        accept: [0, 255],
        limit: seconds + 30,
    };
    const { exitCode } = await shell.run(command);
    return exitCode === 0 ? undefined : connection_readLog(control);
}
async function connection_readLog(control) {
    return (0,promises_.readFile)(`${control}.log`, "utf8").catch(() => "");
}
function signalOf({ signal }) {
    return signal === undefined ? {} : { signal };
}

;// CONCATENATED MODULE: ./build/src/stack-deploy/link.js




/** Where every engine listens by default. */
const ENGINE = "/var/run/docker.sock";
/** Connects and makes sure that a swarm manager answers. */
async function openLink(edges, identity, inputs) {
    let line = await link_connect(edges, identity, inputs);
    await requireManager(line.engine, inputs.host);
    const reopen = async (failure) => {
        if (failure === undefined)
            return line.engine;
        (0,core/* info */.pq)(`${failure.message}: connecting again`);
        line.engine.close();
        await closeConnection(line.connection);
        line = await link_connect(edges, identity, inputs);
        return line.engine;
    };
    const check = async () => {
        try {
            await line.engine.bytes("/_ping", { limit: 20 });
            return line.engine;
        }
        catch (error) {
            if (!(error instanceof EngineUnreachable))
                throw error;
            return reopen(error);
        }
    };
    return {
        get socket() {
            return line.socket;
        },
        get engine() {
            return line.engine;
        },
        reopen,
        check,
        close: () => line.engine.close(),
    };
}
async function link_connect({ shell, signal }, identity, inputs) {
    const { user, host, port, connectTimeout: limit } = inputs;
    const target = { user, host, port, limit, signal };
    const connection = await openConnection(shell, identity, target);
    const socket = await forwardSocket(connection, ENGINE);
    const engine = openEngine(socket);
    try {
        await engine.bytes("/_ping", { limit: 20 });
    }
    catch (error) {
        engine.close();
        if (!(error instanceof EngineUnreachable))
            throw error;
        const why = await explainSocket(connection, ENGINE);
        throw new errors/* UserError */.yo(why ?? `the Docker engine of ${host} does not answer`, { cause: error });
    }
    return { connection, socket, engine };
}
async function requireManager(engine, host) {
    const { Swarm: swarm } = await engine.get("/info");
    if (swarm?.ControlAvailable === true)
        return;
    if (swarm?.LocalNodeState === "active") {
        throw new errors/* UserError */.yo(`${host} is a worker of its swarm, and only a manager deploys: name a manager in host`);
    }
    throw new errors/* UserError */.yo(`${host} is not in a swarm (its state is "${swarm?.LocalNodeState ?? "unknown"}"): run the playbook join-swarm, or docker swarm init`);
}

// EXTERNAL MODULE: ./build/src/lib/report/markdown.js
var markdown = __webpack_require__(2563);
;// CONCATENATED MODULE: ./build/src/stack-deploy/report.js

/** The output `services`: one object for each service. */
function servicesJson({ watched }) {
    const entries = watched.map(({ name, state, running, wanted, detail, seconds, service }) => [
        name,
        { image: imageOf(service), running, wanted, state, detail, seconds: Number(seconds.toFixed(1)) },
    ]);
    return JSON.stringify(Object.fromEntries(entries));
}
/** The sections of the step summary, most important first. */
function summarySections(outcome) {
    const { stack, watched, failures, pruned, reason } = outcome;
    const words = {
        converged: "every service runs as wanted",
        unchanged: "nothing changed, and every service runs",
        rolled_back: `it failed; ${outcome.undone ?? "it is rolled back"}`,
        failed: `it failed; ${outcome.undone ?? "it is left as it is"}`,
    };
    const good = outcome.outcome === "converged" || outcome.outcome === "unchanged";
    const rows = watched.map(({ name, service, running, wanted, state, detail, seconds }) => [
        (0,markdown/* code */.aY)(name),
        (0,markdown/* code */.aY)(shortImage(imageOf(service))),
        `${running}/${wanted}`,
        state === "converged" ? detail : `**${state}**: ${detail}`,
        seconds.toFixed(1),
    ]);
    return [
        `### ${good ? "✅" : "❌"} Stack ${(0,markdown/* code */.aY)(stack)}: ${words[outcome.outcome]}`,
        ...(reason === undefined ? [] : [(0,markdown/* fence */.EU)(reason)]),
        ...(rows.length === 0 ? [] : [(0,markdown/* table */.tp)(["service", "image", "replicas", "state", "seconds"], rows)]),
        ...failures.map((failure) => (0,markdown/* fence */.EU)(failureLines([failure]).join("\n"))),
        ...(pruned.length === 0 ? [] : [`Removed: ${pruned.map(markdown/* code */.aY).join(", ")}`]),
    ];
}
/** Failures as lines for the log: what ended where and how, its health checks, its last words. */
function failureLines(failures) {
    return failures.flatMap(({ task, node, state, error, exitCode, cause, health, log }) => [
        `${task} on ${node}: ${state}${exitCode === undefined ? "" : `, exit code ${exitCode}`}: ${error}`,
        ...(cause === undefined ? [] : [`  usual cause: ${cause}`]),
        ...health.map((line) => `  health check: ${line}`),
        ...(log.length === 0 ? ["  it wrote nothing to its log"] : log.map((line) => `  log: ${line}`)),
    ]);
}
/** `elm/www@sha256:0123456789ab`: without the registry, digests cut to what a person compares. */
function shortImage(image) {
    const path = image.split("/");
    const first = path[0] ?? "";
    const local = path.length > 1 && /[.:]/.test(first) ? path.slice(1).join("/") : image;
    return local.replace(/@sha256:([0-9a-f]{12})[0-9a-f]*$/, "@sha256:$1");
}
function imageOf(service) {
    return service.Spec.TaskTemplate.ContainerSpec?.Image ?? "";
}

;// CONCATENATED MODULE: ./build/src/stack-deploy/main.js












/** The story: render, connect, deploy, watch; when it fails, say why and go back. */
async function main(inputs, edges) {
    const docker = await openDockerConfig(inputs.login);
    try {
        const { stack, composeFiles: files, variables, images, labels } = inputs;
        const options = { stack, files, variables, images, labels, dockerConfig: docker.directory };
        const rendered = await renderStack(edges.shell, options);
        heed(rendered.warnings, inputs.ignoredOptions);
        const identity = await (0,ssh_identity/* openIdentity */.Bp)(edges.shell, inputs);
        try {
            const link = await openLink(edges, identity, inputs);
            (0,core/* info */.pq)(`Connected to ${inputs.user}@${inputs.host}:${inputs.port}, a manager of its swarm`);
            try {
                return await deploy({ edges, inputs, link, rendered, dockerConfig: docker.directory });
            }
            finally {
                link.close();
            }
        }
        finally {
            await (0,ssh_identity/* closeIdentity */.NG)(identity);
        }
    }
    finally {
        await docker.close();
    }
}
async function deploy(work) {
    const { inputs, link } = work;
    const before = await readStack(link.engine, inputs.stack);
    let watched = [];
    try {
        await applyStack(work);
        watched = await watchDeploy(work, before);
    }
    catch (error) {
        // Also a connection that does not come back: the swarm may be half way, and the report has to say so.
        if (!(error instanceof command/* CommandFailed */.n || error instanceof errors/* UserError */.yo))
            throw error;
        return failedOutcome(work, { before, watched, reason: (0,errors/* explain */.WE)(error) });
    }
    const bad = watched.filter(({ state }) => state !== "converged");
    if (bad.length > 0) {
        const late = bad.every(({ state }) => state === "waiting") ? ` within ${inputs.timeout} s` : "";
        const reason = `stack ${inputs.stack} did not converge${late}: ${bad.map(describe).join("; ")}`;
        return failedOutcome(work, { before, watched, reason });
    }
    const pruned = await prune(work);
    if (pruned.length > 0)
        (0,core/* info */.pq)(`Removed what the stack no longer has: ${pruned.join(", ")}`);
    const outcome = isUnchanged(before, watched) && pruned.length === 0 ? "unchanged" : "converged";
    return { outcome, stack: inputs.stack, watched, failures: [], pruned };
}
async function failedOutcome(work, { before, watched, reason }) {
    const failures = await explainFailures(work, watched);
    (0,core/* startGroup */.Oh)(reason);
    for (const line of failureLines(failures))
        (0,log/* show */.W)(line);
    (0,core/* endGroup */.N4)();
    const causes = failures.map(({ task, error, cause }) => `${task}: ${error}${cause === undefined ? "" : ` (${cause})`}`);
    const base = {
        stack: work.inputs.stack,
        watched,
        failures,
        pruned: [],
        reason: [reason, ...causes].join("\n"),
    };
    if (work.inputs.onFailure === "keep") {
        return { ...base, outcome: "failed", undone: "it is left as it is, as on-failure: keep says" };
    }
    const { ok, text } = await undo(work, before);
    return { ...base, outcome: ok ? "rolled_back" : "failed", undone: text };
}
function isUnchanged(before, watched) {
    const old = new Map(before.services.map((service) => [service.ID, service.Spec]));
    return watched.every(({ service }) => {
        const spec = old.get(service.ID);
        return spec !== undefined && isSameSpec(spec, service.Spec, SIGNATURE);
    });
}
function heed(warnings, policy) {
    if (warnings.length === 0)
        return;
    if (policy === "refuse")
        throw new errors/* UserError */.yo(`the stack asks for what swarm ignores:\n- ${warnings.join("\n- ")}`);
    for (const line of warnings)
        (0,core/* warning */.$e)(line);
}

;// CONCATENATED MODULE: ./build/src/stack-deploy/index.js








const action = {
    async main(edges) {
        const outcome = await main(readInputs(), edges);
        (0,core/* setOutput */.uH)("outcome", outcome.outcome);
        (0,core/* setOutput */.uH)("services", servicesJson(outcome));
        await (0,summary/* writeSummary */.S)(summarySections(outcome));
        if (outcome.reason !== undefined)
            throw new errors/* UserError */.yo(`${outcome.reason}\n${outcome.undone ?? ""}`.trim());
    },
    /** The password's folder, the agent and its folder go even when the step was killed. */
    async post() {
        await closeSavedDockerConfig();
        await (0,ssh_identity/* closeLeftovers */.Zq)();
    },
};


/***/ })

};
