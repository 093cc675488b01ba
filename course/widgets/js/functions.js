// The functions that the course draws, each with its slope.
export const FUNCTIONS = {
  sigmoid: { f: (z) => 1 / (1 + Math.exp(-z)), slope: (z) => { const s = 1 / (1 + Math.exp(-z)); return s * (1 - s); } },
  tanh: { f: Math.tanh, slope: (z) => 1 - Math.tanh(z) ** 2 },
  "2σ(2z) − 1": { f: (z) => 2 / (1 + Math.exp(-2 * z)) - 1, slope: (z) => { const s = 1 / (1 + Math.exp(-2 * z)); return 4 * s * (1 - s); } },
  ReLU: { f: (z) => Math.max(0, z), slope: (z) => (z > 0 ? 1 : 0) },
  "leaky ReLU": { f: (z) => Math.max(0.01 * z, z), slope: (z) => (z > 0 ? 1 : 0.01) },
  "3a": { f: (a) => 3 * a, slope: () => 3 },
  "a²": { f: (a) => a * a, slope: (a) => 2 * a },
  "a³": { f: (a) => a ** 3, slope: (a) => 3 * a * a },
  "log a": { f: Math.log, slope: (a) => 1 / a, from: 0.05 },
};
