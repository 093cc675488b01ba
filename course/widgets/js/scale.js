// Accuracy on new points against the amount of data, for models of several sizes, as they are trained.
import { BLUE, GREEN, ORANGE, axes, canvas, legend, line, theme } from "./draw.js";
import { button, choice, element, frame, predictFirst, saying, themed } from "./controls.js";
import { inTurn } from "./turns.js";

const KINDS = [[BLUE, []], [ORANGE, [7, 4]], [GREEN, [2, 3]], ["#cc79a7", [9, 3, 2, 3]]];
const log = Math.log10, many = (n) => n.toLocaleString("en-US");

export function render({ model, el }) {
  const box = frame(el), colours = theme(el);
  const asked = element("div"), shown = element("div");
  box.append(asked, shown);
  const set = (name, value) => { model.set(name, value); model.save_changes(); };
  const names = model.get("models").map(([name]) => name), amounts = model.get("amounts"), seeds = model.get("seeds");
  let say, note, plot, table;

  const trained = inTurn(model, { start: "Train", pause: "Pause", next: () => next(), changed: () => draw(), tell: (text) => { note.textContent = text; } });
  const now = () => trained.results().filter((r) => r.noise === model.get("noise"));
  const found = (name, m) => now().filter((r) => r.model === name && r.m === m).map((r) => r.right);
  const mean = (list) => list.reduce((a, b) => a + b, 0) / list.length;
  // Few points first, since they are quick; all sizes on the same points, with the same seed.
  const next = () => amounts.flatMap((m) => seeds.flatMap((seed) => names.map((name) => ({ model: name, m, seed, noise: model.get("noise") }))))
    .find((q) => !now().some((r) => r.model === q.model && r.m === q.m && r.seed === q.seed));

  function draw() {
    const { ctx } = plot, ends = [amounts[0], amounts[amounts.length - 1]].map(log);
    plot.clear();
    const at = axes(plot, { x: [ends[0] - 0.15, ends[1] + 0.15], y: [40, 100], xTicks: amounts.map(log), xShow: (v) => many(Math.round(10 ** v)), xLabel: "points learned from", yLabel: "right on 2,000 new points, %", title: `Spirals with noise ${model.get("noise")}` }, colours);
    ctx.strokeStyle = ctx.fillStyle = colours.ink;
    ctx.setLineDash([2, 4]);
    line(ctx, [[at.box.left, at.y(50)], [at.box.right, at.y(50)]]);
    ctx.setLineDash([]);
    ctx.fillText("baseline 50 %", at.box.right - 84, at.y(50) + 14);
    names.forEach((name, i) => {
      const [colour, dash] = KINDS[i % KINDS.length], own = amounts.map((m) => [m, found(name, m)]).filter(([, list]) => list.length);
      ctx.strokeStyle = ctx.fillStyle = colour;
      ctx.lineWidth = 2;
      ctx.setLineDash(dash);
      line(ctx, own.map(([m, list]) => [at.x(log(m)) + 5 * (i - 1), at.y(mean(list))]));
      ctx.setLineDash([]);
      for (const [m, list] of own) {
        const x = at.x(log(m)) + 5 * (i - 1); // side by side, so that whiskers can be told apart
        line(ctx, [[x, at.y(Math.min(...list))], [x, at.y(Math.max(...list))]]);
        ctx.beginPath();
        ctx.arc(x, at.y(mean(list)), 3.5, 0, 7);
        ctx.fill();
      }
    });
    legend(ctx, names.map((name, i) => [name, ...KINDS[i % KINDS.length]]), at.box.left + 10, at.box.top + 18, colours.ink);
    rows();
    say(sentence());
  }

  function sentence() {
    const all = names.length * amounts.length * seeds.length, done = now().length, noise = `Noise ${model.get("noise")}`;
    if (!done) return `${noise}: nothing is trained yet.`;
    const last = [...amounts].reverse().find((m) => names.every((name) => found(name, m).length === seeds.length));
    const told = last ? ` With ${many(last)} points: ${names.map((name) => `${name} ${mean(found(name, last)).toFixed(1)} %`).join(", ")} (baseline 50 %).` : "";
    return `${noise}: ${done} of ${all} trained.${told}`;
  }

  function rows() {
    const cells = (tag, texts) => texts.map((text) => element(tag, tag === "th" ? { scope: "col" } : {}, text));
    const one = (list) => (list.length ? `${mean(list).toFixed(1)} (${Math.min(...list).toFixed(1)}–${Math.max(...list).toFixed(1)})` : "–");
    table.replaceChildren(
      element("caption", {}, "Mean of three, and from worst to best, in %"),
      element("thead", {}, element("tr", {}, ...cells("th", ["points", ...names]))),
      element("tbody", {}, ...amounts.map((m) => element("tr", {}, ...cells("td", [many(m), ...names.map((name) => one(found(name, m)))])))));
  }

  function open(guess) {
    set("guess", guess);
    const controls = element("div", { class: "nndl-controls" }), pictures = element("div", { class: "nndl-pictures" });
    shown.append(controls, pictures);
    plot = canvas(pictures, 440, 300, "Accuracy on new points against how many points were learned from");
    table = element("table", { class: "nndl-shapes" });
    pictures.append(table);
    say = saying(shown);
    note = element("p", { class: "nndl-note" });
    shown.append(element("p", {}, `You predicted: ${guess}.`), note);
    controls.append(
      choice("Noise", model.get("noises").map((v) => [String(v), String(v)]), String(model.get("noise")), (v) => { set("noise", Number(v)); trained.stop(); }).node,
      element("span", { class: "nndl-buttons" }, trained.go, button("Reset", () => trained.forget((r) => r.noise === model.get("noise")))));
    draw();
  }
  const [first, last] = [names[0], names[names.length - 1]];
  predictFirst(asked, `by how much will ${last} be ahead of ${first} with 20 points, and with 2,000?`,
    ["much, both times", "only with 2,000", "only with 20", "never by much"], model.get("guess"), open);
  return trained.end;
}

export default themed(render);
