/** The part of sanitize-html that the pages use; the package brings no types. */
declare module "sanitize-html" {
  interface Rules {
    allowedTags: string[];
    allowedAttributes: Record<string, string[]>;
    allowedClasses: Record<string, string[]>;
    allowedSchemes: string[];
  }
  export default function sanitizeHtml(dirty: string, rules: Rules): string;
}
