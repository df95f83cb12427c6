import { start } from "../../dist/index.js";

await start("stack-deploy", "main");
