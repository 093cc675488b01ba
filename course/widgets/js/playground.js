// The playground: a network learns to tell two classes of points apart, and every part is seen.
// Two engines: this browser's, and the functions that the learner wrote, which run in the kernel.
import { BLUE, ORANGE, GREEN, axes, canvas, line, mark, paint, short, theme } from "./draw.js";
import { button, calm, choice, element, everyFrame, frame, saying, slider, themed } from "./controls.js";
import { activations, begin, beginnings, collapsed, cost, forward, grid, step, toBytes } from "./network.js";

const REACH = 1.2, FINE = 120, COARSE = 60, HERE = "this browser", YOURS = "your own functions";

export function render({ model, el }) {
  const box = frame(el);
  const colours = theme(el);
  const controls = element("div", { class: "nndl-controls" });
  const pictures = element("div", { class: "nndl-pictures" });
  box.append(controls, pictures);
  const boundary = canvas(pictures, 320, 320, "The points and where the network's answer changes");
  const curve = canvas(pictures, 260, 200, "The cost against the iteration");
  const units = element("div", { class: "nndl-units" });
  box.append(units);
  const say = saying(box);
  const note = element("p", { class: "nndl-note" });
  box.append(note);

  let run = null; // { layers, iteration, costs, grid, hidden }
  let playing = false, waiting = false, dropped = false, alive = true, rested = 0; // where motion is unwelcome, two pictures a second

  const points = () => {
    const { X, Y, m } = dataOf(model.get("points"), model.get("dataset"));
    return { X, Y, m };
  };
  const sizes = () => [2, ...model.get("hidden"), 1];
  const yours = () => model.get("engine") === YOURS;
  const set = (name, value) => { model.set(name, value); model.save_changes(); };

  function reset() {
    stop();
    note.textContent = "";
    run = { layers: begin(sizes(), model.get("beginning"), model.get("seed")), iteration: 0, costs: [], every: 1 };
    dropped = Boolean(waiting); // asked before: what comes is of no use
    if (!yours()) picture();
    else if (!dropped) ask({ do: "begin" });
  }

  // What stood here when the notebook was saved.
  function restore() {
    const kept = model.get("kept");
    if (!kept || !kept.costs || JSON.stringify(kept.sizes) !== JSON.stringify(sizes()) || yours() !== "frame" in kept) return reset();
    run = { layers: [], iteration: kept.iteration, costs: kept.costs, every: kept.every };
    if (yours()) return show({ ...kept.frame, ...picturesOf(new Uint8Array(bytesOf(model.get("weights"))), kept.frame) });
    const numbers = new Float64Array(bytesOf(model.get("weights")));
    const layers = begin(sizes(), "all zero", 0);
    let at = 0;
    for (const layer of layers)
      for (const part of [layer.W, layer.b]) { part.set(numbers.subarray(at, at + part.length)); at += part.length; }
    run.layers = layers;
    picture();
  }

  // Of this browser's network its weights are kept, of the learner's own what it answered.
  function keep(frame) {
    const all = frame ? frame.pictures : new Uint8Array(Float64Array.from(run.layers.flatMap(({ W, b }) => [...W, ...b])).buffer);
    model.set("weights", new DataView(all.slice().buffer));
    model.set("kept", { iteration: run.iteration, costs: run.costs, every: run.every, sizes: sizes(), ...(frame && { frame: frame.said }) });
    model.save_changes();
  }

  function train(count) {
    const { X, Y } = points(), until = performance.now() + 12;
    let done = 0;
    do {
      const before = step(run.layers, model.get("activation"), X, Y, model.get("rate"));
      noteCost(run.iteration, before);
      run.iteration += 1;
    } while (++done < count && performance.now() < until);
  }

  // A curve of at most 400 points: when it is full, every second goes, and so do those to come.
  function noteCost(iteration, value) {
    if (iteration % run.every) return;
    run.costs.push([iteration, value]);
    if (run.costs.length <= 400) return;
    run.every *= 2;
    run.costs = run.costs.filter(([i]) => i % run.every === 0);
  }

  // The picture from this browser's own network; the kernel sends its own as bytes.
  function picture() {
    const size = playing ? COARSE : FINE, { X, Y, m } = points(), activation = model.get("activation");
    const { A } = forward(run.layers, activation, grid(size, REACH), size * size);
    const here = forward(run.layers, activation, X, m), L = run.layers.length;
    show({
      size,
      answers: toBytes(A[L]),
      lines: halfPlanes(run.layers[0]),
      unit_size: size,
      hidden: L > 1 ? unitPictures(A[1], run.layers[0].rows, size) : [],
      cost: cost(here.Z[L], Y),
      right: here.A[L].reduce((n, a, j) => n + ((a > 0.5) === (Y[j] === 1)), 0),
      m,
      one: activation === "none" && L > 1 ? collapsed(run.layers) : null,
    });
  }

  let shown = null;
  const show = (frame) => {
    shown = frame;
    boundary.clear();
    const at = axes(boundary, { x: [-REACH, REACH], y: [-REACH, REACH], title: "Probability of class 1" }, colours);
    const { ctx } = boundary, { X, Y, m } = points();
    paint(boundary, frame.answers, frame.size, at.box);
    if (model.get("show_lines")) {
      ctx.save();
      ctx.beginPath();
      ctx.rect(at.box.left, at.box.top, at.box.right - at.box.left, at.box.bottom - at.box.top);
      ctx.clip();
      ctx.strokeStyle = "#222";
      ctx.setLineDash([5, 4]);
      for (const [[x0, y0], [x1, y1]] of frame.lines) line(ctx, [[at.x(x0), at.y(y0)], [at.x(x1), at.y(y1)]]);
      ctx.setLineDash([]);
      ctx.lineWidth = 3;
      for (const [[x0, y0], [x1, y1]] of frame.one ? halfPlanes(frame.one) : []) line(ctx, [[at.x(x0), at.y(y0)], [at.x(x1), at.y(y1)]]);
      ctx.restore();
    }
    for (let j = 0; j < m; j++) mark(ctx, at.x(X[j]), at.y(X[m + j]), Y[j], 3.5);
    drawCurve(frame);
    drawUnits(frame);
    const percent = ((100 * frame.right) / frame.m).toFixed(1);
    say(`Iteration ${run.iteration}. Cost ${short(frame.cost, 4)}. ${percent} % of ${frame.m} points right`
      + ` (baseline 50 %). ${frame.check ?? ""}${frame.one ? asOne(frame.one) : ""}`);
  };
  // Layers that bend nothing are one layer, and these are its numbers.
  function asOne({ W, b }) {
    const layers = sizes().length - 1, names = Array.from({ length: layers }, (_, i) => `W${layers - i}`).join(" ");
    return `Nothing bends: all layers together are one, ${names} = (${short(W[0])}, ${short(W[1])}) with bias ${short(b[0])}.`;
  }

  function drawCurve(frame) {
    curve.clear();
    const costs = [...run.costs, [run.iteration, frame.cost]].filter(([, c]) => Number.isFinite(c));
    const top = Math.max(0.8, ...costs.map(([, c]) => c));
    const at = axes(curve, { x: [0, Math.max(100, run.iteration)], y: [0, top], xLabel: "iteration", yLabel: "cost", title: "Cost" }, colours);
    curve.ctx.strokeStyle = BLUE;
    curve.ctx.lineWidth = 2;
    line(curve.ctx, costs.map(([i, c]) => [at.x(i), at.y(c)]));
  }

  let small = [];
  function drawUnits({ hidden, unit_size: size }) {
    if (small.length !== hidden.length) {
      units.replaceChildren();
      small = hidden.map((_, i) => canvas(units, 64, 64, `Where hidden unit ${i + 1} is active`));
    }
    hidden.forEach((bytes, i) => {
      small[i].clear();
      paint(small[i], bytes, size, { left: 1, top: 1, right: 63, bottom: 63 });
    });
  }

  // The kernel's engine: one question at a time, so that it is never behind.
  function ask(question) {
    if (waiting) return;
    waiting = performance.now();
    // A question says what it is of, since it may overtake a change of the state.
    const of = Object.fromEntries(["dataset", "hidden", "seed", "rate"].map((name) => [name, model.get(name)]));
    model.send({ ...question, ...of, size: FINE });
  }

  model.on("msg:custom", answered);
  function answered(message, buffers) {
    const asked = waiting, came = performance.now();
    waiting = false;
    if (dropped) {
      dropped = false;
      if (yours()) ask({ do: "begin" });
      return;
    }
    if (message.error) {
      stop();
      note.textContent = message.error;
      return;
    }
    run.iteration = message.iteration;
    for (const [i, c] of message.costs) noteCost(i, c);
    const { costs, ...said } = message, pictures = new Uint8Array(bytesOf(buffers[0]));
    show({ ...said, ...picturesOf(pictures, said) });
    // For who measures (course bench widgets): how long the kernel took, and the browser.
    box.dispatchEvent(new CustomEvent("nndl-frame", { detail: { asked, came, drawn: performance.now(), seconds: message.seconds } }));
    if (!playing) keep({ said, pictures });
    else if (alive) requestAnimationFrame(() => ask({ do: "train", count: 10 }));
  }

  function tick() {
    if (!playing || !alive) return;
    train(20);
    if (!calm() || performance.now() > rested) { picture(); rested = performance.now() + 500; }
    if (!run.layers.every(({ W }) => W.every(Number.isFinite))) {
      stop();
      note.textContent = "The numbers have grown beyond what a computer can hold: the learning rate is too large.";
      return;
    }
    requestAnimationFrame(tick);
  }

  const play = button("Train", () => (playing ? stop() : start()));
  function start() {
    playing = true;
    play.textContent = "Pause";
    if (yours()) ask({ do: "train", count: 10 });
    else tick();
  }
  function stop() {
    if (!playing) return;
    playing = false;
    play.textContent = "Train";
    if (!yours()) { picture(); keep(); }
  }
  const once = button("10 steps", () => {
    stop();
    if (yours()) return ask({ do: "train", count: 10 });
    for (let i = 0; i < 10; i++) train(1);
    picture();
    keep();
  });

  const changed = (name) => (value) => { stop(); set(name, value); reset(); };
  const engines = model.get("has_own") ? [HERE, YOURS] : [HERE];
  const same = (names) => names.map((name) => [name, name]);
  const rate = slider("Learning rate", { min: -3, max: 1, step: 0.1, value: Math.log10(model.get("rate")),
    show: (v) => short(10 ** v, 2) }, everyFrame((v) => set("rate", 10 ** v)));
  const layers = slider("Hidden layers", { min: 0, max: 3, step: 1, value: model.get("hidden").length },
    (count) => changed("hidden")(Array(count).fill(model.get("hidden")[0] ?? 4)));
  const width = slider("Units in each", { min: 1, max: 16, step: 1, value: model.get("hidden")[0] ?? 4 },
    (n) => changed("hidden")(model.get("hidden").map(() => n)));
  // In order, since a saved notebook sorts the keys.
  const data = choice("Data", same(Object.keys(model.get("points")).sort()), model.get("dataset"), changed("dataset"));
  const bend = choice("Activation", same(activations), model.get("activation"), changed("activation"));
  const first = choice("First weights", same(beginnings), model.get("beginning"), changed("beginning"));
  const engine = choice("Trained by", same(engines), model.get("engine"), (value) => { changed("engine")(value); lock(); });
  const why = element("span", { id: `${bend.input.id}-why` }, "Your own functions choose the activation and the first weights.");
  function lock() {
    why.hidden = !yours();
    for (const { input } of [bend, first]) {
      input.disabled = yours();
      if (yours()) input.setAttribute("aria-describedby", why.id);
      else input.removeAttribute("aria-describedby");
    }
  }
  const half = choice("Half-planes", [["yes", "shown"], ["no", "hidden"]], model.get("show_lines") ? "yes" : "no",
    (value) => { set("show_lines", value === "yes"); if (shown) show(shown); });
  controls.append(data.node, layers.node, width.node, bend.node, first.node, why, rate.node, engine.node, half.node,
    element("span", { class: "nndl-buttons" }, play, once, button("Reset", reset)));
  lock();
  restore();
  return () => { stop(); alive = false; model.off("msg:custom", answered); };
}

