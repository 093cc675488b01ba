// Gradient descent on a cost over (w, b): click a start, choose a learning rate, step and step back.
import { BLUE, ORANGE, axes, canvas, line, short, theme } from "./draw.js";
import { button, choice, element, everyFrame, frame, saying, slider, themed } from "./controls.js";

const sigmoid = (z) => 1 / (1 + Math.exp(-z));

// The two costs of logistic regression on one feature, with their gradients [dw, db].
export const COSTS = {
  "cross-entropy": (w, b, xs, ys) => average(xs, ys, (x, y) => {
    const z = w * x + b, d = sigmoid(z) - y;
    return [Math.max(z, 0) - y * z + Math.log1p(Math.exp(-Math.abs(z))), d * x, d];
  }),
  "squared error": (w, b, xs, ys) => average(xs, ys, (x, y) => {
    const a = sigmoid(w * x + b), d = (a - y) * a * (1 - a);
    return [((a - y) ** 2) / 2, d * x, d];
  }),
};
function average(xs, ys, one) {
  const sum = [0, 0, 0];
  xs.forEach((x, i) => one(x, ys[i]).forEach((v, k) => (sum[k] += v)));
  return sum.map((v) => v / xs.length);
}

const STEEP = 24; // how many shades the cost is drawn in

export function render({ model, el }) {
  const box = frame(el), colours = theme(el);
  const controls = element("div", { class: "nndl-controls" }), pictures = element("div", { class: "nndl-pictures" });
  box.append(controls, pictures);
  const map = canvas(pictures, 380, 340, "The cost over w and b, and the path of the descent; arrow keys move the start");
  const curve = canvas(pictures, 260, 220, "The cost against the step");
  const say = saying(box);
  map.node.tabIndex = 0;
  const cost = (w, b) => COSTS[model.get("cost")](w, b, model.get("x"), model.get("y"));
  const wide = () => model.get("range");
  let path = [], ground = null;

  function begin() {
    path = [[...model.get("start")]];
    for (let i = 0; i < model.get("taken"); i++) path.push(next(path[path.length - 1]));
    draw();
  }
  const next = ([w, b]) => {
    const [, dw, db] = cost(w, b), rate = model.get("rate");
    return [w - rate * dw, b - rate * db];
  };
  function take(count) {
    for (let i = 0; i < count; i++) path.push(next(path[path.length - 1]));
    if (count < 0) path.splice(Math.max(1, path.length + count));
    model.set("taken", path.length - 1);
    model.save_changes();
    draw();
  }
  const set = (name, value) => { model.set(name, value); model.save_changes(); };

  // The ground is drawn once for each cost: it is the costly part.
  function paintGround() {
    const size = 90, [[w0, w1], [b0, b1]] = wide(), values = [];
    for (let r = 0; r < size; r++)
      for (let c = 0; c < size; c++) values.push(cost(w0 + ((c + 0.5) * (w1 - w0)) / size, b1 - ((r + 0.5) * (b1 - b0)) / size)[0]);
    const low = Math.min(...values), high = Math.max(...values), image = new ImageData(size, size);
    values.forEach((v, i) => {
      const t = Math.floor(Math.sqrt((v - low) / (high - low)) * STEEP) / STEEP;
      image.data.set([250 - 170 * t, 250 - 120 * t, 250 - 60 * t, 255], 4 * i);
    });
    ground = document.createElement("canvas");
    ground.width = ground.height = size;
    ground.getContext("2d").putImageData(image, 0, 0);
  }

  const draw = everyFrame(() => {
    if (!ground) paintGround();
    const { ctx } = map, [w, b] = wide();
    map.clear();
    const at = axes(map, { x: w, y: b, xLabel: "w", yLabel: "b", title: `${model.get("cost")}: darker is higher` }, colours);
    ctx.imageSmoothingEnabled = false;
    ctx.drawImage(ground, at.box.left, at.box.top, at.box.right - at.box.left, at.box.bottom - at.box.top);
    ctx.save();
    ctx.beginPath();
    ctx.rect(at.box.left, at.box.top, at.box.right - at.box.left, at.box.bottom - at.box.top);
    ctx.clip();
    const dots = path.filter((p) => p.every(Number.isFinite)).map(([u, v]) => [at.x(u), at.y(v)]);
    ctx.strokeStyle = ORANGE;
    ctx.lineWidth = 2;
    line(ctx, dots);
    ctx.fillStyle = ORANGE;
    dots.forEach(([x, y], i) => { ctx.beginPath(); ctx.arc(x, y, i === dots.length - 1 ? 6 : 3, 0, 7); ctx.fill(); });
    ctx.restore();
    const costs = path.map(([u, v]) => cost(u, v)[0]);
    curve.clear();
    const c = axes(curve, { x: [0, Math.max(10, costs.length - 1)], y: [0, 1.1 * Math.max(...costs.filter(Number.isFinite))], xLabel: "step", yLabel: "cost", title: "Cost" }, colours);
    curve.ctx.strokeStyle = BLUE;
    curve.ctx.lineWidth = 2;
    line(curve.ctx, costs.map((v, i) => [c.x(i), c.y(v)]));
    const [u, v] = path[path.length - 1], [J, dw, db] = cost(u, v), before = costs[costs.length - 2];
    const grew = before !== undefined && J > before ? " The cost grew: the learning rate is too large here." : "";
    say(`Step ${path.length - 1}: w = ${short(u, 4)}, b = ${short(v, 4)}, cost ${short(J, 5)}, dw = ${short(dw, 3)}, db = ${short(db, 3)}.${grew}`);
  });

  const start = (w, b) => { set("start", [w, b]); set("taken", 0); begin(); };
  map.node.addEventListener("click", (event) => {
    const r = map.node.getBoundingClientRect(), [[w0, w1], [b0, b1]] = wide();
    const w = w0 + ((event.clientX - r.left - 48) / (380 - 58)) * (w1 - w0);
    const b = b0 + ((340 - 36 - (event.clientY - r.top)) / (340 - 60)) * (b1 - b0);
    if (w >= w0 && w <= w1 && b >= b0 && b <= b1) start(w, b);
  });
  map.node.addEventListener("keydown", (event) => {
    const move = { ArrowLeft: [-0.1, 0], ArrowRight: [0.1, 0], ArrowUp: [0, 0.1], ArrowDown: [0, -0.1] }[event.key];
    if (!move) return;
    event.preventDefault();
    start(...model.get("start").map((v, i) => v + move[i]));
  });
  controls.append(
    choice("Cost", Object.keys(COSTS).map((n) => [n, n]), model.get("cost"), (name) => { set("cost", name); ground = null; begin(); }).node,
    slider("Learning rate", { min: -2, max: 2, step: 0.1, value: Math.log10(model.get("rate")), show: (v) => short(10 ** v, 2) },
      (v) => { set("rate", 10 ** v); begin(); }).node,
    element("span", { class: "nndl-buttons" }, button("Back", () => take(-1)), button("Step", () => take(1)),
      button("20 steps", () => take(20)), button("Reset", () => { set("taken", 0); begin(); })));
  begin();
}

export default themed(render);
