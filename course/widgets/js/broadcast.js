// Two shapes, typed: how NumPy stretches them to fit, or the axis on which they do not fit.
import { BLUE, ORANGE, canvas, theme } from "./draw.js";
import { button, element, frame, saying, swap, themed } from "./controls.js";
import { random } from "./network.js";

const CELL = 34, MOST = 6;

export function parseShape(text) {
  const inner = text.trim().replace(/^\(|\)$/g, "").replace(/,\s*$/, "").trim();
  if (inner === "") return [];
  const sizes = inner.split(",").map((part) => Number(part.trim()));
  return sizes.every((n) => Number.isInteger(n) && n >= 1) ? sizes : null;
}
export const shapeText = (shape) => `(${shape.join(", ")}${shape.length === 1 ? "," : ""})`;

// NumPy's rule: axes are compared from the last; equal, or one of them 1. Returns the shape or the axis.
export function broadcast(a, b) {
  const rank = Math.max(a.length, b.length), shape = [];
  for (let k = 1; k <= rank; k++) {
    const m = a[a.length - k] ?? 1, n = b[b.length - k] ?? 1;
    if (m !== n && m !== 1 && n !== 1) return { fails: k, sizes: [m, n] };
    shape.unshift(Math.max(m, n));
  }
  return { shape };
}

export function render({ model, el }) {
  const box = frame(el);
  const colours = theme(el);
  const field = (name, label) => {
    const input = element("input", { type: "text", size: 10, "aria-label": label, value: shapeText(model.get(name)) });
    input.addEventListener("input", () => {
      const shape = parseShape(input.value);
      if (!shape) return say(`“${input.value}” is not a shape: write whole numbers with commas, such as 2, 3.`);
      model.set(name, shape);
      model.save_changes();
      ask(false);
    });
    return input;
  };
  const first = field("first", "Shape of A"), second = field("second", "Shape of B");
  const game = element("span", { class: "nndl-buttons" });
  box.append(element("div", { class: "nndl-controls" }, "A ", first, " + B ", second, game));
  const pictures = element("div", { class: "nndl-pictures" });
  box.append(pictures);
  const say = saying(box);

  // A shape as rows of cells; those that are copies are drawn with a broken edge, and faint.
  function cells(name, shape, full, values, colour) {
    const rows = full.length > 1 ? full[full.length - 2] : 1, columns = full[full.length - 1] ?? 1;
    const plot = canvas(pictures, columns * CELL + 20, rows * CELL + 44, `${name}, shape ${shapeText(shape)}`);
    const ownRows = shape.length > 1 ? shape[shape.length - 2] : 1, ownColumns = shape[shape.length - 1] ?? 1;
    const { ctx } = plot;
    ctx.fillStyle = colours.ink;
    ctx.fillText(`${name} ${shapeText(shape)}`, 4, 14);
    ctx.textAlign = "center";
    for (let r = 0; r < rows; r++)
      for (let c = 0; c < columns; c++) {
        const copy = r >= ownRows || c >= ownColumns, x = 6 + c * CELL, y = 24 + r * CELL;
        ctx.globalAlpha = copy ? 0.45 : 1;
        ctx.setLineDash(copy ? [4, 3] : []);
        ctx.strokeStyle = colour;
        ctx.lineWidth = 2;
        ctx.strokeRect(x + 2, y + 2, CELL - 4, CELL - 4);
        ctx.fillText(values(r % ownRows, c % ownColumns), x + CELL / 2, y + CELL / 2 + 4);
      }
  }

  function reveal() {
    const a = model.get("first"), b = model.get("second"), found = broadcast(a, b);
    pictures.replaceChildren();
    if (found.fails) {
      const [m, n] = found.sizes, which = found.fails === 1 ? "the last axis" : `axis ${found.fails} from the end`;
      return say(`${shapeText(a)} and ${shapeText(b)} do not fit: on ${which} the sizes are ${m} and ${n}, and neither is 1.`);
    }
    const full = found.shape, drawable = full.length <= 2 && full.every((n) => n <= MOST);
    if (drawable) {
      const wide = (shape) => shape[shape.length - 1] ?? 1;
      cells("A", a, full, (r, c) => 1 + r * wide(a) + c, BLUE);
      cells("B", b, full, (r, c) => 10 * (1 + r * wide(b) + c), ORANGE);
      const own = (shape, r, c) => [shape.length > 1 && shape[shape.length - 2] === 1 ? 0 : shape.length > 1 ? r : 0, wide(shape) === 1 ? 0 : c];
      cells("A + B", full, full, (r, c) => {
        const [ra, ca] = own(a, r, c), [rb, cb] = own(b, r, c);
        return 1 + ra * wide(a) + ca + 10 * (1 + rb * wide(b) + cb);
      }, colours.ink);
    }
    const stretched = [["A", a], ["B", b]].filter(([, s]) => shapeText(s) !== shapeText(full)).map(([n, s]) => `${n} ${shapeText(s)}`);
    const how = stretched.length ? `${stretched.join(" and ")} ${stretched.length > 1 ? "are" : "is"} stretched` : "nothing is stretched";
    say(`The result has shape ${shapeText(full)}: ${how}.${drawable ? "" : " (Too large to draw.)"}`);
  }

  // Which shapes are asked for is settled by the seed and the number of the round.
  function round() {
    const draw = random(model.get("seed") + model.get("rounds")), size = () => 1 + Math.floor(draw.uniform() * 4);
    const shape = () => (draw.uniform() < 0.25 ? [size()] : [draw.uniform() < 0.4 ? 1 : size(), draw.uniform() < 0.4 ? 1 : size()]);
    model.set("first", shape());
    model.set("second", shape());
    model.set("rounds", model.get("rounds") + 1);
    model.save_changes();
    first.value = shapeText(model.get("first"));
    second.value = shapeText(model.get("second"));
    ask(true);
  }
  function ask(playing) {
    model.set("playing", playing);
    model.save_changes();
    if (!playing) { swap(game, button(model.get("rounds") ? "Next" : "Play: will it fit?", round)); return reveal(); }
    pictures.replaceChildren();
    say(`Will ${first.value} and ${second.value} fit? (${model.get("right")} of ${model.get("rounds") - 1} right)`);
    swap(game, ...["It fits", "It does not"].map((guess) => button(guess, () => {
      const fits = !broadcast(model.get("first"), model.get("second")).fails;
      model.set("right", model.get("right") + Number(fits === (guess === "It fits")));
      ask(false);
    })));
  }
  ask(model.get("playing"));
}

export default themed(render);
