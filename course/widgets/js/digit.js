// A pad to draw a digit on. The learner's own network answers, in the kernel.
import { BLUE, ORANGE, canvas, theme } from "./draw.js";
import { button, element, frame, saying, themed } from "./controls.js";

const FINE = 32, SIDE = 8, PIXEL = 8; // 32 x 32 dots, 8 x 8 blocks of 16 dots each, as the data were made

// A sigmoid is never quite sure: near 0 and 100 two digits of what it is short of.
export function percent(p) {
  const short = 100 * Math.min(p, 1 - p);
  return (100 * p).toFixed(short > 0 ? Math.min(12, Math.max(1, 1 - Math.floor(Math.log10(short)))) : 1);
}

export function render({ model, el }) {
  const box = frame(el);
  const colours = theme(el), pictures = element("div", { class: "nndl-pictures" });
  const pad = canvas(pictures, FINE * PIXEL, FINE * PIXEL, "Draw a digit here: with the pointer, or with the arrow keys while the space bar is down");
  const seen = canvas(pictures, 128, 128, "What the network is given: 8 by 8 numbers from 0 to 16");
  const bar = canvas(pictures, 220, 60, "The answer of the network");
  pad.node.tabIndex = 0;
  pad.node.setAttribute("role", "application");
  pad.node.style.touchAction = "none";
  box.append(element("p", {}, "Draw a digit, large: with the pointer, or with the arrow keys (space puts the pen down and lifts it)."), pictures);
  const say = saying(box);

  let dots = new Uint8Array(FINE * FINE), pen = null, down = false, cursor = [FINE / 2, 6], waiting = false, again = false;

  function dot(x, y) {
    for (let j = -1.6; j <= 1.6; j += 0.8)
      for (let i = -1.6; i <= 1.6; i += 0.8) {
        const c = Math.round(x + i), r = Math.round(y + j);
        if (i * i + j * j < 2.6 && c >= 0 && r >= 0 && c < FINE && r < FINE) dots[r * FINE + c] = 1;
      }
  }
  function stroke([x0, y0], [x1, y1]) {
    const n = Math.ceil(Math.hypot(x1 - x0, y1 - y0)) || 1;
    for (let i = 0; i <= n; i++) dot(x0 + ((x1 - x0) * i) / n, y0 + ((y1 - y0) * i) / n);
  }
  const at = (event) => {
    const r = pad.node.getBoundingClientRect();
    return [((event.clientX - r.left) / r.width) * FINE, ((event.clientY - r.top) / r.height) * FINE];
  };
  pad.node.addEventListener("pointerdown", (event) => {
    pad.node.setPointerCapture(event.pointerId);
    pen = at(event);
    dot(...pen);
    changed();
  });
  pad.node.addEventListener("pointermove", (event) => {
    if (!pen) return;
    const next = at(event);
    stroke(pen, next);
    pen = next;
    changed();
  });
  for (const name of ["pointerup", "pointercancel"]) pad.node.addEventListener(name, () => ((pen = null), keep()));
  pad.node.addEventListener("keydown", (event) => {
    const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (event.key === " ") down = !down;
    else if (move) cursor = cursor.map((v, i) => Math.min(FINE - 2, Math.max(1, v + move[i])));
    else return;
    event.preventDefault();
    event.stopPropagation();
    if (down) { dot(...cursor); changed(); }
    else drawPad();
    keep();
  });
  pad.node.addEventListener("blur", drawPad);

  // As the data set was made: the digit fills the height, is centred, and each block counts its dots.
  function blocks() {
    let [top, bottom, left, right] = [FINE, -1, FINE, -1];
    dots.forEach((on, i) => {
      if (!on) return;
      const r = Math.floor(i / FINE), c = i % FINE;
      top = Math.min(top, r); bottom = Math.max(bottom, r); left = Math.min(left, c); right = Math.max(right, c);
    });
    const counts = new Array(SIDE * SIDE).fill(0);
    if (bottom < 0) return null;
    const size = Math.max(bottom - top + 1, right - left + 1), middle = (left + right + 1) / 2;
    for (let r = 0; r < FINE; r++)
      for (let c = 0; c < FINE; c++) {
        const y = Math.floor(top + ((r + 0.5) * size) / FINE), x = Math.floor(middle - size / 2 + ((c + 0.5) * size) / FINE);
        if (x >= 0 && y >= 0 && x < FINE && y < FINE && dots[y * FINE + x])
          counts[Math.floor(r / 4) * SIDE + Math.floor(c / 4)] += 1;
      }
    return counts;
  }

  function drawPad() {
    pad.clear();
    const { ctx } = pad;
    ctx.fillStyle = "white";
    ctx.fillRect(0, 0, pad.width, pad.height);
    ctx.fillStyle = "black";
    dots.forEach((on, i) => on && ctx.fillRect((i % FINE) * PIXEL, Math.floor(i / FINE) * PIXEL, PIXEL, PIXEL));
    ctx.strokeStyle = colours.ink;
    ctx.strokeRect(0.5, 0.5, pad.width - 1, pad.height - 1);
    if (document.activeElement === pad.node || pad.node.getRootNode().activeElement === pad.node) {
      ctx.strokeStyle = down ? ORANGE : BLUE;
      ctx.lineWidth = 2;
      ctx.strokeRect(cursor[0] * PIXEL - 6, cursor[1] * PIXEL - 6, 12, 12);
      ctx.lineWidth = 1;
    }
  }

  function changed() {
    drawPad();
    const counts = drawSeen();
    if (!counts) return;
    if (waiting) { again = true; return; }
    waiting = true;
    model.send({ counts });
  }
  function drawSeen() {
    const counts = blocks();
    seen.clear();
    if (!counts) return say("Nothing is drawn yet.");
    counts.forEach((n, i) => {
      const grey = 255 - Math.round((n * 255) / 16);
      seen.ctx.fillStyle = `rgb(${grey},${grey},${grey})`;
      seen.ctx.fillRect((i % SIDE) * 16, Math.floor(i / SIDE) * 16, 16, 16);
    });
    return counts;
  }
  const keep = () => { model.set("dots", new DataView(dots.slice().buffer)); model.save_changes(); };

  model.on("msg:custom", answered);
  function answered(answer) {
    waiting = false;
    if (again) { again = false; changed(); }
    if (!dots.includes(1)) return; // it was wiped before the answer came
    model.set("answer", answer);
    model.save_changes();
    tell(answer);
  }
  function tell({ probability, error }) {
    bar.clear();
    if (error) return say(error);
    const [zero, one] = model.get("classes"), { ctx } = bar;
    ctx.fillStyle = BLUE;
    ctx.fillRect(10, 24, 200 * (1 - probability), 18);
    ctx.fillStyle = ORANGE;
    ctx.fillRect(10 + 200 * (1 - probability), 24, 200 * probability, 18);
    ctx.fillStyle = colours.ink;
    ctx.fillText(zero, 10, 16);
    ctx.textAlign = "right";
    ctx.fillText(one, 210, 16);
    ctx.textAlign = "left";
    const answer = probability > 0.5 ? one : zero;
    say(`Your network says: ${answer} (probability of ${one}: ${percent(probability)} %).`);
  }

  box.append(button("Clear", () => { dots.fill(0); model.set("answer", {}); bar.clear(); changed(); keep(); }));
  const kept = model.get("dots");
  if (kept && kept.byteLength === dots.length) dots = new Uint8Array(kept.buffer.slice(kept.byteOffset, kept.byteOffset + kept.byteLength));
  // A saved notebook has the answer too: nobody need be asked again.
  if ("probability" in model.get("answer")) { drawPad(); if (drawSeen()) tell(model.get("answer")); }
  else changed();
  return () => model.off("msg:custom", answered);
}

export default themed(render);
