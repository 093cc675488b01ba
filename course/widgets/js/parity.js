// The parity of bits, built layer by layer: a tree of XOR gates, or one hidden layer of two kinds.
import { BLUE, ORANGE, canvas, line, theme } from "./draw.js";
import { button, choice, element, frame, predictFirst, saying, themed } from "./controls.js";

const LEAST = 2, MOST = 16, HIGH = 62, ROOM = 760, SHOWN = 16; // SHOWN: of the AND units at most

// The layers of a tree that joins neighbours; a bit without a partner goes up as it is.
export function tree(bits) {
  const layers = [bits.map((value, x) => ({ value, x, from: [] }))];
  while (layers[layers.length - 1].length > 1) {
    const below = layers[layers.length - 1], above = [];
    for (let k = 0; k + 1 < below.length; k += 2)
      above.push({ value: below[k].value ^ below[k + 1].value, x: (below[k].x + below[k + 1].x) / 2, from: [below[k], below[k + 1]] });
    if (below.length % 2) above.push({ ...below[below.length - 1], from: [below[below.length - 1]] });
    layers.push(above);
  }
  return layers;
}
const gates = (layers) => layers.flat().filter((node) => node.from.length === 2).length;
const odd = (pattern) => pattern.reduce((a, b) => a ^ b, 0) === 1;
// How wide an AND unit is that names a pattern of n bits, and how many stand in a row.
const boxOf = (n) => 42 + 8 * n;
const rowOf = (n) => Math.min(8, Math.floor(ROOM / (boxOf(n) + 6)));
const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

