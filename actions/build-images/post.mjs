import { start } from "../../dist/index.js";

await start("build-images", "post");
