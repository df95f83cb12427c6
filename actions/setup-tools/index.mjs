import { start } from "../../dist/index.js";

await start("setup-tools", "main");
