// A line between two classes of points: its weights as an arrow, the probability as a shade, the cost.
import { axes, canvas, inside, line, mark, paint, short, theme } from "./draw.js";
import { button, element, everyFrame, frame, saying, slider, themed } from "./controls.js";
import { arrows, drag } from "./moving.js";

const FINE = 60, INK = "#222"; // on the shade, which is light in every theme
const sigmoid = (z) => 1 / (1 + Math.exp(-z));
export const lossOf = (z, y) => Math.max(z, 0) - y * z + Math.log1p(Math.exp(-Math.abs(z)));

export function render({ model, el }) {
  const box = frame(el), colours = theme(el);
  const controls = element("div", { class: "nndl-controls" }), pictures = element("div", { class: "nndl-pictures" });
  box.append(controls, pictures);
  const plot = canvas(pictures, 380, 380, "Points of two classes and a line; arrow keys move the chosen point, or else the line"), { ctx } = plot;
  const say = saying(box);
  const reach = 1.15 * Math.max(...model.get("given").flatMap(([u, v]) => [Math.abs(u), Math.abs(v)]));
  const put = (values) => { for (const [name, value] of Object.entries(values)) model.set(name, value); model.save_changes(); knobs(); draw(); };
  const score = ([u, v]) => model.get("w")[0] * u + model.get("w")[1] * v + model.get("b");
  let at = null;

  // The arrow stands where the line is nearest to the centre, and points to class 1.
  function arrow() {
    const [p, q] = model.get("w"), norm = Math.max(p * p + q * q, 1e-9), foot = [(-model.get("b") * p) / norm, (-model.get("b") * q) / norm];
    return { foot, tip: [foot[0] + p, foot[1] + q] };
  }
  const near = ([u, v], x, y, within) => Math.hypot(at.x(u) - x, at.y(v) - y) < within;
  const clamp = (v, most) => Math.max(-most, Math.min(most, Math.round(v * 100) / 100));

  function shade() {
    const bytes = new Uint8Array(FINE * FINE);
    for (let r = 0; r < FINE; r++)
      for (let c = 0; c < FINE; c++) bytes[r * FINE + c] = 255 * sigmoid(score([-reach + ((c + 0.5) * 2 * reach) / FINE, reach - ((r + 0.5) * 2 * reach) / FINE]));
    return bytes;
  }

  const draw = everyFrame(() => {
    plot.clear();
    at = axes(plot, { x: [-reach, reach], y: [-reach, reach], xLabel: "x₁", yLabel: "x₂", title: "Probability of class 1: orange high, blue low" }, colours);
    paint(plot, shade(), FINE, at.box);
    const { foot, tip } = arrow(), [p, q] = model.get("w"), norm = Math.hypot(p, q), points = model.get("points"), chosen = model.get("chosen");
    inside(ctx, at.box, () => {
      ctx.strokeStyle = ctx.fillStyle = INK;
      ctx.lineWidth = 2;
      if (norm > 1e-6) {
        const far = 4 * reach, along = [(-q / norm) * far, (p / norm) * far];
        line(ctx, [[at.x(foot[0] - along[0]), at.y(foot[1] - along[1])], [at.x(foot[0] + along[0]), at.y(foot[1] + along[1])]]);
      }
      line(ctx, [[at.x(foot[0]), at.y(foot[1])], [at.x(tip[0]), at.y(tip[1])]]);
      for (const [handle, size] of [[foot, 6], [tip, 7]]) { ctx.beginPath(); ctx.arc(at.x(handle[0]), at.y(handle[1]), size, 0, 7); handle === tip ? ctx.fill() : (ctx.fillStyle = "white", ctx.fill(), ctx.stroke(), ctx.fillStyle = INK); }
      points.forEach(([u, v, y]) => mark(ctx, at.x(u), at.y(v), y, 5));
      if (chosen) { const [u, v] = points[chosen - 1]; ctx.strokeStyle = INK; ctx.lineWidth = 2; ctx.beginPath(); ctx.arc(at.x(u), at.y(v), 10, 0, 7); ctx.stroke(); }
    });
    say(sentence());
  });

  function sentence() {
    const points = model.get("points"), m = points.length, ones = points.filter(([, , y]) => y).length, chosen = model.get("chosen");
    const cost = points.reduce((sum, p) => sum + lossOf(score(p), p[2]), 0) / m;
    const right = points.filter((p) => (score(p) > 0) === (p[2] === 1)).length;
    const text = `w = (${model.get("w").map((v) => short(v)).join(", ")}), b = ${short(model.get("b"))}: cost ${short(cost, 4)}, ${right} of ${m} points right (baseline ${Math.max(ones, m - ones)}).`;
    if (!chosen) return text;
    const p = points[chosen - 1];
    return `${text} Point ${chosen}, of class ${p[2]}, at (${short(p[0])}, ${short(p[1])}): probability of class 1 ${short(sigmoid(score(p)))}, loss ${short(lossOf(score(p), p[2]), 4)}.`;
  }

  // Ten steps of gradient descent on all points.
  function learn() {
    let [p, q] = model.get("w"), b = model.get("b");
    const points = model.get("points"), rate = 0.5;
    for (let k = 0; k < 10; k++) {
      const sum = [0, 0, 0];
      for (const [u, v, y] of points) { const dz = (sigmoid(p * u + q * v + b) - y) / points.length; sum[0] += u * dz; sum[1] += v * dz; sum[2] += dz; }
      p -= rate * sum[0]; q -= rate * sum[1]; b -= rate * sum[2];
    }
    put({ w: [p, q], b });
  }

  const movePoint = (k, u, v) => put({ chosen: k + 1, points: model.get("points").map((p, i) => (i === k ? [clamp(u, reach), clamp(v, reach), p[2]] : p)) });
  drag(plot.node, (x, y) => {
    const { foot, tip } = arrow(), points = model.get("points");
    if (near(tip, x, y, 11)) return "tip";
    const k = points.findIndex((p) => near(p, x, y, 9));
    return k >= 0 ? k : near(foot, x, y, 11) ? "foot" : null;
  }, (held, x, y) => {
    const u = at.fromX(x), v = at.fromY(y), [p, q] = model.get("w"), { foot } = arrow();
    if (held === "foot") put({ b: clamp(-(p * u + q * v), 6) });
    else if (held === "tip") {
      const w = [clamp(u - foot[0], 4), clamp(v - foot[1], 4)];
      put({ w, b: clamp(-(w[0] * foot[0] + w[1] * foot[1]), 6) });
    } else movePoint(held, u, v);
  });
  arrows(plot.node, (right, up) => {
    const k = model.get("chosen") - 1, [p, q] = model.get("w");
    if (k < 0) return put({ b: clamp(model.get("b") - 0.1 * (right * p + up * q) / Math.max(Math.hypot(p, q), 0.01), 6) });
    const [u, v] = model.get("points")[k];
    movePoint(k, u + 0.1 * right, v + 0.1 * up);
  });

  const weight = (i, text) => slider(text, { min: -4, max: 4, step: 0.05, value: model.get("w")[i], show: (v) => short(v) },
    (v) => put({ w: model.get("w").map((old, k) => (k === i ? v : old)) }));
  const bias = slider("b", { min: -6, max: 6, step: 0.05, value: model.get("b"), show: (v) => short(v) }, (v) => put({ b: v }));
  const point = slider("Point", { min: 0, max: model.get("points").length, step: 1, value: model.get("chosen"), show: (k) => (k ? String(k) : "none") }, (k) => put({ chosen: k }));
  const weights = [weight(0, "w₁"), weight(1, "w₂")];
  const knobs = () => { weights.forEach((w, i) => w.set(model.get("w")[i])); bias.set(model.get("b")); point.set(model.get("chosen")); };
  controls.append(...weights.map((w) => w.node), bias.node, point.node, element("span", { class: "nndl-buttons" },
    button("10 steps downhill", learn), button("Reset", () => put({ points: model.get("given"), w: model.get("first").slice(0, 2), b: model.get("first")[2], chosen: 0 }))));
  draw();
}

export default themed(render);
