// An expression as a graph of single steps, and its derivatives by the chain rule. The grammar is
// + - * / **, parentheses, names, numbers, functions; definitions before it give steps their names.

// Each with its derivatives, one for each argument, of the arguments and the value.
const FUNCTIONS = {
  exp: [Math.exp, (x, y) => y],
  log: [Math.log, (x) => 1 / x],
  sigmoid: [(x) => 1 / (1 + Math.exp(-x)), (x, y) => y * (1 - y)],
  tanh: [Math.tanh, (x, y) => 1 - y * y],
  relu: [(x) => Math.max(0, x), (x) => (x > 0 ? 1 : 0)],
  loss: [(a, y) => -(y * Math.log(a) + (1 - y) * Math.log(1 - a)), (a, y) => -y / a + (1 - y) / (1 - a), (a) => Math.log((1 - a) / a)],
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
  const nodes = [], known = new Map(), defined = new Map();
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
      if (peek() === "(" && FUNCTIONS[token]) return call(token);
      if (FUNCTIONS[token]) throw new Error(`${token} needs parentheses: ${token}(...).`);
      return defined.get(token) ?? add({ name: token });
    }
    throw new Error(`“${token}” does not belong here.`);
  }
  function call(name) {
    const from = [];
    take();
    for (let k = 1; k < FUNCTIONS[name].length; k++) {
      if (k > 1) must(",");
      from.push(sum());
    }
    must(")");
    return add({ call: name, from });
  }
  // z = ...; or the last one, which may go without a name.
  function statement() {
    const name = tokens[at + 1] === "=" ? take() : null;
    if (!name) return sum();
    take();
    if (FUNCTIONS[name] || !/^[A-Za-z_]/.test(name)) throw new Error(`“${name}” cannot be a name.`);
    const step = sum();
    if (known.has(JSON.stringify({ name }))) throw new Error(`“${name}” is used before it is defined.`);
    if (!nodes[step].from || nodes[step].name) throw new Error(`“${name}” is only another name for something.`);
    nodes[step].name = name;
    defined.set(name, step);
    return step;
  }
  let last = statement();
  while (peek() === ";" && at < tokens.length - 1) { take(); last = statement(); }
  if (at < tokens.length) throw new Error(`“${tokens[at]}” does not belong here.`);
  if (last !== nodes.length - 1) nodes.push({ op: "+", from: [last, add({ value: 0 })] });
  return named(nodes);
}

// Steps are called u, v, w, ... in order of computation, and the last one J.
function named(nodes) {
  const taken = new Set(nodes.map((n) => n.name).filter(Boolean));
  const letters = [..."uvwpqrst"].filter((c) => ![...taken].some((name) => name.startsWith(c))); // no w beside w1
  let next = 0;
  nodes.forEach((node, i) => {
    if (node.name) return;
    if (node.value !== undefined) node.name = String(node.value);
    else node.name = i === nodes.length - 1 && !taken.has("J") ? "J" : (letters[next] ?? `s${next}`), i < nodes.length - 1 && next++;
  });
  for (const node of nodes) {
    const [a, b] = (node.from ?? []).map((k) => nodes[k].name);
    node.text = node.call ? `${node.call}(${[a, b].slice(0, node.from.length).join(", ")})` : node.op ? `${a} ${SIGNS[node.op]} ${b}` : node.name;
  }
  return nodes;
}

export function values(nodes, inputs) {
  const v = [];
  nodes.forEach((node, i) => {
    if (node.call) v[i] = FUNCTIONS[node.call][0](...node.from.map((k) => v[k]));
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
      const node = nodes[i], steps = node.call ? FUNCTIONS[node.call] : OPERATORS[node.op];
      const local = steps[1 + place](...node.from.map((j) => v[j]), v[i]);
      d[k] += d[i] * local;
      shares.push({ from: k, to: i, place, local, share: d[i] * local });
    });
  return { d, shares };
}
