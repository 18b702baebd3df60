// Suite 1 of the sealing scheme in JavaScript (docs/packages/bids.md). Not yet independently reviewed.
export * from "./box.js";
export * from "./canon.js";
export * from "./files.js";
export * from "./keys.js";
export * from "./mailboxes.js";
export * from "./rosters.js";
