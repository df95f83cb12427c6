export const id = 568;
export const ids = [568];
export const modules = {

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

/***/ 6568:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (/* binding */ action)
});

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 8 modules
var core = __webpack_require__(6058);
// EXTERNAL MODULE: ./build/src/lib/report/summary.js
var summary = __webpack_require__(1968);
// EXTERNAL MODULE: ./build/src/lib/ssh/identity.js + 2 modules
var ssh_identity = __webpack_require__(5464);
// EXTERNAL MODULE: ./build/src/lib/terraform/folder.js
var terraform_folder = __webpack_require__(8312);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
;// CONCATENATED MODULE: ./build/src/lib/fleet/fleet.js

const NAME = /^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$/i;
/**
 * Checks a value of the shape of Terraform's output `fleet`.
 *
 * @param value parsed JSON; more fields than the documented ones are allowed and dropped
 * @throws Error that names every mistake, one a line
 */
function readFleet(value) {
    const mistakes = [];
    const { user = "root", nodes, known_hosts } = record(value) ?? {};
    if (record(value) === undefined)
        throw new Error('fleet must be an object {"user", "nodes", "known_hosts"}, got '.concat(show(value)));
    if (typeof user !== "string" || !/^[a-z_][a-z0-9_-]*$/.test(user)) {
        mistakes.push(`user must be a user name, got ${show(user)}`);
    }
    if (typeof known_hosts !== "string" || known_hosts.trim() === "") {
        mistakes.push("known_hosts must hold one known_hosts line for each node: host keys are never taken on trust");
    }
    const read = readNodes(nodes, mistakes);
    if (typeof known_hosts === "string")
        mistakes.push(...unknownHosts(read, known_hosts));
    if (mistakes.length > 0)
        throw new Error(mistakes.map((mistake) => `fleet: ${mistake}`).join("\n"));
    return { user: String(user), nodes: read, known_hosts: String(known_hosts) };
}
/** The names of a role's nodes, elm-manager-10 after elm-manager-9. */
function namesOf(fleet, role) {
    const order = new Intl.Collator("en", { numeric: true });
    return Object.keys(fleet.nodes)
        .filter((name) => fleet.nodes[name]?.role === role)
        .sort(order.compare);
}
function readNodes(nodes, mistakes) {
    const read = {};
    const entries = Object.entries(record(nodes) ?? {});
    if (entries.length === 0)
        mistakes.push(`nodes must name at least one machine, got ${show(nodes)}`);
    for (const [name, value] of entries) {
        const { role, address, private_address } = record(value) ?? {};
        if (!NAME.test(name))
            mistakes.push(`${show(name)} is not a host name`);
        if (role !== "manager" && role !== "worker") {
            mistakes.push(`role of ${name} must be manager or worker, got ${show(role)}`);
        }
        if (!isAddress(address))
            mistakes.push(`address of ${name} must be an IP address, got ${show(address)}`);
        if (!isAddress(private_address)) {
            mistakes.push(`private_address of ${name} must be an IP address, got ${show(private_address)}`);
        }
        read[name] = {
            role: role === "manager" ? "manager" : "worker",
            address: String(address),
            private_address: String(private_address),
        };
    }
    return read;
}
/** A node whose host key nobody gave would only be found out in the middle of a run. */
function unknownHosts(nodes, knownHosts) {
    const lines = knownHosts.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("#"));
    // Hashed names and patterns cannot be compared as text: ssh itself decides then.
    if (lines.some((line) => /^\S*[|*?]/.test(line) || line.startsWith("@")))
        return [];
    const known = new Set(lines.flatMap((line) => line.trim().split(/\s+/)[0]?.split(",") ?? []));
    return Object.entries(nodes)
        .filter(([, { address }]) => isAddress(address) && !known.has(address) && !withPort(known, address))
        .map(([name, node]) => `known_hosts has no line for ${node.address} (${name})`);
}
/** sshd on another port stands as `[address]:port`. */
function withPort(known, address) {
    return [...known].some((name) => name.startsWith(`[${address}]:`));
}
function record(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value)
        ? value
        : undefined;
}
function isAddress(value) {
    return typeof value === "string" && (0,external_node_net_.isIP)(value) !== 0;
}
function show(value) {
    return value === undefined ? "nothing" : (JSON.stringify(value) ?? String(value)).slice(0, 80);
}