export function render({ model, el }) {
  const box = frame(el), colours = theme(el), [TREE, AND] = model.get("ways");
  const controls = element("div", { class: "nndl-controls" }), asked = element("div"), holder = element("div", { class: "nndl-pictures" });
  box.append(controls, asked, holder);
  const say = saying(box), set = (name, value) => { model.set(name, value); model.save_changes(); };
  let open = false;
  const bits = () => model.get("bits"), ones = () => bits().reduce((a, b) => a + b, 0);
  const steps = () => (model.get("way") === TREE ? tree(bits()).length - 1 : 2);

  function change(next) {
    set("bits", next);
    set("chosen", Math.min(model.get("chosen"), next.length - 1));
    if (input.value.replace(/[\s,]/g, "") !== next.join("")) input.value = next.join(" ");
    set("step", Math.min(model.get("step"), steps()));
    draw();
  }
  const input = element("input", { type: "text", size: 34, "aria-label": "Bits", value: bits().join(" ") });
  input.addEventListener("input", () => {
    const text = input.value.replace(/[\s,]/g, "");
    if (!/^[01]*$/.test(text) || text.length < LEAST || text.length > MOST) return say(`Write ${LEAST} to ${MOST} bits, each 0 or 1, such as 1 0 1 1.`);
    change([...text].map(Number));
  });
  const flip = (i) => { set("chosen", i); change(bits().map((bit, k) => (k === i ? 1 - bit : bit))); };
  const go = (to) => { set("step", Math.max(0, Math.min(steps(), to))); draw(); };

  function draw() {
    const focused = holder.contains(document.activeElement), way = model.get("way"), n = bits().length;
    const rows = way === TREE ? steps() : way === AND ? Math.ceil(Math.min(SHOWN, 2 ** (n - 1)) / rowOf(n)) + 1 : 2;
    holder.replaceChildren();
    const each = Math.min(way === TREE ? 46 : 64, ROOM / n);
    const wide = Math.max(way === AND ? (boxOf(n) + 6) * Math.min(rowOf(n), 2 ** (n - 1)) + 20 : 0, each * n + 40);
    const plot = canvas(holder, wide, HIGH * (rows + 1) + 10, `Bits, and above them ${way}; arrow keys choose a bit, space flips it`);
    plot.node.tabIndex = 0;
    const bottom = HIGH * (rows + 0.5), place = (x, y) => [wide / 2 + each * (x + 0.5 - n / 2), bottom - HIGH * y];
    const pen = { ...plot, colours, place, n, wide };
    plot.ctx.textAlign = "center";
    if (way === TREE) drawTree(pen);
    else if (way === AND) drawPatterns(pen);
    else drawThresholds(pen);
    bits().forEach((bit, x) => node(pen, ...place(x, 0), String(bit), true, x === model.get("chosen")));
    plot.node.addEventListener("click", (event) => {
      const r = plot.node.getBoundingClientRect(), u = event.clientX - r.left, v = event.clientY - r.top;
      bits().forEach((_, x) => { const [a, b] = place(x, 0); if (Math.hypot(a - u, b - v) < 18) flip(x); });
    });
    plot.node.addEventListener("keydown", (event) => {
      const move = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!move && event.key !== " ") return;
      event.preventDefault();
      if (move) { set("chosen", Math.max(0, Math.min(n - 1, model.get("chosen") + move))); draw(); }
      else flip(model.get("chosen"));
    });
    if (focused) plot.node.focus();
    if (open) say(sentence());
  }

  function drawTree(pen) {
    const layers = tree(bits()), built = model.get("step");
    layers.forEach((layer, y) => layer.forEach((one) => one.from.forEach((below) => edge(pen, pen.place(below.x, y - 1), pen.place(one.x, y), y <= built && one.value))));
    layers.forEach((layer, y) => y && layer.forEach((one) => {
      const text = y <= built ? String(one.value) : "";
      if (one.from.length === 2) gate(pen, ...pen.place(one.x, y), `XOR ${text}`, y <= built, 58);
      else node(pen, ...pen.place(one.x, y), text, y <= built, false);
    }));
  }

  function drawPatterns(pen) {
    const { n, place } = pen, total = 2 ** (n - 1), mine = bits().join(""), all = [];
    for (let k = 0; k < 2 ** n && all.length < SHOWN; k++) {
      const pattern = [...k.toString(2).padStart(n, "0")].map(Number);
      if (odd(pattern)) all.push(pattern.join(""));
    }
    if (odd(bits()) && !all.includes(mine)) all[all.length - 1] = mine; // the one that answers is always shown
    const wide = boxOf(n), row = rowOf(n), built = model.get("step"), rows = Math.ceil(all.length / row);
    const at = (i) => [pen.wide / 2 + (wide + 6) * ((i % row) - (Math.min(row, all.length - row * Math.floor(i / row)) - 1) / 2), place(0, 1 + Math.floor(i / row))[1]];
    all.forEach((pattern, i) => edge(pen, at(i), [pen.wide / 2, place(0, rows + 1)[1]], built > 1 && pattern === mine));
    all.forEach((pattern, i) => gate(pen, ...at(i), pattern + (built && pattern === mine ? " = 1" : ""), built > 0, wide, built && pattern === mine));
    gate(pen, pen.wide / 2, place(0, rows + 1)[1], `OR ${built > 1 ? Number(odd(bits())) : ""}`, built > 1, 64);
    pen.ctx.fillStyle = pen.colours.ink;
    if (total > all.length) pen.ctx.fillText(`${all.length} of ${total.toLocaleString("en")} units are shown`, pen.wide / 2, place(0, 0.5)[1] + 4);
  }

  function drawThresholds(pen) {
    const { n, place, ctx } = pen, built = model.get("step"), top = [pen.wide / 2, place(0, 2)[1]];
    bits().forEach((bit, x) => bits().forEach((_, k) => edge(pen, place(x, 0), place(k, 1), built > 0 && bit)));
    bits().forEach((_, k) => {
      const answers = ones() >= k + 1;
      const [x, y] = place(k, 1), sign = k % 2 ? "−1" : "+1";
      edge(pen, [x, y], top, built > 1 && answers);
      gate(pen, x, y, `≥ ${k + 1}`, built > 0, 42, built && answers);
      if (!built) return;
      ctx.fillStyle = pen.colours.paper;
      ctx.fillRect(x - 21, y - 34, 42, 15);
      ctx.fillStyle = pen.colours.ink;
      ctx.fillText(`${sign} · ${Number(answers)}`, x, y - 22);
    });
    gate(pen, ...top, `sum ${built > 1 ? ones() % 2 : ""}`, built > 1, 64);
  }

  function sentence() {
    const n = bits().length, way = model.get("way"), built = model.get("step"), layers = tree(bits()), depth = layers.length - 1, g = gates(layers);
    const head = `${n} bits, ${ones()} of them 1.`, result = way === TREE ? layers[depth][0].value : ones() % 2;
    const answer = `The answer is ${result}: ${result ? "odd" : "even"}.`;
    if (way === TREE)
      return `${head} ${count(g, "XOR gate")} of 3 neurons each, ${3 * g} neurons, in ${count(depth, "layer")} of gates.`
        + (built < depth ? ` Built: ${count(gates(layers.slice(0, built + 1)), "gate")} in ${count(built, "layer")}.`
          : ` ${answer} In one layer: ${(2 ** (n - 1)).toLocaleString("en")} AND units, or ${n} threshold units.`);
    const answering = way === AND ? Number(odd(bits())) : ones();
    const units = way === AND ? `${(2 ** (n - 1)).toLocaleString("en")} AND units, one for each odd pattern` : `${n} threshold units, which may count`;
    const signs = bits().slice(0, ones()).map((_, k) => (k % 2 ? "− 1" : k ? "+ 1" : "1")).join(" ") || "0";
    return `${head} One hidden layer of ${units}.${built ? ` ${answering} of them answer${answering === 1 ? "s" : ""} 1.` : ""}`
      + (built > 1 ? ` ${way === AND ? "" : `${signs} = ${ones() % 2}. `}${answer} The tree has ${count(g, "gate")}.` : "");
  }

  function question() {
    const n = bits().length, depth = tree(bits()).length - 1;
    if (model.get("way") === TREE)
      return [`${n} bits are joined in pairs: how many XOR gates, in how many layers?`,
        [[n, n], [n - 1, depth], [Math.ceil(n / 2), 2]].map(([g, l]) => `${count(g, "gate")}, ${count(l, "layer")}`)];
    return [`how many of the hidden units will answer 1 to these bits?`, ["none or one", `one for each bit that is 1`, "all of them"]];
  }
  controls.append("Bits ", input,
    choice("Built as", model.get("ways").map((way) => [way, way]), model.get("way"), (way) => { set("way", way); go(0); }).node);
  predictFirst(asked, ...question(), model.get("answered_first"), (guess) => {
    if (guess !== model.get("answered_first")) set("answered_first", guess);
    open = true;
    controls.append(element("span", { class: "nndl-buttons" }, button("Back", () => go(model.get("step") - 1)),
      button("Step", () => go(model.get("step") + 1)), button("All", () => go(steps())), button("Reset", () => go(0))),
    `You predicted: ${guess}.`);
    draw();
  });
  if (!open) draw();
}

function edge({ ctx, colours }, from, to, lit) {
  ctx.strokeStyle = lit ? ORANGE : colours.faint;
  ctx.lineWidth = lit ? 2.5 : 1;
  line(ctx, [from, to]);
}
function gate({ ctx, colours }, x, y, text, built, wide, lit = false) {
  ctx.beginPath();
  ctx.roundRect(x - wide / 2, y - 14, wide, 28, 4);
  outline(ctx, colours, built ? (lit ? ORANGE : BLUE) : colours.faint, lit ? 3 : 1.5, text, x, y);
}
function node({ ctx, colours }, x, y, text, built, chosen) {
  ctx.beginPath();
  ctx.arc(x, y, 14, 0, 7);
  outline(ctx, colours, chosen ? ORANGE : built ? BLUE : colours.faint, chosen ? 3 : 1.5, text, x, y);
}
function outline(ctx, colours, stroke, wide, text, x, y) {
  ctx.fillStyle = colours.paper;
  ctx.fill();
  ctx.strokeStyle = stroke;
  ctx.lineWidth = wide;
  ctx.stroke();
  ctx.fillStyle = colours.ink;
  ctx.fillText(text, x, y + 4);
}

export default themed(render);
