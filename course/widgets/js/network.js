// A small network in JavaScript: the arithmetic of the course, examples as columns.
// A matrix of r rows and c columns is a Float64Array of r * c numbers, row by row.

// The same numbers as course/widgets/numbers.py draws, from the same seed.
export function random(seed) {
  let state = seed >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal };
}

// How each way to begin scales its weights; `before` is the number of units of the layer before.
const BEGINNINGS = {
  "scaled by 1/√n": (normal, before) => normal() / Math.sqrt(before),
  "small (0.01)": (normal) => 0.01 * normal(),
  "large (10)": (normal) => 10 * normal(),
  "all equal (0.5)": () => 0.5,
  "all zero": () => 0,
};
export const beginnings = Object.keys(BEGINNINGS);

const ACTIVATIONS = {
  tanh: [Math.tanh, (z, a) => 1 - a * a],
  ReLU: [(z) => (z > 0 ? z : 0), (z) => (z > 0 ? 1 : 0)],
  sigmoid: [(z) => 1 / (1 + Math.exp(-z)), (z, a) => a * (1 - a)],
  none: [(z) => z, () => 1],
};
export const activations = Object.keys(ACTIVATIONS);

export function begin(sizes, beginning, seed) {
  const { normal } = random(seed), layers = [];
  for (let l = 1; l < sizes.length; l++) {
    const W = new Float64Array(sizes[l] * sizes[l - 1]);
    for (let i = 0; i < W.length; i++) W[i] = BEGINNINGS[beginning](normal, sizes[l - 1]);
    layers.push({ W, b: new Float64Array(sizes[l]), rows: sizes[l], columns: sizes[l - 1] });
  }
  return layers;
}

// Return the activations of all layers for X of m columns: [X, A1, ..., AL], and the scores.
export function forward(layers, activation, X, m) {
  const A = [X], Z = [null];
  layers.forEach(({ W, b, rows, columns }, index) => {
    const before = A[index], z = new Float64Array(rows * m), a = new Float64Array(rows * m);
    const last = index === layers.length - 1, g = last ? ACTIVATIONS.sigmoid[0] : ACTIVATIONS[activation][0];
    for (let i = 0; i < rows; i++) {
      const row = z.subarray(i * m, (i + 1) * m).fill(b[i]);
      for (let k = 0; k < columns; k++) {
        const w = W[i * columns + k], from = k * m;
        for (let j = 0; j < m; j++) row[j] += w * before[from + j];
      }
    }
    for (let i = 0; i < z.length; i++) a[i] = g(z[i]);
    Z.push(z);
    A.push(a);
  });
  return { A, Z };
}

// Cross-entropy from the scores, so that no logarithm of 0 is taken.
export function cost(scores, Y) {
  let sum = 0;
  for (let j = 0; j < Y.length; j++) {
    const z = scores[j];
    sum += Math.max(z, 0) - Y[j] * z + Math.log1p(Math.exp(-Math.abs(z)));
  }
  return sum / Y.length;
}

// One step of gradient descent on all examples, in place. Returns the cost before the step.
export function step(layers, activation, X, Y, rate) {
  const m = Y.length, { A, Z } = forward(layers, activation, X, m), L = layers.length;
  const before = cost(Z[L], Y);
  let dZ = A[L].map((a, j) => a - Y[j]);
  for (let l = L; l >= 1; l--) {
    const { W, b, rows, columns } = layers[l - 1], from = A[l - 1];
    const dA = l > 1 ? new Float64Array(columns * m) : null;
    for (let i = 0; i < rows; i++) {
      const d = dZ.subarray(i * m, (i + 1) * m);
      for (let k = 0; k < columns; k++) {
        const w = W[i * columns + k], at = k * m;
        let dw = 0;
        for (let j = 0; j < m; j++) dw += d[j] * from[at + j];
        if (dA) for (let j = 0; j < m; j++) dA[at + j] += w * d[j];
        W[i * columns + k] -= (rate * dw) / m;
      }
      let db = 0;
      for (let j = 0; j < m; j++) db += d[j];
      b[i] -= (rate * db) / m;
    }
    if (dA) {
      const slope = ACTIVATIONS[activation][1];
      for (let i = 0; i < dA.length; i++) dA[i] *= slope(Z[l - 1][i], A[l - 1][i]);
      dZ = dA;
    }
  }
  return before;
}

// The one layer that linear layers are: W = WL ... W2 W1, and the biases carried through.
export function collapsed(layers) {
  return layers.reduce((one, { W, b, rows, columns }) => {
    const product = new Float64Array(rows * one.columns), bias = Float64Array.from(b);
    for (let i = 0; i < rows; i++)
      for (let k = 0; k < columns; k++) {
        const w = W[i * columns + k];
        bias[i] += w * one.b[k];
        for (let j = 0; j < one.columns; j++) product[i * one.columns + j] += w * one.W[k * one.columns + j];
      }
    return { W: product, b: bias, rows, columns: one.columns };
  });
}

// The points of a square grid over [-reach, reach], row 0 at the top, as a (2, size * size) matrix.
export function grid(size, reach) {
  const X = new Float64Array(2 * size * size);
  for (let r = 0; r < size; r++)
    for (let c = 0; c < size; c++) {
      X[r * size + c] = -reach + ((c + 0.5) * 2 * reach) / size;
      X[size * size + r * size + c] = reach - ((r + 0.5) * 2 * reach) / size;
    }
  return X;
}

export const toBytes = (values) => Uint8Array.from(values, (v) => Math.round(255 * Math.min(1, Math.max(0, v))));
