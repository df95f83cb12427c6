import { expect, test } from "@jest/globals";
import { extraVariables, inventory } from "../../../src/lib/ansible/inventory.ts";

test("the inventory has a group for each role, with both addresses of each node", () => {
  const known_hosts = "";
  const nodes = {
    m: { role: "manager", address: "192.0.2.1", private_address: "10.0.0.1" },
    w: { role: "worker", address: "192.0.2.2", private_address: "10.0.0.2" },
  } as const;
  expect(JSON.parse(inventory({ user: "root", nodes, known_hosts }))).toEqual({
    all: {
      vars: { ansible_user: "root" },
      children: {
        manager: { hosts: { m: { ansible_host: "192.0.2.1", private_address: "10.0.0.1" } } },
        worker: { hosts: { w: { ansible_host: "192.0.2.2", private_address: "10.0.0.2" } } },
      },
    },
  });
});

test("variables are text, unless they are a JSON list or object", () => {
  const variables = { a: "1", b: "[1, 2]", c: '{"x": true}', d: "{{ x }}", e: "true" };
  expect(JSON.parse(extraVariables(variables))).toEqual({
    a: "1",
    b: [1, 2],
    c: { x: true },
    d: "{{ x }}",
    e: "true",
  });
});
