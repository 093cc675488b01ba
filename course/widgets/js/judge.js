// A judge of gradients: the learner's derivatives as a heat map, and their error against the step.
import { BLUE, GREEN, ORANGE, axes, canvas, inside, legend, line, short, theme } from "./draw.js";
import { button, element, frame, predictFirst, saying, slider, themed } from "./controls.js";

const RIGHT = 1e-7, WRONG = 1e-3; // a relative error below is right, above is wrong, between is in doubt
const WIDE = 68, HIGH = 24, TOP = 18, GAP = 22, LEAST = -16; // LEAST: the smallest power of ten that is drawn
const LOOKS = { dW1: [BLUE, []], db1: [ORANGE, [6, 3]], dW2: [GREEN, [2, 3]], db2: ["#cc79a7", [8, 3, 2, 3]], dZ1: ["#e69f00", [1, 2]], dZ2: ["#56b4e9", [12, 4]] };
const number = (v, digits) => (v === null ? "nan" : short(v, digits)); // the kernel sends null for what is not finite
const tens = (power) => (power ? `1e${power}`.replace("-", "−") : "1");
const ROWS = [["dZ2", "dW2", "db2"], ["dZ1", "dW1", "db1"]];

export function render({ model, el }) {
  const box = frame(el), colours = theme(el), typing = model.get("source") === "typed equations";
  const lines = element("div", { class: "nndl-lines" }), asked = element("div"), controls = element("div", { class: "nndl-controls" });
  const pictures = element("div", { class: "nndl-pictures" });
  box.append(lines, asked, controls, pictures);
  const say = saying(box), note = element("p", { class: "nndl-note" });
  box.append(note);
  const set = (name, value) => { model.set(name, value); model.save_changes(); };
  const powers = model.get("powers"), at = () => powers.indexOf(model.get("power"));

  // What is typed is judged when Enter is pressed, or the button.
  if (typing)
    for (const name of model.get("equations")) {
      const input = element("input", { type: "text", size: 52, "aria-label": name, value: model.get("typed")[name] ?? "", autocomplete: "off", spellcheck: "false" });
      input.addEventListener("input", () => set("typed", { ...model.get("typed"), [name]: input.value }));
      input.addEventListener("keydown", (event) => event.key === "Enter" && ask());
      lines.append(element("div", { class: "nndl-line" }, element("code", {}, `${name} = `), input));
    }

  function ask() {
    note.textContent = "";
    model.send({ do: "check", typed: model.get("typed") }); // the trait itself may still be on its way
  }
  model.on("msg:custom", answered);
  function answered(message) {
    if (message.error) return (note.textContent = message.error);
    set("kept", { blocks: message.blocks, cost: message.cost });
    if (!message.blocks.some((b) => b.name === model.get("chosen")[0])) set("chosen", [message.blocks[0].name, 0]);
    draw();
  }
  const error = (block) => block.errors[at()] ?? Infinity;
  const verdict = (block) => (block.note ? "has the wrong shape" : error(block) < RIGHT ? "agrees" : error(block) > WRONG ? "does not agree" : "is in doubt");
  // One entry: what was derived, what was measured, and how far apart they are, of their size.
  function entry(block, i) {
    const derived = block.derived[i], measured = block.measured[at()][i];
    if (derived === null || measured === null) return { derived, measured, apart: 1 };
    const size = Math.abs(derived) + Math.abs(measured);
    return { derived, measured, apart: size > 1e-12 ? Math.abs(derived - measured) / size : 0 };
  }

  function draw() {
    const { blocks, cost } = model.get("kept");
    if (!blocks) return say("Nothing has been judged yet.");
    const focused = pictures.contains(document.activeElement);
    pictures.replaceChildren();
    const cells = heat(blocks);
    curve(blocks, cost);
    const plot = pictures.querySelector("canvas");
    plot.addEventListener("click", (event) => {
      const r = plot.getBoundingClientRect(), u = event.clientX - r.left, v = event.clientY - r.top;
      const hit = cells.find((c) => u >= c.x && u < c.x + WIDE && v >= c.y && v < c.y + HIGH);
      if (hit) { set("chosen", [hit.name, hit.i]); draw(); }
    });
    plot.addEventListener("keydown", (event) => {
      const move = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
      if (!move) return;
      event.preventDefault();
      const [name, i] = model.get("chosen"), from = cells.find((c) => c.name === name && c.i === i) ?? cells[0];
      const ahead = cells.filter((c) => (c.x - from.x) * move[0] + (c.y - from.y) * move[1] > 0);
      const far = (c) => (move[0] ? Math.abs(c.x - from.x) + 9 * Math.abs(c.y - from.y) : Math.abs(c.y - from.y) + 9 * Math.abs(c.x - from.x));
      ahead.sort((a, b) => far(a) - far(b));
      if (ahead.length) { set("chosen", [ahead[0].name, ahead[0].i]); draw(); }
    });
    if (focused) plot.focus();
    say(sentence(blocks));
  }

  function heat(blocks) {
    const rows = ROWS.map((names) => names.map((name) => blocks.find((b) => b.name === name)).filter(Boolean)).filter((row) => row.length);
    const wide = Math.max(...rows.map((row) => row.reduce((sum, b) => sum + b.shape[1] * WIDE + GAP, 0)), 220);
    const tall = rows.reduce((sum, row) => sum + TOP + GAP + HIGH * Math.max(...row.map((b) => b.shape[0])), 0);
    const plot = canvas(pictures, wide + 2, tall, "Each entry of the derivatives: does it agree with nudging? Arrow keys choose an entry"), { ctx } = plot;
    plot.node.tabIndex = 0;
    const cells = [], [chosenName, chosenAt] = model.get("chosen");
    let y = 0;
    for (const row of rows) {
      let x = 1;
      for (const block of row) {
        ctx.textAlign = "left";
        ctx.fillStyle = colours.ink;
        ctx.font = "bold 12px sans-serif";
        ctx.fillText(`${block.name} (${block.shape.join(", ")})`, x, y + 12);
        ctx.font = "12px sans-serif";
        ctx.textAlign = "center";
        for (let i = 0; i < block.shape[0] * block.shape[1]; i++) {
          const cell = { name: block.name, i, x: x + WIDE * (i % block.shape[1]), y: y + TOP + HIGH * Math.floor(i / block.shape[1]) };
          cells.push(cell);
          const { derived, apart } = block.note ? { derived: NaN, apart: 1 } : entry(block, i);
          const heat = Math.max(0, Math.min(1, (Math.log10(apart + 1e-12) + 7) / 6)); // 0 at 1e-7, 1 at 0.1
          ctx.fillStyle = `rgba(213, 94, 0, ${0.55 * heat})`;
          ctx.fillRect(cell.x, cell.y, WIDE, HIGH);
          ctx.strokeStyle = colours.faint;
          ctx.lineWidth = 1;
          ctx.strokeRect(cell.x, cell.y, WIDE, HIGH);
          ctx.fillStyle = colours.ink;
          ctx.fillText(block.note ? "✗" : `${apart > WRONG ? "✗" : apart > RIGHT ? "?" : "✓"} ${number(derived, 2)}`, cell.x + WIDE / 2, cell.y + 16);
        }
        x += block.shape[1] * WIDE + GAP;
      }
      y += TOP + GAP + HIGH * Math.max(...row.map((b) => b.shape[0]));
    }
    const here = cells.find((c) => c.name === chosenName && c.i === chosenAt);
    if (here) { ctx.strokeStyle = BLUE; ctx.lineWidth = 3; ctx.strokeRect(here.x + 1, here.y + 1, WIDE - 2, HIGH - 2); }
    return cells;
  }

  // The relative error against the step, both as powers of ten; what rounding alone would leave is dotted.
  function curve(blocks, cost) {
    const plot = canvas(pictures, 340, 270, "The relative error of each derivative against the step h"), { ctx } = plot;
    const log = (v) => Math.log10(Math.max(v, 10 ** LEAST)), low = powers[powers.length - 1];
    const b = axes(plot, { x: [low, 0], y: [LEAST, 1], xLabel: "step h", yLabel: "relative error", title: "Measured with many steps",
      left: 64, xTicks: [-12, -9, -6, -3], yTicks: [-16, -12, -8, -4, 0], xShow: tens, yShow: tens }, colours);
    inside(ctx, b.box, () => {
      const sizes = blocks.flatMap((block) => block.derived.map(Math.abs)), size = Math.max(1e-3, Math.hypot(...sizes) / Math.sqrt(sizes.length || 1));
      ctx.strokeStyle = colours.ink;
      ctx.lineWidth = 1;
      ctx.setLineDash([1, 3]);
      line(ctx, [low, 0].map((p) => [b.x(p), b.y(log((2.2e-16 * cost) / (2 * 10 ** p * size)))]));
      ctx.strokeStyle = colours.ink;
      ctx.lineWidth = 1;
      ctx.setLineDash([]);
      line(ctx, [[b.x(model.get("power")), b.box.top], [b.x(model.get("power")), b.box.bottom]]);
      for (const block of blocks) {
        if (block.note) continue;
        [ctx.strokeStyle, ctx.lineWidth] = [LOOKS[block.name][0], 2];
        ctx.setLineDash(LOOKS[block.name][1]);
        line(ctx, block.errors.map((e, k) => [b.x(powers[k]), b.y(log(e ?? Infinity))]));
      }
    });
    const told = blocks.filter((block) => !block.note).map((block) => [block.name, ...LOOKS[block.name]]);
    legend(ctx, [...told, ["rounding alone", colours.ink, [1, 3]]], b.box.left + 8, b.box.bottom - 16 * told.length - 10, colours.ink);
  }

  function sentence(blocks) {
    const [name, i] = model.get("chosen"), block = blocks.find((b) => b.name === name);
    const told = blocks.map((b) => `${b.name} ${verdict(b)}${b.note ? "" : ` (${number(b.errors[at()], 2)})`}`);
    let here = "";
    if (block?.note) here = ` ${name} ${block.note}.`;
    else if (block) {
      const { derived, measured } = entry(block, i), columns = block.shape[1];
      here = ` ${name}[${Math.floor(i / columns)}, ${i % columns}]: yours ${number(derived, 5)}, nudging ${number(measured, 5)}.`;
    }
    return `Step h = ${tens(model.get("power"))}. ${told.join(", ")}.${here}`;
  }

  const begin = () => {
    controls.append(element("span", { class: "nndl-buttons" }, button("Check", ask)),
      slider("Step h", { min: powers[powers.length - 1], max: 0, step: 1, value: model.get("power"), show: tens },
        (v) => { set("power", v); draw(); }).node);
    draw();
  };
  if (typing) begin();
  else predictFirst(asked, "which step h gives the smallest error?", ["1", "1e−5", "1e−12"], model.get("answered_first"), (guess) => {
    if (guess !== model.get("answered_first")) set("answered_first", guess);
    begin();
    controls.append(`You predicted: ${guess}.`);
    if (!model.get("kept").blocks) ask();
  });
  return () => model.off("msg:custom", answered);
}

export default themed(render);
