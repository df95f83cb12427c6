import { expect, test } from "@jest/globals";
import { fetchToken, readChallenge } from "../../../src/lib/registry/authorization.ts";
import type { Client } from "../../../src/lib/registry/http.ts";
import { Secret } from "../../../src/lib/secret/secret.ts";

test("a password does not go to a token server without TLS", async () => {
  const asked: string[] = [];
  const client: Client = {
    ask: async ({ url }) => {
      asked.push(url.href);
      return { status: 200, headers: {}, body: Buffer.from('{"token":"t"}') };
    },
    close: () => {},
  };
  const token = (realm: string) => {
    const challenge = { scheme: "bearer", realm, service: "" } as const;
    const credentials = { username: "me", password: new Secret("pass-word-2") };
    return fetchToken(client, { challenge, scope: undefined, credentials }, { tries: 1, silence: 1 });
  };
  await expect(token("http://auth.test/token")).rejects.toThrow(
    "the registry sends the password to http://auth.test, which is not https: nothing was sent there",
  );
  await expect(token("https://auth.test/token")).resolves.toBe("t");
  await expect(token("http://127.0.0.1:5001/token")).resolves.toBe("t");
  expect(asked).toEqual(["https://auth.test/token", "http://127.0.0.1:5001/token"]);
});

test("a challenge without an address is none", () => {
  expect(readChallenge('Bearer realm="auth"')).toBeUndefined();
});
