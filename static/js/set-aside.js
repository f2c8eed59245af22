// Both texts are on this page: this browser's own copy of what was set aside is forgotten, or it would come back over the newer text.
import { forgetConfirmed } from "./tell-copy.js";

for (const { part, tab, order } of JSON.parse(document.getElementById("set-aside").textContent)) forgetConfirmed({ [part]: { tab, order } });
