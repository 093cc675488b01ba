// Functions measured in the kernel, one after another, drawn as the answers come: both axes logarithmic.
import { BLUE, GREEN, ORANGE, axes, canvas, legend, line, short, theme } from "./draw.js";
import { button, element, frame, predictFirst, saying, slider, themed } from "./controls.js";
import { inTurn } from "./turns.js";

const KINDS = [[BLUE, []], [ORANGE, [7, 4]], [GREEN, [2, 3]], ["#cc79a7", [9, 3, 2, 3]]];
const log = Math.log10, many = (n) => n.toLocaleString("en-US");
// Seconds, in the unit that keeps them short.
export function duration(s) {
  const [unit, size] = [["s", 1], ["ms", 1e-3], ["µs", 1e-6], ["ns", 1e-9]].find(([, u]) => s >= u * 0.9995) ?? ["ns", 1e-9];
  return `${short(s / size)} ${unit}`;
}

export function render({ model, el }) {
  const box = frame(el), colours = theme(el);
  const asked = element("div"), shown = element("div");
  box.append(asked, shown);
  const set = (name, value) => { model.set(name, value); model.save_changes(); };
  const names = model.get("names"), sizes = model.get("sizes");
  let say, note, plot, table;

  const measured = inTurn(model, { start: "Measure", pause: "Stop", next: () => next(), changed: () => draw(), tell: (text) => { note.textContent = text; }, afresh: true });
  const found = (name, n) => measured.results().find((r) => r.name === name && r.n === n);
  // A function that has taken too long is not asked for more numbers.
  const tooLong = (name) => measured.results().some((r) => r.name === name && r.median > model.get("most"));
  const next = () => sizes.flatMap((n) => names.map((name) => ({ name, n }))).find(({ name, n }) => !found(name, n) && !tooLong(name));

  function draw() {
    const { ctx } = plot, results = measured.results(), lows = results.map((r) => r.low), highs = results.map((r) => r.high);
    const low = Math.floor(log(Math.min(1e-6, ...lows))), high = Math.ceil(log(Math.max(1e-3, ...highs)));
    const powers = Array.from({ length: high - low + 1 }, (_, i) => low + i), [n0, n1] = [sizes[0], sizes[sizes.length - 1]].map(log);
    plot.clear();
    const at = axes(plot, { x: [n0 - 0.3, n1 + 0.3], y: [low, high], xTicks: sizes.map(log), xShow: (v) => many(Math.round(10 ** v)), yTicks: powers, yShow: (v) => duration(10 ** v), xLabel: "numbers n", left: 56, title: `Time of one call, median of ${model.get("repeats")}` }, colours);
    const here = at.x(log(sizes[model.get("chosen")]));
    ctx.strokeStyle = colours.faint;
    ctx.lineWidth = 1;
    line(ctx, [[here, at.box.top], [here, at.box.bottom]]);
    names.forEach((name, i) => {
      const [colour, dash] = KINDS[i % KINDS.length], own = sizes.map((n) => found(name, n)).filter(Boolean);
      ctx.strokeStyle = ctx.fillStyle = colour;
      ctx.lineWidth = 2;
      ctx.setLineDash(dash);
      line(ctx, own.map((r) => [at.x(log(r.n)), at.y(log(r.median))]));
      ctx.setLineDash([]);
      for (const r of own) {
        line(ctx, [[at.x(log(r.n)), at.y(log(r.low))], [at.x(log(r.n)), at.y(log(r.high))]]);
        ctx.beginPath();
        ctx.arc(at.x(log(r.n)), at.y(log(r.median)), 3.5, 0, 7);
        ctx.fill();
      }
    });
    legend(ctx, names.map((name, i) => [name, ...KINDS[i % KINDS.length]]), at.box.left + 10, at.box.top + 18, colours.ink);
    rows();
    say(sentence());
  }

  function sentence() {
    const results = measured.results();
    if (!results.length) return "Nothing is measured yet.";
    const n = sizes[model.get("chosen")], own = names.map((name) => found(name, n)).filter(Boolean);
    const wrong = names.filter((name) => results.some((r) => r.name === name && !r.same));
    const warned = wrong.length ? ` ${wrong.join(" and ")} did not answer what ${names[0]} did: it is no comparison.` : "";
    if (!own.length) return `For n = ${many(n)} nothing is measured yet.${warned}`;
    const quickest = own.reduce((a, b) => (b.median < a.median ? b : a));
    const told = own.map((r) => `${r.name} ${duration(r.median)}${r === quickest ? "" : ` (${short(r.median / quickest.median)} times as long as ${quickest.name})`}`);
    return `n = ${many(n)}: ${told.join(", ")}.${warned}`;
  }

  function rows() {
    const cells = (tag, texts) => texts.map((text) => element(tag, tag === "th" ? { scope: "col" } : {}, text));
    table.replaceChildren(
      element("thead", {}, element("tr", {}, ...cells("th", ["n", ...names]))),
      element("tbody", {}, ...sizes.map((n) => element("tr", {}, ...cells("td", [many(n), ...names.map((name) => {
        const r = found(name, n);
        return r ? duration(r.median) : tooLong(name) ? "too long" : "–";
      })])))));
  }

  function open(guess) {
    set("guess", guess);
    const controls = element("div", { class: "nndl-controls" }), pictures = element("div", { class: "nndl-pictures" });
    shown.append(controls, pictures);
    plot = canvas(pictures, 460, 300, "The time of one call against the number of numbers, both axes logarithmic");
    table = element("table", { class: "nndl-shapes" });
    pictures.append(table);
    say = saying(shown);
    note = element("p", { class: "nndl-note" });
    shown.append(element("p", {}, `You predicted: ${guess}.`), note);
    controls.append(
      slider("Numbers n", { min: 0, max: sizes.length - 1, step: 1, value: model.get("chosen"), show: (i) => many(sizes[i]) },
        (i) => { set("chosen", i); draw(); }).node,
      element("span", { class: "nndl-buttons" }, measured.go, button("Reset", () => measured.forget())));
    draw();
  }
  predictFirst(asked, `for a million numbers, how many times as long as ${names[names.length - 1]} will ${names[0]} take?`,
    ["about 3 times", "about 30 times", "about 300 times"], model.get("guess"), open);
  return measured.end;
}

export default themed(render);
