// Gradient descent on a cost over (w, b), or on both costs side by side: click a start, choose a
// learning rate, step and step back. The descent before this one stays, faint, to compare with.
import { BLUE, GREEN, ORANGE, axes, canvas, inside, legend, line, short, theme } from "./draw.js";
import { button, choice, element, everyFrame, frame, saying, slider, themed } from "./controls.js";
import { arrows } from "./moving.js";

const sigmoid = (z) => 1 / (1 + Math.exp(-z));

// The two costs of logistic regression on one feature, with their gradients [dw, db].
export const COSTS = {
  "cross-entropy": (w, b, xs, ys) => average(xs, ys, (x, y) => {
    const z = w * x + b, d = sigmoid(z) - y;
    return [Math.max(z, 0) - y * z + Math.log1p(Math.exp(-Math.abs(z))), d * x, d];
  }),
  "squared error": (w, b, xs, ys) => average(xs, ys, (x, y) => {
    const a = sigmoid(w * x + b), d = 2 * (a - y) * a * (1 - a);
    return [(a - y) ** 2, d * x, d];
  }),
};
function average(xs, ys, one) {
  const sum = [0, 0, 0];
  xs.forEach((x, i) => one(x, ys[i]).forEach((v, k) => (sum[k] += v)));
  return sum.map((v) => v / xs.length);
}

const STEEP = 24; // how many shades the cost is drawn in
export const BOTH = "both, side by side";
const KINDS = [[BLUE, []], [GREEN, [7, 4]]];

