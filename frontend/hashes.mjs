// Write the SHA-256 of built files as JSON: the folder, then their names.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const [folder, ...names] = process.argv.slice(2);
const digest = (name) => createHash("sha256").update(readFileSync(`${folder}/${name}`)).digest("hex");
process.stdout.write(`${JSON.stringify(Object.fromEntries(names.map((name) => [name, digest(name)])), null, 1)}\n`);
