// The shape of every matrix of a network.
export function shapes(sizes, m) {
  const all = { A0: [sizes[0], m] };
  for (let l = 1; l < sizes.length; l++) {
    const [n, before] = [sizes[l], sizes[l - 1]];
    Object.assign(all, { [`W${l}`]: [n, before], [`b${l}`]: [n, 1], [`Z${l}`]: [n, m], [`A${l}`]: [n, m] });
  }
  return all;
}

// The same with the derivatives: each has the shape of what it is the derivative of.
export function allShapes(sizes, m) {
  const all = shapes(sizes, m);
  for (const [name, shape] of Object.entries(all)) all[`d${name}`] = shape;
  return all;
}

export const say2 = ([r, c]) => `(${r}, ${c})`;
