// An expression as a graph of single steps, and its derivatives by the chain rule.
// course/widgets/graphs.py reads the same grammar: + - * / **, parentheses, names, numbers, functions.

const FUNCTIONS = {
  exp: [Math.exp, (x, y) => y],
  log: [Math.log, (x) => 1 / x],
  sigmoid: [(x) => 1 / (1 + Math.exp(-x)), (x, y) => y * (1 - y)],
  tanh: [Math.tanh, (x, y) => 1 - y * y],
  relu: [(x) => Math.max(0, x), (x) => (x > 0 ? 1 : 0)],
};
const OPERATORS = {
  "+": [(x, y) => x + y, () => 1, () => 1],
  "-": [(x, y) => x - y, () => 1, () => -1],
  "*": [(x, y) => x * y, (x, y) => y, (x) => x],
  "/": [(x, y) => x / y, (x, y) => 1 / y, (x, y) => -x / (y * y)],
  "**": [(x, y) => x ** y, (x, y) => y * x ** (y - 1), (x, y, r) => r * Math.log(x)],
};
const SIGNS = { "+": "+", "-": "−", "*": "·", "/": "/", "**": "^" };

// Return the nodes, inputs first, each with the numbers of those that it takes. Throws a clear Error.
export function parse(text) {
  const tokens = text.match(/\s*(\*\*|[A-Za-z_]\w*|\d+\.?\d*|\.\d+|[-+*/()]|\S)/g)?.map((t) => t.trim()) ?? [];
  const nodes = [], known = new Map();
  let at = 0;
  const peek = () => tokens[at], take = () => tokens[at++];
  const add = (node) => {
    const key = JSON.stringify(node); // the same sub-expression is computed once, as in u = bc used twice
    if (!known.has(key)) { known.set(key, nodes.length); nodes.push(node); }
    return known.get(key);
  };
  const must = (token) => { if (take() !== token) throw new Error(`“${token}” is missing.`); };
  function sum() {
    let left = product();
    while (peek() === "+" || peek() === "-") { const op = take(); left = add({ op, from: [left, product()] }); }
    return left;
  }
  function product() {
    let left = signed();
    while (peek() === "*" || peek() === "/" || startsFactor(peek())) {
      const op = peek() === "*" || peek() === "/" ? take() : "*"; // bc, as on paper, is b * c where both are known
      left = add({ op, from: [left, signed()] });
    }
    return left;
  }
  const startsFactor = (token) => token === "(" || /^[A-Za-z_]/.test(token ?? "");
  function signed() {
    if (peek() === "-") { take(); return add({ op: "*", from: [add({ value: -1 }), signed()] }); }
    return power();
  }
  function power() {
    const base = atom();
    if (peek() !== "**") return base;
    take();
    return add({ op: "**", from: [base, signed()] });
  }
  function atom() {
    const token = take();
    if (token === undefined) throw new Error("The expression ends too early.");
    if (token === "(") { const inner = sum(); must(")"); return inner; }
    if (/^[\d.]/.test(token)) return add({ value: Number(token) });
    if (/^[A-Za-z_]/.test(token)) {
      if (peek() === "(" && FUNCTIONS[token]) { take(); const inner = sum(); must(")"); return add({ call: token, from: [inner] }); }
      if (FUNCTIONS[token]) throw new Error(`${token} needs parentheses: ${token}(...).`);
      return add({ name: token });
    }
    throw new Error(`“${token}” does not belong here.`);
  }
  const last = sum();
  if (at < tokens.length) throw new Error(`“${tokens[at]}” does not belong here.`);
  if (last !== nodes.length - 1) nodes.push({ op: "+", from: [last, add({ value: 0 })] });
  return named(nodes);
}

// Steps are called u, v, w, ... in order of computation, and the last one J.
function named(nodes) {
  const taken = new Set(nodes.map((n) => n.name).filter(Boolean));
  const letters = [..."uvwpqrst"].filter((c) => !taken.has(c));
  let next = 0;
  nodes.forEach((node, i) => {
    if (node.name) return;
    if (node.value !== undefined) node.name = String(node.value);
    else node.name = i === nodes.length - 1 && !taken.has("J") ? "J" : (letters[next] ?? `s${next}`), i < nodes.length - 1 && next++;
  });
  for (const node of nodes) {
    const [a, b] = (node.from ?? []).map((k) => nodes[k].name);
    node.text = node.call ? `${node.call}(${a})` : node.op ? `${a} ${SIGNS[node.op]} ${b}` : node.name;
  }
  return nodes;
}

export function values(nodes, inputs) {
  const v = [];
  nodes.forEach((node, i) => {
    if (node.call) v[i] = FUNCTIONS[node.call][0](v[node.from[0]]);
    else if (node.op) v[i] = OPERATORS[node.op][0](...node.from.map((k) => v[k]));
    else v[i] = node.value ?? inputs[node.name];
  });
  return v;
}

// The derivative of the last node by each, and the share that each edge brings: fan-out adds up.
export function slopes(nodes, v) {
  const d = nodes.map(() => 0), shares = [];
  d[nodes.length - 1] = 1;
  for (let i = nodes.length - 1; i >= 0; i--)
    (nodes[i].from ?? []).forEach((k, place) => {
      const node = nodes[i], local = node.call
        ? FUNCTIONS[node.call][1](v[k], v[i])
        : OPERATORS[node.op][1 + place](...node.from.map((j) => v[j]), v[i]);
      d[k] += d[i] * local;
      shares.push({ from: k, to: i, place, local, share: d[i] * local });
    });
  return { d, shares };
}
