// What a network does on its way forward and back, as a list of steps: who gives what, of which shape.
import { allShapes, say2 } from "./dimensions.js";

// Each step: `way`, what it `does`, in words of shapes, what it `gives`, and what it keeps or takes.
export function program(sizes, m, { stack, back }) {
  const L = sizes.length - 1, all = allShapes(sizes, m), of = (name) => say2(all[name === "X" ? "A0" : name]), steps = [];
  const A = (l) => (l === 0 && !stack ? "X" : `A${l}`), last = (l) => l === L, T = (name) => say2([...all[name]].reverse());
  const bend = (l) => (last(l) ? "sigmoid" : stack ? "relu" : "tanh");
  for (let l = 1; l <= L; l++) {
    const from = A(l - 1), product = `${of(`W${l}`)} times ${of(from)} plus ${of(`b${l}`)} is ${of(`Z${l}`)}`;
    steps.push({ way: "Forward", layer: l, gives: [`Z${l}`], keeps: stack ? [] : [`Z${l}`],
      does: stack ? `Z${l}, linear_cache = linear_forward(${from}, W${l}, b${l})` : `Z${l} = W${l} ${from} + b${l}`, shape: product });
    steps.push({ way: "Forward", layer: l, gives: [`A${l}`], keeps: stack ? [] : [`A${l}`], push: stack && l,
      does: `A${l} = ${bend(l)}(Z${l})`, shape: `entry by entry, ${of(`A${l}`)}` });
  }
  if (!back) return steps;
  if (stack) steps.push({ way: "The cost", layer: L, gives: [`dA${L}`], does: `dA${L} is the slope of each example's loss`, shape: of(`dA${L}`) });
  for (let l = L; l >= 1; l--) {
    const both = [`dW${l}`, `db${l}`], from = A(l - 1);
    if (stack) {
      steps.push({ way: "Back", layer: l, pop: l, gives: [`dZ${l}`], does: `dZ${l} = ${bend(l)}_backward(dA${l}, Z${l})`, shape: `entry by entry, ${of(`dZ${l}`)}` });
      steps.push({ way: "Back", layer: l, gives: [`dA${l - 1}`, ...both], keeps: both, popped: l,
        does: `dA${l - 1}, dW${l}, db${l} = linear_backward(dZ${l}, (A${l - 1}, W${l}, b${l}))`,
        shape: `${of(`dA${l - 1}`)}, ${of(`dW${l}`)} and ${of(`db${l}`)}` });
    } else {
      steps.push(last(l)
        ? { way: "Back", layer: l, gives: [`dZ${l}`], does: `dZ${l} = A${l} − Y`, shape: of(`dZ${l}`) }
        : { way: "Back", layer: l, gives: [`dZ${l}`], does: `dZ${l} = W${l + 1}ᵀ dZ${l + 1} ∗ (1 − A${l}²)`,
          shape: `${T(`W${l + 1}`)} times ${of(`dZ${l + 1}`)}, then entry by entry, is ${of(`dZ${l}`)}` });
      steps.push({ way: "Back", layer: l, gives: both, keeps: both, does: `dW${l} = dZ${l} ${from}ᵀ / m, and db${l} is the mean of dZ${l} over the examples`,
        shape: `${of(`dZ${l}`)} times ${T(l === 1 ? "A0" : from)} is ${of(`dW${l}`)}; db${l} is ${of(`db${l}`)}` });
    }
  }
  return steps;
}
