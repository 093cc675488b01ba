// One neuron over data: drag two handles of its line; below zero it is cut off, if it is bent.
import { BLUE, ORANGE, axes, canvas, inside, legend, line, mark, short, theme } from "./draw.js";
import { button, choice, element, everyFrame, frame, saying, slider, themed } from "./controls.js";
import { arrows, drag } from "./moving.js";

export function render({ model, el }) {
  const box = frame(el), colours = theme(el);
  const controls = element("div", { class: "nndl-controls" }), pictures = element("div", { class: "nndl-pictures" });
  box.append(controls, pictures);
  const plot = canvas(pictures, 480, 320, "The data and the neuron's line; left and right turn it, up and down shift it"), { ctx } = plot;
  const say = saying(box);
  const xs = model.get("x"), ys = model.get("y"), [xLabel, yLabel] = model.get("labels");
  const right = 1.07 * Math.max(...xs), top = 1.12 * Math.max(...ys), ends = [0.22 * right, 0.86 * right];
  const steepest = Math.ceil((2 * top) / right), farthest = Math.ceil(top);
  const score = (x) => model.get("w") * x + model.get("b");
  const output = (x) => (model.get("bent") ? Math.max(0, score(x)) : score(x));
  let at = null;

  const put = (values) => { for (const [name, value] of Object.entries(values)) model.set(name, value); model.save_changes(); knobs(); draw(); };
  const bounded = (v, most) => Math.max(-most, Math.min(most, v));
  const place = (w, b) => put({ w: bounded(Math.round(w * 100) / 100, steepest), b: bounded(Math.round(b), farthest) });

  const draw = everyFrame(() => {
    plot.clear();
    at = axes(plot, { x: [0, right], y: [-0.3 * top, top], xLabel, yLabel, title: model.get("bent") ? "One neuron: a line, bent at 0" : "A straight line, not bent" }, colours);
    inside(ctx, at.box, () => {
      ctx.strokeStyle = colours.faint;
      ctx.lineWidth = 1;
      line(ctx, [[at.box.left, at.y(0)], [at.box.right, at.y(0)]]);
      ctx.strokeStyle = ORANGE;
      xs.forEach((x, i) => line(ctx, [[at.x(x), at.y(ys[i])], [at.x(x), at.y(output(x))]]));
      ctx.strokeStyle = BLUE;
      ctx.lineWidth = 1.5;
      ctx.setLineDash([5, 4]);
      line(ctx, [0, right].map((x) => [at.x(x), at.y(score(x))]));
      ctx.setLineDash([]);
      ctx.lineWidth = 3;
      line(ctx, Array.from({ length: 241 }, (_, i) => (right * i) / 240).map((x) => [at.x(x), at.y(output(x))]));
      xs.forEach((x, i) => mark(ctx, at.x(x), at.y(ys[i]), 1, 4));
      ctx.strokeStyle = BLUE;
      ctx.fillStyle = colours.paper;
      ctx.lineWidth = 2;
      for (const x of ends) { ctx.beginPath(); ctx.arc(at.x(x), at.y(score(x)), 7, 0, 7); ctx.fill(); ctx.stroke(); }
    });
    legend(ctx, [["w x + b", BLUE, [5, 4]], ["what it answers", BLUE], ["misses by", ORANGE]], at.box.left + 8, at.box.top + 16, colours.ink);
    say(sentence());
  });

  function sentence() {
    const m = xs.length, mean = ys.reduce((a, b) => a + b) / m, average = (list) => list.reduce((a, b) => a + b, 0) / m;
    const missed = average(xs.map((x, i) => Math.abs(output(x) - ys[i]))), blind = average(ys.map((y) => Math.abs(y - mean)));
    const below = xs.filter((x) => score(x) <= 0).length;
    const low = model.get("bent") ? `It answers exactly 0 for ${below} of ${m}.` : `It answers 0 or less for ${below} of ${m}.`;
    return `w = ${short(model.get("w"))}, b = ${short(model.get("b"))}: it misses by ${missed.toFixed(1)} on average; always the average misses by ${blind.toFixed(1)}. ${low}`;
  }

  // A handle moves its own end of the line; the other end stays.
  drag(plot.node, (x, y) => {
    const k = ends.findIndex((e) => Math.hypot(at.x(e) - x, at.y(score(e)) - y) < 14);
    return k < 0 ? null : k;
  }, (k, _, y) => {
    const heights = ends.map((e, i) => (i === k ? at.fromY(y) : score(e))), w = (heights[1] - heights[0]) / (ends[1] - ends[0]);
    place(w, heights[0] - w * ends[0]);
  });
  arrows(plot.node, (turn, up) => place(model.get("w") + 0.05 * turn, model.get("b") + 5 * up));

  const weight = slider("Weight w", { min: -steepest, max: steepest, step: 0.01, value: model.get("w"), show: (v) => short(v) }, (w) => put({ w }));
  const bias = slider("Bias b", { min: -farthest, max: farthest, step: 1, value: model.get("b"), show: (v) => short(v) }, (b) => put({ b }));
  const bend = choice("Bend", [["yes", "at 0 (ReLU)"], ["no", "none"]], model.get("bent") ? "yes" : "no", (v) => put({ bent: v === "yes" }));
  const knobs = () => { weight.set(model.get("w")); bias.set(model.get("b")); };
  controls.append(weight.node, bias.node, bend.node, element("span", { class: "nndl-buttons" },
    button("Reset", () => { const [w, b] = model.get("first"); put({ w, b }); })));
  draw();
}

export default themed(render);
