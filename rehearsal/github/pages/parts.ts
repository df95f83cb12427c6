import type { User } from "../state/model.ts";
import type { World } from "../state/world.ts";
import { Html, html } from "./html.ts";

const ICONS: Record<string, string> = {
  success:
    '<path fill="#1a7f37" d="M13.78 4.22a.75.75 0 0 1 0 1.06l-7.25 7.25a.75.75 0 0 1-1.06 0L2.22 9.28a.75.75 0 0 1 1.06-1.06L6 10.94l6.72-6.72a.75.75 0 0 1 1.06 0Z"/>',
  failure:
    '<path fill="none" stroke="#d1242f" stroke-width="1.8" stroke-linecap="round" d="m4 4 8 8M12 4l-8 8"/>',
  pending: '<circle cx="8" cy="8" r="4" fill="#bf8700"/>',
  skipped:
    '<circle cx="8" cy="8" r="6" fill="none" stroke="#59636e" stroke-width="1.5"/><path stroke="#59636e" stroke-width="1.5" d="m4 12 8-8"/>',
  branch:
    '<g fill="none" stroke="currentColor" stroke-width="1.5"><circle cx="4" cy="3.5" r="1.7"/><circle cx="4" cy="12.5" r="1.7"/><circle cx="12" cy="12.5" r="1.7"/><path d="M4 5.2v5.6M7 4h3a2 2 0 0 1 2 2v4.8"/></g>',
  commit:
    '<g fill="none" stroke="#59636e" stroke-width="1.5"><circle cx="8" cy="8" r="3"/><path d="M0 8h5m6 0h5"/></g>',
  merge:
    '<g fill="none" stroke="currentColor" stroke-width="1.5"><circle cx="4" cy="3.5" r="1.7"/><circle cx="4" cy="12.5" r="1.7"/><circle cx="12" cy="9" r="1.7"/><path d="M4 5.2v5.6M4 5.2C4.5 8 7 9 10.2 9"/></g>',
  rocket:
    '<path fill="none" stroke="#59636e" stroke-width="1.4" d="M6 10 3.500 8.500 6 5c2-2.500 4.500-3.500 8-3.500 0 3.500-1 6-3.500 8L7 12.500 6 10Zm-1.500 2L2 14.500"/>',
};

/** A small drawing: `success`, `failure`, `pending`, `skipped`, `branch`, `commit`, `merge`, `rocket`. */
export function icon(name: string, title = name): Html {
  const known =
    name === "error" ? "failure" : name === "cancelled" ? "skipped" : name in ICONS ? name : "pending";
  return new Html(
    `<svg class="icon" viewBox="0 0 16 16" width="16" height="16" role="img" aria-label="${title}">${ICONS[known]}</svg>`,
  );
}

/** Picture and name of somebody. */
export function person(user: User, size = 20): Html {
  const source = `/_stand-in/avatar/${encodeURIComponent(user.login)}.svg`;
  const bot = user.type === "Bot" && html` <span class="label">bot</span>`;
  const name = user.login.replace(/\[bot\]$/, "");
  return html`<img class="avatar" src="${source}" alt="" width="${size}" height="${size}"> <strong>${name}</strong>${bot}`;
}

/** A moment, as people say it, with the exact time behind it. */
export function moment(at: string | null): Html {
  if (at === null) return html`not yet`;
  return html`<time datetime="${at}" title="${at}">${at.slice(0, 10)} ${at.slice(11, 16)} UTC</time>`;
}

/** How long something took, such as `1m 5s`. */
export function duration(from: string | null, to: string | null): string {
  if (from === null || to === null) return "";
  const seconds = Math.round((Date.parse(to) - Date.parse(from)) / 1000);
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m ${seconds % 60}s`;
}

/** The short form of a commit, linked to nothing: the stand-in has no page for commits. */
export function shortSha(sha: string): Html {
  return html`<code class="sha">${sha.slice(0, 7)}</code>`;
}

/** Text of a terminal without its colour codes. */
export function plainText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes begin with the escape character
  return text.replace(/\x1b\[[0-9;?]*[A-Za-z]/g, "").replace(/\r/g, "");
}

/** Address of a page below the repository's. */
export function at(world: World, path: string): string {
  return `/${world.fullName}/${path}`;
}
