// How a network begins: do the rows of W1 stay equal, does a unit saturate, what moves at all?
import { BLUE, GREEN, ORANGE, axes, canvas, line, short, theme } from "./draw.js";
import { button, calm, choice, element, frame, predictFirst, saying, slider, themed } from "./controls.js";
import { cost, forward, step } from "./network.js";

const UNITS = 4, STROKES = [[], [6, 3], [2, 3], [8, 3, 2, 3]], KINDS = [BLUE, ORANGE, GREEN, "#cc79a7"];
const FLAT = 0.1; // a unit whose mean slope is below a tenth of the greatest is called saturated

export function render({ model, el }) {
  const box = frame(el), colours = theme(el);
  const controls = element("div", { class: "nndl-controls" }), asked = element("div"), shown = element("div");
  box.append(controls, asked, shown);
  const pictures = element("div", { class: "nndl-pictures" }), table = element("table", { class: "nndl-shapes" });
  const { X, Y, m } = pointsOf(model.get("points"));
  let alive = true, playing = false, waiting = false, begun = 0, plane, curve, say, note, run;

  const set = (name, value) => { model.set(name, value); model.save_changes(); };
  const weight = (draw) => ({ "all zero": 0, "all equal": model.get("factor"), random: model.get("factor") * draw })[model.get("start")];
  const first = () => {
    const all = model.get("draws").map(weight);
    return { W1: all.slice(0, 2 * UNITS), b1: Array(UNITS).fill(0), W2: all.slice(2 * UNITS), b2: [0] };
  };
  const layers = ({ W1, b1, W2, b2 }) => [
    { W: Float64Array.from(W1), b: Float64Array.from(b1), rows: UNITS, columns: 2 },
    { W: Float64Array.from(W2), b: Float64Array.from(b2), rows: 1, columns: UNITS }];
  function judged(parameters) {
    const { A, Z } = forward(layers(parameters), "tanh", X, m);
    return { cost: cost(Z[2], Y), right: A[2].reduce((n, a, j) => n + ((a > 0.5) === (Y[j] === 1)), 0) };
  }

  function reset() {
    stop();
    note.textContent = "";
    waiting = false;
    begun += 1; // what the kernel still answers about the run before is not of this one
    const parameters = first();
    run = [{ iteration: 0, parameters, ...judged(parameters) }];
    keep();
    draw();
  }
  function add(frame) {
    run.push(frame);
    if (run.length > 160) run = run.filter((_, i) => i % 2 === 0 || i === run.length - 1); // thin out, keep both ends
    draw();
  }
  const keep = () => set("kept", [...run]); // a list that is changed in place is no news to the model
  const last = () => run[run.length - 1];

  // Both engines take `count` steps from the last frame: the kernel's is asked, this browser's is quick.
  function advance(count) {
    const { iteration, parameters } = last();
    if (model.get("has_own")) {
      if (waiting) return;
      waiting = count;
      return model.send({ count, parameters, begun });
    }
    const net = layers(parameters);
    for (let i = 0; i < count; i++) step(net, "tanh", X, Y, model.get("rate"));
    const next = { W1: [...net[0].W], b1: [...net[0].b], W2: [...net[1].W], b2: [...net[1].b] };
    add({ iteration: iteration + count, parameters: next, ...judged(next) });
    went();
  }
  model.on("msg:custom", answered);
  function answered(message) {
    if (message.begun !== undefined && message.begun !== begun) return;
    const count = waiting;
    waiting = false;
    if (message.error) { stop(); note.textContent = message.error; return; }
    if (!count) return;
    const { parameters, cost, right } = message;
    add({ iteration: last().iteration + count, parameters, cost, right });
    went();
  }
  function went() {
    if (playing && alive && last().iteration < 10000) requestAnimationFrame(() => playing && advance(calm() ? 1000 : 20));
    else { stop(); keep(); }
  }
  const play = button("Train", () => (playing ? stop() : start()));
  function start() { playing = true; play.textContent = "Pause"; advance(calm() ? 1000 : 20); }
  function stop() { if (playing) { playing = false; play.textContent = "Train"; keep(); } }

  function draw() {
    const now = last(), { W1, b1 } = now.parameters, rows = Array.from({ length: UNITS }, (_, i) => [W1[2 * i], W1[2 * i + 1]]);
    const groups = grouped(rows.map((row, i) => [...row, b1[i]]));
    const { ctx } = plane, far = 1.2 * Math.max(0.01, ...run.flatMap((f) => f.parameters.W1.map(Math.abs)).filter(Number.isFinite));
    plane.clear();
    const at = axes(plane, { x: [-far, far], y: [-far, far], xLabel: "weight of x₁", yLabel: "weight of x₂", title: "Rows of W1, one arrow a unit" }, colours);
    groups.forEach((units) => {
      const i = units[0], [u, v] = rows[i];
      ctx.strokeStyle = ctx.fillStyle = KINDS[i];
      ctx.lineWidth = 1;
      ctx.setLineDash(STROKES[i]);
      line(ctx, run.map((f) => [at.x(f.parameters.W1[2 * i]), at.y(f.parameters.W1[2 * i + 1])]));
      ctx.lineWidth = 2.5;
      line(ctx, [[at.x(0), at.y(0)], [at.x(u), at.y(v)]]);
      ctx.setLineDash([]);
      ctx.beginPath();
      ctx.arc(at.x(u), at.y(v), 5, 0, 7);
      ctx.fill();
      ctx.fillStyle = colours.ink;
      ctx.font = "bold 13px sans-serif";
      const name = units.map((k) => k + 1).join(" = ");
      ctx.fillText(name, Math.min(at.x(u) + 8, at.box.right - ctx.measureText(name).width), at.y(v) - 8);
      ctx.font = "12px sans-serif";
    });
    curve.clear();
    const costs = run.filter((f) => Number.isFinite(f.cost)).map((f) => [f.iteration, f.cost]);
    const c = axes(curve, { x: [0, Math.max(100, now.iteration)], y: [0, 1.1 * Math.max(0.7, ...costs.map(([, v]) => v))], xLabel: "iteration", yLabel: "cost", title: "Cost" }, colours);
    curve.ctx.strokeStyle = BLUE;
    curve.ctx.lineWidth = 2;
    line(curve.ctx, costs.map(([i, v]) => [c.x(i), c.y(v)]));
    const slopes = rows.map(([u, v], i) => {
      let sum = 0;
      for (let j = 0; j < m; j++) sum += 1 - Math.tanh(u * X[j] + v * X[m + j] + b1[i]) ** 2;
      return sum / m;
    });
    fill(now.parameters, slopes);
    tell(now, groups, slopes);
  }

  function fill({ W1, b1, W2 }, slopes) {
    const row = (cells, tag = "td") => element("tr", {}, ...cells.map((v, k) =>
      element(k ? tag : "th", { scope: tag === "th" ? "col" : k ? undefined : "row" }, v)));
    table.replaceChildren(element("caption", {}, "The hidden units now"),
      element("thead", {}, row(["unit", "row of W1", "b1", "column of W2", "mean slope of tanh"], "th")),
      element("tbody", {}, ...slopes.map((slope, i) => row([String(i + 1), `${short(W1[2 * i])}, ${short(W1[2 * i + 1])}`,
        short(b1[i]), short(W2[i]), `${slope.toFixed(2)} ${slope < FLAT ? "saturated" : ""}`]))));
  }

  function tell(now, groups, slopes) {
    const moved = ["W1", "b1", "W2", "b2"].map((name) => {
      const begun = run[0].parameters[name], values = now.parameters[name];
      return `${name} by ${short(Math.max(...values.map((v, i) => Math.abs(v - begun[i]))), 2)}`;
    });
    const equal = groups.length === 1 ? "all equal" : groups.length === UNITS ? "all different"
      : groups.map((units) => units.map((i) => i + 1).join(" = ")).join(", ");
    const flat = slopes.flatMap((s, i) => (s < FLAT ? [i + 1] : [])), ones = Y.reduce((a, b) => a + b, 0);
    say(`Iteration ${now.iteration}. Cost ${short(now.cost, 4)}. ${((100 * now.right) / m).toFixed(1)} % of ${m} points right`
      + ` (baseline ${((100 * Math.max(ones, m - ones)) / m).toFixed(1)} %). Rows of W1: ${equal}. Moved: ${moved.join(", ")}.`
      + ` Saturated units: ${flat.length ? flat.join(", ") : "none"}.`);
  }

  const again = (name) => (value) => { set(name, value); reset(); };
  controls.append(
    choice("First weights", model.get("starts").map((s) => [s, s]), model.get("start"), (value) => open ? again("start")(value) : set("start", value)).node,
    slider("Factor", { min: -2, max: 1.5, step: 0.1, value: Math.log10(model.get("factor")), show: (v) => short(10 ** v, 2) },
      (v) => (open ? again("factor") : (f) => set("factor", f))(10 ** v)).node);
  let open = false;
  predictFirst(asked, "after training, how will the four rows of W1 compare?",
    ["They stay equal", "They become different", "They do not move at all"], model.get("answered_first"), (guess) => {
      if (guess !== model.get("answered_first")) set("answered_first", guess);
      open = true;
      shown.append(element("div", { class: "nndl-controls" }, element("span", { class: "nndl-buttons" }, play,
        button("100 steps", () => { stop(); advance(100); }), button("Reset", reset)), `You predicted: ${guess.toLowerCase()}.`), pictures, table);
      plane = canvas(pictures, 320, 320, "The rows of W1 as arrows, with the way that they have come");
      curve = canvas(pictures, 260, 200, "The cost against the iteration");
      say = saying(shown);
      note = element("p", { class: "nndl-note" });
      shown.append(note);
      run = model.get("kept");
      if (run.length) draw(); else reset();
    });
  return () => { alive = false; playing = false; model.off("msg:custom", answered); };
}

// Units whose numbers agree to nine digits, together.
function grouped(rows) {
  const groups = [];
  rows.forEach((row, i) => {
    const same = groups.find(([k]) => rows[k].every((v, c) => Math.abs(v - row[c]) <= 1e-9 * Math.max(1, Math.abs(v))));
    if (same) same.push(i); else groups.push([i]);
  });
  return groups;
}

function pointsOf(view) {
  const values = new Float64Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength)), m = values.length / 3;
  return { X: values.slice(0, 2 * m), Y: values.slice(2 * m), m };
}

export default themed(render);
