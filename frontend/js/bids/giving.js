// Make the mailbox of a bid for one envelope, and hand in its text. Its private half and the shares are never kept.
import { canon, Fault } from "./canon.js";
import * as kept from "./kept.js";
import { makeMailbox } from "./mailboxes.js";
import { jsonIn, tokenOf } from "./page.js";
import { readRoster } from "./rosters.js";

// Gives the public half of the mailbox that counts: another one where somebody of the organisation was quicker.
export async function giveMailbox(place, { address, bid, digest }) {
  const told = jsonIn(place, "rosterIn");
  const roster = await readRoster(typeof told === "string" ? told : canon(told));
  if (digest && digest !== roster.digest) throw new Fault("roster", "swapped");
  const mailbox = await makeMailbox(roster, bid);
  const answer = await fetch(address, {
    method: "POST",
    body: mailbox.text,
    headers: { "Content-Type": "application/json", "X-CSRFToken": tokenOf(place) },
  });
  if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
  const recipient = (await answer.text()).trim();
  if (recipient === mailbox.recipient) {
    await kept.put("mailboxes", { key: `${bid}/${roster.envelope}`, bid, recipient, roster: roster.digest });
  }
  return recipient;
}
