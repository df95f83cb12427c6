export const id = 112;
export const ids = [112];
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

/***/ 1112:
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
// EXTERNAL MODULE: ./build/src/lib/report/markdown.js
var markdown = __webpack_require__(2563);
// EXTERNAL MODULE: ./build/src/lib/report/summary.js
var summary = __webpack_require__(1968);
// EXTERNAL MODULE: ./build/src/lib/inputs/reader.js
var inputs_reader = __webpack_require__(1272);
// EXTERNAL MODULE: ./build/src/lib/errors/errors.js
var errors = __webpack_require__(2570);
;// CONCATENATED MODULE: ./build/src/setup-tools/keys.js
/**
 * The public keys with which releases are signed, in OpenPGP's binary form as base64, without other people's signatures.
 * To make one again: `gpg --export-options export-minimal --export FINGERPRINT | base64`.
 */
/** https://www.hashicorp.com/trust/security: C874 011F 0AB4 0511 0D02 1055 3436 5D94 72D7 468F, until 2030-03-01. */
const hashicorpKey = `
mQINBGB9+xkBEACabYZOWKmgZsHTdRDiyPJxhbuUiKX65GUWkyRMJKi/1dviVxOXPG6hBPtF48IFnVgxKpIb7G6NjBousAV+CuLlv5yqFKpOZE
GC6sBV+Gx8Vu1CICplZm+HpQPcIzwBpN+Ar4l/exCG/f/MZq/oxGgH+TyRF3XcYDjG8dbJCpHO5nQ5Cy9hQIp3/Bh09kET6lk+4QlofNgHKVT2
epV8iK1cXlbQe2tZtfCUtxk+pxvU0UHXp+AB0xc3/gIhjZp/dePmCOyQyGPJbp5bpO4UeAJ6frqhexmNlaw9Z897ltZmRLGq1p4aRnWL8FPkBz
9SCSKXS8uNyV5oMNVn4G1obCkc106iWuKBTibffYQzq5TG8FYVJKrhRwWB6piacEB8hl20IIWSxIM3J9tT7CPSnk5RYYCTRHgA5OOrqZhC7Jef
udrP8n+MpxkDgNORDu7GCfAuisrf7dXYjLsxG4tu22DBJJC0c/IpRpXDnOuJN1Q5e/3VUKKWmypNumuQpP5lc1ZFG64TRzb1HR6oIdHfbrVQfd
iQXpvdcFx+Fl57WuUraXRV6qfb4ZmKHX1JEwM/7tu21QE4F1dz0jroLSricZxfaCTHHWNfvGJoZ30/MZUrpSC0IfB3iQutxbZrwIlTBt+fGLtm
3vDtwMFNWM+Rb1lrOxEQd2eijdxhvBOHtlIcswARAQABtERIYXNoaUNvcnAgU2VjdXJpdHkgKGhhc2hpY29ycC5jb20vc2VjdXJpdHkpIDxzZW
N1cml0eUBoYXNoaWNvcnAuY29tPokCVAQTAQoAPgIbAwULCQgHAgYVCgkICwIEFgIDAQIeAQIXgBYhBMh0AR8KtAURDQIQVTQ2XZRy10aPBQJp
lkfQBQkQrOy3AAoJEDQ2XZRy10aPw6gP/3GUEMUa6mCRuuSOT9UnziPIvXYd63mcN6A6Jwmwj8JaB2quOCijvJkw56UbZK3x1FZIbe0hA6VUAw
NSNmSIxVJkilgwIYYFO0tnL79XhIeP7jYFydXLZ4rTi1FDl8lltAujTNARdY8UGg4hGlcM9OrEeXEFLWugJNiChL15FVoxZqISjeduaEqyxGfJ
nyVwy8z3pZfgODeFr7xs2NkUIMSfuRg24VcL4aW8Frt3jW8P45y3o/5fsi6Aw2tZ0wD9NSgkVc8VD1NRV9eSZ95Bv+Awf9IXa+Cn5OCjc8Jc+X
F+nLfBoPswOO7E8dLiuBUw6/GzSLMbVs8qf8BNXB92dOe1VccVTqjCxK2sEpVaHh7e+co8d8lDGBIWMGh7NS6XlGORpFb/T6gxjjOYUV3SKd4Q
DebUUG8kMkb5juLljOoq+YOPvgNLDZLZteFpmH+zB9DpOY1YtHZB/OD+DtzLMaSl6VPF2Ln0j5aQGwNDt7sheyAesXbu0qn2H5FxojSfvhT0kU
DKZ0mgg5y3Oflg49MiAOhjLGY0JocFpBeMILw27fbwfpIBP7siQWFTFJ1O+l2NQiWAwC2x5fX2EakyCBJmrkPV2hr4nEogNqg9/RDskIUqcpcO
Od/0BntiXMyUCCH2AoCt5acaTQ0WU6CAosZPojOYhtGGgOgeQSdflpMSuQINBGB9+xkBEACoklYsfvWRCjOwS8TOKBTfl8myuP9V9uBNbyHufz
NETbhYeT33Cj0MGCNd9GdoaknzBQLbQVSQogA+spqVvQPz1MND18GIdtmr0BXENiZE7SRvu76jNqLpKxYALoK2Pc3yK0JGD30HcIIgx+lOofrV
PA2dfVPTj1wXvm0rbSGA4Wd4Ng3d2AoRG/wZDAQ7sdZi1A9hhfugTFZwfqR3XAYCk+PUeoFrkJ0O7wngaon+6x2GJVedVPOs2x/XOR4l9ytFP3
o+5ILhVnsK+ESVD9AQz2fhDEU6RhvzaqtHe+sQccR3oVLoGcatma5rbfzH0Fhj0JtkbP7WreQf9udYgXxVJKXLQFQgel34egEGG+NlbGSPG+qH
OZtY4uWdlDSvmo+1P95P4VG/EBteqyBbDDGDGiMs6lAMg2cULrwOsbxWjsWka8y2IN3z1stlIJFvW2kggU+bKnQ+sNQnclq3wzCJjeDBfucR3a
5WRojDtGoJP6Fc3luUtS7V5TAdOx4dhaMFU9+01OoH8ZdTRiHZ1K7RFeAIslSyd4iA/xkhOhHq89F4ECQf3Bt4ZhGsXDTaA/VgHmf3AULbrC94
O7HNqOvTWzwGiWHLfcxXQsr+ijIEQvh6rHKmJK8R9NMHqc3L18eMO6bqrzEHW0Xoiu9W8Yj+WuB3IKdhclT3w0pO4Pj8gQARAQABiQI8BBgBCg
AmAhsMFiEEyHQBHwq0BRENAhBVNDZdlHLXRo8FAmmWR+0FCRCs7NQACgkQNDZdlHLXRo/R0A//QW1opBlzWSmWww1q9QuJA2WCIIs8tJKRDOsm
gJPscNpzwZFUN1Df0wWNjqi1BDReei7lZTHwUk+ebBn0bkI3ANmmgYg7LBueAt5UWSingOc+rvKAN32BDzBYkMckRzJSQsmeC5hm3J3wLSy90u
aIlrJJE9GJZkf/W2Ob+4SQZZ+dnnRPJokDdW1DuZS9PbxSLJKD5eIWHBxJnFM1CmHfOfrjTJ+MYvVGM5sxSY8R7E+GADj5L/i4N+tTFJLuTMYA
RGfA6d+KPKcMJtgpUPjSMAg8nGUhukctpuBs27mOKW0CBtmJ82X/qYROTL0+vGTvUYflYiuceVlhX/kw0JZnMaG5V/mpHq8SwD07pCGOf69j/m
Na5EL3++Pmzg0s0stw3Ea5pCN0cL/nKkoWchHBfW15W4JOnKAIspyD1vH670P4WfeVE9B9d6tgKSbM/9JlXoQS5ZdG+kbdosieELhmVWmvojyK
7K+Ry6C9wgd+UfnW5jXdiNwKW3KHuautQwlFhHRNMyDg08c+pI5emTMT3IUQyGWo+Gska3TqGujFcABx7Ip+mHNmMrCkSD+XC2bvzvRR7FcM0/
B9fsjLX/Wttm5vRJ1d2oAoEPvw2IZnJIXpOt2zzo55sJTztNu4lWGgDVgtp9SXO5a0E5YvFHQNZN5QLeVTTFu6I7qG+ME1E/K5Ag0EYIBcJgEQ
ANbpE2tlUY1e8dUGpKI5ZrGXVc6ISiIc+3nQCKO3bnJdsb7SQcgVKhH7WDouHbQlMIKGB9CQYaPNC8S4bUdPDTtiGy8tzSmSM0x+7qAmoWjH+i
BznebPr07Fdq7NRD9NnbsYNWlQG74SEMq3Wzc60DoGPP9yyin9SbuBPT6K8fK8n+MZ2c8Rm/y025IT9Sj6Gf9D2GDxJu95nOjcL5TgpxpsIRIQ
WXwarppGL28B9rrmjEPmMpojPtzL6nBvSWLOqVbsf21CWvd0F90hx3OBHnmFMULn9etzAnr+cdUf/EayQRqyd8JBfxFgoy7LRQAMnLvZORltho
LH5dchxUHwZM6YlWgCGtNJJUsBmyl8KePCdLGKwOfdnOxiurdxXqxTxv5CUhftUCO6sT7lxmJWVrGAKPKEqqUaCaiedF5Y4FpwKAv9S+7AyYyn
lNMuaItctPu7F4aiMTKgKTiwyuqtTWN68fIaUMkf1Nq7HXkYgsPCdgV8C88X1YKJ3hRng67CNxrF/KzcvE2JkiVSxc0rBLeaGIxEvhNGxuziTh
AT4sgw6xq4i9y+bz9+vJ29D+RTAiFVMfzRcY4f3T1ti0m9jd+50rtKEjCbtkVN24ElQbjvcT8WfdWSFOYFfr4+M4LnQdH8fJvBpELN8Ou4x7dM
BwT+1I/kJQ5v0Lv4/6E/NBwPABEBAAGJBHIEGAEKACYCGwIWIQTIdAEfCrQFEQ0CEFU0Nl2UctdGjwUCaZZICgUJEKqL5AJAwXQgBBkBCgAdFi
EEN07HW0hZE2BKgxzHyCDG1c0nq4cFAmCAXCYACgkQyCDG1c0nq4dF8A//YIZ1LKDQrtTrpXKCXR26DGsybw7f857bXUEp1CwVRJYDOc5NFMr/
O8xQc7gskCVi921nrENrhceX0VhDwxH1lXQ646UBm9TggkMs9UJTT1f9TNf8YShkvRHl6y/A8BeikxpEcJ9cl4j+ARoH3hSEB5iXClxGfR5K6T
W/JnHsZETr+GiDwMJ/iGhPjR1bbSAZ7nzFy8n6ZFiULSWvXpYfTzC5Rx57r52C77gKDpIbr7O31wzKXxWdNQvkEr9Xcx5udhkkrREUM2edcOHN
K2A53mA54gv7EE9cd3T+V3+sMzvhIUTGm5L6E2zKj7ExD8clq9qTbUwWKe6X0I7B8YSaUBdMYxjfQt/c+394CRvCCYZz3rpVKhGY4URclWUOv7
IlHqu77uPnTPyUC/ouyinuy6fVDKxujSzB/pbWqA9/pVZvH3U1MUuTDT6APyPHCtTlkyR5K6e1f12mO5lLb0J+VdchE+W+G6IM+JzBOli4hTHf
u8e94AfmCejBmDbjvHvzRSuuzHx25NfwIj0wCerObh0UCJGXATxu8uT6X3B6SJcD2AgxmJU2o2V25ciq8AbbVZ2CryrJ5crL9dYJUoNA6YRsUC
W181qbwTcoTDR+XX33H73d3lyQMZw/NRg9s2QK4jCeAL9k33qkNp8XdnXZ9I1+FlR7QLy13woCzNhr3oYJEDQ2XZRy10aPWAoP/iM4aEQZODzx
XK49WN4r7OTCtMhlK8d1Qd9O3/6tMtI1v9FCIEJRC4Rm9p+PoWue1LtsASFxwaofz3hPdK3krQBdaS+wt3or5xshB2WcUDbNvqB4lQKTqrHk2B
alFzeLQNLsKF4bCX4HC7v6f2k2M2OIdX6tgOCptBcbR20bKwHT/eohGAQMcU7Qcm791y17ihetAiqtmuk7B7xbGoWp1T3XwmlJRxzxyiIWn1i3
CmCpA3EZVn6uGCdMZ1nOTV/9iGGKaH7YHRF5oW+TdTNUGPcdD0Lr463czIMSFKB2GOv17blOb1Llh+HC1aaCFHD1Eo/IsxJdLGb9RzSYrU25wC
nxNAHAqorM2kKTkh2sFJZFRuM6g4XLPIKxjqBLbzkYKlIjMjf2FN/7eB3Bg+UTp+P4XZNnN2HHrYM+fMHMEecHJhNV0nrj1vHQUWnhD7lNsha3
G78BCREPGZY1B8T7oaB6yGWuFdayHr48YPO37atobrNRP3Xex3PsK3Dh8uOawo5N1PPddr2mvyXF8j8m66RKC32j+fcaKuFMHfMTXD8j9e3qTu
gBKI/fNBK4e0H8JgpgcO04JbCOjsk8Qa1v8WSt4o3GyT+nbSOeWsHxZnHGzB2vZWuL02YV7IwNVfuoXdapP7xoJX0a1LUYIfH/mcYF0PCjESxe
qkjchSo9voUO
`;
/** https://get.opentofu.org/opentofu.asc: E3E6 E43D 84CB 852E ADB0 051D 0C0A F313 E5FD 9F80. */
const opentofuKey = `
mQINBGVUyIwBEADPg6jUJm5liMTiDndyprnwXQ23GdyQm/kW9MFOhYDRksmmbsz0DCfqntFpuoKxPXzA+JTrZlWZONtU+leZjIOlAVZiz0rwz5
EJq7uIrkueWtUk6AYkBLN+zMtbui0z3HCPVNnR5BlVNyXQeW3jlrQtzuKevjZWzI0gbQGgEKNpj+lfyRFu6q3u/T0o3p/6bOOlQHwCMtnFlWpj
r6f/J2EdUVO/6NYHQzImPj4LINXF/+eqo7v6svFtaVTtREG2V2V7We7bu/cJ+NgJYH7ro7UhB1RQH2k09NdpSCt9F60PVERnORpxGBkM/VKZzg
MSzRvdpxUWwrLxfAxinu5ddbBm3y0bzaU80OT3i1qrWIqW73fmdGHQ71gbJxRrroyLMWehjcJ/9WJDxkHqsfPKqBifYsp6/J9npczDfSU+zYBV
GpR73a4EdbeIRWqwbH0LWhlbi1IM5aFDaZMFNkY+AWyP+OHn8Kehu6DOIh1AVM7v7vLxaX9ht1jVJbswjvPFYquv1DvUdc7VP2QHz3xctQS1GZ
JQ1ekcgTv9rRYXUOOwknInjtkM9kQDtyBkVLcEc8ha3Cfh6PJscIP5VHwaNMgAPr9tsl3xqdz56l5UPjFSFuel98jSBqn83VrT0uKwM0PnDVHd
/7q8+Dg1EtOggMwZ830KORFNdjfv6ydsBvl7fwARAQABtEpPcGVuVG9mdSAoVGhpcyBrZXkgaXMgdXNlZCB0byBzaWduIG9wZW50b2Z1IHByb3
ZpZGVycykgPGNvcmVAb3BlbnRvZnUub3JnPokCTAQTAQgAQQUCZVTIjAkQDArzE+X9n4AWIQTj5uQ9hMuFLq2wBR0MCvMT5f2fgAIbAwIeAQIZ
AQMLCQcCFQgDFgACBScJAgcCAABwAg/1HZnTvPHZDWf5OluYOaQ7ADX/oyjUO85VNUmKhmBZkLr5mTqrLO72k9fg+101hbggbhtK431z3Ca6Zq
DAG/3DBi0BC1ag0rw83TEApkPGYnfX1DWS1ZvyH1PkV0aqCkXAtMrte2PlUiieaKAsiYOIXqfZwszd07gch14wxMOw1B6Au/XzNrv2omnWSgGI
yR6WOsG4QQ8R5AMVz3K8Ftzl6520wBgtr3osA3uM/xconnGVukMn9NLQqKx5oeaJwONZpyZL5bg2ke9MVZM2+bG30UGZKoxrzOtQ//OTOYlhPC
qm1ffRhYrUytwsWzDnJvXJF1QhnDu8whP3tSrcHyKxYZ9xUNzeu2AmjYfvkKHSdK2DFmOfDafaRs3c1VYnC7J7aRi6kVF/t+vWeOEVpPylyK7v
SbPFc6XVoQrsE07hbN/BjWjms8voK5U6oJRgEugXtSQKFypfOq8R99nXwbMHdhqY8aGyOCj++cuvRCUBDZAQqPEWAuD0X7+9Trnfin47MK+n18
wsTAL4w6PJhtCrwK4e0cVuQ5u4M/PMid5W6hEA27PXx506Jpe8iRmcIP/cCR6pvhgOUMC36bIkAqZ5dJ545kDQju0lf8gLdVIQpig45udnZM2K
gyApGqhsS7yCUrbLDrtNmQ31TSYdKc8IU+/jXkfy2RYbZ+wNgfloKLkCDQRlVMiMARAAwRZUyMIc5TNbcFg3WGKxhaNC9hDZ4zBfXlb5jONzZO
x3rDi2lD4UQOH+NpG7CF98co//kryS/4AsDdp2jzhh+VMgyx6KJIhSkBP6kqhriy9eWRmgfrnLbUf46kkTkzLVkjYnMNeyHt+mi9I7EKtsDuF/
EvjlwF5E81+DEOteCO/un/Qt1q3e1SlfvTpLkPvr1FiQ3VqzaBeBBI3MAMb/ycwL6hQE1l4Lg34T43Zu+9zkE1uzvjeNIlIWucjB4q1htEjJl2
CLAv+8cGHdmCcV2ZO3WM8M9Omq1CE7jhak4NE/YuGylJYCBd+BS7tuDPDu6+o4Nx+axxcwMvgyfr07FteEr1Lopaw2ci8b/xzQie/gkI0CByQM
wD5VgnJpiMBnjP4d6UF6HEVldCQ7a3T1T80bKj5JjtFbR9P85Qntuheqn3Pge89YexMcE/00VA3blrj+GeYpO9ZGFu7DR/x4sjnTEhfjXEoLv1
C4AdgGHCIjW9wU6HkcWnlaX7akKlwIWEUP/BFLkcWPpmUrtClhWx9wq1GHFvKAN/qp//VWnv4IfRU6RjmVPOWBefvTu/cpsfBHLyp15goOYPbo
ahIdTUTNQIXh4Vid7E1NoKnWZUMu50n3/zAbjSdsmNmifi4g01MYJ3TVoU2Q01P7NiD3IRmaw72nLmf9cM9/7QMdGn0AEQEAAYkCNgQYAQgAKg
UCZVTIjAkQDArzE+X9n4AWIQTj5uQ9hMuFLq2wBR0MCvMT5f2fgAIbDAAASUoP/2ExsUoGbxjuZ76QUnYtfzDoz+o218UWd3gZCsBQ6/hGam5k
Mq+EUEabF3lV7QLDyn/1v5sqrkmYg0u5cfjtY3oimCPvr6E0WTuqMIwYl0fdlkmdNttDpMqvCazqbzLK5dDVWbh/EYTiEN1xKXM6rlAquYv8I1
6uWL8QHanMb6yexNmDYhC4fXWqCi+s5sXxWrPrd+fGz8CR/fEYahPXj8uY6dwN9DlWyek9QtKW2PsqrkBn5vCOm2IyZW6dt/Kn70tYtxMxJND2
otk47mpG/Fv3sYK2bTGJ+k/5+E5IrjWqIX2lVB3G1+TCoZ5scc16zls32mOlRh81fTAqcwkDFxICxcOeNHGLt3N+UvoPSUafYKD96rn5mWFao4
xbcFniaYv2PdqH8HDjvXZXqHypRMXvYMbXXOgydLL+tSUSBpMTd4afjq8x2gNSWOELI1jT5FWbKTKan0ycKi37bSqGHhDjlg4HRGvC3IK0EuVj
dX3r+8uIVgFbqLwNhXk4GAIL03vl689TQ7/oPW75XCQIevFai0kcJPl6qIRvi9/S/v5EPRy9UDCGY/MPmc5fH1an0ebU4I4TlYfBoEUkYYqBDx
vxWW0I/Q01rDebcd6mrGw8lW1EiNZlClLwx9Bv/+MNnIT9m1f8KeqmweoAgbIQRUI7EkJSzxYN4DNuy2XoKmF9
`;

