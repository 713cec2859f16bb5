/* A ballot's own total while one marks, or the grade while one grades; the server says the same after every save. The
   page works without it. */
(() => {
"use strict";
const form = document.querySelector("form[data-ballot]");
if (!form) return;
const lang = document.documentElement.lang;
const two = new Intl.NumberFormat(lang, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const whole = new Intl.NumberFormat(lang);
const criteria = [...form.querySelectorAll(".crit")];
const total = form.querySelector("[data-total]"), said = form.querySelector("[data-said]");
const grade = form.querySelector("[data-grade]");
const missing = form.querySelector("[data-missing]"), cast = form.querySelector("button.cast");

const chosen = (criterion) => criterion.querySelector("input[type=radio]:checked");
const show = () => {
  const marked = criteria.filter(chosen);
  if (grade) grade.textContent = chosen(criteria[0])?.dataset.word || "–";
  else sum(marked);
  const first = criteria.find((each) => !chosen(each));
  missing.hidden = !first;
  cast.setAttribute("aria-disabled", String(Boolean(first)));
  if (!first) return;
  const link = missing.querySelector("a");
  link.href = `#${first.id}`;
  link.textContent = missing.dataset.missing.replace("{name}", first.dataset.name);
};
const sum = (marked) => {
  const weight = marked.reduce((sum, each) => sum + Number(each.dataset.weight), 0);
  const points = marked.reduce((sum, each) => sum + Number(each.dataset.weight) * Number(chosen(each).value), 0);
  total.textContent = marked.length ? two.format(points / weight) : "";
  said.textContent = said.dataset.said.replace("{marked}", whole.format(marked.length));
};
cast?.addEventListener("click", (event) => {
  if (cast.getAttribute("aria-disabled") !== "true") return;
  event.preventDefault();
  missing.querySelector("a").click();
});
if (cast) show();
form.addEventListener("change", (event) => {
  if (event.target.type !== "radio") return;
  const says = event.target.closest(".crit").querySelector(".says"), word = document.createElement("b");
  word.textContent = event.target.getAttribute("aria-label");
  says?.replaceChildren(word);
  show();
});
})();
