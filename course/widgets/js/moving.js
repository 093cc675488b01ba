// What a pointer drags and the arrow keys push on a canvas.

// `grab` says what lies at a place, or null; `move` is told where it has been dragged to.
export function drag(node, grab, move) {
  let held = null;
  const place = (event) => {
    const r = node.getBoundingClientRect();
    return [event.clientX - r.left, event.clientY - r.top];
  };
  node.style.touchAction = "none";
  node.addEventListener("pointerdown", (event) => {
    held = grab(...place(event));
    if (held !== null) node.setPointerCapture(event.pointerId);
  });
  node.addEventListener("pointermove", (event) => { if (held !== null) move(held, ...place(event)); });
  for (const name of ["pointerup", "pointercancel"]) node.addEventListener(name, () => (held = null));
}

// The arrow keys, as steps to the right and up.
export function arrows(node, push) {
  node.tabIndex = 0;
  node.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (!step) return;
    event.preventDefault();
    push(...step);
  });
}
