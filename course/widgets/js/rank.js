// A table: expressions down, shapes across. Each cell is a guess first, then the numbers themselves.
import { button, element, frame, saying, slider, themed } from "./controls.js";

// An array as { shape, data }, data in rows; only what this table needs of NumPy.
const transposed = ({ shape, data }) => ({ shape: [...shape].reverse(), data }); // one axis is 1 or missing
export function times(a, b) {
  if (a.shape.length === 1) return { shape: a.shape, data: a.data.map((v, i) => v * b.data[i]) };
  const [r, c] = [Math.max(a.shape[0], b.shape[0]), Math.max(a.shape[1], b.shape[1])];
  const at = ({ shape: [m, n], data }, i, j) => data[(m === 1 ? 0 : i) * n + (n === 1 ? 0 : j)];
  return { shape: [r, c], data: Array.from({ length: r * c }, (_, k) => at(a, Math.floor(k / c), k % c) * at(b, Math.floor(k / c), k % c)) };
}
export function dot(a, b) {
  if (a.shape.length === 1) return { shape: [], data: [a.data.reduce((sum, v, i) => sum + v * b.data[i], 0)] };
  const [m, k] = a.shape, n = b.shape[1], data = [];
  for (let i = 0; i < m; i++)
    for (let j = 0; j < n; j++) data.push(Array.from({ length: k }, (_, l) => a.data[i * k + l] * b.data[l * n + j]).reduce((x, y) => x + y));
  return { shape: [m, n], data };
}
const EXPRESSIONS = {
  v: (v) => v,
  "v.T": transposed,
  "v * v.T": (v) => times(v, transposed(v)),
  "np.dot(v, v.T)": (v) => dot(v, transposed(v)),
  "np.dot(v.T, v)": (v) => dot(transposed(v), v),
};
const written = (shape) => `(${shape.join(", ")}${shape.length === 1 ? "," : ""})`;

export function render({ model, el }) {
  const box = frame(el), table = element("table", { class: "nndl-shapes nndl-ranks" });
  const set = (name, value) => { model.set(name, value); model.save_changes(); };
  const shapes = () => { const n = model.get("n"); return [[n], [n, 1], [1, n]]; };
  const array = (shape) => ({ shape, data: Array.from({ length: model.get("n") }, (_, i) => i + 1) });
  const key = (text, k) => `${text} ${k}`;
  const cells = Object.keys(EXPRESSIONS).flatMap((text) => [0, 1, 2].map((k) => [text, k]));

  // The brackets say the axes: none for a number, one pair for (n,), two for a matrix.
  function drawn({ shape, data }) {
    const columns = shape.length === 2 ? shape[1] : Math.max(1, data.length);
    const grid = element("div", { class: `nndl-cells nndl-axes${shape.length}`, "aria-hidden": "true" }, ...data.map((v) => element("span", {}, String(v))));
    grid.style.gridTemplateColumns = `repeat(${columns}, 26px)`;
    return grid;
  }
  function told(text, k) {
    const shape = shapes()[k], { shape: result, data } = EXPRESSIONS[text](array(shape));
    const kind = result.length ? `has shape ${written(result)}` : `is the number ${data[0]}, of shape ()`;
    return `v of shape ${written(shape)}: ${text} ${kind}${text === "v.T" && shape.length === 1 ? ", as before: there is no second axis to turn round" : ""}.`;
  }

  function draw() {
    const open = new Set(model.get("uncovered"));
    table.replaceChildren(
      element("thead", {}, element("tr", {}, element("th", { scope: "col" }, "for v of shape"), ...shapes().map((s) => element("th", { scope: "col" }, written(s))))),
      element("tbody", {}, ...Object.entries(EXPRESSIONS).map(([text, f]) => element("tr", {}, element("th", { scope: "row" }, element("code", {}, text)),
        ...shapes().map((shape, k) => {
          const result = f(array(shape));
          if (open.has(key(text, k))) return element("td", {}, written(result.shape), drawn(result));
          const ask = button("?", () => uncover(text, k));
          ask.setAttribute("aria-label", `Show ${text} for shape ${written(shape)}`);
          return element("td", {}, ask);
        })))));
    say(sentence());
  }
  function uncover(text, k) {
    set("uncovered", [...model.get("uncovered"), key(text, k)]);
    draw();
    table.querySelector("td button")?.focus();
  }
  // What was uncovered last, or all: told from the state, so that a saved table says the same.
  function sentence() {
    const open = model.get("uncovered"), last = cells.find(([text, k]) => key(text, k) === open.at(-1));
    if (!last) return "Say the shape of each result before you press its question mark.";
    if (open.length < cells.length) return told(...last);
    return Object.keys(EXPRESSIONS).slice(1).map((text) => `${text}: ${shapes().map((s) => written(EXPRESSIONS[text](array(s)).shape)).join(", ")}`).join("; ") + ".";
  }
  const turn = (names) => { set("uncovered", names); draw(); };
  box.append(element("div", { class: "nndl-controls" },
    slider("n", { min: 2, max: model.get("most"), step: 1, value: model.get("n") }, (n) => { set("n", n); draw(); }).node,
    element("span", { class: "nndl-buttons" }, button("Show all", () => turn(cells.map(([text, k]) => key(text, k)))), button("Reset", () => turn([])))), table);
  const say = saying(box);
  draw();
}

export default themed(render);
