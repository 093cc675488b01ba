// For course bench widgets: how long a widget takes, measured in the page.

const frame = () => new Promise(requestAnimationFrame);
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const shown = (node) => node.offsetWidth > 0;

// Find a control that changes the state, and move it `count` times. What is read is the state, never
// the control. A browser's widget has it after two frames; one of the kernel's is waited for.
export async function timeInputs(box, press, count) {
  const guesses = [...box.querySelectorAll(".nndl-predict button")];
  (guesses.find((node) => press.includes(node.textContent)) ?? guesses[0])?.click();
  await pause(500);
  const found = await timeHands(box, press, count);
  if (found) return found;
  // Nothing moves it yet, as where a first step is to be taken.
  for (const node of box.querySelectorAll("button")) if (press.includes(node.textContent)) node.click();
  await pause(1500);
  return timeHands(box, press, count);
}

async function timeHands(box, press, count) {
  for (const [moved, move] of handsOf(box, press)) {
    if (!(await timeOne(box, move, 700)) || !(await timeOne(box, move, 700))) continue;
    const inputs = [];
    for (let i = 0; i < count; i++) inputs.push(await timeOne(box, move, 1500));
    const timed = inputs.filter(Boolean);
    if (timed.length > count / 2) return { moved, inputs: timed, kernel: await asksKernel(box, move) };
  }
  return null;
}

const stateOf = (box) => [...box.querySelectorAll(".nndl-state")].map((node) => node.textContent).join();

// Whether a picture waits for the kernel: it then stays as it is while nothing gets through to it. The
// time says nothing, for a kernel can answer within two frames where frames are slow.
async function asksKernel(box, move) {
  await pause(300); // what is still to come of the last input comes before
  const { send } = WebSocket.prototype, held = [], before = stateOf(box);
  WebSocket.prototype.send = function (...given) {
    held.push(() => send.apply(this, given));
  };
  try {
    for (let i = 0; i < 5 && stateOf(box) === before; i++) {
      move(); // not every step of a pen changes an answer
      await pause(100);
    }
    return stateOf(box) === before;
  } finally {
    WebSocket.prototype.send = send;
    for (const sendNow of held) sendNow();
  }
}

async function timeOne(box, move, patience) {
  await pause(20 + 40 * Math.random()); // an input comes at any moment of a frame
  const before = stateOf(box), start = performance.now();
  move();
  const work = performance.now() - start;
  await frame();
  await frame(); // what the first of them drew has been painted when the second begins
  while (stateOf(box) === before) {
    if (performance.now() - start > patience) return null;
    await frame();
    if (stateOf(box) !== before) await frame();
  }
  return { time: performance.now() - start, work };
}

function handsOf(box, press) {
  const all = (what) => [...box.querySelectorAll(what)].filter(shown);
  const slow = /clear|measure|train|sweep|play/i;
  const named = (good) => all("button").filter((node) => good(node.textContent)).map((node) => [node.textContent, () => node.click()]);
  return [
    ...all("input[type=range]").map((node) => [node.labels[0].textContent, sliding(node)]),
    ...all("[tabindex='0']").map((node) => ["arrow keys", steering(node)]),
    ...all("canvas").map((node) => ["the pointer", drawing(node)]),
    ...all("select").map((node) => [node.labels[0].textContent, choosing(node)]),
    ...named((text) => press.includes(text)),
    ...named((text) => !slow.test(text)),
  ];
}

// Between two values and back, an eighth of the way apart, or a step where that is more.
function sliding(node) {
  const low = Number(node.min), high = Number(node.max), at = Number(node.value), by = Math.max(Number(node.step) || 0, (high - low) / 8);
  const other = at > (low + high) / 2 ? at - by : at + by;
  let there = false;
  return () => {
    node.value = (there = !there) ? other : at;
    node.dispatchEvent(new Event("input", { bubbles: true }));
  };
}
// Round a small square; the space bar puts down the pen where there is one, which goes line by line
// over the whole pad, so that each step leaves something new.
function steering(node) {
  const press = (key) => node.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  const pad = node.getAttribute("role") === "application", lines = ["R".repeat(20), "DDDD", "L".repeat(20), "DDDD"].join("");
  const keys = { R: "ArrowRight", D: "ArrowDown", L: "ArrowLeft", U: "ArrowUp" }, path = pad ? lines : "DRUL";
  let at = 0;
  return () => {
    if (!at) press(" ");
    press(keys[path[at++ % path.length]]);
  };
}
function drawing(node) {
  let at = 0;
  return () => {
    const r = node.getBoundingClientRect(), x = r.x + r.width * (0.3 + 0.4 * ((at += 0.07) % 1));
    node.dispatchEvent(new PointerEvent("pointermove", { clientX: x, clientY: r.y + r.height / 2, buttons: 1, bubbles: true }));
  };
}
function choosing(node) {
  return () => {
    node.selectedIndex = (node.selectedIndex + 1) % node.options.length;
    node.dispatchEvent(new Event("change", { bubbles: true }));
  };
}

// The playground says of each frame of the kernel's when it was asked for, came and was drawn.
export function timeFrames(box, count) {
  return new Promise((done) => {
    const frames = [];
    box.addEventListener("nndl-frame", function note({ detail }) {
      frames.push(detail);
      if (frames.length <= count) return;
      box.removeEventListener("nndl-frame", note);
      done(frames);
    });
  });
}
