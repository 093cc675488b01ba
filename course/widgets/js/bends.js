// One unit, trained twice at once: with a sigmoid and with ReLU. Where it stands, and what it misses by.
import { BLUE, GREEN, ORANGE, axes, canvas, inside, legend, line, mark, short, theme } from "./draw.js";
import { button, calm, element, everyFrame, frame, predictFirst, saying, slider, themed } from "./controls.js";
import { FUNCTIONS } from "./functions.js";

const RATE = 0.1, STEPS = 2000, FAR = 8, NEAR = 0.01;
const BENDS = { sigmoid: [BLUE, [], 0], ReLU: [ORANGE, [7, 4], 1] };
const log = Math.log10;

export function render({ model, el }) {
  const box = frame(el), colours = theme(el);
  const asked = element("div"), shown = element("div");
  box.append(asked, shown);
  const set = (name, value) => { model.set(name, value); model.save_changes(); };
  let paths = {}, playing = false, alive = true, say, go, place, curve;

  // The scores z of one unit; weight and bias move alike, since its input is 1.
  function begin() {
    for (const name of Object.keys(BENDS)) {
      const { f, slope } = FUNCTIONS[name], path = [model.get("start")];
      for (let i = 0; i < STEPS; i++) path.push(path[i] - 2 * RATE * 2 * (f(path[i]) - model.get("right")) * slope(path[i]));
      paths[name] = path;
    }
    draw();
  }
  const missed = (name, step) => Math.abs(FUNCTIONS[name].f(paths[name][step]) - model.get("right"));

  const draw = everyFrame(() => {
    const taken = model.get("taken"), target = model.get("right");
    place.clear();
    const at = axes(place, { x: [-FAR, FAR], y: [-0.1, 1.6], xLabel: "z", yLabel: "output", title: "Where the unit stands" }, colours);
    inside(place.ctx, at.box, () => {
      const { ctx } = place;
      ctx.strokeStyle = GREEN;
      ctx.lineWidth = 1.5;
      ctx.setLineDash([2, 3]);
      line(ctx, [[at.box.left, at.y(target)], [at.box.right, at.y(target)]]);
      for (const [name, [colour, dash, shape]] of Object.entries(BENDS)) {
        const { f } = FUNCTIONS[name], z = paths[name][taken];
        ctx.strokeStyle = colour;
        ctx.lineWidth = 2;
        ctx.setLineDash(dash);
        line(ctx, Array.from({ length: 161 }, (_, i) => -FAR + i / 10).map((v) => [at.x(v), at.y(f(v))]));
        ctx.setLineDash([]);
        mark(ctx, at.x(z), at.y(Math.min(1.55, f(z))), shape, 6); // above the top: drawn at the top
      }
    });
    legend(place.ctx, [["sigmoid, ●", ...BENDS.sigmoid], ["ReLU, ■", ...BENDS.ReLU], ["right", GREEN, [2, 3]]], at.box.left + 8, at.box.top + 16, colours.ink);
    curve.clear();
    const top = 1.05 * Math.max(0.5, ...Object.keys(BENDS).map((name) => Math.max(...paths[name].map((_, i) => (i <= taken ? missed(name, i) : 0)))));
    const on = axes(curve, { x: [0, log(STEPS + 1)], y: [0, top], xTicks: [0, 1, 2, 3], xShow: (v) => (v ? String(10 ** v) : "0"), xLabel: "step, each mark ten times as many", yLabel: "output missed by", title: "How far it is off" }, colours);
    for (const [name, [colour, dash]] of Object.entries(BENDS)) {
      curve.ctx.strokeStyle = colour;
      curve.ctx.lineWidth = 2;
      curve.ctx.setLineDash(dash);
      line(curve.ctx, Array.from({ length: taken + 1 }, (_, i) => [on.x(log(i + 1)), on.y(missed(name, i))]));
    }
    curve.ctx.setLineDash([]);
    say(sentence());
  });

  function sentence() {
    const taken = model.get("taken"), told = Object.keys(BENDS).map((name) => {
      const z = paths[name][taken], there = paths[name].findIndex((_, i) => i <= taken && missed(name, i) < NEAR);
      const slope = FUNCTIONS[name].slope(z), dead = slope === 0 ? ", and never moves" : "";
      return `${name} at z = ${short(z)} misses by ${short(missed(name, taken))}, slope ${short(slope)}${dead}${there >= 0 ? ` (within ${NEAR} since step ${there})` : ""}`;
    });
    return `Step ${taken} of ${STEPS}: ${told.join("; ")}.`;
  }

  const take = (to) => { set("taken", Math.max(0, Math.min(STEPS, to))); draw(); };
  function tick() {
    if (!playing || !alive) return;
    const taken = model.get("taken");
    take(calm() ? STEPS : taken + Math.max(1, Math.floor(taken / 25))); // as the axis: faster and faster
    if (model.get("taken") >= STEPS) return stop();
    requestAnimationFrame(tick);
  }
  function start() {
    if (model.get("taken") >= STEPS) take(0);
    playing = true;
    go.textContent = "Pause";
    tick();
  }
  function stop() { playing = false; go.textContent = "Train"; }
  const changed = (name) => (value) => { stop(); set(name, value); set("taken", 0); begin(); };

  function open(guess) {
    set("guess", guess);
    const controls = element("div", { class: "nndl-controls" }), pictures = element("div", { class: "nndl-pictures" });
    shown.append(controls, pictures);
    place = canvas(pictures, 360, 260, "Both bends, and where on each the unit stands");
    curve = canvas(pictures, 360, 260, "By how much the output misses, against the step");
    say = saying(shown);
    shown.append(element("p", {}, `You predicted: ${guess}.`));
    go = button("Train", () => (playing ? stop() : start()));
    controls.append(
      slider("Start at z", { min: -FAR, max: FAR, step: 0.5, value: model.get("start"), show: (v) => short(v) }, changed("start")).node,
      slider("Right output", { min: 0.05, max: 0.95, step: 0.05, value: model.get("right"), show: (v) => short(v) }, changed("right")).node,
      element("span", { class: "nndl-buttons" }, go, button("Step", () => { stop(); take(model.get("taken") + 1); }),
        button("100 steps", () => { stop(); take(model.get("taken") + 100); }), button("Reset", () => { stop(); take(0); })));
    begin();
  }
  predictFirst(asked, `the unit starts at z = ${short(model.get("start"))} and should answer ${short(model.get("right"))}. With which bend is it there first?`,
    ["sigmoid", "ReLU", "neither will be"], model.get("guess"), open);
  return () => { alive = false; };
}

export default themed(render);
