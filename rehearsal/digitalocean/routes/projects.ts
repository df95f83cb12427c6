import { randomUUID } from "node:crypto";
import { type Answer, type Call, nothing, ok, page, param, type Routes } from "../api.ts";
import { type Body, optionalText, text, texts } from "../body.ts";
import { now } from "../cloud.ts";
import { ApiError, existing } from "../errors.ts";
import type { Project } from "../model.ts";

/** Projects: names for groups of resources, and nothing more. */
export const projectRoutes: Routes = {
  "GET /v2/projects": (call) => page(call, "projects", [...call.cloud.projects.values()].map(show)),
  "POST /v2/projects": create,
  "GET /v2/projects/:id": (call) => ok({ project: show(ofPath(call)) }),
  "PUT /v2/projects/:id": (call) => update(ofPath(call), call.body),
  "PATCH /v2/projects/:id": (call) => update(ofPath(call), call.body),
  "DELETE /v2/projects/:id": (call) => {
    const project = ofPath(call);
    const kept = project.is_default || project.resources.size > 0;
    if (kept) throw new ApiError(412, "precondition_failed", "cannot delete a project with resources");
    call.cloud.projects.delete(project.id);
    return nothing;
  },
  "GET /v2/projects/:id/resources": (call) =>
    page(call, "resources", [...ofPath(call).resources].map(showResource)),
  "POST /v2/projects/:id/resources": (call) => {
    const project = ofPath(call);
    const urns = texts(call.body, "resources");
    for (const other of call.cloud.projects.values()) for (const urn of urns) other.resources.delete(urn);
    for (const urn of urns) project.resources.add(urn);
    return ok({ resources: urns.map(showResource) });
  },
};

function create({ cloud, body }: Call): Answer {
  const project: Project = {
    ...{ id: randomUUID(), name: text(body, "name"), purpose: text(body, "purpose") },
    description: optionalText(body, "description") ?? "",
    environment: optionalText(body, "environment") ?? "",
    ...{ is_default: false, created_at: now(), updated_at: now(), resources: new Set<string>() },
  };
  cloud.projects.set(project.id, project);
  return { status: 201, body: { project: show(project) } };
}

function update(project: Project, body: Body): Answer {
  for (const field of ["name", "description", "purpose", "environment"] as const) {
    project[field] = optionalText(body, field) ?? project[field];
  }
  project.updated_at = now();
  return ok({ project: show(project) });
}

function ofPath(call: Call): Project {
  const id = param(call);
  const all = [...call.cloud.projects.values()];
  return existing(id === "default" ? all.find((project) => project.is_default) : call.cloud.projects.get(id));
}

function show({ resources: _, ...project }: Project) {
  return { ...project, owner_uuid: "00000000-0000-4000-8000-000000000001", owner_id: 1 };
}

function showResource(urn: string) {
  return { urn, assigned_at: now(), status: "ok", links: { self: "" } };
}