// EXTERNAL MODULE: ./build/src/lib/inputs/reader.js
var inputs_reader = __webpack_require__(1272);
;// CONCATENATED MODULE: ./build/src/playbook/inputs.js


const VARIABLE = /^[A-Za-z_]\w*$/;
/** Reads and checks the inputs; all mistakes are reported at once. */
function readInputs() {
    const reader = new inputs_reader/* InputReader */.i();
    const privateKey = reader.secret("private-key");
    const inputs = {
        playbook: reader.text("playbook"),
        directory: reader.optional("directory", "playbooks"),
        fleet: readSource(reader),
        privateKey,
        check: reader.flag("check", false),
        variables: reader.pairs("variables"),
        limit: reader.lines("limit"),
        timeout: 60 * reader.integer("timeout-minutes", { fallback: 30, least: 1, most: 350 }),
    };
    for (const name of Object.keys(inputs.variables)) {
        if (!VARIABLE.test(name)) {
            reader.mistake(`variables: "${name}" is not a variable name (letters, digits and _, no digit first)`);
        }
    }
    for (const pattern of inputs.limit) {
        if (pattern.startsWith("@"))
            reader.mistake(`limit takes host names, groups and patterns, got "${pattern}"`);
    }
    reader.done();
    return inputs;
}
function readSource(reader) {
    const given = reader.optional("fleet") !== "";
    const fleet = reader.json("fleet", readFleet);
    const source = {
        program: reader.optional("terraform", "terraform"),
        directory: reader.optional("terraform-directory"),
        workspace: reader.optional("workspace", "default"),
        backendConfig: reader.lines("backend-config"),
    };
    if (given && source.directory !== "")
        reader.mistake("give fleet or terraform-directory, not both");
    if (!given && source.directory === "") {
        reader.mistake("fleet is empty: give Terraform's output of that name as JSON, or terraform-directory to have it read");
    }
    return fleet ?? source;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/src/lib/errors/errors.js
var errors = __webpack_require__(2570);
// EXTERNAL MODULE: ./build/src/lib/shell/command.js
var command = __webpack_require__(4825);
// EXTERNAL MODULE: ./build/src/lib/shell/shell.js + 2 modules
var shell_shell = __webpack_require__(2060);
;// CONCATENATED MODULE: ./build/src/lib/ansible/inventory.js

/**
 * The fleet as an Ansible inventory: groups `manager` and `worker`, for each host `ansible_host` and
 * `private_address`. JSON is YAML, so Ansible's yaml plugin reads it.
 */
function inventory(fleet) {
    const group = (role) => ({
        hosts: Object.fromEntries(namesOf(fleet, role).map((name) => [
            name,
            { ansible_host: fleet.nodes[name]?.address, private_address: fleet.nodes[name]?.private_address },
        ])),
    });
    const children = { manager: group("manager"), worker: group("worker") };
    return `${JSON.stringify({ all: { vars: { ansible_user: fleet.user }, children } }, null, 2)}\n`;
}
/**
 * Extra variables as the JSON of `-e @file`. A value that is a JSON array or object is passed as such; everything else
 * is text, as on Ansible's own command line.
 */
function extraVariables(variables) {
    const values = Object.entries(variables).map(([name, value]) => [name, structured(value)]);
    return `${JSON.stringify(Object.fromEntries(values), null, 2)}\n`;
}
function structured(value) {
    if (!/^\s*[[{]/.test(value))
        return value;
    try {
        return JSON.parse(value);
    }
    catch {
        return value;
    }
}

;// CONCATENATED MODULE: ./build/src/lib/ansible/ansible.js







/** Writes inventory and variables beside the identity: mode 0600, gone when the identity is closed. */
async function writeRunFiles(identity, run) {
    const at = (name) => (0,external_node_path_.join)(identity.directory, name);
    const files = {
        inventory: at("inventory.yml"),
        variables: at("variables.json"),
        events: at("events.jsonl"),
        sockets: at("m"),
        plugins: await findPlugins(),
    };
    await (0,promises_.mkdir)(files.sockets, { mode: 0o700 });
    await (0,promises_.writeFile)(files.inventory, inventory(run.fleet), { mode: 0o600 });
    await (0,promises_.writeFile)(files.variables, extraVariables(run.variables), { mode: 0o600 });
    return files;
}
/**
 * The command of a run. Every setting that safety rests on is given here and wins over an ansible.cfg: strict host
 * keys, our own agent, no other ssh configuration, no retry files.
 */
function ansiblePlaybook(run, files, identity) {
    const limit = run.limit.length === 0 ? [] : ["--limit", run.limit.join(":")];
    const check = run.check ? ["--check"] : [];
    return {
        program: "ansible-playbook",
        args: [
            "-i",
            files.inventory,
            "-e",
            `@${files.variables}`,
            "--diff",
            ...check,
            ...limit,
            run.playbook.path,
        ],
        env: {
            ...(run.playbook.configuration === undefined ? {} : { ANSIBLE_CONFIG: run.playbook.configuration }),
            ANSIBLE_HOST_KEY_CHECKING: "True",
            ANSIBLE_SSH_COMMON_ARGS: (0,command/* describe */.q)({ program: "ssh", args: (0,ssh_identity/* sshOptions */.bN)(identity) }).slice("ssh ".length),
            ANSIBLE_SSH_ARGS: "-o ControlMaster=auto -o ControlPersist=60s",
            ANSIBLE_SSH_CONTROL_PATH_DIR: files.sockets,
            ANSIBLE_PIPELINING: "True",
            ANSIBLE_RETRY_FILES_ENABLED: "False",
            ANSIBLE_LOCAL_TEMP: (0,external_node_path_.join)(identity.directory, "tmp"),
            ANSIBLE_CALLBACK_PLUGINS: files.plugins,
            ELM_INFRA_EVENTS: files.events,
            SSH_AUTH_SOCK: identity.authSock,
            PYTHONUNBUFFERED: "1",
            PYTHONDONTWRITEBYTECODE: "1",
            // Ansible refuses to start without a UTF-8 locale; this one is always there.
            LC_ALL: "C.UTF-8",
        },
        limit: run.timeout,
        grace: 20,
        log: "live",
    };
}
/** The text of the events so far; empty when Ansible did not get as far as a play. */
async function readEventsFile(files) {
    return (0,promises_.readFile)(files.events, "utf8").catch(() => "");
}
/** Ends the ssh masters that Ansible leaves behind for a minute. */
async function closeMasters(files, identity) {
    // A shell of our own: the job's shell runs nothing more once the job is cancelled.
    const shell = (0,shell_shell/* createShell */.f)(new AbortController().signal, () => { });
    for (const name of await (0,promises_.readdir)(files.sockets).catch(() => [])) {
        const args = [...(0,ssh_identity/* sshOptions */.bN)(identity), "-S", (0,external_node_path_.join)(files.sockets, name), "-O", "exit", "--", "master"];
        await shell.run({ program: "ssh", args, accept: [0, 255], limit: 10 }).catch(() => { });
    }
}
/**
 * The callback plugin travels with the action's repository. The entry that the runner started (`actions/playbook/…`)
 * is the one path known for certain: a bundler rewrites a module's own.
 */
async function findPlugins() {
    for (let folder = (0,external_node_path_.dirname)((0,external_node_path_.resolve)(process.argv[1] ?? "."));; folder = (0,external_node_path_.dirname)(folder)) {
        const plugins = (0,external_node_path_.join)(folder, "playbooks", "callback_plugins");
        const found = await (0,promises_.access)((0,external_node_path_.join)(plugins, "elm_infra_events.py")).then(() => true, () => false);
        if (found)
            return plugins;
        if (folder === (0,external_node_path_.dirname)(folder)) {
            throw new errors/* UserError */.yo(`playbooks/callback_plugins/elm_infra_events.py is not above ${process.argv[1]}: check out the whole repository of this action`);
        }
    }
}

;// CONCATENATED MODULE: ./build/src/lib/ansible/events.js
/**
 * Reads the lines that the callback plugin wrote. A last line that a kill cut off is dropped; without the closing
 * counts they are made from the tasks.
 */
function readEvents(text) {
    const lines = text.split("\n").flatMap((line) => {
        try {
            return [JSON.parse(line)];
        }
        catch {
            return [];
        }
    });
    const tasks = lines.filter((line) => line.event === "task");
    const stats = lines.find((line) => line.event === "stats");
    const hosts = stats === undefined ? countTasks(tasks) : readCounts(stats.hosts);
    return { tasks, hosts, result: stats?.result ?? null, complete: stats !== undefined };
}
/** Failures that nobody expects, in the order in which they happened. */
function failuresOf(run) {
    return run.tasks.filter(({ status, ignored }) => (status === "failed" || status === "unreachable") && !ignored);
}
function readCounts(hosts) {
    const counts = Object.entries(hosts).map(([name, count]) => [
        name,
        {
            ok: count.ok ?? 0,
            changed: count.changed ?? 0,
            failed: count.failures ?? 0,
            unreachable: count.unreachable ?? 0,
            skipped: count.skipped ?? 0,
        },
    ]);
    return Object.fromEntries(counts);
}
function countTasks(tasks) {
    const counts = {};
    for (const { host, status } of tasks) {
        counts[host] ??= { ok: 0, changed: 0, failed: 0, unreachable: 0, skipped: 0 };
        counts[host][status] += 1;
        // Ansible counts a changed task among the ok ones.
        if (status === "changed")
            counts[host].ok += 1;
    }
    return counts;
}

;// CONCATENATED MODULE: ./build/src/lib/ansible/playbooks.js



/**
 * Finds a playbook by its name in `directory` (`join-swarm`) or by a path below the working directory
 * (`ops/reboot.yml`).
 *
 * @throws UserError that lists the playbooks there are
 */
async function findPlaybook(directory, playbook) {
    const named = /^[\w.-]+$/.test(playbook)
        ? [playbook, `${playbook}.yml`, `${playbook}.yaml`].map((file) => (0,external_node_path_.join)(directory, file))
        : [playbook];
    for (const path of named.filter((file) => /\.ya?ml$/.test(file)).map((file) => (0,external_node_path_.resolve)(file))) {
        if (await exists(path)) {
            const configuration = (0,external_node_path_.join)((0,external_node_path_.dirname)(path), "ansible.cfg");
            const name = path.replace(/^.*\//, "").replace(/\.ya?ml$/, "");
            return { path, name, configuration: (await exists(configuration)) ? configuration : undefined };
        }
    }
    const there = await listPlaybooks(directory);
    const choice = there.length === 0 ? `${directory} holds none: check "directory"` : `there are ${there.join(", ")}`;
    throw new errors/* UserError */.yo(`there is no playbook "${playbook}" in ${directory}; ${choice}`);
}
/** Names of the playbooks of a folder, sorted. */
async function listPlaybooks(directory) {
    const files = await (0,promises_.readdir)(directory).catch(() => []);
    return files
        .filter((file) => /\.ya?ml$/.test(file))
        .map((file) => file.replace(/\.ya?ml$/, ""))
        .sort();
}
function exists(path) {
    return (0,promises_.access)(path).then(() => true, () => false);
}

// EXTERNAL MODULE: ./build/src/lib/ssh/failure.js
var failure = __webpack_require__(4746);
// EXTERNAL MODULE: ./build/src/lib/report/markdown.js
var markdown = __webpack_require__(2563);
// EXTERNAL MODULE: ./build/src/lib/terraform/line-diff.js
var line_diff = __webpack_require__(7668);
;// CONCATENATED MODULE: ./build/src/playbook/result.js

/** Rows of one table; the result as a whole is an output as well. */
const ROWS = 200;
/**
 * What a playbook gave by `set_stats` under the name `result`, as Markdown: an object's lists of objects become tables
 * under their names, everything else a line.
 */
function resultSections(result) {
    if (!isRow(result))
        return [];
    return Object.entries(result).map(([name, value]) => {
        const title = (0,markdown/* escapeHtml */.ZD)(name.replaceAll("_", " "));
        if (!Array.isArray(value))
            return `**${title}**: ${cell(value)}`;
        if (value.length === 0)
            return `**${title}**: none`;
        const more = value.length > ROWS ? `\n\n… ${value.length - ROWS} more in the output \`result\`` : "";
        const shown = value.slice(0, ROWS);
        if (!shown.every(isRow))
            return `**${title}**: ${shown.map(cell).join(", ")}${more}`;
        const columns = [...new Set(shown.flatMap((row) => Object.keys(row)))];
        const rows = shown.map((row) => columns.map((column) => cell(row[column])));
        return `**${title}**\n\n${(0,markdown/* table */.tp)(columns.map((column) => (0,markdown/* escapeHtml */.ZD)(column.replaceAll("_", " "))), rows)}${more}`;
    });
}
function cell(value) {
    if (value === undefined || value === null || value === "")
        return "";
    if (typeof value === "object")
        return (0,markdown/* code */.aY)(JSON.stringify(value));
    return (0,markdown/* escapeHtml */.ZD)(String(value));
}
function isRow(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./build/src/playbook/report.js




/** Characters of one message or diff; the log has the whole. */
const LONG = 4000;
/** The step summary, most important first: outcome, failures, the playbook's own result, hosts, changes. */
function report(run, heading) {
    const failures = failuresOf(run);
    const changes = run.tasks.filter(({ status }) => status === "changed");
    const warnings = [...new Set(run.tasks.flatMap((task) => task.warnings))];
    return [
        `### Playbook ${(0,markdown/* escapeHtml */.ZD)(heading.playbook)}: ${outcome(run, heading.check)}`,
        ...failures.map(failureSection),
        ...(warnings.length === 0
            ? []
            : [warnings.map((text) => `> ⚠️ ${(0,markdown/* escapeHtml */.ZD)(oneLine(text))}`).join("\n>\n")]),
        ...resultSections(run.result),
        ...(Object.keys(run.hosts).length === 0 ? [] : [hostTable(run.hosts)]),
        ...(changes.length === 0 ? [] : [changeTable(changes, heading.check)]),
        ...changes.flatMap(diffSection),
    ];
}
/** One line: "3 changes on 2 of 3 hosts". */
function outcome(run, check) {
    const hosts = Object.values(run.hosts);
    const changes = hosts.reduce((sum, { changed }) => sum + changed, 0);
    const touched = hosts.filter(({ changed }) => changed > 0).length;
    const dry = check ? " (dry run: nothing was changed)" : "";
    const failures = failuresOf(run).length;
    const end = failures > 0 ? `failed, after ` : run.complete ? "" : "stopped before its end, after ";
    if (changes === 0)
        return `${end}no change on ${hosts.length} ${plural(hosts.length, "host")}${dry}`;
    const word = check ? `would make ${changes}` : `${changes}`;
    return `${end}${word} ${plural(changes, "change")} on ${touched} of ${hosts.length} ${plural(hosts.length, "host")}${dry}`;
}
function plural(count, word) {
    return count === 1 ? word : `${word}s`;
}
/** Where a task ran: the host, or the one it was delegated to. */
function place({ host, via }) {
    return via === "" || via === host ? host : `${via} (for ${host})`;
}
function failureSection(task) {
    const what = task.status === "unreachable" ? "cannot be reached" : "failed";
    return `❌ **${(0,markdown/* escapeHtml */.ZD)(place(task))}** ${what} in ${(0,markdown/* code */.aY)(task.task)}\n\n${(0,markdown/* fence */.EU)(cut(task.message))}`;
}
function hostTable(hosts) {
    const rows = Object.entries(hosts).map(([name, { ok, changed, failed, unreachable, skipped }]) => [
        (0,markdown/* code */.aY)(name),
        ...[ok, changed, failed, unreachable, skipped].map(String),
    ]);
    return (0,markdown/* table */.tp)(["host", "ok", "changed", "failed", "unreachable", "skipped"], rows);
}
function changeTable(changes, check) {
    const rows = changes.map((task) => [
        (0,markdown/* code */.aY)(place(task)),
        (0,markdown/* escapeHtml */.ZD)(task.task),
        (0,markdown/* escapeHtml */.ZD)(oneLine(task.message)),
    ]);
    return (0,markdown/* table */.tp)(["host", check ? "would change" : "changed", "what"], rows);
}
function diffSection(task) {
    if (task.diff.length === 0)
        return [];
    const body = task.diff.map((diff) => (0,markdown/* fence */.EU)(cut(diffText(diff)), "diff")).join("\n\n");
    return [(0,markdown/* fold */.AU)(`${place(task)}: ${task.task}`, body)];
}
function diffText(diff) {
    if ("prepared" in diff)
        return diff.prepared;
    const header = diff.header === "" ? [] : [`@@ ${diff.header} @@`];
    const changes = (0,line_diff/* diffLines */.P)(lines(diff.before), lines(diff.after));
    return [...header, ...changes.map(({ sign, text }) => `${sign} ${text}`)].join("\n");
}
function lines(text) {
    return text === "" ? [] : text.replace(/\n$/, "").split("\n");
}
function oneLine(text) {
    const line = text.replaceAll(/\s+/g, " ").trim();
    return line.length <= 300 ? line : `${line.slice(0, 300)}…`;
}
function cut(text) {
    return text.length <= LONG
        ? text
        : `${text.slice(0, LONG)}\n… ${text.length - LONG} more characters in the log`;
}

;// CONCATENATED MODULE: ./build/src/playbook/failure.js




/**
 * One error for everything that failed: host, task and message of each.
 *
 * @returns `undefined` when nothing failed that the playbook told about
 */
function failureOf(run, name, fleet) {
    const failures = failuresOf(run);
    if (failures.length === 0)
        return undefined;
    const hosts = new Set(failures.map(({ host }) => host)).size;
    const lines = failures.map((task) => `- ${place(task)}, task "${task.task}": ${reason(task, fleet)}`);
    const rest = "Playbooks are idempotent: repair it and run the same again.";
    return new errors/* UserError */.yo(`playbook ${name} failed on ${hosts} host${hosts === 1 ? "" : "s"}:\n${lines.join("\n")}\n${rest}`);
}
/** Ansible wraps what ssh says in its own words; ssh's matter, and what to do about them. */
function reason(task, fleet) {
    const fromSsh = task.status === "unreachable" || /over ssh:|via ssh:|UNREACHABLE/i.test(task.message);
    if (!fromSsh)
        return task.message;
    const node = fleet.nodes[task.via] ?? fleet.nodes[task.host];
    const host = node?.address ?? task.host;
    return (0,failure/* explainFailure */.S)({ user: fleet.user, host, port: 22 }, task.message).message;
}

// EXTERNAL MODULE: ./build/src/lib/terraform/terraform.js + 1 modules
var terraform_terraform = __webpack_require__(1456);
;// CONCATENATED MODULE: ./build/src/playbook/fleet.js




/** Reads the output `fleet` of a root module from its state. Nothing is planned or refreshed. */
async function readTerraformFleet(shell, source) {
    const folder = await (0,terraform_folder/* openFolder */.NE)();
    try {
        const terraform = new terraform_terraform/* Terraform */.v(shell, { ...DEFAULTS, ...source }, folder);
        await terraform.init();
        const { fleet } = await terraform.outputs();
        if (fleet === undefined) {
            throw new errors/* UserError */.yo(`${source.directory} (workspace ${source.workspace}) has no output "fleet": apply it first, or add that output`);
        }
        return readFleet(fleet.value);
    }
    finally {
        await (0,terraform_folder/* closeFolder */.$G)(folder);
    }
}
/** Settings that reading an output does not use. */
const DEFAULTS = {
    varFiles: [],
    variables: {},
    targets: [],
    lockTimeout: 60,
    parallelism: 10,
    destroy: false,
    refreshOnly: false,
};

;// CONCATENATED MODULE: ./build/src/playbook/main.js










/** Finds the playbook and the fleet, plays it with a key that only our own agent holds, and reads what happened. */
async function main(inputs, { shell }) {
    const playbook = await findPlaybook(inputs.directory, inputs.playbook);
    const { check, variables, limit, timeout, privateKey } = inputs;
    const fleet = "nodes" in inputs.fleet ? inputs.fleet : await readTerraformFleet(shell, inputs.fleet);
    checkLimit(limit, fleet);
    const identity = await (0,ssh_identity/* openIdentity */.Bp)(shell, { privateKey, knownHosts: fleet.known_hosts });
    try {
        return await play(shell, identity, { playbook, fleet, check, variables, limit, timeout });
    }
    finally {
        await (0,ssh_identity/* closeIdentity */.NG)(identity);
    }
}
async function play(shell, identity, run) {
    const files = await writeRunFiles(identity, run);
    let failure;
    // What a droplet prints must not be read as a command to the runner.
    const token = (0,external_node_crypto_.randomUUID)();
    (0,core/* info */.pq)(`::stop-commands::${token}`);
    try {
        await shell.run(ansiblePlaybook(run, files, identity));
    }
    catch (error) {
        failure = withoutAnsible(error);
    }
    finally {
        (0,core/* info */.pq)(`::${token}::`);
        await closeMasters(files, identity);
    }
    const events = readEvents(await readEventsFile(files));
    return { run: events, playbook: run.playbook.name, failure: whatFailed(events, run, failure) };
}
/**
 * Exit codes with which Ansible says that hosts failed (2), could not be reached (4) or that a play was broken off (8),
 * added up. For these the hosts' own reasons matter, for all others (syntax, limit, cancel) the command's.
 */
const HOSTS_FAILED = 2 + 4 + 8;
function whatFailed(events, run, failure) {
    const { name } = run.playbook;
    if (failure instanceof command/* CommandFailed */.n) {
        const { exitCode } = failure.result;
        const hosts = exitCode !== 0 && (exitCode | HOSTS_FAILED) === HOSTS_FAILED;
        return (hosts ? failureOf(events, name, run.fleet) : undefined) ?? failure;
    }
    if (failure !== undefined || Object.keys(events.hosts).length > 0)
        return failure;
    return new errors/* UserError */.yo(`playbook ${name} found no host to play on: its "hosts:" or the limit match none of ${Object.keys(run.fleet.nodes).join(", ")}`);
}
/** The one tool that a runner may lack. */
function withoutAnsible(error) {
    if (!(error instanceof errors/* UserError */.yo) || !/is not on PATH/.test(error.message))
        return error;
    return new errors/* UserError */.yo('ansible-playbook is not on PATH: install it in a step before, for example "pipx install --include-deps ansible" (PyPI) or "apt-get install ansible"', { cause: error });
}
/** A name that is no host of the fleet would make Ansible play on nobody, and say that all is well. */
function checkLimit(limit, fleet) {
    const plain = limit.filter((pattern) => /^[\w.-]+$/.test(pattern));
    const known = new Set([...Object.keys(fleet.nodes), "manager", "worker", "all"]);
    const unknown = plain.filter((name) => !known.has(name));
    if (unknown.length === 0)
        return;
    throw new errors/* UserError */.yo(`limit names ${unknown.join(", ")}, which the fleet does not have; it has ${[...known].join(", ")}`);
}

;// CONCATENATED MODULE: ./build/src/playbook/index.js







/** Runs an Ansible playbook on the droplets that Terraform knows. */
const action = {
    async main(edges) {
        const inputs = readInputs();
        const { run, playbook, failure } = await main(inputs, edges);
        (0,core/* setOutput */.uH)("changed", Object.values(run.hosts).some(({ changed }) => changed > 0));
        (0,core/* setOutput */.uH)("hosts", JSON.stringify(run.hosts));
        (0,core/* setOutput */.uH)("result", JSON.stringify(run.result));
        await (0,summary/* writeSummary */.S)(report(run, { playbook, check: inputs.check }));
        if (failure !== undefined)
            throw failure;
    },
    /** The agent, its folder with the inventory, and Terraform's folder go even when the step was killed. */
    async post() {
        await (0,ssh_identity/* closeLeftovers */.Zq)();
        await (0,terraform_folder/* closeSavedFolder */.Ec)();
    },
};


/***/ })

};
