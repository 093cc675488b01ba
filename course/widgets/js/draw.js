// Drawing on a canvas: sharp on every screen, in the colours of the reader's theme.

// Okabe and Ito's colours, told apart by colour-blind eyes; shapes and words say the same.
export const BLUE = "#0072b2", ORANGE = "#d55e00", GREEN = "#009e73", SKY = "#56b4e9";

// The same as words: thin strokes need more contrast with the ground than lines and dots do.
const WORDS = {
  light: { [ORANGE]: "#b85000", [GREEN]: "#007a59" },
  dark: { [BLUE]: "#56b4e9", [ORANGE]: "#f0843a", [GREEN]: "#2fc79a" },
};

// The colours of text and ground around `node`, in JupyterLab's light and dark themes and elsewhere;
// `words(colour)` is the colour in which words are to be written.
export function theme(node) {
  const style = getComputedStyle(node.isConnected ? node : document.body); // a widget is drawn before it is put in place
  const ink = style.getPropertyValue("--jp-ui-font-color1").trim() || style.color || "#222";
  const paper = style.getPropertyValue("--jp-layout-color0").trim() || "#fff";
  const faint = style.getPropertyValue("--jp-border-color2").trim() || "#ccc";
  const table = WORDS[bright(ink) ? "dark" : "light"];
  return { ink, paper, faint, words: (colour) => table[colour] ?? colour };
}