;// CONCATENATED MODULE: ./build/src/setup-tools/products.js


const products = {
    terraform: hashicorp("Terraform", "terraform", "1.11.4"),
    packer: hashicorp("Packer", "packer", "1.11.2"),
    opentofu: {
        title: "OpenTofu",
        program: "tofu",
        base: "https://github.com/opentofu/opentofu/releases/download",
        example: "1.10.6",
        folder: (version) => `v${version}`,
        signature: ".gpgsig",
        key: opentofuKey,
    },
};
function hashicorp(title, program, example) {
    const base = "https://releases.hashicorp.com";
    return {
        title,
        program,
        base,
        example,
        folder: (version) => `${program}/${version}`,
        signature: ".sig",
        key: hashicorpKey,
    };
}
/**
 * Where a release is (https://releases.hashicorp.com, https://github.com/opentofu/opentofu/releases).
 *
 * @param machine `process.platform` and `process.arch`
 */
function release(product, where, machine = process) {
    const folder = `${where.base}/${product.folder(where.version)}`;
    const prefix = `${product.program}_${where.version}`;
    const archive = `${prefix}_${system(machine.platform)}_${processor(machine.arch)}.zip`;
    const sums = `${folder}/${prefix}_SHA256SUMS`;
    return { archive, zip: `${folder}/${archive}`, sums, signature: `${sums}${product.signature}` };
}
function system(platform) {
    return platform === "win32" ? "windows" : platform;
}
function processor(arch) {
    const name = { x64: "amd64", arm64: "arm64", ia32: "386", arm: "arm" }[arch];
    if (name === undefined)
        throw new errors/* UserError */.yo(`there are no releases for the processor "${arch}"`);
    return name;
}
/** Whether `version` is `least` or later; a pre-release is earlier than its release. */
function isAtLeast(version, least) {
    const [a, b] = [parts(version), parts(least)];
    for (let at = 0; at < 3; at++) {
        const difference = (a.numbers[at] ?? 0) - (b.numbers[at] ?? 0);
        if (difference !== 0)
            return difference > 0;
    }
    if (a.pre === b.pre || a.pre === "")
        return true;
    return b.pre !== "" && a.pre.localeCompare(b.pre, "en", { numeric: true }) > 0;
}
function parts(version) {
    const [release = "", ...pre] = version.split("-");
    return { numbers: release.split(".").map(Number), pre: pre.join("-") };
}

