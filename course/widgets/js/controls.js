// What a hand can move: plain HTML controls, so that keyboard and screen reader work by themselves.

export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

// A widget's box. JupyterLab's own shortcuts are silent while the keyboard is in it, and its
// notebook, which at each key takes the focus back to the cell, does not hear of the key.
export function frame(el) {
  const box = element("div", { class: "nndl-widget", "data-lm-suppress-shortcuts": "true" });
  for (const name of ["keydown", "keyup", "keypress"]) box.addEventListener(name, (e) => e.stopPropagation());
  el.append(box);
  return box;
}

// A label finds its control by an id, of which a page has one set, and each widget a copy of this module.
function labelled(text, control, ...more) {
  globalThis.nndlControls = (globalThis.nndlControls ?? 0) + 1;
  control.id ||= `nndl-${globalThis.nndlControls}`;
  return element("span", { class: "nndl-control" }, element("label", { for: control.id }, text), control, ...more);
}

// A slider that says its value; `show` writes the value for people.
export function slider(text, { min, max, step, value, show = String }, onMove) {
  const input = element("input", { type: "range", min, max, step });
  const output = element("output", {});
  const say = () => {
    output.textContent = show(Number(input.value));
    input.setAttribute("aria-valuetext", output.textContent);
  };
  input.value = value;
  input.addEventListener("input", () => (say(), onMove(Number(input.value))));
  say();
  return {
    node: labelled(text, input, output),
    input,
    set(next) {
      if (Number(input.value) !== next) input.value = next;
      say();
    },
  };
}

export function choice(text, options, value, onChoose) {
  const select = element("select");
  for (const [name, title] of options) select.append(element("option", { value: name }, title));
  select.value = value;
  select.addEventListener("change", () => onChoose(select.value));
  return { node: labelled(text, select), input: select, set: (next) => (select.value = next) };
}

export function button(text, onPress) {
  return element("button", { type: "button", onclick: onPress }, text);
}

// A sentence that says the state; screen readers hear it when it has been still for a moment.
export function saying(parent) {
  const shown = element("p", { class: "nndl-state" });
  const heard = element("p", { class: "nndl-heard", role: "status" });
  parent.append(shown, heard);
  let timer;
  return (text) => {
    shown.textContent = text;
    clearTimeout(timer);
    timer = setTimeout(() => (heard.textContent = text), 700);
  };
}

// A widget that is drawn anew, from its model, when the reader goes over to another theme.
export function themed(render) {
  return {
    render(context) {
      let end = render(context);
      const observer = new MutationObserver(() => {
        const left = end?.();
        context.el.replaceChildren();
        end = render(context, left);
      });
      observer.observe(document.body, { attributeFilter: ["data-jp-theme-light", "data-jp-theme-name"] });
      return () => { observer.disconnect(); end?.(); };
    },
  };
}

const focused = (node) => node.contains(node.getRootNode().activeElement ?? null);

// Put other nodes in the place of these; a keyboard that was in them stays where it was.
export function swap(holder, ...nodes) {
  const had = focused(holder);
  holder.replaceChildren(...nodes);
  if (had) nodes[0].focus();
}

// A question to answer before `onAnswered`: what was guessed is remembered better than what was read.
export function predictFirst(parent, question, options, answered, onAnswered) {
  if (answered) return onAnswered(answered);
  const box = element("fieldset", { class: "nndl-predict" }, element("legend", {}, `Predict first: ${question}`));
  for (const option of options)
    box.append(button(option, () => {
      const had = focused(box), widget = box.closest(".nndl-widget");
      box.remove();
      onAnswered(option);
      if (had) widget?.querySelector("button, input, select, [tabindex='0']")?.focus({ preventScroll: true });
    }));
  parent.append(box);
}

// Call `act` at most once a frame, with the newest arguments.
export function everyFrame(act) {
  let waiting = null;
  return (...args) => {
    if (!waiting) requestAnimationFrame(() => { const now = waiting; waiting = null; act(...now); });
    waiting = args;
  };
}

export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
