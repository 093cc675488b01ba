// A sweep over hyperparameters as small multiples; the kernel trains one cell at a time.
import { BLUE, ORANGE, canvas, inside, line, short, theme } from "./draw.js";
import { button, element, frame, predictFirst, saying, themed } from "./controls.js";

const WIDE = 150, HIGH = 92, LEFT = 84, TOP = 26, GAP = 34, LOG2 = Math.log(2);

export function render({ model, el }) {
  const box = frame(el), colours = theme(el);
  const controls = element("div", { class: "nndl-controls" }), asked = element("div"), buttons = element("div", { class: "nndl-controls" });
  const holder = element("div", { class: "nndl-pictures" });
  box.append(controls, asked, buttons, holder);
  const say = saying(box), note = element("p", { class: "nndl-note" });
  box.append(note);
  let running = false, waiting = null, open = false;
  const set = (name, value) => { model.set(name, value); model.save_changes(); };
  const called = (hidden) => (hidden.length ? hidden.join(", ") : "none");
  const keyOf = (i, j) => `${model.get("steps")} steps, rate ${model.get("rates")[i]}, hidden ${called(model.get("hidden")[j])}`;
  const cells = () => model.get("rates").flatMap((_, i) => model.get("hidden").map((_, j) => [i, j]));
  const known = (i, j) => model.get("results")[keyOf(i, j)];
  const points = (p) => 100 * Math.sqrt(((p / 100) * (1 - p / 100)) / model.get("m"));

  function field(label, size, value, read) {
    const input = element("input", { type: "text", size, "aria-label": label, value });
    input.addEventListener("change", () => {
      const problem = read(input.value);
      if (problem) return say(problem);
      const [i, j] = model.get("chosen");
      set("chosen", [Math.min(i, model.get("rates").length - 1), Math.min(j, model.get("hidden").length - 1)]);
      draw();
    });
    controls.append(element("span", { class: "nndl-control" }, `${label} `, input));
  }
  const numbers = (text) => text.split(",").map((part) => Number(part.trim()));
  field("Learning rates", 18, model.get("rates").join(", "), (text) => {
    const rates = numbers(text);
    if (rates.length > 5 || !rates.every((r) => r > 0)) return "Write one to five learning rates above 0, such as 0.003, 0.03, 0.3.";
    set("rates", rates);
  });
  field("Hidden layers", 30, model.get("hidden").map(called).join(" | "), (text) => {
    const hidden = text.split("|").map((part) => (["none", ""].includes(part.trim()) ? [] : numbers(part)));
    if (hidden.length > 5 || !hidden.flat().every((n) => Number.isInteger(n) && n > 0)) return "Write one to five lists of units, such as none | 7 | 20, 7, 5.";
    set("hidden", hidden);
  });
  field("Steps", 6, String(model.get("steps")), (text) => {
    const steps = Number(text);
    if (!Number.isInteger(steps) || steps < 1 || steps > 20000) return "Write a number of steps from 1 to 20,000.";
    set("steps", steps);
  });

  function train([i, j]) {
    waiting = keyOf(i, j);
    model.send({ key: waiting, rate: model.get("rates")[i], hidden: model.get("hidden")[j], steps: model.get("steps") });
    draw();
  }
  const next = () => cells().find(([i, j]) => !known(i, j));
  function go() {
    const cell = running && !waiting && next();
    if (cell) return train(cell);
    if (!waiting) stop();
  }
  function stop() { running = false; all.textContent = "Train all"; draw(); }
  model.on("msg:custom", answered);
  function answered(message) {
    if (!waiting) return;
    waiting = null;
    if (message.error) { note.textContent = message.error; return stop(); }
    const { key, costs, train, dev } = message;
    set("results", { ...model.get("results"), [key]: { costs, train, dev } });
    draw();
    go();
  }
  const all = button("Train all", () => {
    if (running) return stop();
    running = true;
    note.textContent = "";
    all.textContent = "Pause";
    go();
  });
  const one = button("Train this one", () => { note.textContent = ""; if (!waiting) train(model.get("chosen")); });
  const reset = button("Reset", () => { stop(); set("results", {}); draw(); });

  const best = () => {
    const done = cells().filter(([i, j]) => known(i, j));
    return done.length ? done.reduce((a, b) => (known(...b).dev > known(...a).dev ? b : a)) : null;
  };
  function draw() {
    const rates = model.get("rates"), hidden = model.get("hidden"), focused = holder.contains(document.activeElement);
    holder.replaceChildren();
    const plot = canvas(holder, LEFT + (WIDE + 12) * hidden.length, TOP + (HIGH + GAP) * rates.length, "Cost curves, one for each learning rate and hidden layers; arrow keys choose one"), { ctx } = plot;
    plot.node.tabIndex = 0;
    const steps = model.get("steps"), top = best(), [ci, cj] = model.get("chosen"), place = (i, j) => ({ left: LEFT + (WIDE + 12) * j, top: TOP + 20 + (HIGH + GAP) * i });
    ctx.fillStyle = colours.ink;
    ctx.textAlign = "center";
    ctx.font = "bold 12px sans-serif";
    hidden.forEach((h, j) => ctx.fillText(`hidden ${called(h)}`, place(0, j).left + WIDE / 2, 14));
    ctx.font = "12px sans-serif";
    rates.forEach((rate, i) => { ctx.textAlign = "left"; ctx.fillText(`rate ${rate}`, 2, place(i, 0).top + HIGH / 2); ctx.textAlign = "center"; });
    for (const [i, j] of cells()) {
      const { left, top: y0 } = place(i, j), result = known(i, j), chosen = i === ci && j === cj;
      const y = (v) => y0 + HIGH - (Math.min(v, 1) / 1) * HIGH, x = (k) => left + (WIDE * k * 100) / Math.max(steps, 100);
      ctx.strokeStyle = chosen ? ORANGE : colours.faint;
      ctx.lineWidth = chosen ? 3 : 1;
      ctx.strokeRect(left, y0, WIDE, HIGH);
      ctx.setLineDash([2, 3]);
      ctx.strokeStyle = colours.faint;
      ctx.lineWidth = 1;
      line(ctx, [[left, y(LOG2)], [left + WIDE, y(LOG2)]]);
      ctx.setLineDash([]);
      ctx.fillStyle = colours.ink;
      const star = top && i === top[0] && j === top[1] ? " ★" : "";
      ctx.fillText(result ? `dev ${result.dev.toFixed(0)} %${star}` : waiting === keyOf(i, j) ? "training …" : "not yet", left + WIDE / 2, y0 - 5);
      if (!result) continue;
      inside(ctx, { left, right: left + WIDE, top: y0, bottom: y0 + HIGH }, () => {
        ctx.strokeStyle = BLUE;
        ctx.lineWidth = 2;
        line(ctx, result.costs.map((c, k) => [x(k), c]).filter(([, c]) => c !== null).map(([u, c]) => [u, y(c)]));
      });
    }
    const choose = (i, j) => { set("chosen", [i, j]); draw(); };
    plot.node.addEventListener("click", (event) => {
      const r = plot.node.getBoundingClientRect(), u = event.clientX - r.left, v = event.clientY - r.top;
      const hit = cells().find(([i, j]) => { const p = place(i, j); return u >= p.left && u <= p.left + WIDE && v >= p.top && v <= p.top + HIGH; });
      if (hit) choose(...hit);
    });
    plot.node.addEventListener("keydown", (event) => {
      const move = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
      if (!move) return;
      event.preventDefault();
      choose(Math.max(0, Math.min(rates.length - 1, ci + move[0])), Math.max(0, Math.min(hidden.length - 1, cj + move[1])));
    });
    if (focused) plot.node.focus();
    if (open) say(sentence());
  }

  function sentence() {
    const done = cells().filter(([i, j]) => known(i, j)), top = best(), [i, j] = model.get("chosen"), here = known(i, j);
    const costs = here?.costs.map((c) => (c === null ? "nan" : short(c, 3)));
    const chosen = here ? `cost ${costs[0]} to ${costs[costs.length - 1]}, train ${here.train.toFixed(1)} %, dev ${here.dev.toFixed(1)} %` : waiting === keyOf(i, j) ? "in training" : "not trained yet";
    const winner = top ? ` Best on dev: ${keyOf(...top).split(" steps, ")[1]}, ${known(...top).dev.toFixed(1)} %, give or take ${points(known(...top).dev).toFixed(1)} points.` : "";
    return `${done.length} of ${cells().length} trained, ${model.get("steps").toLocaleString("en")} steps each; baseline ${model.get("baseline").toFixed(1)} %. Chosen: ${keyOf(i, j).split(" steps, ")[1]}: ${chosen}.${winner}`;
  }
  const middle = model.get("rates");
  predictFirst(asked, "which learning rate will hold the best cell on dev?", middle.map(String), model.get("answered_first"), (guess) => {
    if (guess !== model.get("answered_first")) set("answered_first", guess);
    open = true;
    buttons.append(element("span", { class: "nndl-buttons" }, all, one, reset), `You predicted: ${guess}.`);
    draw();
  });
  if (!open) draw();
  return () => { running = false; model.off("msg:custom", answered); };
}

export default themed(render);
