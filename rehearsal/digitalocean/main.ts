import { parseArgs } from "node:util";
import { startDigitalOcean } from "./index.ts";

const usage = `Starts the DigitalOcean stand-in; Ctrl-C removes everything it made.
  --port 8080            port on 127.0.0.1
  --world by-hand        name of what it makes
  --network NAME         public network, made when it is not there (rehearsal-public)
  --subnet 10.88.0.0/24  addresses of the public network
  --image IMAGE          stock image (elm-infra/droplet:debian-13)
  --ca FILE              PEM file of an authority that droplets trust
The token is read from DIGITALOCEAN_TOKEN ("rehearsal" when it is not set).`;

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "8080" },
    world: { type: "string", default: "by-hand" },
    network: { type: "string", default: "rehearsal-public" },
    subnet: { type: "string", default: "10.88.0.0/24" },
    image: { type: "string", default: "elm-infra/droplet:debian-13" },
    ca: { type: "string" },
    help: { type: "boolean", default: false },
  },
});

if (values.help) {
  console.log(usage);
  process.exit(0);
}

const cloud = await startDigitalOcean({
  ...{
    world: values.world,
    stockImage: values.image,
    port: Number(values.port),
  },
  token: process.env.DIGITALOCEAN_TOKEN ?? "rehearsal",
  publicNetwork: { name: values.network, subnet: values.subnet },
  ...(values.ca === undefined ? {} : { caCertificate: values.ca }),
  log: (line) => console.log(line),
});
console.log(`DIGITALOCEAN_API_URL=${cloud.url}`);

let closing = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    if (closing) return;
    closing = true;
    console.log("removing everything…");
    void cloud.close().then(() => process.exit(0));
  });
}
