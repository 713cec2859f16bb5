/* A ranking by hand: drag a line by its handle, or move it by its arrows; the numbers follow. Lines stand in the order of
   their numbers, those without one last. Equal numbers stay equal until a line is moved between them. What happened is
   said aloud. The page works without it: by its numbers alone. */
(() => {
"use strict";
const form = document.querySelector("form[data-ranking]");
if (!form) return;
const list = form.querySelector(".places"), heard = form.querySelector("[data-heard]"), words = form.dataset;
const ranked = form.querySelector("[data-ranked]"), missing = form.querySelector("[data-missing]");
const cast = form.querySelector("button.cast"), figure = new Intl.NumberFormat(document.documentElement.lang);
for (const hidden of form.querySelectorAll("[data-grip],[data-moves],[data-scripted]")) hidden.hidden = false;

const rows = () => [...list.children];
const pick = (row) => row.querySelector("select");
const rank = (row) => Number(pick(row).value);
const inOrder = () => rows().filter(rank).sort((one, other) => rank(one) - rank(other));
const fill = (text, facts) => text.replace(/\{(\w+)\}/g, (_, name) => facts[name]);
const equals = (row) => rank(row) ? rows().filter((each) => each !== row && rank(each) === rank(row)) : [];
const equal = (row) => fill(words.equal, { names: equals(row).map((each) => each.dataset.name).join(words.comma) });

const sort = () => {
  const focused = document.activeElement;
  const wanted = [...inOrder(), ...rows().filter((row) => !rank(row))];
  if (wanted.some((row, place) => list.children[place] !== row)) list.append(...wanted);
  if (focused !== document.activeElement) focused.focus({ preventScroll: true });
  focused.closest?.(".place")?.scrollIntoView({ block: "nearest" });
};
const show = () => {
  for (const row of rows()) {
    const place = row.querySelector("[data-equal]");
    place.hidden = !equals(row).length;
    place.textContent = place.hidden ? "" : equal(row);
  }
  ranked.textContent = figure.format(inOrder().length);
  const first = rows().find((row) => !rank(row));
  missing.hidden = !first;
  cast.setAttribute("aria-disabled", String(Boolean(first)));
  if (!first) return;
  const link = missing.querySelector("a");
  link.href = `#${first.id}`;
  link.textContent = fill(missing.dataset.missing, { name: first.dataset.name });
};
const say = (row) => {
  const facts = { name: row.dataset.name, rank: figure.format(rank(row)), all: figure.format(list.children.length) };
  const said = fill(rank(row) ? words.said : words.none, facts);
  heard.textContent = equals(row).length ? said + words.comma + equal(row) : said;
};

/* put a line at a place among the ranked ones: it gets a number of its own, and the others follow */
const put = (row, place) => {
  const others = inOrder().filter((each) => each !== row);
  const order = [...others.slice(0, place), row, ...others.slice(place)], before = new Map(order.map((each) => [each, rank(each)]));
  let now = 0;
  order.forEach((each, index) => {
    const last = order[index - 1];
    if (each === row || last === row || before.get(each) !== before.get(last)) now = index + 1;
    pick(each).value = String(now);
  });
  sort();
  show();
  say(row);
  list.dispatchEvent(new Event("change", { bubbles: true }));
};

list.addEventListener("change", (event) => {
  if (!event.target.matches("select")) return;
  sort();
  show();
  say(event.target.closest(".place"));
});
list.addEventListener("click", (event) => {
  const move = event.target.closest("[data-move]")?.dataset.move;
  if (!move) return;
  const row = event.target.closest(".place"), order = inOrder(), here = order.indexOf(row);
  if (here < 0) put(row, order.length);
  else put(row, move === "up" ? Math.max(0, here - 1) : here + 1);
});
cast.addEventListener("click", (event) => {
  if (cast.getAttribute("aria-disabled") !== "true") return;
  event.preventDefault();
  missing.querySelector("a").click();
});

/* dragging: the line follows the pointer, a mark shows where it would be dropped; Escape takes it back */
const FEW = 5, EDGE = 96, STEP = 14;
list.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest("[data-grip]");
  if (!grip || event.button) return;
  event.preventDefault();
  grip.setPointerCapture(event.pointerId);
  const row = grip.closest(".place"), from = event.clientY + scrollY;
  let moved = 0, place = -1;
  const over = (y) => {
    const others = rows().filter((each) => each !== row), below = others.find((each) => {
      const box = each.getBoundingClientRect();
      return y < box.top + box.height / 2;
    });
    place = (below ? others.slice(0, others.indexOf(below)) : others).filter(rank).length;
    const target = others.filter(rank)[place] || others.find((each) => !rank(each));
    for (const each of rows()) each.classList.toggle("is-target", each === target);
    list.classList.toggle("is-end", !target);
  };
  const follow = ({ clientY }) => {
    if (clientY < EDGE) scrollBy(0, -STEP);
    else if (clientY > innerHeight - EDGE) scrollBy(0, STEP);
    moved = clientY + scrollY - from;
    row.classList.add("is-dragged");
    row.style.translate = `0 ${moved}px`;
    over(clientY);
  };
  const end = ({ type, key }) => {
    if (type === "keydown" && key !== "Escape") return;
    grip.removeEventListener("pointermove", follow);
    for (const name of ["pointerup", "pointercancel"]) grip.removeEventListener(name, end);
    document.removeEventListener("keydown", end);
    row.style.translate = "";
    for (const each of rows()) each.classList.remove("is-target", "is-dragged");
    list.classList.remove("is-end");
    if (type === "pointerup" && Math.abs(moved) > FEW) put(row, place);
  };
  grip.addEventListener("pointermove", follow);
  for (const name of ["pointerup", "pointercancel"]) grip.addEventListener(name, end);
  document.addEventListener("keydown", end);
});
sort();
show();
})();
