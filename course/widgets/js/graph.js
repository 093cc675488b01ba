// A computation graph: values forward, derivatives backward, one step at a time along the edges.
import { BLUE, ORANGE, canvas, line, short, theme } from "./draw.js";
import { button, element, frame, saying, slider, themed } from "./controls.js";
import { parse, slopes, values } from "./expression.js";

export function render({ model, el }) {
  const box = frame(el);
  const colours = theme(el);
  const input = element("input", { type: "text", size: Math.max(28, model.get("expression").length), "aria-label": "Expression", value: model.get("expression") });
  const knobs = element("div", { class: "nndl-controls" }), holder = element("div", { class: "nndl-pictures" });
  const before = element("span");
  let nodes = [], v = [], d = { d: [], shares: [] }, step = 0, plot, places;

  const order = () => nodes.map((_, i) => i).filter((i) => nodes[i].from);
  const backwards = () => [...order()].reverse();
  const steps = () => 2 * order().length + 1;

  function read() {
    try {
      nodes = parse(input.value);
    } catch (error) {
      return say(error.message);
    }
    model.set("expression", input.value);
    before.textContent = input.value.includes("=") ? "" : "J = "; // definitions name their last step themselves
    const names = nodes.filter((n) => !n.from && n.value === undefined).map((n) => n.name);
    const kept = model.get("inputs"), inputs = {};
    names.forEach((name, i) => (inputs[name] = kept[name] ?? [5, 3, 2, 1, -1][i % 5]));
    model.set("inputs", inputs);
    model.save_changes();
    knobs.replaceChildren(...names.map((name) =>
      slider(name, { min: -10, max: 10, step: 0.1, value: inputs[name], show: (x) => short(x) }, (x) => {
        model.set("inputs", { ...model.get("inputs"), [name]: x });
        model.save_changes();
        compute();
        drawAll();
      }).node));
    compute();
    layout();
    go(Math.min(model.get("step"), steps()));
  }
  function compute() {
    v = values(nodes, model.get("inputs"));
    d = slopes(nodes, v);
  }

  // A column for each depth, inputs where they are first used; rows spread out evenly.
  function layout() {
    const depth = nodes.map(() => 0);
    nodes.forEach((node, i) => node.from?.forEach((k) => (depth[i] = Math.max(depth[i], depth[k] + 1))));
    const first = nodes.map((_, i) => Math.min(...nodes.map((n, j) => (n.from?.includes(i) ? depth[j] : Infinity))));
    nodes.forEach((node, i) => { if (!node.from && first[i] < Infinity) depth[i] = Math.max(0, first[i] - 1); });
    const columns = [];
    nodes.forEach((_, i) => (columns[depth[i]] ??= []).push(i));
    const tall = Math.max(...columns.map((c) => c.length));
    const width = 150 * columns.length + 10, height = 84 * tall + 10;
    holder.replaceChildren();
    plot = canvas(holder, width, height, "The computation graph");
    places = [];
    columns.forEach((column, x) => column.forEach((i, y) => (places[i] = [75 + 150 * x, 5 + ((y + 0.5) * (height - 10)) / column.length])));
  }

  function drawAll() {
    const { ctx } = plot, done = order(), total = done.length;
    plot.clear();
    const forwardDone = new Set(done.slice(0, Math.min(step, total)));
    const backSteps = Math.max(0, step - total - 1), backDone = backwards().slice(0, backSteps);
    const shown = d.shares.filter((s) => backDone.includes(s.to));
    ctx.textAlign = "center";
    nodes.forEach((node, i) => node.from?.forEach((k, place) => {
      const share = shown.find((s) => s.to === i && s.from === k && s.place === place);
      const [x0, y0] = places[k], [x1, y1] = places[i], bend = node.from[0] === node.from[1] ? 9 * (place ? 1 : -1) : 0;
      ctx.strokeStyle = share ? ORANGE : colours.ink;
      ctx.lineWidth = share ? 2.5 : 1;
      line(ctx, [[x0 + 52, y0 + bend], [x1 - 56, y1 + bend]]);
      ctx.fillStyle = ctx.strokeStyle;
      ctx.beginPath();
      ctx.moveTo(x1 - 50, y1 + bend);
      ctx.lineTo(x1 - 59, y1 + bend - 4);
      ctx.lineTo(x1 - 59, y1 + bend + 4);
      ctx.fill();
      if (share) {
        ctx.fillStyle = colours.words(ORANGE);
        ctx.fillText(short(share.share), (x0 + x1) / 2, (y0 + y1) / 2 + bend - 5);
      }
    }));
    const last = nodes.length - 1, reached = new Set(shown.map((s) => s.from));
    nodes.forEach((node, i) => {
      const [x, y] = places[i], known = !node.from || forwardDone.has(i);
      ctx.strokeStyle = known ? BLUE : colours.faint;
      ctx.fillStyle = colours.paper;
      ctx.lineWidth = 1.5;
      ctx.beginPath();
      ctx.roundRect(x - 50, y - 16, 100, 32, node.from ? 4 : 16);
      ctx.fill();
      ctx.stroke();
      ctx.fillStyle = colours.ink;
      ctx.fillText(node.from ? `${node.name} = ${node.text}` : node.text, x, y + 4);
      ctx.fillStyle = colours.words(BLUE);
      if (known) ctx.fillText(short(v[i]), x, y - 21);
      ctx.fillStyle = colours.words(ORANGE);
      if (node.value === undefined && (reached.has(i) || (i === last && step > total)))
        ctx.fillText(`d${node.name} = ${short(soFar(i, shown, last))}`, x, y + 29);
    });
    say(sentence(shown));
  }
  const soFar = (i, shown, last) => (i === last ? 1 : shown.filter((s) => s.from === i).reduce((sum, s) => sum + s.share, 0));

  function sentence(shown) {
    const total = order().length, name = (i) => nodes[i].name, J = name(nodes.length - 1);
    if (step === 0) return `Step 0 of ${steps()}. The inputs are known; nothing is computed yet.`;
    const head = `Step ${step} of ${steps()}. `;
    if (step <= total) {
      const i = order()[step - 1];
      return `${head}Forward: ${name(i)} = ${nodes[i].text} = ${short(v[i], 4)}.`;
    }
    if (step === total + 1) return `${head}Backward begins: d${J} = 1.`;
    const i = backwards()[step - total - 2];
    const parts = shown.filter((s) => s.to === i && nodes[s.from].value === undefined).map((s) => {
      const others = shown.filter((o) => o.from === s.from && o !== s), sum = soFar(s.from, shown, -1);
      const more = others.length ? ` (added to ${short(sum - s.share, 4)}: d${name(s.from)} = ${short(sum, 4)} so far)` : "";
      return `d${name(i)} · ∂${name(i)}/∂${name(s.from)} = ${short(d.d[i], 4)} · ${short(s.local, 4)} = ${short(s.share, 4)} goes to d${name(s.from)}${more}`;
    });
    return `${head}Backward through ${name(i)}: ${parts.join("; ")}.`;
  }

  function go(to) {
    step = Math.max(0, Math.min(steps(), to));
    model.set("step", step);
    model.save_changes();
    drawAll();
  }
  input.addEventListener("change", () => { model.set("step", 0); read(); });
  box.append(
    element("div", { class: "nndl-controls" }, before, input,
      element("span", { class: "nndl-buttons" }, button("Back", () => go(step - 1)), button("Step", () => go(step + 1)),
        button("All", () => go(steps())), button("Reset", () => go(0)))),
    knobs, holder);
  const say = saying(box);
  read();
}

export default themed(render);
