// The learner's own functions train in the kernel; each frame is a row of numbers and the weights.
import { BLUE, GREEN, ORANGE, axes, canvas, inside, legend, line, paint, short, theme } from "./draw.js";
import { button, calm, choice, element, everyFrame, frame, predictFirst, saying, slider, themed } from "./controls.js";

const LINES = { train: [BLUE, []], dev: [ORANGE, [7, 4]], test: [GREEN, [2, 3]] };
const CHANNELS = ["red", "green", "blue"], MOST = 300;
const COSTS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20];
const log = Math.log10, percent = (v) => `${v.toFixed(1)} %`;

// In another theme the widget is drawn anew; a run that was on `before` then goes on where it was.
export function render({ model, el }, before = {}) {
  const box = frame(el), colours = theme(el);
  const asked = element("div"), shown = element("div");
  box.append(asked, shown);
  const set = (name, value) => { model.set(name, value); model.save_changes(); };
  let runs = [], weights = new Uint8Array(), alive = true, playing = false;
  let waiting = before.waiting ?? false, live = before.live ?? false, queue = before.queue ?? [];
  let after = null, dropped = waiting; // what is to be asked next; whether the answer on its way is still wanted
  let say, note, plots, play;

  const last = () => runs[runs.length - 1];
  const here = (run) => run.frames[run.frames.length - 1];
  const seen = () => model.get("names").filter((name) => name !== "test" || model.get("opened"));
  const column = (name) => 2 + model.get("names").indexOf(name);

  // One question at a time; a run is over when its steps are taken, and then the next rate begins.
  function ask(question) {
    if (!alive) return;
    if (waiting) { after = question; return; }
    waiting = true;
    model.send(question);
  }
  const begin = (rate) => { live = false; ask({ do: "begin", rate }); };
  const advance = (count) => ask({ do: "advance", rate: last().rate, count: Math.min(count, Math.max(1, model.get("steps") - here(last())[0])) });
  function answered(message, buffers) {
    const late = after ?? dropped;
    waiting = dropped = false;
    if (late) {
      after = null;
      if (late !== true) ask(late);
      return;
    }
    if (message.error) { stop(); note.textContent = message.error; return; }
    const bytes = buffers[0];
    weights = new Uint8Array(bytes.buffer ?? bytes, bytes.byteOffset ?? 0, bytes.byteLength);
    if (!live) runs = [...runs, { rate: queue.length ? queue.shift() : model.get("rate"), frames: [] }].slice(-12);
    live = true;
    last().frames.push(message.frame);
    const { frames } = last();
    if (frames.length > MOST) last().frames = frames.filter((_, i) => i % 2 === 0 || i === frames.length - 1);
    draw();
    if (playing) next();
  }
  model.on("msg:custom", answered);
  function next() {
    if (here(last())[0] < model.get("steps")) return advance(calm() ? 100 : 10);
    if (queue.length) return begin(queue[0]);
    stop();
  }
  const unfinished = () => live && last().rate === model.get("rate") && here(last())[0] < model.get("steps");
  function start() {
    note.textContent = "";
    goOn();
    if (queue.length || !unfinished()) begin(queue[0] ?? model.get("rate"));
    else next();
  }
  function goOn() {
    playing = true;
    play.textContent = "Pause";
  }
  function stop() {
    playing = false;
    queue = [];
    if (after) dropped = true; // the answer to an earlier question is on its way
    after = null;
    play.textContent = "Train";
    keep();
    draw();
  }
  function keep() {
    model.set("runs", runs.map((run) => ({ ...run })));
    model.set("weights", new DataView(weights.slice().buffer));
    model.save_changes();
  }
  function clear() {
    stop();
    dropped = waiting;
    runs = [];
    weights = new Uint8Array();
    live = false;
    note.textContent = "";
    keep();
    draw();
  }

  const draw = everyFrame(() => {
    drawCosts();
    drawAccuracies();
    drawSweep();
    drawWeights();
    say(sentence());
  });

  function sentence() {
    if (!runs.length) return `Nothing is trained yet. Set: learning rate ${short(model.get("rate"))}, ${model.get("steps")} steps.`;
    const run = last(), [step, cost] = here(run), names = seen(), all = model.get("names");
    const rights = names.map((name) => `${name} ${percent(here(run)[column(name)])}`).join(", ");
    const bases = names.map((name) => percent(model.get("baselines")[all.indexOf(name)])).join(", ");
    const highest = Math.max(...run.frames.map(([, c]) => c ?? 0));
    const leapt = highest > run.frames[0][1] ? `, highest ${short(highest, 4)}` : "";
    const text = `Run ${runs.length}, learning rate ${short(run.rate)}, step ${step} of ${Math.max(step, model.get("steps"))}: cost ${cost === null ? "nan" : short(cost, 5)}${leapt}. `
      + `Right: ${rights} (baseline ${bases}).`;
    return runs.length < 2 || playing ? text : `${text} ${best()}`;
  }
  function best() {
    const ends = runs.map((run) => here(run)[column("dev")]), top = Math.max(...ends), run = runs[ends.indexOf(top)];
    return `Best on dev of ${runs.length} runs: learning rate ${short(run.rate)}, ${percent(top)}, give or take ${luck(top).toFixed(1)} points.`;
  }
  const luck = (p) => Math.sqrt((p * (100 - p)) / model.get("counts")[model.get("names").indexOf("dev")]);

  // The run that goes on in full; those before it are faint, each with its rate at its end.
  function drawCosts() {
    const plot = plots.cost, { ctx } = plot, all = runs.flatMap((r) => r.frames).map(([, c]) => c).filter((c) => c > 0);
    const wide = Math.max(model.get("steps"), ...runs.map((r) => here(r)[0]));
    const range = [Math.min(0.4, ...all) * 0.9, Math.max(1, ...all) * 1.1].map(log), ticks = COSTS.map(log).filter((v) => v >= range[0] && v <= range[1]);
    plot.clear();
    const at = axes(plot, { x: [0, wide], y: range, yTicks: ticks, yShow: (v) => short(10 ** v), xLabel: "step", yLabel: "cost", title: "Cost on the training set" }, colours);
    const unseen = at.y(log(Math.LN2)), ends = [];
    ctx.strokeStyle = colours.ink;
    ctx.setLineDash([2, 4]);
    line(ctx, [[at.box.left, unseen], [at.box.right, unseen]]);
    ctx.setLineDash([]);
    ctx.lineWidth = 2;
    ctx.strokeStyle = BLUE;
    runs.forEach((run, i) => {
      const points = run.frames.filter(([, c]) => c > 0).map(([s, c]) => [at.x(s), at.y(log(c))]);
      if (!points.length) return;
      ctx.globalAlpha = i === runs.length - 1 ? 1 : 0.45;
      line(ctx, points);
      ends.push([...points[points.length - 1], short(run.rate)]);
    });
    ctx.globalAlpha = 1;
    legend(ctx, [["log 2: not looking", colours.ink, [2, 4]]], at.box.right - 148, at.box.top + 16, colours.ink);
    if (runs.length < 2) return;
    ctx.fillStyle = colours.ink;
    ctx.textAlign = "right";
    let free = Infinity; // from the lowest up, so that no rate is written over another
    for (const [x, y, text] of ends.sort((a, b) => b[1] - a[1])) {
      free = Math.min(y - 4, free - 12);
      ctx.fillText(text, x - 2, free);
    }
  }

  function drawAccuracies() {
    const plot = plots.right, { ctx } = plot, names = seen();
    plot.clear();
    const at = axes(plot, { x: [0, model.get("steps")], y: [30, 100], xLabel: "step", yLabel: "right, %", title: "Accuracy beside its baseline" }, colours);
    inside(ctx, at.box, () => names.forEach((name) => {
      const [colour, dash] = LINES[name], base = at.y(model.get("baselines")[model.get("names").indexOf(name)]);
      ctx.strokeStyle = colour;
      ctx.lineWidth = 1;
      ctx.globalAlpha = 0.6;
      line(ctx, [[at.box.left, base], [at.box.right, base]]);
      ctx.globalAlpha = 1;
      ctx.lineWidth = 2;
      ctx.setLineDash(dash);
      if (runs.length) line(ctx, last().frames.map((f) => [at.x(f[0]), at.y(f[column(name)])]));
      ctx.setLineDash([]);
    }));
    legend(ctx, names.map((name) => [runs.length ? `${name} ${percent(here(last())[column(name)])}` : name, ...LINES[name]]), at.box.left + 120, at.box.bottom - 16 * names.length + 6, colours.ink);
  }

  // The dev set chooses the rate; the whisker is one standard error, as large as luck is.
  function drawSweep() {
    const plot = plots.sweep, { ctx } = plot, ticks = [0.0001, 0.001, 0.01, 0.1, 1].map(log);
    plot.clear();
    const at = axes(plot, { x: [-4, 0], y: [30, 100], xTicks: ticks, xShow: (v) => short(10 ** v), xLabel: "learning rate", yLabel: "right, %", title: "Dev set, at the end of each run" }, colours);
    const base = at.y(model.get("baselines")[model.get("names").indexOf("dev")]);
    ctx.strokeStyle = ctx.fillStyle = ORANGE;
    ctx.lineWidth = 1;
    line(ctx, [[at.box.left, base], [at.box.right, base]]);
    ctx.fillStyle = colours.ink;
    ctx.fillText("baseline", at.box.left + 4, base + 14);
    ctx.lineWidth = 2;
    for (const run of runs) {
      const right = here(run)[column("dev")], x = at.x(log(run.rate)), [low, high] = [right - luck(right), right + luck(right)];
      line(ctx, [[x, at.y(low)], [x, at.y(high)]]);
      ctx.fillStyle = ORANGE;
      ctx.beginPath();
      ctx.arc(x, at.y(right), 4, 0, 7);
      ctx.fill();
    }
  }

  function drawWeights() {
    const size = model.get("size"), area = size * size;
    plots.weights.forEach((plot, k) => {
      plot.clear();
      if (weights.length > k * area) paint(plot, weights.subarray(k * area, (k + 1) * area), size, { left: 1, top: 1, right: plot.width - 1, bottom: plot.height - 20 });
      plot.ctx.fillStyle = colours.ink;
      plot.ctx.textAlign = "center";
      plot.ctx.fillText(CHANNELS[k], plot.width / 2, plot.height - 5);
    });
  }

  function open(guess) {
    set("guess", guess);
    const controls = element("div", { class: "nndl-controls" }), pictures = element("div", { class: "nndl-pictures" });
    const looks = element("div", { class: "nndl-pictures" }), unit = model.get("unit");
    shown.append(controls, pictures, looks);
    plots = {
      cost: canvas(pictures, 330, 230, "The cost on the training set against the step"),
      right: canvas(pictures, 330, 230, "The accuracy on each set against the step, beside its baseline"),
      sweep: canvas(looks, 330, 230, "The accuracy on the dev set at the end of each run, against its learning rate"),
      weights: CHANNELS.map((name) => canvas(looks, 104, 124, `The weights of ${unit || "the unit"} for the ${name} channel as a picture: orange ${unit ? "raises its score, blue lowers it" : "speaks for class 1, blue against it"}`)),
    };
    say = saying(shown);
    note = element("p", { class: "nndl-note" });
    shown.append(element("p", {}, `You predicted: ${guess}.${unit ? ` The pictures are the weights of ${unit}.` : ""}`), note);
    play = button("Train", () => (playing ? stop() : start()));
    const sweep = button("Sweep the rates", () => { clear(); queue = [...model.get("rates")]; start(); });
    controls.append(
      slider("Learning rate", { min: -4, max: 0, step: 0.1, value: log(model.get("rate")), show: (v) => short(10 ** v, 1) },
        (v) => { set("rate", Number((10 ** v).toPrecision(1))); draw(); }).node,
      slider("Steps", { min: 100, max: 4000, step: 100, value: model.get("steps") }, (n) => { set("steps", n); draw(); }).node,
      element("span", { class: "nndl-buttons" }, play, sweep, button("Clear", clear)));
    if (model.get("names").includes("test"))
      controls.append(choice("Test set", [["no", "closed"], ["yes", "opened"]], model.get("opened") ? "yes" : "no", (v) => { set("opened", v === "yes"); draw(); }).node);
    restore();
    if (before.playing && live) { goOn(); next(); }
    else if (before.playing) start();
    draw();
  }
  function restore() {
    runs = model.get("runs").map((run) => ({ ...run, frames: [...run.frames] }));
    const kept = model.get("weights");
    if (kept?.byteLength) weights = new Uint8Array(kept.buffer.slice(kept.byteOffset, kept.byteOffset + kept.byteLength));
  }
  predictFirst(asked, `with the learning rate ${short(model.get("rate"))}, will each step lower the cost?`,
    ["each one will", "not the first ones", "hardly any will"], model.get("guess"), open);
  return () => {
    if (play) keep();
    alive = false;
    model.off("msg:custom", answered);
    return { waiting, live, playing, queue };
  };
}

export default themed(render);
