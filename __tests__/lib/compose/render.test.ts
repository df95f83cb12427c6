import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { renderStack } from "../../../src/lib/compose/render.ts";
import { createShell } from "../../../src/lib/shell/shell.ts";

const shell = createShell(new AbortController().signal, () => {});
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "elm-render-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function render(files: Record<string, string>, change: { variables?: Record<string, string> } = {}) {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const paths = Object.keys(files).filter((name) => name.endsWith(".yml"));
  return renderStack(shell, {
    stack: "elm",
    files: paths.map((name) => join(folder, name)),
    variables: {},
    images: {},
    labels: { "elm-infra.commit": "c0ffee" },
    dockerConfig: folder,
    ...change,
  });
}

const message = async (rendering: Promise<unknown>) =>
  rendering.then(
    () => "no mistake",
    (error: Error) => error.message.replaceAll(`${folder}/`, ""),
  );

test("files are merged, variables put in, services signed, dollars kept", async () => {
  const { text, services } = await render(
    {
      "a.yml": "services:\n  web:\n    image: web:$TAG\n    command: [echo, $$HOME, '${MORE:-ab}']\n",
      "b.yml": "services:\n  web:\n    deploy: {replicas: 3, labels: [a=b]}\n",
    },
    { variables: { TAG: "7" } },
  );
  expect(services).toEqual(["web"]);
  expect(JSON.parse(text).services.web).toEqual({
    image: "web:7",
    // Doubled: docker stack deploy interpolates once more.
    command: ["echo", "$$HOME", "ab"],
    deploy: { replicas: 3, labels: { a: "b", "elm-infra.commit": "c0ffee" } },
  });
});

test("nothing of the job's environment reaches the files", async () => {
  process.env.RENDER_TEST_SECRET = "seen";
  const { text } = await render({
    "a.yml": "services: {web: {image: 'web:${RENDER_TEST_SECRET:-unseen}'}}\n",
  });
  delete process.env.RENDER_TEST_SECRET;
  expect(JSON.parse(text).services.web.image).toBe("web:unseen");
});

test("variables without a value are told with their lines", async () => {
  const rendering = render({
    "a.yml": "services:\n  web:\n    image: ${REGISTRY}/web\n    command: echo $NAME $$FINE ${X:-ok}\n",
  });
  expect(await message(rendering)).toBe(
    [
      "the stack cannot be deployed for 2 reasons:",
      "- a.yml:3: ${REGISTRY} has no value: give it in variables, or a default as ${REGISTRY:-…}",
      "- a.yml:4: ${NAME} has no value: give it in variables, or a default as ${NAME:-…}",
    ].join("\n"),
  );
});

test.each([
  ["services:\n  web:\n    imag: x\n", "a.yml:3: services.web Additional property imag is not allowed"],
  ["services:\n  web:\n   image: x\n  image: y\n: z\n  a\n", /^a\.yml:4: did not find expected key$/],
  ["services:\n  web: [x\n", /^a\.yml:\d+:\d+: /],
  ["services:\n  web:\n    command: x\n", "a.yml:2: services.web has no image"],
  [
    "services:\n  web:\n    image: x\n    depends_on:\n      db: {condition: service_healthy}\n",
    "a.yml:4: services.web.depends_on must be a list",
  ],
  ["services: {}\n", "a.yml: there are no services"],
  [
    "services: {web: {image: x, secrets: [key]}}\nsecrets:\n  key: {file: ./nothing}\n",
    "key: the file nothing does not exist",
  ],
])("%j is refused with its place", async (text, expected) => {
  const found = (await message(render({ "a.yml": text }))).replace("the stack cannot be deployed: ", "");
  if (typeof expected === "string") expect(found).toBe(expected);
  else expect(found).toMatch(expected);
});

test("a missing file is named", async () => {
  const files = [join(folder, "none.yml")];
  const options = { stack: "elm", files, variables: {}, images: {}, labels: {}, dockerConfig: folder };
  expect(await message(renderStack(shell, options))).toBe(
    "the stack cannot be deployed: compose file none.yml does not exist: check compose-files, and that the repository is checked out",
  );
});

test("what swarm ignores is a warning with file, line and what to do", async () => {
  const { warnings } = await render({
    "a.yml": "services:\n  web:\n    image: x\n    build: .\n    container_name: web\n",
  });
  expect(warnings.map((line) => line.replaceAll(`${folder}/`, ""))).toEqual([
    "a.yml:4: swarm ignores services.web.build: images are built before the deploy: name the image",
    "a.yml:5: swarm ignores services.web.container_name: a task's container gets its name from the swarm: use the service's name as host name",
  ]);
});

test("a config is named by its content, unless it names itself", async () => {
  const text =
    "services: {web: {image: x, configs: [a, b]}}\nconfigs:\n  a: {file: ./a.txt}\n  b: {file: ./a.txt, name: mine}\n";
  const { text: rendered } = await render({ "a.yml": text, "a.txt": "hello\n" });
  const { a, b } = JSON.parse(rendered).configs;
  expect([a.name, b.name]).toEqual(["elm_a_5891b5b522d5", "mine"]);
});