function dataOf(all, name) {
  const values = new Float32Array(bytesOf(all[name]));
  const m = values.length / 3;
  return { X: Float64Array.from(values.subarray(0, 2 * m)), Y: Float64Array.from(values.subarray(2 * m)), m };
}

const bytesOf = (view) => (view.buffer ? view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength) : view);

// What the kernel sends: the answers on the grid, then a smaller picture for each hidden unit.
function picturesOf(bytes, { size, unit_size }) {
  const answers = bytes.subarray(0, size * size), hidden = [];
  for (let at = size * size; at < bytes.length; at += unit_size ** 2) hidden.push(bytes.subarray(at, at + unit_size ** 2));
  return { answers, hidden };
}

// Where each unit's score is 0: a line right across the picture.
function halfPlanes({ W, b, rows }) {
  const lines = [], far = 4;
  for (let i = 0; i < rows; i++) {
    const [u, v] = [W[2 * i], W[2 * i + 1]], norm = Math.hypot(u, v);
    if (norm < 1e-9) continue;
    const x = (-b[i] * u) / norm ** 2, y = (-b[i] * v) / norm ** 2;
    lines.push([[x - (far * v) / norm, y + (far * u) / norm], [x + (far * v) / norm, y - (far * u) / norm]]);
  }
  return lines;
}

// Each unit's activation over the picture, stretched between its least and its greatest.
function unitPictures(A, rows, size) {
  return Array.from({ length: rows }, (_, i) => {
    const a = A.subarray(i * size * size, (i + 1) * size * size);
    let low = Infinity, high = -Infinity;
    for (const v of a) { if (v < low) low = v; if (v > high) high = v; }
    return toBytes(a.map((v) => (high > low ? (v - low) / (high - low) : 0.5)));
  });
}

export default themed(render);
