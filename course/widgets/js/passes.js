// Forward and back through a network: the shape of every matrix, and what is kept on the way.
import { BLUE, GREEN, ORANGE, canvas, line, theme } from "./draw.js";
import { button, element, frame, predictFirst, saying, slider, themed } from "./controls.js";
import { allShapes, say2 } from "./dimensions.js";
import { program } from "./program.js";

const FORWARD = 62, KEPT = 132, BACK = 196, GRADS = 268;

export function render({ model, el }) {
  const box = frame(el), colours = theme(el), stack = model.get("stack"), back = model.get("back");
  const controls = element("div", { class: "nndl-controls" }), asked = element("div"), holder = element("div", { class: "nndl-pictures nndl-wide" });
  const memory = element("div", { class: "nndl-pictures" });
  box.append(controls, asked, holder, memory);
  const say = saying(box), set = (name, value) => { model.set(name, value); model.save_changes(); };
  const steps = () => program(model.get("sizes"), model.get("m"), { stack, back });
  const go = (to) => { set("step", Math.max(0, Math.min(steps().length, to))); draw(); };

  const input = element("input", { type: "text", size: 16, "aria-label": "Layer sizes", value: model.get("sizes").join(", ") });
  input.addEventListener("input", () => {
    const sizes = input.value.split(",").map((part) => Number(part.trim())), most = model.get("deepest");
    if (!sizes.every((n) => Number.isInteger(n) && n >= 1)) return say("Write layer sizes, whole numbers with commas, such as 2, 4, 1.");
    if (!stack && sizes.length !== 3) return say("This network has one hidden layer: write three sizes, such as 2, 4, 1.");
    if (sizes.length < 2 || sizes.length > most + 1) return say(`Write 2 to ${most + 1} layer sizes, the inputs first.`);
    set("sizes", sizes);
    go(model.get("step"));
  });
  controls.append("Layer sizes ", input,
    slider("Examples m", { min: 1, max: 500, step: 1, value: model.get("m") }, (m) => { set("m", m); draw(); }).node);

  function draw() {
    const sizes = model.get("sizes"), L = sizes.length - 1, all = allShapes(sizes, model.get("m"));
    const list = steps(), done = list.slice(0, model.get("step")), now = done[done.length - 1];
    const known = new Set(done.flatMap((s) => s.gives)), fresh = new Set(now?.gives ?? []);
    const period = Math.max(210, Math.min(250, 850 / L)), wide = 0.36 * period, at = (l, half = 0) => 60 + period * (l - half / 2);
    holder.replaceChildren();
    const plot = canvas(holder, 120 + period * L, back ? 300 : 100, "The steps of the network, with the shape of each matrix"), { ctx } = plot;
    ctx.textAlign = "center";
    const name = (l) => (l === 0 && !stack ? "X" : `A${l}`);
    const matrix = (x, y, id, kind, shown = id) => {
      const is = id === "A0" || known.has(id);
      ctx.strokeStyle = is ? kind : colours.faint;
      ctx.lineWidth = fresh.has(id) ? 3.5 : 1.5;
      ctx.setLineDash(is ? [] : [3, 3]);
      ctx.strokeRect(x - wide / 2, y - 18, wide, 36);
      ctx.setLineDash([]);
      if (!is) return;
      ctx.fillStyle = colours.ink;
      ctx.fillText(shown, x, y - 3);
      ctx.fillText(say2(all[id]), x, y + 12);
    };
    const arrow = (x0, y0, x1, y1, lit) => {
      ctx.strokeStyle = ctx.fillStyle = lit ? colours.ink : colours.faint;
      ctx.lineWidth = 1.2;
      line(ctx, [[x0, y0], [x1, y1]]);
      const angle = Math.atan2(y1 - y0, x1 - x0);
      ctx.beginPath();
      for (const turn of [0, 2.7, -2.7]) ctx.lineTo(x1 + (turn ? 7 : 0) * Math.cos(angle + turn), y1 + (turn ? 7 : 0) * Math.sin(angle + turn));
      ctx.fill();
    };
    const word = (text, x, y) => { ctx.fillStyle = colours.ink; ctx.fillText(text, x, y); };
    matrix(at(0), FORWARD, "A0", BLUE, name(0));
    for (let l = 1; l <= L; l++) {
      const bend = l === L ? "sigmoid" : stack ? "relu" : "tanh", Z = at(l, 1), edge = wide / 2 + 2;
      arrow(at(l - 1) + edge, FORWARD, Z - edge, FORWARD, known.has(`Z${l}`));
      arrow(Z + edge, FORWARD, at(l) - edge, FORWARD, known.has(`A${l}`));
      word(`W${l} ${say2(all[`W${l}`])}`, (at(l - 1) + Z) / 2, 16);
      word(`b${l} ${say2(all[`b${l}`])}`, (at(l - 1) + Z) / 2, 32);
      word(bend, (Z + at(l)) / 2, 32);
      matrix(Z, FORWARD, `Z${l}`, BLUE);
      matrix(at(l), FORWARD, `A${l}`, BLUE);
      if (!back) continue;
      if (stack) cacheBox(l, Z, done, now, { ctx, arrow, word, colours, known, wide });
      matrix(Z, BACK, `dZ${l}`, ORANGE);
      if (stack) {
        matrix(at(l), BACK, `dA${l}`, ORANGE);
        arrow(at(l) - edge, BACK, Z + edge, BACK, known.has(`dZ${l}`));
        arrow(Z - edge, BACK, at(l - 1) + edge, BACK, known.has(`dA${l - 1}`));
      } else if (l < L) {
        arrow(at(l + 1, 1) - edge, BACK, Z + edge, BACK, known.has(`dZ${l}`));
        if (known.has(`dZ${l}`)) {
          word(`W${l + 1}ᵀ ${say2([...all[`W${l + 1}`]].reverse())}, then`, at(l), BACK - 24);
          word(`∗ (1 − A${l}²) ${say2(all[`A${l}`])}`, at(l), BACK - 8);
        }
      }
      arrow(Z, BACK + 20, Z, GRADS - 20, known.has(`dW${l}`));
      matrix(Z, GRADS, `dW${l}`, GREEN);
      if (known.has(`db${l}`)) word(`db${l} ${say2(all[`db${l}`])}`, Z + wide / 2 + 40, GRADS + 4);
    }
    if (back && stack) matrix(at(0), BACK, "dA0", ORANGE);
    if (back) {
      arrow(at(L), FORWARD + 20, stack ? at(L) : at(L, 1) + wide / 2 + 2, stack ? BACK - 20 : BACK, known.has(stack ? `dA${L}` : `dZ${L}`));
      word(stack ? "cost" : "− Y", at(L) + (stack ? 24 : 6), 136);
    }
    remember(all, done, now, L);
    say(now ? `Step ${done.length} of ${list.length}. ${now.way}: ${now.does}: ${now.shape}.${kept(now, done)}`
      : `Step 0 of ${list.length}. ${name(0)} ${say2(all.A0)} and the parameters are known.`);
  }

  // The layers whose caches are on the stack, and the one taken off by the last step.
  const onStack = (done) => {
    const held = [];
    let taken;
    for (const s of done) {
      taken = s.pop ? held.pop() : undefined;
      if (s.push) held.push(s.push);
    }
    return { held, taken };
  };
  const cacheOf = (l) => `((A${l - 1}, W${l}, b${l}), Z${l})`;
  function kept(now, done) {
    if (!stack) return now.keeps?.length && now.way === "Forward" ? ` The cache keeps ${now.keeps[0]}.` : "";
    const { held, taken } = onStack(done), sum = `${held.length} cache${held.length === 1 ? "" : "s"} on the stack`;
    if (now.push) return ` Pushed: caches[${now.push - 1}] = ${cacheOf(now.push)}; ${sum}.`;
    return taken ? ` Popped: caches[${taken - 1}]; ${sum}.` : "";
  }
  // The dictionaries and the stack as they stand now, newest cache on top.
  function remember(all, done, now, L) {
    const row = (cells) => element("tr", {}, ...cells.map((v) => element("td", {}, v)));
    const table = (caption, rows) => element("table", { class: "nndl-shapes" }, element("caption", {}, caption),
      element("tbody", {}, ...(rows.length ? rows.map(row) : [row(["empty"])])));
    const numbers = Array.from({ length: L }, (_, i) => i + 1), key = (d, id) => [`${d}["${id}"]`, say2(all[id])];
    const tables = [table("parameters", numbers.flatMap((l) => [key("parameters", `W${l}`), key("parameters", `b${l}`)]))];
    if (stack) {
      const { held, taken } = onStack(done);
      tables.push(table("caches, the newest on top", [
        ...(taken ? [[`popped: caches[${taken - 1}]`, cacheOf(taken)]] : []),
        ...held.reverse().map((l) => [`caches[${l - 1}]`, cacheOf(l)])]));
    } else tables.push(table("cache", done.filter((s) => s.way === "Forward").flatMap((s) => s.keeps.map((id) => key("cache", id)))));
    if (back) tables.push(table("grads", done.filter((s) => s.way === "Back").flatMap((s) => (s.keeps ?? []).map((id) => key("grads", id)))));
    memory.replaceChildren(...tables);
  }

  const L = model.get("sizes").length - 1;
  const [question, options] = stack
    ? ["which cache does the way back take first?", ["caches[0]", `caches[${L - 1}]`, "Any of them"]]
    : back ? ["which shape has dW1?", ["That of W1", "That of W1 transposed", "That of Z1"]]
      : ["which of these shapes knows of m?", ["W1", "b1", "Z1"]];
  predictFirst(asked, question, options, model.get("answered_first"), (guess) => {
    if (guess !== model.get("answered_first")) set("answered_first", guess);
    controls.append(element("span", { class: "nndl-buttons" }, button("Back", () => go(model.get("step") - 1)), button("Step", () => go(model.get("step") + 1)),
      button("All", () => go(steps().length)), button("Reset", () => go(0))), `You predicted: ${guess}.`);
  });
  draw();
}

// The cache of layer l between its two blocks: kept from the push to the pop.
function cacheBox(l, x, done, now, { ctx, arrow, word, colours, known, wide }) {
  const pushed = done.some((s) => s.push === l), popped = done.some((s) => s.pop === l);
  ctx.setLineDash(pushed && !popped ? [] : [3, 3]);
  ctx.strokeStyle = pushed && !popped ? BLUE : colours.faint;
  ctx.lineWidth = now?.push === l || now?.pop === l ? 3.5 : 1.5;
  ctx.strokeRect(x - wide / 2 - 4, KEPT - 13, wide + 8, 24);
  ctx.setLineDash([]);
  if (pushed) word(popped ? "popped" : `A${l - 1} W${l} b${l} Z${l}`, x, KEPT + 4);
  arrow(x, FORWARD + 20, x, KEPT - 15, pushed);
  arrow(x, KEPT + 13, x, BACK - 20, known.has(`dZ${l}`));
}

export default themed(render);