;// CONCATENATED MODULE: ./build/src/setup-tools/inputs.js


/** Reads and checks the inputs; the only place that names them. */
function readInputs() {
    const reader = new inputs_reader/* InputReader */.i();
    const asked = {
        terraform: { version: reader.optional("terraform"), base: reader.optional("terraform-url") },
        opentofu: { version: reader.optional("opentofu"), base: reader.optional("opentofu-url") },
        packer: { version: reader.optional("packer"), base: reader.optional("packer-url") },
    };
    const wishes = [];
    for (const product of Object.keys(asked)) {
        const version = asked[product].version.replace(/^v/, "");
        const base = (asked[product].base || products[product].base).replace(/\/+$/, "");
        if (version === "")
            continue;
        if (!/^\d+\.\d+\.\d+(-[0-9A-Za-z.]+)?$/.test(version)) {
            reader.mistake(`${product} must be a whole version such as "${products[product].example}", got "${version}"`);
        }
        if (!/^https?:\/\/[^\s]+$/.test(base))
            reader.mistake(`${product}-url must be an http or https address, got "${base}"`);
        wishes.push({ product, version, base });
    }
    if (wishes.length === 0)
        reader.mistake(`one of ${Object.keys(asked).join(", ")} is required: name a version`);
    const inputs = {
        wishes,
        accept: reader.choice("accept", ["exact", "path"], "exact"),
        signature: reader.choice("signature", ["auto", "required", "off"], "auto"),
        signingKey: reader.optional("signing-key") || undefined,
        pluginCache: reader.flag("plugin-cache", true),
    };
    reader.done();
    return inputs;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(6466);
// EXTERNAL MODULE: ./node_modules/@actions/tool-cache/lib/tool-cache.js + 2 modules
var tool_cache = __webpack_require__(9805);
;// CONCATENATED MODULE: ./build/src/setup-tools/installed.js


/** The first program of that name on PATH, as `which` finds it. */
async function findOnPath(program) {
    const file = process.platform === "win32" ? `${program}.exe` : program;
    for (const folder of (process.env.PATH ?? "").split(external_node_path_.delimiter)) {
        if (folder === "")
            continue;
        const path = (0,external_node_path_.join)(folder, file);
        const found = await (0,promises_.access)(path, promises_.constants.X_OK).then(() => (0,promises_.stat)(path), () => undefined);
        if (found?.isFile())
            return path;
    }
    return undefined;
}
/**
 * Asks a program for its version. It must not ask its maker's servers for a newer one.
 *
 * @returns undefined when it does not run, or says nothing that looks like a version
 */
async function askVersion(shell, product, path) {
    const { stdout } = await shell.run({
        program: path,
        args: ["version"],
        env: { CHECKPOINT_DISABLE: "1" },
        accept: Array.from({ length: 256 }, (_, code) => code),
        limit: 30,
    });
    return new RegExp(`^${product.title} v(\\d+\\.\\d+\\.\\d+(?:-[\\w.]+)?)`, "m").exec(stdout)?.[1];
}

;// CONCATENATED MODULE: ./build/src/setup-tools/signature.js




/**
 * Checks a detached OpenPGP signature with gpgv, which trusts the given key and nothing else and keeps no state.
 *
 * @param files paths of what is signed and of its signature
 * @param key public key, binary as base64
 * @throws UserError when the signature is not by that key
 */
async function checkSignature(shell, files, key) {
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(process.env.RUNNER_TEMP || (0,external_node_os_.tmpdir)(), "keys-"));
    try {
        const keyring = (0,external_node_path_.join)(folder, "keyring.gpg");
        await (0,promises_.writeFile)(keyring, Buffer.from(key, "base64"));
        const { exitCode, stderr } = await shell.run({
            program: "gpgv",
            args: ["--homedir", folder, "--keyring", keyring, "--", files.signature, files.signed],
            env: { LC_ALL: "C" },
            accept: Array.from({ length: 256 }, (_, code) => code),
            limit: 60,
        });
        if (exitCode === 0)
            return;
        const why = stderr
            .split("\n")
            .filter((line) => /BAD|No public key|[Cc]an't|invalid/.test(line))
            .at(-1);
        throw new errors/* UserError */.yo(`the signature of SHA256SUMS is not by its maker: ${why?.replace("gpgv: ", "") ?? `gpgv ended with ${exitCode}`}`);
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
}
/** Reads a public key from a file, binary or in ASCII armour (RFC 9580, 6.2), as base64. */
async function readKey(path) {
    const bytes = await (0,promises_.readFile)(path).catch((cause) => {
        throw new errors/* UserError */.yo(`signing-key "${path}" can't be read`, { cause });
    });
    const text = bytes.toString("latin1");
    if (!text.includes("-----BEGIN PGP"))
        return bytes.toString("base64");
    const body = /-----BEGIN PGP PUBLIC KEY BLOCK-----\r?\n(?:[\w-]+:.*\r?\n)*\r?\n([\s\S]*?)(?:\r?\n=|-----END)/.exec(text)?.[1];
    if (body === undefined)
        throw new errors/* UserError */.yo(`signing-key "${path}" holds no public key`);
    return body;
}

;// CONCATENATED MODULE: ./build/src/setup-tools/install.js











/**
 * Brings a release into the tool cache: from the cache, or downloaded and verified.
 *
 * @returns the folder with the program
 */
async function install(shell, wish, checks) {
    const product = products[wish.product];
    const cached = (0,tool_cache/* find */.I6)(wish.product, wish.version);
    if (cached !== "") {
        (0,core/* info */.pq)(`${product.title} ${wish.version} is in the tool cache`);
        return cached;
    }
    const from = release(product, wish);
    const files = [];
    const fetch = async (url) => {
        const file = await download(url, wish);
        files.push(file);
        return file;
    };
    try {
        const sums = await fetch(from.sums);
        await verifySums(shell, { wish, sums, from, fetch, checks });
        const zip = await fetch(from.zip);
        await verifyArchive(zip, await (0,promises_.readFile)(sums, "utf8"), from);
        const folder = await (0,tool_cache/* extractZip */.JE)(zip);
        files.push(folder);
        if (process.platform !== "win32")
            await (0,promises_.chmod)((0,external_node_path_.join)(folder, product.program), 0o755);
        return await (0,tool_cache/* cacheDir */.e8)(folder, wish.product, wish.version);
    }
    finally {
        for (const file of files)
            await (0,promises_.rm)(file, { recursive: true, force: true });
    }
}
/** Broken connections, 408, 429 and 5xx are tried again by the tool cache, three times in all. */
async function download(url, { product, version }) {
    (0,core/* info */.pq)(`downloading ${url}`);
    try {
        return await (0,tool_cache/* downloadTool */.bq)(url);
    }
    catch (cause) {
        const status = cause instanceof tool_cache/* HTTPError */.Hl ? cause.httpStatusCode : undefined;
        const title = products[product].title;
        if (status === 404 || status === 403) {
            throw new errors/* UserError */.yo(`there is no ${title} ${version} at ${url} (${status}): check the version, and the address of the mirror`);
        }
        throw new errors/* UserError */.yo(`${title} ${version} can't be downloaded from ${url}`, { cause });
    }
}
/** `auto` lets a missing gpgv or a mirror without signatures pass, never a wrong signature. */
async function verifySums(shell, { wish, sums, from, fetch, checks }) {
    if (checks.signature === "off")
        return;
    const title = `${products[wish.product].title} ${wish.version}`;
    const strict = checks.signature === "required";
    if ((await findOnPath("gpgv")) === undefined) {
        if (strict)
            throw new errors/* UserError */.yo(`gpgv is not on PATH, and signature is "required": install GnuPG`);
        return (0,core/* info */.pq)(`the signature of ${title} is not checked: gpgv is not on PATH`);
    }
    let signature;
    try {
        signature = await fetch(from.signature);
    }
    catch (error) {
        if (strict)
            throw error;
        return (0,core/* info */.pq)(`the signature of ${title} is not checked: ${from.signature} can't be had`);
    }
    const key = checks.signingKey === undefined ? products[wish.product].key : await readKey(checks.signingKey);
    await checkSignature(shell, { signed: sums, signature }, key);
    (0,core/* info */.pq)(`the signature of ${title} is right`);
}
async function verifyArchive(zip, sums, { archive, sums: address }) {
    const line = sums
        .split("\n")
        .find((each) => each.trim().endsWith(` ${archive}`) || each.trim().endsWith(`*${archive}`));
    const wanted = /^[0-9a-f]{64}/.exec(line?.trim() ?? "")?.[0];
    if (wanted === undefined)
        throw new errors/* UserError */.yo(`${address} has no checksum of ${archive}: there is no release for this machine`);
    const hash = (0,external_node_crypto_.createHash)("sha256");
    await (0,external_node_stream_promises_.pipeline)((0,external_node_fs_.createReadStream)(zip), hash);
    const found = hash.digest("hex");
    if (found === wanted)
        return;
    throw new errors/* UserError */.yo(`${archive} is not what its maker published, and was thrown away: its SHA-256 is ${found}, ${address} says ${wanted}. Try again, then distrust the mirror`);
}

;// CONCATENATED MODULE: ./build/src/setup-tools/main.js






/** Finds or installs every tool; all failures are reported together. */
async function main(inputs, shell) {
    const results = await Promise.allSettled(inputs.wishes.map((wish) => make(wish, inputs, shell)));
    const failed = results
        .filter((result) => result.status === "rejected")
        .map(({ reason }) => reason);
    const bug = failed.find((reason) => !(reason instanceof errors/* UserError */.yo));
    if (bug !== undefined)
        throw bug;
    if (failed.length === 1)
        throw failed[0];
    if (failed.length > 1)
        throw new errors/* UserError */.yo(failed.map((reason) => `- ${(0,errors/* explain */.WE)(reason)}`).join("\n"));
    return results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
}
async function make(wish, inputs, shell) {
    const { product } = wish;
    const present = await onPath(wish, inputs, shell);
    if (present !== undefined)
        return { ...present, product, folder: undefined };
    const folder = await install(shell, wish, inputs);
    const { program, title } = products[product];
    const path = (0,external_node_path_.join)(folder, process.platform === "win32" ? `${program}.exe` : program);
    const version = await askVersion(shell, products[product], path);
    if (version !== wish.version) {
        throw new errors/* UserError */.yo(`${path} was installed as ${title} ${wish.version} and says it is ${version ?? "nothing"}`);
    }
    return { product, path, version, folder: (0,external_node_path_.dirname)(path) };
}
async function onPath(wish, { accept }, shell) {
    const { program, title } = products[wish.product];
    const path = await findOnPath(program);
    if (path === undefined)
        return undefined;
    const version = await askVersion(shell, products[wish.product], path);
    const fits = version !== undefined &&
        (version === wish.version || (accept === "path" && isAtLeast(version, wish.version)));
    if (!fits) {
        (0,core/* info */.pq)(`${path} is ${title} ${version ?? "of no known version"}, not ${wish.version}`);
        return undefined;
    }
    (0,core/* info */.pq)(`${path} is ${title} ${version}: nothing to install`);
    return { path, version };
}

;// CONCATENATED MODULE: ./build/src/setup-tools/index.js









/** Puts Terraform, OpenTofu and Packer of fixed versions on PATH. */
const action = {
    async main({ shell }) {
        const inputs = readInputs();
        const temporary = process.env.RUNNER_TEMP || (0,external_node_os_.tmpdir)();
        // The tool cache insists on both; a runner always sets them.
        process.env.RUNNER_TEMP = temporary;
        process.env.RUNNER_TOOL_CACHE ||= (0,external_node_path_.join)(temporary, "tools");
        const tools = await main(inputs, shell);
        for (const { product, path, version, folder } of tools) {
            if (folder !== undefined)
                (0,core/* addPath */.fM)(folder);
            (0,core/* setOutput */.uH)(`${product}-path`, path);
            (0,core/* setOutput */.uH)(`${product}-version`, version);
        }
        if (inputs.pluginCache && inputs.wishes.some(({ product }) => product !== "packer"))
            await sharePlugins();
        const rows = tools.map(({ product, version, path, folder }) => [
            products[product].title,
            version,
            (0,markdown/* code */.aY)(path),
            folder === undefined ? "was there" : "installed",
        ]);
        await (0,summary/* writeSummary */.S)(["### Tools", (0,markdown/* table */.tp)(["Tool", "Version", "Path", ""], rows)]);
    },
};
/**
 * Lets every `init` of the job share what it downloads
 * (https://developer.hashicorp.com/terraform/cli/config/config-file#provider-plugin-cache). A configuration of the
 * job's own has the last word.
 */
async function sharePlugins() {
    if (process.env.TF_PLUGIN_CACHE_DIR || process.env.TF_CLI_CONFIG_FILE)
        return;
    const folder = (0,external_node_path_.join)(process.env.RUNNER_TOOL_CACHE ?? (0,external_node_os_.tmpdir)(), "terraform-plugins");
    await (0,promises_.mkdir)(folder, { recursive: true });
    (0,core/* exportVariable */.dN)("TF_PLUGIN_CACHE_DIR", folder);
}


/***/ })

};
