export const id = 658;
export const ids = [658];
export const modules = {

/***/ 9658:
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
// EXTERNAL MODULE: ./build/src/lib/errors/errors.js
var errors = __webpack_require__(2570);
// EXTERNAL MODULE: ./build/src/lib/report/summary.js
var summary = __webpack_require__(1968);
// EXTERNAL MODULE: ./build/src/lib/shell/command.js
var command = __webpack_require__(4825);
// EXTERNAL MODULE: ./build/src/lib/github/index.js + 4 modules
var github = __webpack_require__(7804);
// EXTERNAL MODULE: ./build/src/lib/report/budget.js
var budget = __webpack_require__(5143);
;// CONCATENATED MODULE: ./build/src/build-images/comment.js




/** The comment's hidden marker: one comment of this kind on a pull request. */
const KEY = "build-images";
/**
 * Puts the report into the pull request's one comment. A comment that can't be written is a warning: the images are what
 * counts, and the step summary says the same.
 */
async function comment(token, sections) {
    const { owner, repo, sha, pullRequest, runUrl } = (0,github/* readContext */.yI)();
    if (pullRequest === undefined)
        return;
    const foot = `[This run](${runUrl}), commit ${sha.slice(0, 7)}`;
    const body = (0,budget/* withinBudget */.xV)([...sections, foot], budget/* COMMENT_LIMIT */.W$ - 200);
    try {
        const { url } = await (0,github/* upsertComment */.lB)((0,github/* openGitHub */.o6)(token), { owner, repo, number: pullRequest }, { key: KEY, body });
        (0,core/* info */.pq)(`commented: ${url}`);
    }
    catch (error) {
        (0,core/* warning */.$e)(`the comment on pull request ${pullRequest} can't be written: ${(0,errors/* explain */.WE)(error)}`);
    }
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
;// CONCATENATED MODULE: ./build/src/lib/dockerfile/parse.js
/**
 * Reads a Dockerfile into instructions (https://docs.docker.com/reference/dockerfile/): comments, the `escape`
 * directive, continuation lines and heredocs are known. It does not judge: what the builder refuses, it refuses.
 */
function parse(text) {
    const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
    const joint = /^#\s*escape\s*=\s*`\s*$/im.test(directives(lines)) ? "`" : "\\";
    const instructions = [];
    for (let at = 0; at < lines.length; at++) {
        if (blank(lines[at] ?? ""))
            continue;
        const first = at;
        const parts = [];
        for (; at < lines.length; at++) {
            const line = lines[at] ?? "";
            // A comment or an empty line inside a continued instruction is left out of it.
            if (parts.length > 0 && blank(line))
                continue;
            const continued = line.trimEnd().endsWith(joint);
            parts.push(continued ? line.trimEnd().slice(0, -1) : line);
            if (!continued)
                break;
        }
        const [, keyword = "", rest = ""] = /^\s*(\S+)\s*(.*)$/s.exec(parts.join("")) ?? [];
        at = endOfHeredocs(lines, { at, keyword, rest });
        instructions.push({
            keyword: keyword.toUpperCase(),
            rest: rest.trim(),
            line: first + 1,
            endLine: Math.min(at, lines.length - 1) + 1,
        });
    }
    return instructions;
}
function blank(line) {
    return /^\s*(#|$)/.test(line);
}
/** Directives stand before everything else. */
function directives(lines) {
    const end = lines.findIndex((line) => !/^#\s*\w+\s*=/.test(line));
    return lines.slice(0, end === -1 ? lines.length : end).join("\n");
}
function endOfHeredocs(lines, { at, keyword, rest }) {
    if (!/^(RUN|COPY|ADD)$/i.test(keyword))
        return at;
    let end = at;
    for (const [, dash, , word = ""] of rest.matchAll(/<<(-?)(["']?)([A-Za-z_]\w*)\2/g)) {
        const found = lines.findIndex((line, index) => index > end && (dash === "-" ? line.replace(/^\t+/, "") : line) === word);
        if (found !== -1)
            end = found;
    }
    return end;
}

;// CONCATENATED MODULE: ./build/src/build-images/failure.js



/** A build that failed, with the place in the Dockerfile. */
class BuildFailed extends errors/* UserError */.yo {
    file;
    line;
    constructor(file, failure) {
        super(`${file}${failure.line === undefined ? "" : `:${failure.line}`}: ${failure.message}`);
        this.file = file;
        this.line = failure.line;
    }
}
/**
 * Reads the output of a failed `docker build`, of BuildKit or the classic builder.
 *
 * @param output its lines, in the order in which they came
 * @param dockerfile what was built
 */
function readFailure(output, dockerfile) {
    const lines = output.map((line) => (0,external_node_util_.stripVTControlCharacters)(line).trim()).filter((line) => line !== "");
    const message = reason(lines);
    return { message, line: place(lines, message, dockerfile) };
}
function reason(lines) {
    const said = lines.findLast((line) => /^(ERROR|Error response from daemon|failed to solve|error:)|returned a non-zero code|^(COPY|ADD) failed/.test(line));
    const text = (said ?? lines.at(-1) ?? "the builder said nothing")
        .replace(/^(ERROR: |Error response from daemon: )+/, "")
        .replace(/^failed to solve(?: with frontend \S+)?: /, "")
        .replace(/^(?:failed to (?:create LLB definition|compute cache key|read dockerfile|process)\S*: )+/, "");
    const missing = missingBase(text);
    if (missing !== undefined)
        return missing;
    if (!/did not complete successfully|non-zero code|executor failed/.test(text))
        return text;
    const last = lastWords(lines, said);
    return last === undefined ? text : `${text}: ${last}`;
}
/**
 * What the failing step itself said last. BuildKit numbers it (`#6 0.29 make: …`, and also its own transfers); the classic builder
 * does not, and its verdict on standard error may overtake it.
 */
function lastWords(lines, said) {
    const numbered = lines.findLast((line) => /^#\d+ \d+\.\d+ /.test(line));
    if (numbered !== undefined)
        return numbered.replace(/^#\d+ [\d.]+ /, "");
    if (lines.some((line) => /^#\d+ |^ERROR: failed to solve/.test(line)))
        return undefined;
    return lines.findLast((line) => line !== said && !/^(Step \d+\/|--->|Removing )/.test(line));
}
function missingBase(text) {
    const name = /^pull access denied for (\S+?),/.exec(text)?.[1] ??
        /^manifest for (\S+) not found/.exec(text)?.[1] ??
        /^(\S+): (?:not found|failed to resolve source metadata)/.exec(text)?.[1];
    if (name !== undefined)
        return `the base image ${name} does not exist, or may not be read: ${text}`;
    if (/^Get "?https?:\/\/|dial tcp|no such host/.test(text))
        return `the registry of the base image can't be reached: ${text}`;
    return undefined;
}
function place(lines, message, dockerfile) {
    const instructions = parse(dockerfile);
    const said = /dockerfile parse error(?: on)? line (\d+)/i.exec(message) ??
        /^Dockerfile:(\d+)$/m.exec(lines.join("\n"));
    if (said !== null)
        return Number(said[1]);
    const unknown = /unknown instruction: (\S+)/i.exec(message)?.[1]?.toUpperCase();
    if (unknown !== undefined)
        return instructions.find(({ keyword }) => keyword === unknown)?.line;
    if (message.startsWith("the base image") || message.startsWith("the registry of the base")) {
        return baseLine(lines, message, dockerfile);
    }
    const step = lines.findLast((line) => /^Step \d+\/\d+ : /.test(line));
    const number = Number(/^Step (\d+)/.exec(step ?? "")?.[1] ?? 0);
    if (number > 0)
        return instructions[number - 1]?.line;
    // BuildKit repeats the failing instruction: `> [stage 2/3] RUN make:`.
    const failed = lines
        .map((line) => /^> \[[^\]]*\] (.*?):?$/.exec(line)?.[1])
        .find((text) => text !== undefined);
    return instructions.find(({ keyword, rest }) => failed?.replaceAll(/\s+/g, " ").startsWith(`${keyword} ${rest}`.replaceAll(/\s+/g, " ")))?.line;
}
function baseLine(lines, message, dockerfile) {
    const instructions = parse(dockerfile);
    const from = instructions.filter(({ keyword }) => keyword === "FROM");
    const named = from.find(({ rest }) => message.includes(rest.split(/\s+/).find((word) => !word.startsWith("--")) ?? "\n"));
    const step = Number(/^Step (\d+)/.exec(lines.findLast((line) => /^Step \d+\//.test(line)) ?? "")?.[1] ?? 0);
    return named?.line ?? instructions[step - 1]?.line ?? from[0]?.line;
}

// EXTERNAL MODULE: ./build/src/lib/inputs/reader.js
var inputs_reader = __webpack_require__(1272);
;// CONCATENATED MODULE: ./build/src/build-images/inputs.js

/** Reads and checks the inputs; the only place that names them. */
function readInputs() {
    const reader = new inputs_reader/* InputReader */.i();
    const inputs = {
        registry: host(reader),
        namespace: reader.optional("namespace").replace(/^\/+|\/+$/g, ""),
        credentials: credentials(reader),
        registryCa: reader.optional("registry-ca") || undefined,
        directory: reader.optional("directory", "docker").replace(/\/+$/, ""),
        images: reader.lines("images"),
        push: reader.flag("push", true),
        build: reader.choice("build", ["missing", "never"], "missing"),
        tags: reader.lines("tags"),
        buildArgs: reader.pairs("build-args"),
        network: reader.optional("network"),
        platform: reader.optional("platform"),
        builder: reader.choice("builder", ["auto", "buildkit", "classic"], "auto"),
        parallel: reader.integer("parallel", { fallback: 2, least: 1, most: 32 }),
        limit: reader.integer("timeout-minutes", { fallback: 30, least: 1, most: 360 }) * 60,
        token: reader.optionalSecret("token"),
    };
    if (!/^([a-z0-9]+([._-]+[a-z0-9]+)*(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*)?$/.test(inputs.namespace)) {
        reader.mistake(`namespace must be lower-case words with slashes between, got "${inputs.namespace}"`);
    }
    for (const tag of inputs.tags) {
        if (!/^\w[\w.-]{0,127}$/.test(tag))
            reader.mistake(`tags takes one tag a line, got "${tag}"`);
    }
    if (inputs.push && inputs.build === "never") {
        reader.mistake('build: never needs push: "false": what is not built can\'t be pushed');
    }
    if (inputs.push && inputs.credentials === undefined && reader.optional("username") !== "") {
        reader.mistake("password is required to push as username says, and was empty: is the secret set?");
    }
    reader.done();
    return inputs;
}
function host(reader) {
    const text = reader.text("registry");
    if (text !== "" && !/^[\w.[\]:-]+$/.test(text)) {
        reader.mistake(`registry must be a name with an optional port and nothing else, got "${text}"`);
    }
    return text;
}
function credentials(reader) {
    const username = reader.optional("username");
    const password = reader.optionalSecret("password");
    if (username !== "" && password !== undefined)
        return { username, password };
    // A pull request from a fork knows the user, which is a variable, and not the password, which is a secret.
    if (username === "" && password !== undefined)
        reader.mistake("password needs username beside it");
    return undefined;
}

// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(8474);
;// CONCATENATED MODULE: ./build/src/lib/registry/names.js
/** Takes an image's name apart as the engine does (https://pkg.go.dev/github.com/distribution/reference). */
function readName(text) {
    const [named = "", digest = ""] = text.split("@");
    const [, path = named, tag = digest === "" ? "latest" : ""] = /^(.*):([^/:]+)$/.exec(named) ?? [];
    const [first = "", ...rest] = path.split("/");
    const hasHost = rest.length > 0 && (/[.:]/.test(first) || first === "localhost");
    if (hasHost && first !== "docker.io")
        return { host: first, repository: rest.join("/"), tag, digest };
    const repository = hasHost ? rest.join("/") : path;
    return {
        host: "docker.io",
        repository: repository.includes("/") ? repository : `library/${repository}`,
        tag,
        digest,
    };
}
/** Where a registry's API is: the Hub's is not at its name. */
function apiHost(host) {
    return host === "docker.io" ? "registry-1.docker.io" : host;
}
/** The name under which docker's `config.json` keeps a registry's password. */
function configKey(host) {
    return host === "docker.io" ? "https://index.docker.io/v1/" : host;
}
/** Whether a registry is on this machine: the engine neither asks such a one for a trusted certificate nor for TLS. */
function isLoopback(host) {
    const name = host.replace(/:\d+$/, "");
    return name === "localhost" || name === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(name);
}

;// CONCATENATED MODULE: ./build/src/lib/registry/authorization.js


/**
 * Reads a challenge (RFC 7235; https://distribution.github.io/distribution/spec/auth/token/).
 *
 * @returns undefined when there is none, or none that a registry client knows
 */
function readChallenge(header) {
    const [, scheme = "", rest = ""] = /^\s*(\w+)\s*(.*)$/s.exec(header ?? "") ?? [];
    if (scheme.toLowerCase() === "basic")
        return { scheme: "basic" };
    if (scheme.toLowerCase() !== "bearer")
        return undefined;
    const values = new Map(Array.from(rest.matchAll(/(\w+)="([^"]*)"/g), ([, key = "", value = ""]) => [key, value]));
    const realm = values.get("realm");
    if (realm === undefined || !URL.canParse(realm))
        return undefined;
    return { scheme: "bearer", realm, service: values.get("service") ?? "" };
}
/** The header for HTTP's basic scheme. */
function basic(credentials) {
    const text = `${credentials.username}:${credentials.password.reveal()}`;
    return `Basic ${Buffer.from(text).toString("base64")}`;
}
/**
 * Asks the token server that a challenge names.
 *
 * @param scope such as `repository:elm/www:pull,push`; none for the mere question who one is
 * @throws UserError when it refuses
 */
async function fetchToken(client, want, patience) {
    const url = new URL(want.challenge.realm);
    if (want.challenge.service !== "")
        url.searchParams.set("service", want.challenge.service);
    if (want.scope !== undefined)
        url.searchParams.set("scope", want.scope);
    // A registry with TLS must not send the password to where anybody reads it.
    if (want.credentials !== undefined && url.protocol !== "https:" && !isLoopback(url.host)) {
        throw new errors/* UserError */.yo(`the registry sends the password to ${url.origin}, which is not https: nothing was sent there`);
    }
    const headers = want.credentials === undefined ? {} : { Authorization: basic(want.credentials) };
    const answer = await client.ask({ method: "GET", url, headers }, patience);
    const who = want.credentials === undefined ? "nobody (no password was given)" : `user "${want.credentials.username}"`;
    if (answer.status !== 200)
        throw new errors/* UserError */.yo(`${url.host} refuses a token to ${who}: it answered ${answer.status}`);
    const { token, access_token: other } = JSON.parse(answer.body.toString());
    const found = token ?? other;
    if (typeof found !== "string")
        throw new errors/* UserError */.yo(`${url.host} answered without a token`);
    return found;
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(1692);
;// CONCATENATED MODULE: ./build/src/lib/registry/certificates.js



/** Where systems keep their bundle of authorities (the list that Go, and so the engine, looks through). */
const systemBundles = [
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
];
/**
 * The certificate authorities to trust for a registry. Node knows only its own list; the engine that pulls and pushes
 * trusts the system's, and what `/etc/docker/certs.d/<registry>` adds
 * (https://docs.docker.com/engine/security/certificates/). Both must agree, or one of them fails where the other works.
 *
 * @param host `name[:port]` as in image names
 * @param file more authorities in PEM, of the caller's choice
 * @throws UserError when `file` can't be read or holds no certificate
 */
function authorities(host, file) {
    const { SSL_CERT_FILE, NODE_EXTRA_CA_CERTS } = process.env;
    const bundles = SSL_CERT_FILE ? [SSL_CERT_FILE] : systemBundles;
    const found = [...external_node_tls_.rootCertificates, ...bundles.flatMap(read)];
    if (NODE_EXTRA_CA_CERTS && NODE_EXTRA_CA_CERTS !== SSL_CERT_FILE)
        found.push(...read(NODE_EXTRA_CA_CERTS));
    found.push(...engineCertificates(`/etc/docker/certs.d/${host}`));
    if (file !== undefined)
        found.push(required(file));
    return found;
}
function required(file) {
    const [text] = read(file);
    if (text?.includes("-----BEGIN CERTIFICATE-----"))
        return text;
    throw new errors/* UserError */.yo(`registry-ca must name a file with certificates in PEM; "${file}" ${text === undefined ? "can't be read" : "holds none"}`);
}
function engineCertificates(folder) {
    try {
        const files = (0,external_node_fs_.readdirSync)(folder).filter((name) => name.endsWith(".crt"));
        return files.flatMap((name) => read(`${folder}/${name}`));
    }
    catch {
        return [];
    }
}
/** A bundle that is not there adds nothing: most machines have one of the list. */
function read(file) {
    try {
        return [(0,external_node_fs_.readFileSync)(file, "utf8")];
    }
    catch {
        return [];
    }
}

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(4708);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ./build/src/lib/registry/http.js




/** Most bytes of an answer: manifests are limited to 4 MiB by the distribution specification. */
const LARGEST = 8 * 1024 * 1024;
/**
 * A client over node:http and node:https (its first answer comes in 8 ms, that of the global fetch in 30 to 39 ms).
 * 429, 5xx and broken connections are tried again: after what `Retry-After` says, else after 0.5, 1, 2… s.
 *
 * @param trust authorities in PEM, or `unverified` for a registry on this machine
 */
function createClient(trust) {
    const plain = new external_node_http_.Agent({ keepAlive: true });
    const tls = trust === "unverified"
        ? new external_node_https_.Agent({ keepAlive: true, rejectUnauthorized: false })
        : new external_node_https_.Agent({ keepAlive: true, ca: [...trust] });
    const once = (question, patience) => send(question, patience, question.url.protocol === "https:" ? tls : plain);
    return {
        ask: (question, patience) => persist(question, patience, once),
        close: () => {
            plain.destroy();
            tls.destroy();
        },
    };
}
async function persist(question, patience, once) {
    for (let attempt = 1;; attempt++) {
        const last = attempt >= patience.tries;
        const answer = await once(question, patience).catch((error) => {
            if (patience.signal?.aborted)
                throw new errors/* Cancelled */.cJ(`asking ${question.url.host}`);
            if (last || !passing(error))
                throw error;
            return undefined;
        });
        if (answer !== undefined && (last || (answer.status !== 429 && answer.status < 500)))
            return answer;
        const options = patience.signal === undefined ? {} : { signal: patience.signal };
        await (0,external_node_timers_promises_.setTimeout)(delay(answer, attempt), undefined, options).catch(() => { });
        if (patience.signal?.aborted)
            throw new errors/* Cancelled */.cJ(`asking ${question.url.host}`);
    }
}
/** A wrong name or certificate is wrong again a second later. */
function passing(error) {
    const code = error.code ?? "";
    return !(code === "ENOTFOUND" ||
        code.includes("CERT") ||
        code.includes("SIGNED") ||
        code.startsWith("ERR_"));
}
function delay(answer, attempt) {
    const asked = Number(answer?.headers["retry-after"]);
    if (Number.isFinite(asked) && asked > 0)
        return Math.min(asked, 60) * 1000;
    return 500 * 2 ** (attempt - 1);
}
function send(question, patience, agent) {
    const ask = question.url.protocol === "https:" ? external_node_https_.request : external_node_http_.request;
    const { method, headers, body, url } = question;
    return new Promise((resolve, reject) => {
        const outgoing = ask(url, {
            method,
            agent,
            headers: {
                "User-Agent": "elm-infra",
                ...headers,
                ...(body === undefined ? {} : { "Content-Length": body.length }),
            },
            ...(patience.signal === undefined ? {} : { signal: patience.signal }),
        });
        outgoing.setTimeout(patience.silence * 1000, () => {
            outgoing.destroy(Object.assign(new Error(`no answer within ${patience.silence} s`), { code: "ETIMEDOUT" }));
        });
        outgoing.once("error", reject);
        outgoing.once("response", (incoming) => {
            const chunks = [];
            let length = 0;
            incoming.on("data", (chunk) => {
                length += chunk.length;
                if (length > LARGEST)
                    outgoing.destroy(new Error(`an answer of more than ${LARGEST} bytes`));
                else
                    chunks.push(chunk);
            });
            incoming.once("error", reject);
            incoming.once("end", () => {
                resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: Buffer.concat(chunks) });
            });
        });
        outgoing.end(body);
    });
}

;// CONCATENATED MODULE: ./build/src/lib/registry/connection.js





const accept = [
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.docker.distribution.manifest.list.v2+json",
    "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");
/** How a server without TLS meets a client with it. */
const speaksPlain = new Set([
    "EPROTO",
    "ECONNRESET",
    "ERR_SSL_WRONG_VERSION_NUMBER",
    "ERR_SSL_PACKET_LENGTH_TOO_LONG",
]);
/** Asks one registry, with the certificate, the password and the patience that it takes. */
class Connection {
    #options;
    #patience;
    /** By scope; a password (the empty scope) is good for all, a token for its own. */
    #authorization = new Map();
    #client;
    #origin;
    constructor(options) {
        this.#options = options;
        const { tries = 4, silence = 30, signal } = options;
        this.#patience = { tries, silence, ...(signal === undefined ? {} : { signal }) };
    }
    close() {
        this.#client?.close();
    }
    /** One question; undefined for 404; anything else that is not success throws. */
    async ask(method, path, about) {
        const scope = about.repository === undefined
            ? undefined
            : `repository:${about.repository}:${method === "PUT" ? "pull,push" : "pull"}`;
        // Others ask at the same time: what counts is the header that this very question was sent with.
        const used = this.#header(scope);
        let answer = await this.#send(method, path, { ...about, authorization: used });
        if (answer.status === 401) {
            await this.#authorize(answer, scope);
            const now = this.#header(scope);
            if (now !== used)
                answer = await this.#send(method, path, { ...about, authorization: now });
        }
        if (answer.status === 404 && about.repository !== undefined)
            return undefined;
        if (answer.status >= 200 && answer.status < 300)
            return answer;
        throw new errors/* UserError */.yo(this.#refusal(answer, method, path));
    }
    async #send(method, path, about) {
        const { host } = this.#options;
        try {
            this.#origin ??= this.#findOrigin();
            const { authorization } = about;
            const headers = {
                Accept: accept,
                ...(authorization === undefined ? {} : { Authorization: authorization }),
                ...(about.type === undefined ? {} : { "Content-Type": about.type }),
            };
            const question = { method, url: new URL(path, await this.#origin), headers };
            return await this.#open().ask(about.body === undefined ? question : { ...question, body: about.body }, this.#patience);
        }
        catch (error) {
            this.#origin = undefined;
            // Only what the system says has a code.
            if (typeof error !== "object" || error === null || !("code" in error))
                throw error;
            throw new errors/* UserError */.yo(`the registry ${host} can't be reached: check the name, the network and its certificate`, { cause: error });
        }
    }
    #open() {
        const { host, ca } = this.#options;
        const local = isLoopback(host) && ca === undefined;
        this.#client ??= createClient(local ? "unverified" : authorities(host, ca));
        return this.#client;
    }
    /** As the engine does: a registry on this machine may speak plain HTTP, every other one must not. */
    async #findOrigin() {
        const { host, ca } = this.#options;
        const secure = `https://${apiHost(host)}`;
        if (!isLoopback(host) || ca !== undefined)
            return secure;
        const question = { method: "GET", url: new URL("/v2/", secure) };
        return await this.#open()
            .ask(question, { ...this.#patience, tries: 1 })
            .then(() => secure, ({ code }) => (speaksPlain.has(code ?? "") ? `http://${host}` : secure));
    }
    #header(scope) {
        return this.#authorization.get(scope ?? "") ?? this.#authorization.get("");
    }
    async #authorize(answer, scope) {
        const { credentials } = this.#options;
        const challenge = readChallenge(answer.headers["www-authenticate"]);
        if (challenge?.scheme === "bearer") {
            const token = await fetchToken(this.#open(), { challenge, scope, credentials }, this.#patience);
            this.#authorization.set(scope ?? "", `Bearer ${token}`);
        }
        else if (challenge?.scheme === "basic" && credentials !== undefined) {
            this.#authorization.set("", basic(credentials));
        }
    }
    #refusal(answer, method, path) {
        const { host, credentials } = this.#options;
        if (answer.status !== 401 && answer.status !== 403) {
            const text = answer.body.toString().trim().slice(0, 300);
            return `the registry ${host} answered ${answer.status} to ${method} ${path}${text === "" ? "" : `: ${text}`}`;
        }
        if (credentials === undefined)
            return `the registry ${host} wants a user and a password, and none was given (${answer.status})`;
        return `the registry ${host} refuses user "${credentials.username}" (${answer.status}): check username and password`;
    }
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./build/src/lib/registry/manifest.js

/** Reads a registry's answer to `GET /v2/<name>/manifests/<reference>`. The digest is that of the bytes themselves. */
function readManifest(answer) {
    const json = JSON.parse(answer.body.toString());
    const sizes = [json.config?.size ?? 0, ...(json.layers ?? []).map((layer) => layer.size ?? 0)];
    return {
        digest: `sha256:${(0,external_node_crypto_.createHash)("sha256").update(answer.body).digest("hex")}`,
        mediaType: answer.headers["content-type"] ?? json.mediaType ?? "",
        body: answer.body,
        bytes: sizes.reduce((sum, size) => sum + size, 0),
        platforms: (json.manifests ?? []).map(({ digest, platform }) => ({
            digest,
            platform: `${platform?.os ?? ""}/${platform?.architecture ?? ""}`,
        })),
    };
}

;// CONCATENATED MODULE: ./build/src/lib/registry/registry.js



/** Opens a registry. Nothing is asked before the first call. */
function openRegistry(options) {
    const connection = new Connection(options);
    const path = (repository, reference) => `/v2/${repository}/manifests/${reference}`;
    const manifest = async (repository, reference) => {
        const answer = await connection.ask("GET", path(repository, reference), { repository });
        return answer === undefined ? undefined : readManifest(answer);
    };
    return {
        host: options.host,
        check: async () => void (await connection.ask("GET", "/v2/", {})),
        digest: async (repository, reference) => {
            const answer = await connection.ask("HEAD", path(repository, reference), { repository });
            if (answer === undefined)
                return undefined;
            const digest = answer.headers["docker-content-digest"];
            // The header is optional in the specification; without it the manifest's own bytes tell.
            return typeof digest === "string" ? digest : (await manifest(repository, reference))?.digest;
        },
        manifest,
        tag: async (repository, reference, tag) => {
            const found = await manifest(repository, reference);
            if (found === undefined)
                throw new errors/* UserError */.yo(`${options.host} has no ${repository}:${reference} to tag "${tag}"`);
            await connection.ask("PUT", path(repository, tag), {
                repository,
                body: found.body,
                type: found.mediaType,
            });
        },
        close: () => connection.close(),
    };
}

;// CONCATENATED MODULE: ./build/src/build-images/docker.js
/** Any exit code: the caller reads the output and says what went wrong. */
const anyCode = Array.from({ length: 256 }, (_, code) => code);
/**
 * Finds out what works here. A client from 23 on needs the buildx plugin for BuildKit and fails without; an older one
 * has it built in.
 *
 * @param wanted `auto`, or what the caller insists on
 */
async function probeBuilder(shell, wanted) {
    if (wanted !== "auto")
        return wanted;
    const buildx = await shell.run({
        program: "docker",
        args: ["buildx", "version"],
        accept: anyCode,
        limit: 30,
    });
    if (buildx.exitCode === 0)
        return "buildkit";
    const version = await shell.run({
        program: "docker",
        args: ["version", "--format", "{{.Client.Version}}"],
        accept: anyCode,
        limit: 30,
    });
    return Number.parseInt(version.stdout, 10) < 23 ? "buildkit" : "classic";
}
/** The command that gives the platform of the engine, as `linux/amd64`. */
function enginePlatform() {
    return { program: "docker", args: ["version", "--format", "{{.Server.Os}}/{{.Server.Arch}}"], limit: 30 };
}
/** Builds one image. Values of build arguments travel in the environment: an argument vector is public on its machine. */
function dockerBuild(build) {
    const args = Object.keys(build.args).flatMap((name) => ["--build-arg", name]);
    const labels = Object.entries(build.labels).flatMap(([name, value]) => ["--label", `${name}=${value}`]);
    return {
        program: "docker",
        args: [
            "build",
            ...["--file", build.dockerfile, "--tag", build.image],
            ...(build.network === "" ? [] : ["--network", build.network]),
            ...(build.platform === "" ? [] : ["--platform", build.platform]),
            // The classic builder leaves the container of a failing step behind, unless told otherwise.
            ...(build.builder === "classic" ? ["--force-rm"] : []),
            ...args,
            ...labels,
            "--",
            build.context,
        ],
        env: {
            ...build.args,
            DOCKER_CONFIG: build.config,
            DOCKER_BUILDKIT: build.builder === "buildkit" ? "1" : "0",
            BUILDX_BUILDER: build.engine,
            BUILDX_NO_DEFAULT_ATTESTATIONS: "1",
            BUILDKIT_PROGRESS: "plain",
        },
        accept: anyCode,
        limit: build.limit,
        grace: 10,
        onLine: build.onLine,
    };
}
/** Pushes `repository:tag`. */
function dockerPush(image, options) {
    return {
        program: "docker",
        args: ["push", "--", image],
        env: { DOCKER_CONFIG: options.config },
        accept: anyCode,
        limit: options.limit,
        grace: 10,
    };
}
/** Asks the engine for an image it has; exit code 1 when it has none. */
function dockerInspect(image) {
    return { program: "docker", args: ["image", "inspect", "--", image], accept: [0, 1], limit: 30 };
}

// EXTERNAL MODULE: ./build/src/lib/report/log.js
var log = __webpack_require__(7810);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(6466);
;// CONCATENATED MODULE: ./build/src/lib/dockerfile/ignore.js
/**
 * Reads a `.dockerignore` (https://docs.docker.com/build/concepts/context/#dockerignore-files).
 *
 * @returns a function that says whether a path (relative, with `/`) is left out of the context; the last pattern
 *   that matches the path or a folder above it decides
 */
function readIgnore(text) {
    const patterns = text
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== "" && !line.startsWith("#"))
        .map((line) => {
        const keep = line.startsWith("!");
        return { keep, expression: toExpression(clean(keep ? line.slice(1).trim() : line)) };
    });
    return (path) => {
        const parts = path.split("/");
        const above = parts.map((_, index) => parts.slice(0, index + 1).join("/"));
        let ignored = false;
        for (const { keep, expression } of patterns)
            if (above.some((each) => expression.test(each)))
                ignored = !keep;
        return ignored;
    };
}
/** As Go's filepath.Clean, with the leading slash taken away. */
function clean(pattern) {
    const parts = [];
    for (const part of pattern.split("/")) {
        if (part === "" || part === ".")
            continue;
        if (part === ".." && parts.length > 0)
            parts.pop();
        else
            parts.push(part);
    }
    return parts.join("/");
}
/** `*` and `?` stay inside one folder, `**` crosses folders, `[…]` is a set, a backslash takes the next character as it is. */
function toExpression(pattern) {
    const tokens = pattern.matchAll(/\*\*\/?|\*|\?|\[\^?[^\]]+\]|\\.|./gs);
    const source = Array.from(tokens, ([token]) => {
        if (token === "**/")
            return "(?:.*/)?";
        if (token === "**")
            return ".*";
        if (token === "*")
            return "[^/]*";
        if (token === "?")
            return "[^/]";
        if (token.length > 2 && token.startsWith("["))
            return token.replaceAll("\\", "\\\\");
        return (token.startsWith("\\") && token.length === 2 ? token.slice(1) : token).replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
    }).join("");
    return new RegExp(`^${source}$`, "s");
}

;// CONCATENATED MODULE: ./build/src/build-images/context.js








/**
 * Reads the contexts of images: tracked files, with the content they have now. Git is asked once for all of them.
 *
 * @param directory folder of the contexts
 * @param names their folders in it
 */
async function readContexts(shell, directory, names) {
    const [tracked, others] = await Promise.all([
        git(shell, directory, ["--cached", "--stage", "--recurse-submodules"]),
        git(shell, directory, ["--others", "--exclude-standard"]),
    ]);
    const entries = tracked.map((line) => {
        const [, mode = "", path = ""] = /^(\d{6}) [0-9a-f]+ \d\t(.*)$/s.exec(line) ?? [];
        return { mode, path };
    });
    const below = byFolder(entries, ({ path }) => path);
    const strange = byFolder(others, (path) => path);
    const read = async (name) => {
        const cut = (path) => path.slice(name.length + 1);
        const own = (below.get(name) ?? []).map(({ path, mode }) => ({ path: cut(path), mode }));
        return [name, await readContext((0,external_node_path_.join)(directory, name), own, (strange.get(name) ?? []).map(cut))];
    };
    return new Map(await Promise.all(names.map(read)));
}
function byFolder(entries, path) {
    const folders = new Map();
    for (const entry of entries) {
        const [folder = ""] = path(entry).split("/", 1);
        const list = folders.get(folder) ?? [];
        list.push(entry);
        folders.set(folder, list);
    }
    return folders;
}
async function readContext(folder, tracked, others) {
    const ignored = await ignoreFile(folder);
    // A file in the middle of a merge stands there three times.
    const entries = new Map(tracked.filter(({ path }) => !ignored(path)).map(({ path, mode }) => [path, mode]));
    const files = await Promise.all(Array.from(entries, ([path, mode]) => readEntry(folder, path, mode)));
    return {
        folder,
        files: files.filter((file) => file !== undefined).sort((a, b) => (a.path < b.path ? -1 : 1)),
        untracked: others.filter((path) => !ignored(path)),
    };
}
/**
 * Copies a context to an empty folder, so that exactly what its address was computed from is built: nothing untracked, the
 * same modes whatever the umask of the checkout was, and no difference between builders in reading `.dockerignore`.
 */
async function stageContext(context, target) {
    await (0,promises_.mkdir)(target, { recursive: true, mode: 0o755 });
    for (const { path, mode } of context.files) {
        const to = (0,external_node_path_.join)(target, path);
        await (0,promises_.mkdir)((0,external_node_path_.dirname)(to), { recursive: true, mode: 0o755 });
        if (mode === "link") {
            await (0,promises_.symlink)(await (0,promises_.readlink)((0,external_node_path_.join)(context.folder, path)), to);
            continue;
        }
        await (0,promises_.copyFile)((0,external_node_path_.join)(context.folder, path), to, external_node_fs_.constants.COPYFILE_FICLONE);
        await (0,promises_.chmod)(to, mode === "executable" ? 0o755 : 0o644);
    }
}
async function git(shell, folder, args) {
    try {
        const { stdout } = await shell.run({
            program: "git",
            args: ["-C", folder, "ls-files", "-z", ...args],
            limit: 60,
        });
        return stdout.split("\0").filter((entry) => entry !== "");
    }
    catch (error) {
        if (!(error instanceof command/* CommandFailed */.n))
            throw error;
        throw new errors/* UserError */.yo(`git can't list the files of ${folder}: check out the repository with git before this step`, {
            cause: error,
        });
    }
}
async function ignoreFile(folder) {
    for (const name of ["Dockerfile.dockerignore", ".dockerignore"]) {
        const text = await (0,promises_.readFile)((0,external_node_path_.join)(folder, name), "utf8").catch(() => undefined);
        if (text !== undefined)
            return readIgnore(text);
    }
    return () => false;
}
/** A tracked file that is deleted in the working tree is not there for the builder either. */
async function readEntry(folder, path, mode) {
    const full = (0,external_node_path_.join)(folder, path);
    const stat = await (0,promises_.lstat)(full).catch(() => undefined);
    if (stat === undefined || stat.isDirectory())
        return undefined;
    const hash = (0,external_node_crypto_.createHash)("sha256");
    if (stat.isSymbolicLink())
        return { path, mode: "link", sha256: hash.update(await (0,promises_.readlink)(full)).digest("hex") };
    await (0,external_node_stream_promises_.pipeline)((0,external_node_fs_.createReadStream)(full), hash);
    return { path, mode: mode === "100755" ? "executable" : "file", sha256: hash.digest("hex") };
}

;// CONCATENATED MODULE: ./build/src/build-images/ensure.js










/** Sees to it that an image exists: asks for its content address first, and builds only what nobody has built yet. */
async function ensure(plan, workshop) {
    const started = performance.now();
    const { registry } = workshop;
    const { repository, tag } = plan;
    const path = readName(repository).repository;
    const made = (state, digest, bytes) => {
        const seconds = Math.round(performance.now() - started) / 1000;
        return {
            state,
            image: { repository, tag, digest, built: state === "pushed" || state === "proved", bytes, seconds },
        };
    };
    const found = await registry?.digest(path, tag);
    if (found !== undefined && registry !== undefined) {
        (0,core/* info */.pq)(`${plan.name} | ${repository}:${tag} exists: not built`);
        if (workshop.push)
            await addTags(registry, path, { tag, more: workshop.tags });
        return made("reused", found, await storedBytes(registry, path, { digest: found, platform: workshop.platform }));
    }
    if (workshop.build === "never")
        return made("missing", "", 0);
    await build(plan, workshop);
    if (!workshop.push || registry === undefined)
        return made("proved", "", await localBytes(plan, workshop.shell));
    await push(plan, workshop);
    const digest = await registry.digest(path, tag);
    if (digest === undefined)
        throw new errors/* UserError */.yo(`${repository}:${tag} was pushed, and the registry does not have it`);
    await addTags(registry, path, { tag, more: workshop.tags });
    return made("pushed", digest, await storedBytes(registry, path, { digest, platform: workshop.platform }));
}
async function build(plan, workshop) {
    const folder = (0,external_node_path_.join)(workshop.folder, plan.name);
    const dockerfile = (0,external_node_path_.join)(folder, "Dockerfile");
    const context = (0,external_node_path_.join)(folder, "context");
    await (0,promises_.mkdir)(folder, { recursive: true, mode: 0o700 });
    await stageContext(plan.context, context);
    await (0,promises_.writeFile)(dockerfile, plan.dockerfile);
    const { shell, network, labels, config, engine, builder, limit } = workshop;
    const image = `${plan.repository}:${plan.tag}`;
    const said = [];
    const onLine = (line) => {
        if (isNotice(line))
            return;
        said.push(line);
        (0,log/* show */.W)(`${plan.name} | ${line}`);
    };
    const platform = workshop.platform;
    const result = await shell.run(dockerBuild({
        context,
        dockerfile,
        image,
        args: plan.args,
        labels,
        network,
        platform,
        builder,
        config,
        engine,
        limit,
        onLine,
    }));
    if (result.exitCode === 0)
        return;
    throw new BuildFailed(plan.source.file, readFailure(said, plan.source.dockerfile));
}
/** What newer clients say on the classic builder. It was chosen, so it is no news. */
function isNotice(line) {
    return /^DEPRECATED: The legacy builder|^ {8,}(BuildKit is currently|environment-variable\.|Install the buildx|https:\/\/docs\.docker\.com\/go\/buildx)|^$/.test(line);
}
/** Tries of a push in all, with pauses of 1, 2 and 4 seconds. */
const PUSHES = 4;
async function push(plan, { shell, config, limit, signal }) {
    const image = `${plan.repository}:${plan.tag}`;
    for (let attempt = 1;; attempt++) {
        const { exitCode, stdout, stderr } = await shell.run(dockerPush(image, { config, limit }));
        if (exitCode === 0)
            return;
        const why = stderr.trim().split("\n").at(-1) || stdout.trim().split("\n").at(-1) || `exit code ${exitCode}`;
        const refused = /unauthorized|denied|authentication required|no basic auth|x509|certificate/i.test(why);
        if (refused || attempt >= PUSHES)
            throw new errors/* UserError */.yo(`${image} was built and can't be pushed (tries: ${attempt}): ${why}`);
        (0,log/* show */.W)(`${plan.name} | push failed, trying again: ${why}`);
        await (0,external_node_timers_promises_.setTimeout)(1000 * 2 ** (attempt - 1), undefined, { signal }).catch(() => {
            throw new errors/* Cancelled */.cJ(`pushing ${image}`);
        });
    }
}
async function addTags(registry, path, { tag, more }) {
    for (const each of more) {
        const [now, wanted] = await Promise.all([registry.digest(path, each), registry.digest(path, tag)]);
        if (now !== wanted)
            await registry.tag(path, tag, each);
    }
}
async function storedBytes(registry, path, want) {
    const manifest = await registry.manifest(path, want.digest);
    const own = manifest?.platforms.find(({ platform }) => platform === want.platform) ?? manifest?.platforms[0];
    if (own === undefined)
        return manifest?.bytes ?? 0;
    return (await registry.manifest(path, own.digest))?.bytes ?? 0;
}
async function localBytes(plan, shell) {
    const { exitCode, stdout } = await shell.run(dockerInspect(`${plan.repository}:${plan.tag}`));
    if (exitCode !== 0)
        return 0;
    return JSON.parse(stdout)[0]?.Size ?? 0;
}

// EXTERNAL MODULE: ./build/src/lib/secret/secret.js
var secret = __webpack_require__(876);
;// CONCATENATED MODULE: ./build/src/build-images/login.js







function home() {
    return process.env.DOCKER_CONFIG || (0,external_node_path_.join)((0,external_node_os_.homedir)(), ".docker");
}
/** The configuration that the docker client of this job has. Empty when there is none. */
async function readDockerConfig() {
    const file = (0,external_node_path_.join)(home(), "config.json");
    const text = await (0,promises_.readFile)(file, "utf8").catch(() => "{}");
    try {
        return JSON.parse(text);
    }
    catch (error) {
        throw new errors/* UserError */.yo(`${file} is not JSON: repair it, or point DOCKER_CONFIG elsewhere`, { cause: error });
    }
}
/** The password of an earlier login, where it stands in the file and not in a credential helper. */
function earlierLogin(config, host) {
    const auth = config.auths?.[configKey(host)]?.auth;
    if (auth === undefined)
        return undefined;
    const [, username, password] = /^([^:]*):(.*)$/s.exec(Buffer.from(auth, "base64").toString()) ?? [];
    if (username === undefined || password === undefined)
        return undefined;
    return { username, password: new secret/* Secret */.z(password) };
}
/**
 * Writes a private docker configuration: that of the job, with one login more. `docker login` would write the password
 * into the job's own configuration, in reach of every later step, and leave it there.
 *
 * @param folder made with mode 0700; the caller removes it
 */
async function writeDockerConfig(folder, config, login) {
    await (0,promises_.mkdir)(folder, { recursive: true, mode: 0o700 });
    const key = configKey(login.host);
    const own = login.credentials === undefined ? undefined : { auth: encode(login.credentials) };
    const written = {
        ...config,
        ...(own === undefined
            ? {}
            : // An empty helper makes the client read this file for our registry, whatever credsStore says.
                { auths: { ...config.auths, [key]: own }, credHelpers: { ...config.credHelpers, [key]: "" } }),
        cliPluginsExtraDirs: [...(config.cliPluginsExtraDirs ?? []), (0,external_node_path_.join)(home(), "cli-plugins")],
    };
    await (0,promises_.writeFile)((0,external_node_path_.join)(folder, "config.json"), JSON.stringify(written), { mode: 0o600 });
    for (const kept of ["contexts", "buildx"]) {
        if ((0,external_node_fs_.existsSync)((0,external_node_path_.join)(home(), kept)))
            await (0,promises_.symlink)((0,external_node_path_.join)(home(), kept), (0,external_node_path_.join)(folder, kept));
    }
}
function encode({ username, password }) {
    const auth = Buffer.from(`${username}:${password.reveal()}`).toString("base64");
    return new secret/* Secret */.z(auth).reveal();
}

;// CONCATENATED MODULE: ./build/src/build-images/order.js

/**
 * Names in an order in which parents come before children.
 *
 * @param wanted the names asked for; all when empty. Their parents are added.
 * @throws UserError for an unknown name, or for images that build on each other in a circle
 */
function order(parents, wanted) {
    const unknown = wanted.filter((name) => !parents.has(name));
    if (unknown.length > 0) {
        throw new errors/* UserError */.yo(`images names ${unknown.join(", ")}, and there is only ${[...parents.keys()].join(", ")}`);
    }
    const done = new Set();
    const visit = (name, path) => {
        if (done.has(name))
            return;
        const at = path.indexOf(name);
        if (at !== -1) {
            throw new errors/* UserError */.yo(`images build on each other in a circle: ${[...path.slice(at), name].join(" → ")}`);
        }
        for (const parent of parents.get(name) ?? [])
            visit(parent, [...path, name]);
        done.add(name);
    };
    for (const name of wanted.length > 0 ? wanted : parents.keys())
        visit(name, []);
    return [...done];
}
/** The parent of something failed, so it was not tried. */
class ParentFailed extends errors/* UserError */.yo {
    constructor(parent) {
        super(`not tried, because ${parent}, which it builds on, failed`);
    }
}
/**
 * Runs `work` for each name, parents first, at most `limit` at once. A failure does not stop what does not depend on it.
 *
 * @param names in an order as `order` gives it
 */
async function inOrder({ names, parents, limit }, work) {
    const running = new Map();
    const enter = turnstile(limit);
    for (const name of names) {
        const before = (parents.get(name) ?? []).map(async (parent) => {
            await running.get(parent)?.catch(() => {
                throw new ParentFailed(parent);
            });
        });
        running.set(name, Promise.all(before).then(() => enter(() => work(name))));
    }
    const results = await Promise.allSettled(running.values());
    return new Map(names.map((name, index) => [name, results[index]]));
}
function turnstile(limit) {
    const waiting = [];
    let inside = 0;
    return async (work) => {
        if (inside >= limit)
            await new Promise((resolve) => waiting.push(resolve));
        else
            inside++;
        try {
            return await work();
        }
        finally {
            const next = waiting.shift();
            if (next === undefined)
                inside--;
            else
                next();
        }
    };
}

;// CONCATENATED MODULE: ./build/src/lib/dockerfile/bases.js

/** The names of the build arguments that a Dockerfile declares, anywhere. */
function declaredArguments(text) {
    const declared = new Set();
    for (const { keyword, rest } of parse(text)) {
        if (keyword !== "ARG")
            continue;
        for (const [, name = ""] of rest.matchAll(/(?:^|\s)([A-Za-z_]\w*)(?==|\s|$)/g))
            declared.add(name);
    }
    return declared;
}
/**
 * The images from outside that a Dockerfile needs: in `FROM` and in `COPY --from`. `scratch` and its own stages are none.
 *
 * @param values build arguments that are passed; they win over the defaults of `ARG`
 */
function bases(text, values) {
    const args = new Map();
    const stages = new Set();
    const found = [];
    let before = true;
    for (const instruction of parse(text)) {
        if (instruction.keyword === "ARG" && before)
            declare(instruction, args, values);
        const written = referred(instruction);
        if (instruction.keyword === "FROM")
            before = false;
        if (written !== undefined) {
            const image = substitute(written, args);
            const own = image === "scratch" || stages.has(image.toLowerCase()) || /^\d+$/.test(image);
            if (!own && image !== "")
                found.push({ image, written, line: instruction.line });
        }
        const alias = instruction.keyword === "FROM" ? /\sAS\s+(\S+)\s*$/i.exec(instruction.rest)?.[1] : undefined;
        if (alias !== undefined)
            stages.add(alias.toLowerCase());
    }
    return found;
}
/**
 * Puts other images in the place of those a Dockerfile names. Lines keep their numbers, so that messages of the builder still
 * point at the right one.
 *
 * @param replacements by the reference as it is written
 */
function replaceBases(text, replacements) {
    const lines = text.split("\n");
    for (const instruction of parse(text)) {
        const written = referred(instruction);
        const replacement = written === undefined ? undefined : replacements.get(written);
        if (written === undefined || replacement === undefined)
            continue;
        for (let at = instruction.line - 1; at < instruction.endLine; at++) {
            const line = lines[at] ?? "";
            if (line.includes(written)) {
                lines[at] = line.replace(written, () => replacement);
                break;
            }
        }
    }
    return lines.join("\n");
}
/** The image or stage that an instruction names. */
function referred({ keyword, rest }) {
    if (keyword === "FROM")
        return rest.split(/\s+/).find((word) => !word.startsWith("--"));
    if (keyword === "COPY")
        return /^(?:--\S+\s+)*--from=(\S+)/.exec(rest)?.[1];
    if (keyword === "RUN")
        return /^(?:--\S+\s+)*--mount=\S*\bfrom=([^,\s]+)/.exec(rest)?.[1];
    return undefined;
}
function declare({ rest }, args, values) {
    for (const [, name = "", quoted] of rest.matchAll(/(?:^|\s)([A-Za-z_]\w*)(?:=("[^"]*"|'[^']*'|\S*))?/g)) {
        const fallback = substitute((quoted ?? "").replace(/^(["'])(.*)\1$/s, "$2"), args);
        args.set(name, values[name] ?? fallback);
    }
}
/** `$NAME`, `${NAME}`, `${NAME:-word}` and `${NAME:+word}`. */
function substitute(text, args) {
    return text.replaceAll(/\$(?:\{(\w+)(?::([-+])([^}]*))?\}|(\w+))/g, (_, braced, operator, word = "", plain = "") => {
        const value = args.get(braced ?? plain) ?? "";
        if (operator === "+")
            return value === "" ? "" : word;
        return value === "" && operator === "-" ? word : value;
    });
}

;// CONCATENATED MODULE: ./build/src/build-images/address.js

/** Changed when the same recipe must not find the images of an earlier release of this action. */
const EDITION = 1;
/**
 * The content address of an image, which is its tag: 20 hexadecimal digits (80 bits) of the SHA-256 of its recipe.
 * Registry, labels, time and the machine do not count, so the same content has the same address everywhere.
 */
function address(recipe) {
    const text = JSON.stringify([
        EDITION,
        recipe.platform,
        recipe.dockerfile,
        recipe.files.map(({ path, mode, sha256 }) => [path, mode, sha256]),
        sorted(recipe.args),
        sorted(recipe.bases),
        sorted(recipe.parents),
    ]);
    return (0,external_node_crypto_.createHash)("sha256").update(text).digest("hex").slice(0, 20);
}
function sorted(record) {
    return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}

;// CONCATENATED MODULE: ./build/src/build-images/plan.js




/** The name of an image in the registry, without tag. */
function repositoryOf(target, name) {
    return [target.registry, target.namespace, name].filter((part) => part !== "").join("/");
}
/** Arguments that the builder knows without a declaration; they never change what an image should be. */
const proxies = /^(https?|ftp|no|all)_proxy$/i;
/**
 * Reads what a Dockerfile needs. It builds on another image of ours when its `FROM` (or `COPY --from`) names that image's
 * repository in our registry and namespace without a tag, or with `latest`: `FROM ${REGISTRY}/${NAMESPACE}/base`. REGISTRY and
 * NAMESPACE are passed to every Dockerfile that declares them; a tag of its own or a digest pins what was published.
 *
 * @param names all images of ours
 */
function readNeeds(source, target, names) {
    const offered = { REGISTRY: target.registry, NAMESPACE: target.namespace, ...target.buildArgs };
    const declared = declaredArguments(source.dockerfile);
    const args = Object.fromEntries(Object.entries(offered).filter(([key]) => declared.has(key) || proxies.test(key)));
    const found = bases(source.dockerfile, args).map((base) => ({
        base,
        name: ours(base.image, target, names),
    }));
    return {
        args,
        parents: found.flatMap(({ base, name }) => (name === undefined ? [] : [{ name, base }])),
        outside: found.filter(({ name }) => name === undefined).map(({ base }) => base),
    };
}
function ours(image, target, names) {
    const { host, repository, tag } = readName(image);
    if (tag !== "latest")
        return undefined;
    return [...names].find((name) => {
        const own = readName(repositoryOf(target, name));
        return own.host === host && own.repository === repository;
    });
}
/** Warns of build arguments that no Dockerfile declares: a typing error would otherwise go unseen. */
function warnOfUnused(sources, buildArgs) {
    const declared = new Set(sources.flatMap(({ dockerfile }) => [...declaredArguments(dockerfile)]));
    const unused = Object.keys(buildArgs).filter((name) => !declared.has(name) && !proxies.test(name));
    if (unused.length > 0)
        (0,core/* warning */.$e)(`no Dockerfile declares ARG ${unused.join(", ")}, given in build-args`);
}
/** Puts together what is known of one image. */
function makePlan(source, target, known) {
    const { needs, context, planned } = known;
    const replacements = new Map();
    const parents = {};
    for (const { name, base } of needs.parents) {
        const parent = planned.get(name);
        if (parent === undefined)
            throw new Error(`${name} is not planned before ${source.name}`);
        replacements.set(base.written, `${parent.repository}:${parent.tag}`);
        parents[name] = parent.tag;
    }
    // The same image in another registry is the same image.
    const counted = Object.entries(needs.args).filter(([key]) => !/^(REGISTRY|NAMESPACE)$/.test(key) && !proxies.test(key));
    return {
        name: source.name,
        source,
        repository: repositoryOf(target, source.name),
        tag: address({
            dockerfile: source.dockerfile,
            files: context.files,
            args: Object.fromEntries(counted),
            platform: target.platform,
            bases: Object.fromEntries(needs.outside.map(({ image }) => [image, known.identities[image] ?? "unknown"])),
            parents,
        }),
        dockerfile: replaceBases(source.dockerfile, replacements),
        args: needs.args,
        context,
        parents: Object.keys(parents),
    };
}

;// CONCATENATED MODULE: ./build/src/build-images/identity.js





/**
 * What tells one version of a base image from the next: the digest in its name; else the digest, or for an image that no
 * registry ever saw the id, that the engine has, because the build takes that one; else the digest in its registry.
 *
 * @returns the identity, or `unknown` when nobody can tell: the address then does not notice a newer one
 */
async function identify(image, ask) {
    const name = readName(image);
    if (name.digest !== "")
        return name.digest;
    const local = await inEngine(image, ask.shell);
    if (local !== undefined)
        return local;
    const credentials = ask.credentials(name.host);
    const registry = openRegistry({
        host: name.host,
        credentials,
        ca: ask.ca,
        tries: 2,
        silence: 10,
        signal: ask.signal,
    });
    try {
        const digest = await registry.digest(name.repository, name.tag);
        if (digest !== undefined)
            return digest;
        (0,core/* info */.pq)(`${image} is neither in the engine nor in its registry`);
    }
    catch (error) {
        (0,core/* info */.pq)(`the digest of ${image} is not known, so a newer one is not noticed: ${(0,errors/* explain */.WE)(error)}`);
    }
    finally {
        registry.close();
    }
    return "unknown";
}
async function inEngine(image, shell) {
    const { exitCode, stdout } = await shell.run(dockerInspect(image));
    if (exitCode !== 0)
        return undefined;
    const [found] = JSON.parse(stdout);
    const { host, repository } = readName(image);
    const digests = (found?.RepoDigests ?? []).map(readName);
    return digests.find((each) => each.host === host && each.repository === repository)?.digest ?? found?.Id;
}

;// CONCATENATED MODULE: ./build/src/build-images/planning.js






/** Plans every image that was asked for, with those that they build on, parents first. */
async function makePlans(inputs, sources, around) {
    const { target, edges, dockerConfig } = around;
    const byName = new Map(sources.map((source) => [source.name, source]));
    const needs = new Map(sources.map((source) => [source.name, readNeeds(source, target, new Set(byName.keys()))]));
    const parents = new Map(Array.from(needs, ([name, { parents: own }]) => [name, own.map((parent) => parent.name)]));
    const names = order(parents, inputs.images);
    const outside = new Set(names.flatMap((name) => needs.get(name)?.outside.map(({ image }) => image) ?? []));
    const login = (host) => host === inputs.registry ? around.credentials : earlierLogin(dockerConfig, host);
    const ask = { ...edges, ca: inputs.registryCa, credentials: login };
    const [identities, contexts] = await Promise.all([
        Promise.all(Array.from(outside, async (image) => [image, await identify(image, ask)])),
        readContexts(edges.shell, inputs.directory, names),
    ]);
    const planned = new Map();
    for (const name of names) {
        const [source, need, context] = [byName.get(name), needs.get(name), contexts.get(name)];
        if (source === undefined || need === undefined || context === undefined) {
            throw new Error(`${name} is not known`);
        }
        const known = { needs: need, context, identities: Object.fromEntries(identities), planned };
        planned.set(name, announced(makePlan(source, target, known)));
    }
    return planned;
}
function announced(plan) {
    const { untracked } = plan.context;
    if (untracked.length > 0) {
        const list = untracked.slice(0, 5).join(", ");
        const more = untracked.length > 5 ? ` and ${untracked.length - 5} more` : "";
        (0,core/* warning */.$e)(`not in the image, because git does not track them: ${list}${more}`, { file: plan.source.file });
    }
    const on = plan.parents.length > 0 ? ` on ${plan.parents.join(", ")}` : "";
    (0,core/* info */.pq)(`${plan.name} | ${plan.repository}:${plan.tag}${on}`);
    return plan;
}

;// CONCATENATED MODULE: ./build/src/build-images/sources.js



/**
 * Finds `<directory>/<name>/Dockerfile`, by name.
 *
 * @throws UserError when there is none, or a folder's name can't be an image's
 */
async function findSources(directory) {
    const entries = await (0,promises_.readdir)(directory, { withFileTypes: true }).catch(() => {
        throw new errors/* UserError */.yo(`directory "${directory}" can't be read: check out the repository first, or name another folder`);
    });
    const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    const found = await Promise.all(names.sort().map((name) => readSource(directory, name)));
    const sources = found.filter((source) => source !== undefined);
    if (sources.length === 0) {
        throw new errors/* UserError */.yo(`no Dockerfile found: "${directory}" must hold one folder for each image, with a Dockerfile in it`);
    }
    const wrong = sources
        .filter(({ name }) => !/^[a-z0-9]+([._-]+[a-z0-9]+)*$/.test(name))
        .map(({ folder }) => folder);
    if (wrong.length > 0) {
        throw new errors/* UserError */.yo(`a folder's name is its image's name, so it must be lower-case: rename ${wrong.join(", ")}`);
    }
    return sources;
}
async function readSource(directory, name) {
    const folder = (0,external_node_path_.join)(directory, name);
    const file = (0,external_node_path_.join)(folder, "Dockerfile");
    try {
        return { name, folder, file, dockerfile: await (0,promises_.readFile)(file, "utf8") };
    }
    catch (error) {
        if (error.code === "ENOENT")
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/src/build-images/main.js











/** Plans every image, then builds and pushes those that the registry does not have. */
async function main(inputs, { shell, signal }, origin) {
    // Every process listens for cancelling, and several run at once.
    (0,external_node_events_.setMaxListeners)(0, signal);
    const sources = await findSources(inputs.directory);
    warnOfUnused(sources, inputs.buildArgs);
    const dockerConfig = await readDockerConfig();
    const credentials = inputs.credentials ?? earlierLogin(dockerConfig, inputs.registry);
    const registry = openRegistry({ host: inputs.registry, credentials, ca: inputs.registryCa, signal });
    try {
        const [engine, asked, builder] = await Promise.all([
            shell.run(enginePlatform()),
            reachable(registry, inputs, credentials !== undefined),
            probeBuilder(shell, inputs.builder),
        ]);
        const platform = inputs.platform || engine.stdout.trim();
        const target = { ...inputs, platform };
        const plans = await makePlans(inputs, sources, {
            target,
            edges: { shell, signal },
            dockerConfig,
            credentials,
        });
        await writeDockerConfig(origin.folder, dockerConfig, { host: inputs.registry, credentials });
        const workshop = { ...inputs, ...origin, shell, signal, builder, registry: asked ? registry : undefined };
        const engineBuilder = process.env.DOCKER_CONTEXT || dockerConfig.currentContext || "default";
        const parents = new Map(Array.from(plans.values(), (plan) => [plan.name, plan.parents]));
        return await inOrder({ names: [...plans.keys()], parents, limit: inputs.parallel }, (name) => ensure(plans.get(name), { ...workshop, config: origin.folder, engine: engineBuilder }));
    }
    finally {
        registry.close();
    }
}
/** A fork's pull request has no password: then everything is built, as if nothing existed, and nothing is pushed. */
async function reachable(registry, { push }, hasCredentials) {
    try {
        await registry.check();
        return true;
    }
    catch (error) {
        if (push || hasCredentials || !(error instanceof errors/* UserError */.yo))
            throw error;
        (0,core/* warning */.$e)(`every image counts as missing, because the registry can't be asked: ${(0,errors/* explain */.WE)(error)}`);
        return false;
    }
}

// EXTERNAL MODULE: ./build/src/lib/report/markdown.js
var markdown = __webpack_require__(2563);
;// CONCATENATED MODULE: ./build/src/build-images/report.js


const states = {
    reused: "exists, not built",
    pushed: "built and pushed",
    proved: "would be pushed (built here, works)",
    missing: "would be built",
};
/** The sections of the step summary and of the comment: counts first, then a row for each image. */
function renderReport(outcomes) {
    const rows = Array.from(outcomes, ([name, outcome]) => row(name, outcome));
    const head = ["Image", "Tag", "Digest", "", "Size", "Seconds"];
    const failed = [...outcomes].flatMap(([name, outcome]) => outcome.status === "rejected" ? [`- ${(0,markdown/* code */.aY)(name)}: ${oneLine((0,errors/* explain */.WE)(outcome.reason))}`] : []);
    return [
        `### Images\n\n${counts(outcomes)}`,
        (0,markdown/* table */.tp)(head, rows),
        ...(failed.length > 0 ? [failed.join("\n")] : []),
    ];
}
function row(name, outcome) {
    if (outcome.status === "rejected")
        return [(0,markdown/* code */.aY)(name), "", "", "**failed**", "", ""];
    const { image, state } = outcome.value;
    const digest = image.digest === "" ? "" : (0,markdown/* code */.aY)(image.digest.slice(0, 19));
    const size = image.bytes === 0 ? "" : `${(image.bytes / 1e6).toFixed(1)} MB`;
    return [(0,markdown/* code */.aY)(name), (0,markdown/* code */.aY)(image.tag), digest, states[state], size, image.seconds.toFixed(1)];
}
function counts(outcomes) {
    const kinds = Array.from(outcomes.values(), (outcome) => outcome.status === "rejected" ? "failed" : outcome.value.state);
    const count = (kind) => kinds.filter((each) => each === kind).length;
    const parts = [
        [count("pushed"), "built and pushed"],
        [count("proved") + count("missing"), "to build"],
        [count("reused"), "unchanged"],
        [count("failed"), "failed"],
    ];
    return parts
        .filter(([number]) => number > 0)
        .map(([number, words]) => `${number} ${words}`)
        .join(", ");
}
function oneLine(text) {
    return text.replaceAll(/\s*\n\s*/g, " ").replaceAll("<", "&lt;");
}

;// CONCATENATED MODULE: ./build/src/build-images/index.js












/** Builds the images of a folder and pushes those that their registry does not have. */
const action = {
    async main(edges) {
        const inputs = readInputs();
        const temporary = process.env.RUNNER_TEMP || (0,external_node_os_.tmpdir)();
        const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(temporary, "build-images-"));
        (0,core/* saveState */.LZ)("folder", folder);
        try {
            const outcomes = await main(inputs, edges, { labels: labels(), folder });
            await writeOutputs(outcomes, await (0,promises_.mkdtemp)((0,external_node_path_.join)(temporary, "images-")));
            const report = renderReport(outcomes);
            await (0,summary/* writeSummary */.S)(report);
            if (inputs.token !== undefined)
                await comment(inputs.token, report);
            throwFailures(outcomes);
        }
        finally {
            await remove(folder);
        }
    },
    /** The folder holds a password: it goes even when the step was killed. */
    async post() {
        const folder = (0,core/* getState */.Gu)("folder");
        if (folder !== "")
            await remove(folder);
    },
};
async function remove(folder) {
    await (0,promises_.rm)(folder, { recursive: true, force: true });
}
/** https://github.com/opencontainers/image-spec/blob/main/annotations.md. No time: it would make each build another image. */
function labels() {
    const { GITHUB_SHA, GITHUB_SERVER_URL, GITHUB_REPOSITORY } = process.env;
    return {
        ...(GITHUB_SHA ? { "org.opencontainers.image.revision": GITHUB_SHA } : {}),
        ...(GITHUB_REPOSITORY
            ? {
                "org.opencontainers.image.source": `${GITHUB_SERVER_URL ?? "https://github.com"}/${GITHUB_REPOSITORY}`,
            }
            : {}),
    };
}
async function writeOutputs(outcomes, folder) {
    const made = [...outcomes].flatMap(([name, outcome]) => outcome.status === "fulfilled" ? [[name, outcome.value.image]] : []);
    const images = Object.fromEntries(made);
    const file = (0,external_node_path_.join)(folder, "images.json");
    await (0,promises_.writeFile)(file, `${JSON.stringify(images, undefined, 2)}\n`);
    (0,core/* setOutput */.uH)("images", JSON.stringify(images));
    (0,core/* setOutput */.uH)("images-file", file);
    (0,core/* setOutput */.uH)("built", made.filter(([, image]) => image.built).length);
}
/** All failures in one error, each with its annotation; what is not a failure of a build is thrown as it is. */
function throwFailures(outcomes) {
    const failed = [...outcomes].flatMap(([name, outcome]) => outcome.status === "rejected" ? [{ name, reason: outcome.reason }] : []);
    if (failed.length === 0)
        return;
    for (const { reason } of failed) {
        if (reason instanceof errors/* Cancelled */.cJ)
            throw reason;
        if (!(reason instanceof errors/* UserError */.yo) && !(reason instanceof command/* CommandFailed */.n))
            throw reason;
    }
    for (const { reason } of failed) {
        if (!(reason instanceof BuildFailed))
            continue;
        const place = reason.line === undefined ? {} : { startLine: reason.line };
        (0,core/* error */.z3)(reason.message, { file: reason.file, title: "docker build", ...place });
    }
    const lines = failed.map(({ name, reason }) => `${name}: ${(0,errors/* explain */.WE)(reason)}`);
    throw new errors/* UserError */.yo(failed.length === 1
        ? (lines[0] ?? "")
        : `${failed.length} of ${outcomes.size} images failed:\n- ${lines.join("\n- ")}`);
}


/***/ }),

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


/***/ })

};
