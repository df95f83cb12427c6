import { start } from "../../dist/index.js";

await start("terraform-plan", "main");
