import { expect, test } from "@jest/globals";
import { readFailure } from "../../src/build-images/failure.ts";

const dockerfile = "FROM debian:13\n\nRUN make \\\n  all\nCOPY missing /\n";

test.each<[string, string, string, number | undefined]>([
  [
    "a failing step of the classic builder",
    "Step 2/3 : RUN make   all\n ---> Running in 0123\nThe command '/bin/sh -c make   all' returned a non-zero code: 2\nmake: *** [all] Error 1",
    "The command '/bin/sh -c make   all' returned a non-zero code: 2: make: *** [all] Error 1",
    3,
  ],
  [
    "a failing step of BuildKit",
    '#5 [2/3] RUN make   all\n#5 0.3 make: *** [all] Error 1\n#5 ERROR: process "/bin/sh -c make   all" did not complete successfully: exit code: 2\n------\n > [2/3] RUN make   all:\n------\nERROR: failed to solve: process "/bin/sh -c make   all" did not complete successfully: exit code: 2',
    'process "/bin/sh -c make   all" did not complete successfully: exit code: 2: make: *** [all] Error 1',
    3,
  ],
  [
    "a failing step of a newer BuildKit, which says the line itself",
    '------\nDockerfile:3\n------\nERROR: failed to solve: process "x" did not complete successfully: exit code: 2',
    'process "x" did not complete successfully: exit code: 2',
    3,
  ],
  [
    "a syntax error",
    "Error response from daemon: dockerfile parse error line 5: unknown instruction: COPYY",
    "dockerfile parse error line 5: unknown instruction: COPYY",
    5,
  ],
  [
    "a missing base image",
    "Step 1/3 : FROM debian:13\nError response from daemon: manifest for debian:13 not found: manifest unknown",
    "the base image debian:13 does not exist, or may not be read: manifest for debian:13 not found: manifest unknown",
    1,
  ],
  [
    "a missing file",
    "Step 3/3 : COPY missing /\nCOPY failed: file not found in build context or excluded by .dockerignore: stat missing: file does not exist",
    "COPY failed: file not found in build context or excluded by .dockerignore: stat missing: file does not exist",
    5,
  ],
  ["silence", "", "the builder said nothing", undefined],
])("%s becomes one message with the line of the Dockerfile", (_, output, message, line) => {
  expect(readFailure(output.split("\n"), dockerfile)).toEqual({ message, line });
});
