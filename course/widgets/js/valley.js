// Gradient descent on one variable: each step goes against the slope, as far as the learning rate says.
import { BLUE, GREEN, ORANGE, axes, canvas, inside, legend, line, short, theme } from "./draw.js";
import { button, choice, element, everyFrame, frame, saying, slider, themed } from "./controls.js";
import { arrows } from "./moving.js";

const REACH = 4.5;
// The names are those of course/widgets/descents.py; each cost with its slope.
export const VALLEYS = {
  "w²": [(w) => w * w, (w) => 2 * w],
  "w² / 5": [(w) => (w * w) / 5, (w) => (2 * w) / 5],
  "(w² − 4)² / 8 + w / 2": [(w) => (w * w - 4) ** 2 / 8 + w / 2, (w) => (w * (w * w - 4)) / 2 + 0.5],
};

export function render({ model, el }) {
  const box = frame(el), colours = theme(el);
  const controls = element("div", { class: "nndl-controls" }), pictures = element("div", { class: "nndl-pictures" });
  box.append(controls, pictures);
  const plot = canvas(pictures, 440, 300, "The cost over w, and the steps on it; left and right move the start"), { ctx } = plot;
  const say = saying(box);
  const set = (name, value) => { model.set(name, value); model.save_changes(); };
  let path = [], at = null;

  const next = (w) => w - model.get("rate") * VALLEYS[model.get("name")][1](w);
  function begin() {
    path = [model.get("start")];
    for (let i = 0; i < model.get("taken"); i++) path.push(next(path[i]));
    draw();
  }
  const take = (taken) => { set("taken", Math.max(0, taken)); begin(); };
  const start = (w) => { set("start", Math.max(-4, Math.min(4, Math.round(w * 100) / 100))); take(0); };

  const draw = everyFrame(() => {
    const [f, slope] = VALLEYS[model.get("name")], curve = Array.from({ length: 181 }, (_, i) => -REACH + (i * REACH) / 90).map((w) => [w, f(w)]);
    const ys = curve.map(([, y]) => y), low = Math.min(...ys), high = Math.min(Math.max(...ys), 22), w = path[path.length - 1];
    plot.clear();
    at = axes(plot, { x: [-REACH, REACH], y: [low - 0.06 * (high - low), high], xTicks: [-4, -2, 0, 2, 4], xLabel: "w", yLabel: "J(w)", title: model.get("name") }, colours);
    inside(ctx, at.box, () => {
      ctx.lineWidth = 2;
      ctx.strokeStyle = BLUE;
      line(ctx, curve.map(([x, y]) => [at.x(x), at.y(y)]));
      ctx.strokeStyle = GREEN;
      ctx.setLineDash([6, 4]);
      if (Number.isFinite(f(w))) line(ctx, [w - 1.5, w + 1.5].map((x) => [at.x(x), at.y(f(w) + slope(w) * (x - w))]));
      ctx.setLineDash([]);
      ctx.lineWidth = 1;
      ctx.strokeStyle = ctx.fillStyle = ORANGE;
      const dots = path.filter((v) => Math.abs(v) < 50).map((v) => [at.x(v), at.y(f(v))]);
      line(ctx, dots);
      dots.forEach(([x, y], i) => { ctx.beginPath(); ctx.arc(x, y, i === dots.length - 1 ? 6 : 3, 0, 7); ctx.fill(); });
    });
    legend(ctx, [["cost", BLUE], ["slope here", GREEN, [6, 4]], ["steps", ORANGE]], at.box.left + 150, at.box.top + 16, colours.ink);
    const move = -model.get("rate") * slope(w), before = path.length > 1 ? f(path[path.length - 2]) : Infinity;
    const grew = f(w) > before ? " The cost grew: the learning rate is too large here." : "";
    say(`Step ${path.length - 1}: w = ${short(w, 4)}, J = ${short(f(w), 4)}, slope ${short(slope(w), 4)}; the next step is −α · slope = ${short(move, 4)}.${grew}`);
  });

  arrows(plot.node, (right) => right && start(model.get("start") + 0.1 * right));
  plot.node.addEventListener("click", (event) => start(at.fromX(event.clientX - plot.node.getBoundingClientRect().left)));
  controls.append(
    choice("Cost", model.get("names").map((n) => [n, n]), model.get("name"), (name) => { set("name", name); take(0); }).node,
    slider("Learning rate α", { min: 0, max: 1.5, step: 0.01, value: model.get("rate"), show: (v) => short(v) }, (rate) => { set("rate", rate); begin(); }).node,
    element("span", { class: "nndl-buttons" }, button("Back", () => take(path.length - 2)), button("Step", () => take(path.length)),
      button("20 steps", () => take(path.length + 19)), button("Reset", () => take(0))));
  begin();
}

export default themed(render);
