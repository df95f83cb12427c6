import { expect, test } from "@jest/globals";
import { namesOf, readFleet } from "../../../src/lib/fleet/fleet.ts";

const node = { role: "worker", address: "192.0.2.1", private_address: "10.0.0.1" };
const fleet = { user: "root", nodes: { "elm-worker-1": node }, known_hosts: "192.0.2.1 ssh-ed25519 AAAA\n" };

test("a fleet of the documented shape is taken as it is, without fields nobody documented", () => {
  expect(readFleet({ ...fleet, more: 1, nodes: { "elm-worker-1": { ...node, size: "s" } } })).toEqual(fleet);
});

test("every mistake is told at once", () => {
  const nodes = { "-bad name": { role: "boss", address: "host", private_address: 7 } };
  expect(() => readFleet({ user: "a b", nodes, known_hosts: "" })).toThrow(
    [
      'fleet: user must be a user name, got "a b"',
      "fleet: known_hosts must hold one known_hosts line for each node: host keys are never taken on trust",
      'fleet: "-bad name" is not a host name',
      'fleet: role of -bad name must be manager or worker, got "boss"',
      'fleet: address of -bad name must be an IP address, got "host"',
      "fleet: private_address of -bad name must be an IP address, got 7",
    ].join("\n"),
  );
});

test.each([null, [], "fleet", 3])("%p is not a fleet", (value) => {
  expect(() => readFleet(value)).toThrow('fleet must be an object {"user", "nodes", "known_hosts"}');
});

test("a node without a host key is a mistake", () => {
  expect(() => readFleet({ ...fleet, known_hosts: "192.0.2.9 ssh-ed25519 AAAA" })).toThrow(
    "fleet: known_hosts has no line for 192.0.2.1 (elm-worker-1)",
  );
});

test.each([
  "[192.0.2.1]:2222 ssh-ed25519 AAAA",
  "x,192.0.2.1 ssh-ed25519 AAAA",
  "|1|salt=|hash= ssh-ed25519 AAAA",
])("known_hosts may say %p", (known_hosts) =>
  expect(readFleet({ ...fleet, known_hosts }).known_hosts).toBe(known_hosts),
);

test("names come in the order a person counts", () => {
  const nodes = { "w-10": node, "w-9": node, m: { ...node, role: "manager" } };
  const read = readFleet({ ...fleet, nodes });
  expect([namesOf(read, "worker"), namesOf(read, "manager")]).toEqual([["w-9", "w-10"], ["m"]]);
});
