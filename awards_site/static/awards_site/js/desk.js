/* The keys of the secretariat's desk. Whatever a key does, a link, a button or a field of the page does too.

   Page     <details data-keys hidden> lists the keys; [data-keys-off] in it turns them off on this device (WCAG 2.1.4).
   Queue    <tr data-file> with a link [data-open]; [data-search] is where one looks for words (a field, or a link there).
   File     links [data-beside] to the files beside it, its own marked; <div data-gate> with radio buttons in the order
            met, not met, ask.

   Letters are read from their place on the keyboard, so that they work in a Persian layout too. No key is taken while
   somebody types, chooses from a list, or holds Control, Alt or Meta. */

const STORE = "desk-keys";
const list = document.querySelector("[data-keys]");
const off = document.querySelector("[data-keys-off]");
const stored = () => { try { return localStorage.getItem(STORE); } catch { return null; } };
const rows = [...document.querySelectorAll("[data-file]")];
const gates = [...document.querySelectorAll("[data-gate]")];
const types = (place) => place.closest?.("input:not([type=checkbox],[type=radio]),textarea,select,[contenteditable]");

if (list) {
  list.hidden = false;
  off.checked = stored() === "off";
  off.addEventListener("change", () => { try { localStorage.setItem(STORE, off.checked ? "off" : "on"); } catch { /* for this page alone */ } });
  document.addEventListener("keydown", pressed);
}

function pressed(event) {
  if (off.checked || event.defaultPrevented || event.isComposing || event.repeat && !/^Key[JK]$/.test(event.code)) return;
  if (event.ctrlKey || event.altKey || event.metaKey || types(event.target)) return;
  const act = ["?", "؟"].includes(event.key) ? toggle : event.key === "/" ? search : event.shiftKey ? null : act_of(event.code);
  if (act && act() !== false) event.preventDefault();
}

function act_of(code) {
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(code);
  if (digit) return () => at_gate(gates[digit[1] - 1]);
  return {
    KeyJ: () => step(1), KeyK: () => step(-1), KeyO: () => here()?.querySelector("[data-open]").click() ?? false,
    KeyX: () => here()?.querySelector("[type=checkbox]")?.click() ?? false,
    KeyN: () => at_gate(gates[(gates.indexOf(gate()) + 1) % gates.length]),
    KeyM: () => mark(0), KeyF: () => mark(1), KeyA: () => mark(2),
    KeyS: () => gates.length ? gates[0].closest("form").requestSubmit() : false,
  }[code];
}

function toggle() {
  list.open = !list.open;
  if (list.open) { list.scrollIntoView({ block: "nearest" }); list.querySelector("summary").focus(); }
}

function search() {
  const place = document.querySelector("[data-search]");
  if (!place) return false;
  if (place.matches("a")) place.click();
  else { place.focus(); place.select(); }
  return true;
}

const here = () => document.activeElement.closest("[data-file]");

function step(by) {
  if (!rows.length) return beside(by);
  const at = rows.indexOf(here());
  const row = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : at + by];
  row?.querySelector("[data-open]").focus();
  return Boolean(row);
}

function beside(by) {
  const files = [...document.querySelectorAll("[data-beside]")];
  const next = files[files.findIndex((file) => file.matches("[aria-current]")) + by];
  next?.click();
  return Boolean(next);
}

const gate = () => document.activeElement.closest("[data-gate]");

function at_gate(found) {
  if (!found) return false;
  const chosen = found.querySelector("[type=radio]:checked") ?? found.querySelector("[type=radio]");
  chosen.focus();
  found.scrollIntoView({ block: "nearest" });
  return true;
}

function mark(which) {
  const radio = gate()?.querySelectorAll("[type=radio]")[which];
  if (!radio) return false;
  radio.click();
  radio.focus();
  return true;
}