export function render({ model, el }) {
  const box = frame(el), colours = theme(el);
  const controls = element("div", { class: "nndl-controls" }), pictures = element("div", { class: "nndl-pictures" });
  box.append(controls, pictures);
  const say = saying(box);
  const [wRange, bRange] = model.get("range");
  const shown = () => (model.get("cost") === BOTH ? Object.keys(COSTS) : [model.get("cost")]);
  const set = (name, value) => { model.set(name, value); model.save_changes(); };
  let maps = [], curve, paths = {}, before = {};

  const costOf = (name, [w, b]) => COSTS[name](w, b, model.get("x"), model.get("y"));
  function walk(name, { start, rate, taken }) {
    const path = [[...start]];
    for (let i = 0; i < taken; i++) path.push(next(name, path[path.length - 1], rate));
    return path;
  }
  function next(name, [w, b], rate) {
    const [, dw, db] = costOf(name, [w, b]);
    return [w - rate * dw, b - rate * db];
  }
  const now = () => ({ start: model.get("start"), rate: model.get("rate"), taken: model.get("taken") });

  // The pictures are laid out anew when another cost is chosen; a map's ground is its costly part.
  function layout() {
    pictures.replaceChildren();
    const side = shown().length > 1 ? 330 : 380;
    maps = shown().map((name) => {
      const plot = canvas(pictures, side, side - 40, `The cost (${name}) over w and b, and the path of the descent; arrow keys move the start`);
      const map = { name, plot, ground: groundOf(name) };
      arrows(plot.node, (right, up) => start(model.get("start")[0] + 0.1 * right, model.get("start")[1] + 0.1 * up));
      plot.node.addEventListener("click", (event) => {
        const r = plot.node.getBoundingClientRect(), w = map.at.fromX(event.clientX - r.left), b = map.at.fromY(event.clientY - r.top);
        if (w >= wRange[0] && w <= wRange[1] && b >= bRange[0] && b <= bRange[1]) start(w, b);
      });
      return map;
    });
    curve = canvas(pictures, 260, 220, "The cost against the step");
    begin();
  }
  function groundOf(name) {
    const size = 90, [[w0, w1], [b0, b1]] = [wRange, bRange], values = [];
    for (let r = 0; r < size; r++)
      for (let c = 0; c < size; c++) values.push(costOf(name, [w0 + ((c + 0.5) * (w1 - w0)) / size, b1 - ((r + 0.5) * (b1 - b0)) / size])[0]);
    const low = Math.min(...values), high = Math.max(...values), image = new ImageData(size, size);
    values.forEach((v, i) => {
      const t = Math.floor(Math.sqrt((v - low) / (high - low)) * STEEP) / STEEP;
      image.data.set([250 - 170 * t, 250 - 120 * t, 250 - 60 * t, 255], 4 * i);
    });
    const ground = document.createElement("canvas");
    ground.width = ground.height = size;
    ground.getContext("2d").putImageData(image, 0, 0);
    return ground;
  }

  function begin() {
    for (const name of shown()) {
      paths[name] = walk(name, now());
      before[name] = model.get("before").start ? walk(name, model.get("before")) : [];
    }
    draw();
  }
  function start(w, b) {
    if (model.get("taken") > 1) set("before", now());
    set("start", [w, b]);
    set("taken", 0);
    begin();
  }
  function take(count) {
    for (const name of shown()) {
      const path = paths[name];
      for (let i = 0; i < count; i++) path.push(next(name, path[path.length - 1], model.get("rate")));
      if (count < 0) path.splice(Math.max(1, path.length + count));
    }
    set("taken", paths[shown()[0]].length - 1);
    draw();
  }

  const draw = everyFrame(() => {
    maps.forEach(drawMap);
    drawCurve();
    const told = shown().map((name) => ({ name, ...here(name) }));
    const step = model.get("taken");
    if (told.length === 1) return say(`Step ${step}: ${told[0].text}.${told[0].grew ? " The cost grew: the learning rate is too large here." : ""}`);
    say(`Step ${step}. ${told.map(({ name, text, grew }) => `${name}: ${text}${grew ? " (it grew)" : ""}`).join("; ")}.`);
  });
  function here(name) {
    const path = paths[name], at = path[path.length - 1], [J, dw, db] = costOf(name, at), last = path.length > 1 ? costOf(name, path[path.length - 2])[0] : Infinity;
    return { text: `w = ${short(at[0], 4)}, b = ${short(at[1], 4)}, cost ${short(J, 5)}, dw = ${short(dw, 3)}, db = ${short(db, 3)}`, grew: J > last };
  }

  function drawMap(map) {
    const { plot, name, ground } = map, { ctx } = plot;
    plot.clear();
    const at = (map.at = axes(plot, { x: wRange, y: bRange, xLabel: "w", yLabel: "b", title: `${name}: darker is higher` }, colours));
    ctx.imageSmoothingEnabled = false;
    ctx.drawImage(ground, at.box.left, at.box.top, at.box.right - at.box.left, at.box.bottom - at.box.top);
    inside(ctx, at.box, () => [[before[name], [4, 4], "#555", 2], [paths[name], [], ORANGE, 3]].forEach(([path, dash, colour, size]) => {
      const dots = path.filter((p) => p.every(Number.isFinite)).map(([u, v]) => [at.x(u), at.y(v)]);
      ctx.strokeStyle = ctx.fillStyle = colour;
      ctx.lineWidth = 2;
      ctx.setLineDash(dash);
      line(ctx, dots);
      ctx.setLineDash([]);
      dots.forEach(([x, y], i) => { ctx.beginPath(); ctx.arc(x, y, i === dots.length - 1 ? 6 : size, 0, 7); ctx.fill(); });
    }));
  }

  function drawCurve() {
    const all = shown().map((name) => paths[name].map((p) => costOf(name, p)[0])), flat = all.flat().filter(Number.isFinite);
    curve.clear();
    const at = axes(curve, { x: [0, Math.max(10, all[0].length - 1)], y: [0, 1.1 * Math.max(...flat)], xLabel: "step", yLabel: "cost", title: "Cost" }, colours);
    all.forEach((costs, i) => {
      const [colour, dash] = KINDS[i];
      curve.ctx.strokeStyle = colour;
      curve.ctx.lineWidth = 2;
      curve.ctx.setLineDash(dash);
      line(curve.ctx, costs.map((v, k) => [at.x(k), at.y(v)]));
      curve.ctx.setLineDash([]);
    });
    if (all.length > 1) legend(curve.ctx, shown().map((name, i) => [name, ...KINDS[i]]), at.box.left + 60, at.box.top + 16, colours.ink);
  }

  controls.append(
    choice("Cost", [...Object.keys(COSTS), BOTH].map((n) => [n, n]), model.get("cost"), (name) => { set("cost", name); layout(); }).node,
    slider("Learning rate", { min: -2, max: 2, step: 0.1, value: Math.log10(model.get("rate")), show: (v) => short(10 ** v, 2) },
      (v) => { set("rate", 10 ** v); begin(); }).node,
    element("span", { class: "nndl-buttons" }, button("Back", () => take(-1)), button("Step", () => take(1)),
      button("20 steps", () => take(20)), button("Reset", () => { set("taken", 0); set("before", {}); begin(); })));
  layout();
}

export default themed(render);