// Whether a colour, in whatever way it is written, is nearer to white than to black.
function bright(colour) {
  const ctx = document.createElement("canvas").getContext("2d");
  ctx.fillStyle = colour;
  const [, hex, red] = ctx.fillStyle.match(/^#(..)|(\d+)/);
  return (hex ? parseInt(hex, 16) : Number(red)) > 127;
}

// A canvas of `width` by `height` CSS pixels; `label` says what it shows to who cannot see it.
export function canvas(parent, width, height, label) {
  const node = document.createElement("canvas");
  node.style.width = `${width}px`;
  node.style.height = `${height}px`;
  node.setAttribute("role", "img");
  node.setAttribute("aria-label", label);
  const ratio = Math.max(1, Math.min(3, window.devicePixelRatio || 1));
  node.width = Math.round(width * ratio);
  node.height = Math.round(height * ratio);
  parent.append(node);
  const ctx = node.getContext("2d");
  ctx.scale(ratio, ratio);
  ctx.font = "12px sans-serif";
  ctx.save();
  // Colours, strokes and alignment begin anew too: a picture is of the state, not of what was drawn before it.
  const clear = () => { ctx.restore(); ctx.save(); ctx.clearRect(0, 0, width, height); };
  return { node, ctx, width, height, clear };
}

// Axes with a title, labels and ticks. Returns x() and y(), from data to pixels, and their inverses.
// `xTicks` and `yTicks` put the ticks; `xShow` and `yShow` write them, as where the data are logarithms.
export function axes(plot, { x, y, xLabel = "", yLabel = "", title = "", ticks = 4, xTicks = steps(x, ticks), yTicks = steps(y, ticks), xShow = short, yShow = short, left = yLabel ? 48 : 30 }, colours) {
  const { ctx, width, height } = plot;
  const box = { left, right: width - 10, top: title ? 24 : 10, bottom: height - (xLabel ? 36 : 20) };
  const toX = (v) => box.left + ((v - x[0]) / (x[1] - x[0])) * (box.right - box.left);
  const toY = (v) => box.bottom - ((v - y[0]) / (y[1] - y[0])) * (box.bottom - box.top);
  ctx.save();
  ctx.strokeStyle = colours.faint;
  ctx.fillStyle = colours.ink;
  ctx.lineWidth = 1;
  ctx.textAlign = "center";
  for (const v of xTicks) {
    line(ctx, [[toX(v), box.bottom], [toX(v), box.bottom + 4]]);
    // The last one stands a little to the left where the picture ends too soon for it.
    ctx.fillText(xShow(v), Math.min(toX(v), width - 1 - ctx.measureText(xShow(v)).width / 2), box.bottom + 16);
  }
  ctx.textAlign = "right";
  for (const v of yTicks) {
    line(ctx, [[box.left - 4, toY(v)], [box.left, toY(v)]]);
    ctx.fillText(yShow(v), box.left - 6, toY(v) + 4);
  }
  ctx.strokeRect(box.left, box.top, box.right - box.left, box.bottom - box.top);
  ctx.textAlign = "center";
  ctx.fillText(xLabel, (box.left + box.right) / 2, height - 4);
  ctx.font = "bold 12px sans-serif";
  ctx.fillText(title, (box.left + box.right) / 2, 15);
  ctx.font = "12px sans-serif";
  ctx.translate(12, (box.top + box.bottom) / 2);
  ctx.rotate(-Math.PI / 2);
  ctx.fillText(yLabel, 0, 0);
  ctx.restore();
  const fromX = (px) => x[0] + ((px - box.left) / (box.right - box.left)) * (x[1] - x[0]);
  const fromY = (py) => y[0] + ((box.bottom - py) / (box.bottom - box.top)) * (y[1] - y[0]);
  return { x: toX, y: toY, fromX, fromY, box };
}

// Round numbers within `range`, about `count` of them.
export function steps([low, high], count) {
  const raw = (high - low) / count, power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((k) => k * power).find((s) => s >= raw * 0.999);
  const found = [];
  for (let v = Math.ceil(low / step - 1e-9) * step; v <= high + step * 1e-9; v += step) found.push(v);
  return found;
}

// A number in few characters.
export function short(value, digits = 3) {
  if (!Number.isFinite(value)) return String(value);
  return String(Number(value.toPrecision(digits))).replace("-", "−");
}

export function line(ctx, points) {
  ctx.beginPath();
  points.forEach(([x, y], i) => (i ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
  ctx.stroke();
}

// Say which line is which, by its stroke and not by its colour alone: [[text, colour, dash], ...].
export function legend(ctx, entries, x, y, ink) {
  ctx.save();
  ctx.textAlign = "left";
  entries.forEach(([text, colour, dash = []], i) => {
    ctx.strokeStyle = colour;
    ctx.lineWidth = 2;
    ctx.setLineDash(dash);
    line(ctx, [[x, y + 16 * i - 4], [x + 26, y + 16 * i - 4]]);
    ctx.fillStyle = ink;
    ctx.fillText(text, x + 32, y + 16 * i);
  });
  ctx.restore();
}

// Draw inside the axes' box only.
export function inside(ctx, { left, right, top, bottom }, draw) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, right - left, bottom - top);
  ctx.clip();
  draw();
  ctx.restore();
}

// Draw a class by shape as well as by colour: circles for 0, squares for 1.
export function mark(ctx, x, y, label, size = 4) {
  ctx.fillStyle = label ? ORANGE : BLUE;
  ctx.strokeStyle = "white";
  ctx.lineWidth = 1;
  ctx.beginPath();
  if (label) ctx.rect(x - size + 0.5, y - size + 0.5, 2 * size - 1, 2 * size - 1);
  else ctx.arc(x, y, size, 0, 2 * Math.PI);
  ctx.fill();
  ctx.stroke();
}

// Blue for 0, near white for one half, orange for 1: a table of 256 colours.
export const PROBABILITY = (() => {
  const table = new Uint8ClampedArray(256 * 4), ends = [[86, 160, 211], [247, 247, 247], [230, 140, 70]];
  for (let i = 0; i < 256; i++) {
    const t = i / 127.5, from = ends[t < 1 ? 0 : 1], to = ends[t < 1 ? 1 : 2], u = t < 1 ? t : t - 1;
    for (let c = 0; c < 3; c++) table[4 * i + c] = from[c] + (to[c] - from[c]) * u;
    table[4 * i + 3] = 255;
  }
  return table;
})();

// Paint a square grid of bytes (0 ... 255, row 0 at the top) into `box` of a plot.
export function paint(plot, bytes, size, box) {
  const small = (plot.scratch ??= document.createElement("canvas"));
  small.width = small.height = size;
  const image = new ImageData(size, size);
  for (let i = 0; i < size * size; i++) image.data.set(PROBABILITY.subarray(4 * bytes[i], 4 * bytes[i] + 4), 4 * i);
  small.getContext("2d").putImageData(image, 0, 0);
  plot.ctx.imageSmoothingEnabled = true;
  plot.ctx.drawImage(small, box.left, box.top, box.right - box.left, box.bottom - box.top);
}
