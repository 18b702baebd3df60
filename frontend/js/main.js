// Everything works without this file. It starts the components, partial refresh and help with long work.
import { createAll } from "govuk-frontend";
import {
  Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios, SkipLink,
} from "govuk-frontend";
import { watchForms } from "./autosave.js";
import { listenForKeys } from "./command.js";
import { watchCountdowns } from "./countdown.js";
import { movePlans } from "./plan.js";
import { startPartialRefresh } from "./refresh.js";
import { watchSession } from "./session.js";
import { guardForms } from "./submit.js";

const components = [
  Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios, SkipLink,
];

function start(within) {
  components.forEach((component) => createAll(component, undefined, { scope: within }));
  watchForms(within);
  movePlans(within);
  watchCountdowns(within);
}

start(document);
guardForms();
listenForKeys();
startPartialRefresh(start);
watchSession();
