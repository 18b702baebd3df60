// Runs the offline page's verifier over cases from standard input; node, no dependency.
import { readFileSync } from "node:fs";

const page = readFileSync(process.argv[2], "utf8");
const script = page.slice(page.indexOf("<script>") + 8, page.lastIndexOf("</script>"));
const { verify, canon } = new Function(`${script}; return { verify, canon };`)();
const given = JSON.parse(readFileSync(0, "utf8"));
const file = (content) => ({ arrayBuffer: async () => new Uint8Array(Buffer.from(content, "base64")).buffer });
const reports = [];
for (const one of given.cases) reports.push(await verify({ ...one, files: (one.files || []).map(file) }));
process.stdout.write(JSON.stringify({ reports, canon: (given.values || []).map((value) => canon(value)) }));
