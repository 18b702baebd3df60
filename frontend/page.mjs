// Put a built script into a page, and the hashes of script and style into its content policy: nothing else may run there.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const [page, built] = process.argv.slice(2).map((name) => readFileSync(name, "utf8"));
const script = built.trim();
if (/<\/script|<!--/i.test(script)) throw new Error("the script would end the page's element");
const digest = (text) => createHash("sha256").update(text).digest("base64");
const style = page.slice(page.indexOf("<style>") + 7, page.indexOf("</style>"));
process.stdout.write(page.replace("%STYLE%", digest(style)).replace("%SCRIPT%", digest(script)).replace("%INSIDE%", () => script));
