import { start } from "../../dist/index.js";

await start("terraform-apply", "main");
