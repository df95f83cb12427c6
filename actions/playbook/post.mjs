import { start } from "../../dist/index.js";

await start("playbook", "post");
