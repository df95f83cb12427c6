import { start } from "../../dist/index.js";

await start("packer-build", "main");
