// A network of any layer sizes: its units, and the shape of every W, b, Z, A and of their derivatives.
import { BLUE, ORANGE, canvas, line, short, theme } from "./draw.js";
import { button, element, frame, saying, slider, swap, themed } from "./controls.js";
import { say2, shapes } from "./dimensions.js";
import { random } from "./network.js";

const MOST = 8; // a layer of more units is drawn with a gap

export function render({ model, el }) {
  const box = frame(el), colours = theme(el);
  const controls = element("div", { class: "nndl-controls" }), holder = element("div", { class: "nndl-pictures" });
  const table = element("table", { class: "nndl-shapes" }), game = element("div", { class: "nndl-buttons" });
  box.append(controls, holder, table, game);
  const say = saying(box);
  const input = element("input", { type: "text", size: 16, "aria-label": "Layer sizes", value: model.get("sizes").join(", ") });
  input.addEventListener("input", () => {
    const sizes = input.value.split(",").map((part) => Number(part.trim()));
    if (sizes.length < 2 || !sizes.every((n) => Number.isInteger(n) && n >= 1))
      return say("Write at least two layer sizes, whole numbers with commas, such as 3, 4, 1.");
    model.set("chosen", [1, 0]);
    change("sizes", sizes);
  });
  controls.append("Layer sizes ", input,
    slider("Examples m", { min: 1, max: 50, step: 1, value: model.get("m") }, (m) => change("m", m)).node);

  // Whoever changes something has left the game.
  function change(name, value) {
    model.set(name, value);
    model.set("guess", "");
    model.save_changes();
    game.replaceChildren(begin);
    draw();
  }

  function draw() {
    const sizes = model.get("sizes"), m = model.get("m"), all = shapes(sizes, m);
    let [layer, unit] = model.get("chosen");
    layer = Math.min(layer, sizes.length - 1);
    unit = Math.min(unit, sizes[layer] - 1);
    const names = fitting("names", (layers) => layers.every((own, l) => !own.length || own.length === sizes[l]) && layers.length === sizes.length);
    const weights = fitting("weights", (all) => all.length === sizes.length - 1 && all.every((W, l) => W.length === sizes[l + 1] && W.every((row) => row.length === sizes[l])));
    const gap = names ? 50 : 34, wide = 130 * sizes.length, tall = 40 + gap * Math.min(MOST, Math.max(...sizes));
    holder.replaceChildren();
    const plot = canvas(holder, wide, tall + 30, `A network with layers of ${sizes.join(", ")} units; arrow keys choose a unit`), { ctx } = plot;
    plot.node.tabIndex = 0;
    plot.node.addEventListener("keydown", (event) => {
      const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      if (!move) return;
      event.preventDefault();
      const to = Math.max(1, Math.min(sizes.length - 1, layer + move[0]));
      choose(to, Math.max(0, Math.min(sizes[to] - 1, unit + move[1])));
      holder.querySelector("canvas").focus();
    });
    const kept = (n) => Array.from({ length: Math.min(n, MOST) }, (_, i) => (n > MOST && i === MOST - 1 ? n - 1 : i));
    const place = (l, i) => [65 + 130 * l, tall / 2 + (names ? 8 : 0) + gap * (kept(sizes[l]).indexOf(i) - (kept(sizes[l]).length - 1) / 2)];
    for (let l = 1; l < sizes.length; l++)
      for (const i of kept(sizes[l]))
        for (const k of kept(sizes[l - 1])) {
          // A weight of 0 feeds nothing: its line is dotted, lit or not.
          const lit = l === layer && i === unit, fed = !weights || weights[l - 1][i][k] !== 0;
          ctx.strokeStyle = lit ? ORANGE : colours.faint;
          ctx.lineWidth = lit && fed ? 3 : 1;
          ctx.setLineDash(fed ? [] : [1, 5]);
          line(ctx, [place(l - 1, k), place(l, i)]);
          ctx.setLineDash([]);
        }
    ctx.textAlign = "center";
    sizes.forEach((n, l) => {
      for (const i of kept(n)) {
        const [x, y] = place(l, i);
        ctx.beginPath();
        ctx.arc(x, y, 12, 0, 7);
        ctx.fillStyle = colours.paper;
        ctx.fill();
        ctx.strokeStyle = l === layer && i === unit ? ORANGE : BLUE;
        ctx.lineWidth = l === layer && i === unit ? 3 : 1.5;
        ctx.stroke();
        ctx.fillStyle = colours.ink;
        ctx.fillText(String(i + 1), x, y + 4);
        if (names?.[l].length) ctx.fillText(names[l][i], x, y - 17);
      }
      if (n > MOST) ctx.fillText("⋮", 65 + 130 * l, place(l, n - 1)[1] - 14);
      ctx.fillText(`A${l} ${say2(all[`A${l}`])}`, 65 + 130 * l, tall + 8);
      if (l) { ctx.fillStyle = colours.words(ORANGE); ctx.fillText(`W${l} ${say2(all[`W${l}`])}`, 130 * l, tall + 24); }
    });
    plot.node.addEventListener("click", (event) => {
      const r = plot.node.getBoundingClientRect(), x = event.clientX - r.left, y = event.clientY - r.top;
      for (let l = 1; l < sizes.length; l++)
        for (const i of kept(sizes[l])) { const [u, v] = place(l, i); if (Math.hypot(u - x, v - y) < 15) choose(l, i); }
    });
    rows(sizes, all);
    const before = sizes[layer - 1];
    if (names && weights) return say(fed(names, weights, layer, unit));
    say(`Unit ${unit + 1} of layer ${layer} takes all ${before} value${before > 1 ? "s" : ""} of layer ${layer - 1}: row ${unit + 1} of W${layer}, shape ${say2(all[`W${layer}`])}. `
      + `Z${layer} = W${layer} A${layer - 1} + b${layer}: ${say2(all[`W${layer}`])} times ${say2(all[`A${layer - 1}`])} plus ${say2(all[`b${layer}`])} is ${say2(all[`Z${layer}`])}.`);
  }
  // What was given for the first sizes, where it fits those that are shown.
  function fitting(name, fits) {
    const given = model.get(name);
    return given.length && fits(given) ? given : null;
  }
  // Unit by unit, what it is fed with and by how much.
  function fed(names, weights, layer, unit) {
    const name = (l, i) => names[l][i] ?? `unit ${i + 1} of layer ${l}`, row = weights[layer - 1][unit], counted = row.filter((w) => w !== 0).length;
    const sum = row.map((w, k) => `${short(w)} · ${name(layer - 1, k)}`).join(" + ").replaceAll("+ −", "− ");
    return `${name(layer, unit)} is fed by ${counted} of ${row.length}: ${sum}. That is row ${unit + 1} of W${layer}, shape ${say2([weights[layer - 1].length, row.length])}.`;
  }
  const choose = (layer, unit) => change("chosen", [layer, unit]);

  function rows(sizes, all) {
    const cells = (tag, values) => values.map((v) => element(tag, tag === "th" ? { scope: "col" } : {}, v));
    table.replaceChildren(
      element("caption", {}, "A derivative has the shape of what it is the derivative of"),
      element("thead", {}, element("tr", {}, ...cells("th", ["layer", "W and dW", "b and db", "Z and dZ", "A and dA"]))),
      element("tbody", {}, ...sizes.slice(1).map((_, i) =>
        element("tr", {}, ...cells("td", [String(i + 1), ...["W", "b", "Z", "A"].map((k) => say2(all[`${k}${i + 1}`]))])))));
  }

  // The game: one line of code whose shapes may not fit; the seed and the round settle which.
  const begin = button("Play: do the shapes fit?", round);
  function question() {
    const sizes = model.get("sizes"), draws = random(model.get("seed") + model.get("rounds"));
    const all = shapes(sizes, model.get("m")), l = 1 + Math.floor(draws.uniform() * (sizes.length - 1));
    const T = ([r, c]) => [c, r];
    const lines = [
      [`np.dot(W${l}, A${l - 1})`, all[`W${l}`], all[`A${l - 1}`]],
      [`np.dot(A${l - 1}, W${l})`, all[`A${l - 1}`], all[`W${l}`]],
      [`np.dot(W${l}.T, dZ${l})`, T(all[`W${l}`]), all[`Z${l}`]],
      [`np.dot(dZ${l}, A${l - 1}.T)`, all[`Z${l}`], T(all[`A${l - 1}`])],
      [`np.dot(dZ${l}, A${l - 1})`, all[`Z${l}`], all[`A${l - 1}`]],
    ];
    return lines[Math.floor(draws.uniform() * lines.length)];
  }
  function round() {
    model.set("rounds", model.get("rounds") + 1);
    model.set("guess", "?");
    model.save_changes();
    play();
  }
  function answer(guess, fits) {
    model.set("guess", guess);
    model.set("right", model.get("right") + Number(fits === (guess === "It fits")));
    model.save_changes();
    play();
  }
  function play() {
    const [code, left, second] = question(), fits = left[1] === second[0];
    if (model.get("guess") === "?") {
      say(`Does ${code} fit? (${model.get("right")} of ${model.get("rounds") - 1} right)`);
      return swap(game, ...["It fits", "It does not"].map((guess) => button(guess, () => answer(guess, fits))));
    }
    say(`${code}: ${say2(left)} times ${say2(second)} ${fits ? `is ${say2([left[0], second[1]])}` : `does not fit: ${left[1]} and ${second[0]} differ`}.`);
    swap(game, button("Next", round));
  }
  game.append(begin);
  draw();
  if (model.get("guess")) play();
}

export default themed(render);
