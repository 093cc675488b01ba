// A function, its slope at a point, and the secant that becomes the tangent as the step shrinks.
import { BLUE, GREEN, ORANGE, axes, canvas, line, short, theme } from "./draw.js";
import { choice, element, everyFrame, frame, saying, slider, themed } from "./controls.js";
import { FUNCTIONS } from "./functions.js";

export function render({ model, el }) {
  const box = frame(el), colours = theme(el);
  const controls = element("div", { class: "nndl-controls" }), pictures = element("div", { class: "nndl-pictures" });
  box.append(controls, pictures);
  const left = canvas(pictures, 360, 270, "The function, with a tangent or secant at a point");
  const right = canvas(pictures, 300, 270, model.get("show_error") ? "Error of the measured slope against the step" : "The slope of the function");
  const say = saying(box), set = (name, value) => { model.set(name, value); model.save_changes(); draw(); };

  const range = () => {
    const [low, high] = model.get("range");
    return [Math.max(low, FUNCTIONS[model.get("name")].from ?? -Infinity), high];
  };
  const sample = (f) => {
    const [low, high] = range();
    return Array.from({ length: 241 }, (_, i) => low + ((high - low) * i) / 240).map((x) => [x, f(x)]);
  };
  const measured = (f, at, h) => (f(at + h) - f(at)) / h;
  const central = (f, at, h) => (f(at + h) - f(at - h)) / (2 * h);

  const draw = everyFrame(() => {
    const { f, slope } = FUNCTIONS[model.get("name")], at = model.get("at"), h = model.get("h"), { ctx } = left;
    const points = sample(f), ys = points.map(([, y]) => y), pad = 0.08 * (Math.max(...ys) - Math.min(...ys) || 1);
    left.clear();
    const name = model.get("name"), [x0, x1] = range(), variable = name.includes("a") && !["tanh", "leaky ReLU"].includes(name) ? "a" : "z";
    const box1 = axes(left, { x: [x0, x1], y: [Math.min(...ys) - pad, Math.max(...ys) + pad], xLabel: variable, title: name }, colours);
    ctx.save();
    ctx.beginPath();
    ctx.rect(box1.box.left, box1.box.top, box1.box.right - box1.box.left, box1.box.bottom - box1.box.top);
    ctx.clip();
    if (model.get("shade")) {
      ctx.fillStyle = "rgba(128,128,128,0.18)"; // where the slope is below a tenth of its greatest
      const steepest = Math.max(...points.map(([x]) => Math.abs(slope(x))));
      for (const [x] of points) if (Math.abs(slope(x)) < 0.1 * steepest) ctx.fillRect(box1.x(x) - 1, 0, (x1 - x0 ? 340 / 240 : 1) + 1, left.height);
    }
    ctx.lineWidth = 2;
    ctx.strokeStyle = BLUE;
    line(ctx, points.map(([x, y]) => [box1.x(x), box1.y(y)]));
    const steep = h > 0 ? measured(f, at, h) : slope(at);
    ctx.strokeStyle = ORANGE;
    ctx.setLineDash(h > 0 ? [6, 4] : []);
    line(ctx, [x0, x1].map((x) => [box1.x(x), box1.y(f(at) + steep * (x - at))]));
    ctx.setLineDash([]);
    ctx.fillStyle = ORANGE;
    for (const x of h > 0 ? [at, at + h] : [at]) { ctx.beginPath(); ctx.arc(box1.x(x), box1.y(f(x)), 5, 0, 7); ctx.fill(); }
    ctx.restore();
    if (model.get("show_error")) drawError(f, slope, at, h);
    else drawSlope(slope, at, variable);
    const here = `At ${variable} = ${short(at)}: value ${short(f(at), 4)}, slope ${short(slope(at), 4)}.`;
    const rise = `Measured with step ${short(h, 2)}: rise over run ${short(measured(f, at, h), 6)}, central ${short(central(f, at, h), 6)}.`;
    say(h > 0 ? `${here} ${rise}` : here);
  });

  function drawSlope(slope, at, variable) {
    const points = sample(slope), ys = points.map(([, y]) => y), pad = 0.1 * (Math.max(...ys) - Math.min(...ys) || 1), { ctx } = right;
    right.clear();
    const b = axes(right, { x: range(), y: [Math.min(0, ...ys) - pad, Math.max(...ys) + pad], xLabel: variable, title: "slope" }, colours);
    ctx.strokeStyle = GREEN;
    ctx.lineWidth = 2;
    line(ctx, points.map(([x, y]) => [b.x(x), b.y(y)]));
    ctx.fillStyle = ORANGE;
    ctx.beginPath();
    ctx.arc(b.x(at), b.y(slope(at)), 5, 0, 7);
    ctx.fill();
  }

  // Both errors on log axes: they fall with the step, until rounding takes over.
  function drawError(f, slope, at, h) {
    const { ctx } = right, truth = slope(at), log = (v) => Math.log10(Math.max(Math.abs(v), 1e-16));
    right.clear();
    const b = axes(right, { x: [-12, 0], y: [-17, 1], xLabel: "step, power of ten", yLabel: "error, power of ten", title: "Measured against true slope" }, colours);
    for (const [measure, colour, dash] of [[measured, BLUE, []], [central, GREEN, [6, 3]]]) {
      ctx.strokeStyle = colour;
      ctx.setLineDash(dash);
      ctx.lineWidth = 2;
      line(ctx, Array.from({ length: 121 }, (_, i) => -12 + i / 10).map((e) => [b.x(e), b.y(log(measure(f, at, 10 ** e) - truth))]));
    }
    ctx.setLineDash([]);
    ctx.fillStyle = colours.ink;
    ctx.fillText("solid: one-sided, dashed: central", b.box.left + 8, b.box.top + 16);
    if (h > 0) { ctx.fillStyle = ORANGE; ctx.beginPath(); ctx.arc(b.x(Math.log10(h)), b.y(log(measured(f, at, h) - truth)), 5, 0, 7); ctx.fill(); }
  }

  const [low, high] = model.get("range");
  const point = slider("Point", { min: low, max: high, step: 0.05, value: model.get("at"), show: (v) => short(v) }, (v) => set("at", v));
  controls.append(choice("Function", model.get("names").map((n) => [n, n]), model.get("name"), (n) => set("name", n)).node, point.node);
  if (model.get("h") > 0)
    controls.append(slider("Step", { min: -12, max: 0.3, step: 0.1, value: Math.log10(model.get("h")), show: (v) => short(10 ** v, 2) }, (v) => set("h", 10 ** v)).node);
  left.node.addEventListener("pointermove", (event) => {
    if (!event.buttons && event.pointerType !== "mouse") return;
    const r = left.node.getBoundingClientRect(), [a, b] = range();
    const x = a + ((event.clientX - r.left - 30) / (left.width - 40)) * (b - a);
    if (event.buttons && x >= a && x <= b) { point.set(Math.round(x * 20) / 20); set("at", Math.round(x * 20) / 20); }
  });
  draw();
}

export default themed(render);
