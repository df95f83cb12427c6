import { expect, test } from "@jest/globals";
import { explainLock, readLock } from "../../../src/lib/terraform/lock.ts";

// As Terraform 1.11 said it of an S3 state with a lock file.
const detail = `Error message: operation error S3: PutObject, https response error StatusCode: 412
Lock Info:
  ID:        d5229809-27b4-3eee-6d32-229a3e7fd653
  Path:      state-bucket/swarm/terraform.tfstate
  Operation: OperationTypeApply
  Who:       runner@fv-az1
  Version:   1.11.4
  Created:   2026-11-23 05:51:46.610164344 +0000 UTC
  Info:      


Terraform acquires a state lock to protect the state from being written`;

test("says who holds the lock, since when, and how to free it", () => {
  const lock = readLock({ severity: "error", summary: "Error acquiring the state lock", detail });
  if (lock === undefined) throw new Error("no lock was read");
  const settings = { program: "tofu", directory: "terraform", workspace: "prod", lockTimeout: 60 };
  expect(explainLock(lock, settings)).toBe(
    "the state of terraform (workspace prod) is locked by runner@fv-az1 since 2026-11-23 05:51:46 +0000 UTC " +
      "(apply, lock id d5229809-27b4-3eee-6d32-229a3e7fd653); waited 60 s for it. " +
      "If a run is still working, wait for it and run this job again. If that run is dead, free the lock after `init`: " +
      "TF_WORKSPACE=prod tofu -chdir=terraform force-unlock d5229809-27b4-3eee-6d32-229a3e7fd653",
  );
});

test("does not take another error for a lock", () => {
  expect(readLock({ severity: "error", summary: "Invalid value", detail })).toBeUndefined();
});
