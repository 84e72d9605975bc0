// Everything works without this file. It only makes three things quicker.
import { leaveQuickly } from "./leave.js";
import { focusErrorSummary } from "./errors.js";
import { submitOnce } from "./submit.js";

leaveQuickly();
focusErrorSummary();
submitOnce();
