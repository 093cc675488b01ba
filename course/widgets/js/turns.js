// Questions put to the kernel one after another, and its answers, which the notebook keeps.
import { button } from "./controls.js";

// `next()` is the question that is due, if any; `changed()` shows what there is; `tell()` says what went wrong.
// `go` is the button that starts and pauses; with `afresh` it begins anew once all is answered.
export function inTurn(model, { start, pause, next, changed, tell, afresh = false }) {
  let results = [...model.get("results")], running = false, waiting = false, dropped = false;
  const keep = () => { model.set("results", [...results]); model.save_changes(); };
  const go = button(start, () => {
    if (running) return stop();
    if (afresh && !next()) results = [];
    running = true;
    go.textContent = pause;
    tell("");
    if (!waiting) ask();
  });
  function ask() {
    const question = next();
    if (!question) return stop();
    waiting = true;
    model.send(question);
  }
  function answered(message) {
    const late = dropped; // asked before a reset: what comes is of no use
    waiting = dropped = false;
    if (message.error) { stop(); return tell(message.error); }
    if (!late) results.push(message);
    if (!running) keep();
    changed();
    if (running) ask();
  }
  function stop() {
    running = false;
    go.textContent = start;
    keep();
    changed();
  }
  model.on("msg:custom", answered);
  return {
    go,
    stop,
    results: () => results,
    forget(which = () => true) { dropped = waiting; results = results.filter((r) => !which(r)); stop(); },
    end() { running = false; keep(); model.off("msg:custom", answered); },
  };
}
