// A game: five matrices of a network, one of them with a wrong shape. Which?
import { button, element, frame, saying, slider, themed } from "./controls.js";
import { allShapes, say2 } from "./dimensions.js";
import { random } from "./network.js";

const SHOWN = 5, CELL = 7, WIDEST = 112, TALLEST = 70; // pixels of a matrix drawn to scale, and its limits

// What someone might write in place of the right shape, by the kind of matrix; `n` units, `before` them `p`.
const MISTAKES = {
  W: (n, p, m) => [[p, n], [n, m], [n, 1]],
  b: (n, p, m) => [[n, m], [1, n], [p, 1]],
  Z: (n, p, m) => [[m, n], [p, m], [n, 1]],
  A: (n, p, m) => [[m, n], [p, m], [n, 1]],
};
const REASONS = {
  W: (l, n, p) => `a row for each unit of layer ${l} (${n}) and a column for each value that comes in (${p})`,
  b: (l, n) => `a number for each unit of layer ${l} (${n}), whatever m is`,
  Z: (l, n, p, m) => `a row for each unit of layer ${l} (${n}) and a column for each example (${m})`,
  A: (l, n, p, m) => `a row for each unit of layer ${l} (${n}) and a column for each example (${m})`,
};

// A round: five names with shapes, and which of them is wrong; the same numbers give the same round.
export function dealt(sizes, m, seed) {
  const { uniform } = random(seed), all = allShapes(sizes, m), pick = (list) => list.splice(Math.floor(uniform() * list.length), 1)[0];
  const deck = Object.keys(all).filter((name) => !name.endsWith("0")), cards = [];
  while (cards.length < SHOWN && deck.length) cards.push({ name: pick(deck) });
  for (const card of cards) card.shape = card.right = all[card.name];
  const candidates = [...cards];
  while (candidates.length) {
    const card = pick(candidates), [kind, l] = parts(card.name);
    const others = MISTAKES[kind](sizes[l], sizes[l - 1], m).filter((shape) => say2(shape) !== say2(card.right));
    if (!others.length) continue;
    card.shape = pick(others);
    return { cards, wrong: card.name };
  }
  return { cards, wrong: null };
}
const parts = (name) => [name.replace(/^d/, "")[0], Number(name.match(/\d+$/)[0])];

export function render({ model, el }) {
  const box = frame(el), controls = element("div", { class: "nndl-controls" }), hand = element("div", { class: "nndl-pictures" });
  const more = element("div", { class: "nndl-controls nndl-buttons" });
  box.append(controls, hand, more);
  const say = saying(box), set = (name, value) => { model.set(name, value); model.save_changes(); };
  const input = element("input", { type: "text", size: 16, "aria-label": "Layer sizes", value: model.get("sizes").join(", ") });
  input.addEventListener("input", () => {
    const sizes = input.value.split(",").map((part) => Number(part.trim()));
    if (sizes.length < 2 || !sizes.every((n) => Number.isInteger(n) && n >= 1))
      return say("Write at least two layer sizes, whole numbers with commas, such as 6, 4, 3, 1.");
    set("sizes", sizes);
    fresh();
  });
  controls.append("Layer sizes ", input,
    slider("Examples m", { min: 1, max: 50, step: 1, value: model.get("m") }, (m) => { set("m", m); fresh(); }).node);

  const fresh = () => { set("guess", ""); draw(); };
  const next = button("Next", () => { set("played", model.get("played") + 1); fresh(); hand.querySelector("button")?.focus(); });
  const again = button("Reset", () => { set("played", 0); set("right", 0); fresh(); });

  function draw() {
    const sizes = model.get("sizes"), m = model.get("m"), { cards, wrong } = dealt(sizes, m, model.get("seed") + model.get("played"));
    const guess = model.get("guess"), why = (name) => { const [kind, l] = parts(name); return REASONS[kind](l, sizes[l], sizes[l - 1], m); };
    hand.replaceChildren(...cards.map((card) => {
      const label = `${card.name} ${say2(card.shape)}`, mark = !guess ? "" : card.name === wrong ? "✗ " : "✓ ";
      const drawn = element("span", { class: "nndl-matrix", "aria-hidden": "true",
        style: `width: ${Math.min(WIDEST, CELL * card.shape[1])}px; height: ${Math.min(TALLEST, CELL * card.shape[0])}px` });
      const node = button(mark + label, () => answer(card.name));
      node.disabled = Boolean(guess);
      return element("span", { class: "nndl-card" }, drawn, node);
    }));
    more.replaceChildren(...(guess ? [next, again] : [again]));
    if (!wrong) return say("With these sizes every mistake looks right: choose others.");
    const score = `${model.get("right")} of ${model.get("played") + Number(Boolean(guess))} right`;
    if (!guess) return say(`Layers ${sizes.join(", ")} and m = ${m}. Which shape is wrong? (${score})`);
    const { shape, right } = cards.find((card) => card.name === wrong);
    say(`${guess === wrong ? "Found" : `${guess} is right: ${why(guess)}`}. ${wrong} ${say2(shape)} is wrong: it has ${why(wrong)}, so ${say2(right)}. (${score})`);
  }
  function answer(name) {
    const { wrong } = dealt(model.get("sizes"), model.get("m"), model.get("seed") + model.get("played"));
    set("right", model.get("right") + Number(name === wrong));
    set("guess", name);
    draw();
    next.focus();
  }
  draw();
}

export default themed(render);
