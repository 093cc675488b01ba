// A small picture and the column that it becomes: from pixel to row and back, in two orders; and a
// matrix of all pictures, made in two ways, one of which scrambles them.
import { ORANGE, canvas, theme } from "./draw.js";
import { choice, element, everyFrame, frame, saying, slider, themed } from "./controls.js";
import { arrows } from "./moving.js";

const CHANNELS = ["red", "green", "blue"], PIXEL = 30, CELL = 15, SMALL = 11;

// The row of the column in which channel k of pixel (i, j) stands, and back again.
export const rowOf = ([i, j, k], [h, w, c], byChannel) => (byChannel ? k * h * w + i * w + j : (i * w + j) * c + k);
export function placeOf(r, [h, w, c], byChannel) {
  const pixel = byChannel ? r % (h * w) : Math.floor(r / c);
  return [Math.floor(pixel / w), pixel % w, byChannel ? Math.floor(r / (h * w)) : r % c];
}

export function render({ model, el }) {
  const box = frame(el), colours = theme(el);
  const [m, h, w, c] = model.get("shape"), one = [h, w, c], size = h * w * c, wide = w * c;
  const kept = model.get("numbers"), numbers = new Uint8Array(kept.buffer.slice(kept.byteOffset, kept.byteOffset + kept.byteLength));
  const controls = element("div", { class: "nndl-controls" }), pictures = element("div", { class: "nndl-pictures" });
  const below = element("div", { class: "nndl-controls" }), matrix = element("div", { class: "nndl-pictures" });
  box.append(controls, pictures);
  const picture = canvas(pictures, w * PIXEL + 4, h * PIXEL + 24, "The picture, pixel by pixel; arrow keys choose a pixel");
  const column = canvas(pictures, wide * CELL + 4, h * CELL + 44, "The column, written in rows like a text");
  const say = saying(box);
  box.append(below, matrix);
  const originals = canvas(matrix, m * (w * SMALL + 14), h * SMALL + 26, "The pictures as they are");
  const folded = canvas(matrix, w * SMALL + 130, h * SMALL + 26, "One column of the matrix, folded back into a picture");
  const scrambled = element("p", { class: "nndl-state" });
  box.append(scrambled);

  const byChannel = () => model.get("order") === model.get("orders")[1];
  const put = (values) => { for (const [name, value] of Object.entries(values)) model.set(name, value); model.save_changes(); knobs(); draw(); };
  const row = () => rowOf(model.get("place"), one, byChannel());
  const shade = (value, k) => `rgb(${[0, 1, 2].map((i) => (i === k ? value : 0)).join(",")})`;
  const pixels = (ctx, data, x, y, side) => {
    for (let p = 0; p < h * w; p++) {
      ctx.fillStyle = `rgb(${data[3 * p]},${data[3 * p + 1]},${data[3 * p + 2]})`;
      ctx.fillRect(x + (p % w) * side, y + Math.floor(p / w) * side, side, side);
    }
  };
  const framed = (ctx, x, y, side) => { // bright on dark and dark on bright
    ctx.lineWidth = 4;
    ctx.strokeStyle = "white";
    ctx.strokeRect(x, y, side, side);
    ctx.lineWidth = 2;
    ctx.strokeStyle = ORANGE;
    ctx.strokeRect(x, y, side, side);
  };

  const draw = everyFrame(() => {
    const [i, j, k] = model.get("place"), r = row();
    picture.clear();
    picture.ctx.fillStyle = colours.ink;
    picture.ctx.fillText(`image, shape (${one.join(", ")})`, 2, 14);
    pixels(picture.ctx, numbers, 2, 20, PIXEL);
    framed(picture.ctx, 2 + j * PIXEL, 20 + i * PIXEL, PIXEL);
    const { ctx } = column;
    column.clear();
    ctx.fillStyle = colours.ink;
    ctx.fillText(`v, shape (${size}, 1), read like a text`, 2, 14);
    for (let s = 0; s < size; s++) {
      const [a, b, d] = placeOf(s, one, byChannel()), x = 2 + (s % wide) * CELL, y = 20 + Math.floor(s / wide) * CELL;
      ctx.fillStyle = shade(numbers[rowOf([a, b, d], one, false)], d);
      ctx.fillRect(x, y, CELL - 1, CELL - 1);
    }
    framed(ctx, 2 + (r % wide) * CELL, 20 + Math.floor(r / wide) * CELL, CELL - 1);
    ctx.fillStyle = colours.ink;
    ctx.fillText(`row ${r}: ${CHANNELS[k]} of pixel (${i}, ${j})`, 2, h * CELL + 38);
    const sum = byChannel() ? `${k} · ${h} · ${w} + ${i} · ${w} + ${j}` : `(${i} · ${w} + ${j}) · ${c} + ${k}`;
    say(`Pixel (${i}, ${j}), ${CHANNELS[k]}, ${model.get("order")}: row ${sum} = ${r} of ${size}, value ${numbers[rowOf([i, j, k], one, false)]}.`);
    drawMatrix();
  });

  // Column n of the matrix of all pictures, with the number of the picture that each entry comes from.
  function drawMatrix() {
    const n = model.get("column"), wrong = model.get("way") === model.get("ways")[1];
    const from = Array.from({ length: size }, (_, r) => (wrong ? r * m + n : n * size + r)), counts = Array(m).fill(0);
    for (const flat of from) counts[Math.floor(flat / size)] += 1;
    originals.clear();
    for (let p = 0; p < m; p++) {
      const x = p * (w * SMALL + 14) + 3;
      originals.ctx.fillStyle = colours.ink;
      originals.ctx.fillText(`picture ${p}`, x, 14);
      pixels(originals.ctx, numbers.subarray(p * size, (p + 1) * size), x, 20, SMALL);
    }
    folded.clear();
    folded.ctx.fillStyle = colours.ink;
    folded.ctx.fillText(`column ${n}, folded back`, 3, 14);
    pixels(folded.ctx, from.map((flat) => numbers[flat]), 3, 20, SMALL);
    const parts = counts.map((count, p) => [count, p]).filter(([count]) => count).map(([count, p]) => `${count} are of picture ${p}`);
    scrambled.textContent = `${model.get("way")} has shape (${size}, ${m}). Of the ${size} numbers in its column ${n}, ${parts.join(", ")}.`;
  }

  arrows(picture.node, (right, up) => {
    const [i, j, k] = model.get("place");
    put({ place: [Math.max(0, Math.min(h - 1, i - up)), Math.max(0, Math.min(w - 1, j + right)), k] });
  });
  picture.node.addEventListener("click", (event) => {
    const r = picture.node.getBoundingClientRect(), i = Math.floor((event.clientY - r.top - 20) / PIXEL), j = Math.floor((event.clientX - r.left - 2) / PIXEL);
    if (i >= 0 && i < h && j >= 0 && j < w) put({ place: [i, j, model.get("place")[2]] });
  });
  column.node.addEventListener("click", (event) => {
    const r = column.node.getBoundingClientRect(), a = Math.floor((event.clientY - r.top - 20) / CELL), b = Math.floor((event.clientX - r.left - 2) / CELL);
    if (a >= 0 && a < h && b >= 0 && b < wide) put({ place: placeOf(a * wide + b, one, byChannel()) });
  });
  const same = (names) => names.map((name) => [name, name]);
  const channel = choice("Channel", CHANNELS.map((name, k) => [String(k), name]), String(model.get("place")[2]), (k) => put({ place: [...model.get("place").slice(0, 2), Number(k)] }));
  const place = slider("Row of the column", { min: 0, max: size - 1, step: 1, value: row() }, (r) => put({ place: placeOf(r, one, byChannel()) }));
  const knobs = () => { place.set(row()); channel.set(String(model.get("place")[2])); };
  controls.append(channel.node, place.node, choice("Order", same(model.get("orders")), model.get("order"), (order) => put({ order })).node);
  below.append(choice("All pictures in one matrix", same(model.get("ways")), model.get("way"), (way) => put({ way })).node,
    slider("Column", { min: 0, max: m - 1, step: 1, value: model.get("column") }, (n) => put({ column: n })).node);
  draw();
}

export default themed(render);
