/* What script adds: a live word count, saving while one types, the reader's time zone. Every page works without it. */
(() => {
"use strict";
const CJK = "\\u3005-\\u3007\\u3041-\\u3096\\u30a1-\\u30fa\\u30fc\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3134f}";
const LETTER = `(?:(?![${CJK}])[\\p{L}\\p{N}]|[\\u0300-\\u036f\\u064b-\\u065f\\u0670\\u06d6-\\u06ed])`;
const WORD = new RegExp(`[${CJK}]|${LETTER}+(?:[\\u200c\\u200d'’\\u2010\\u2011.,٫٬_-]+${LETTER}+)*`, "gu");
const lang = document.documentElement.lang;
const figure = (n) => new Intl.NumberFormat(lang).format(n);

document.cookie = `tz=${Intl.DateTimeFormat().resolvedOptions().timeZone};path=/;max-age=31536000;samesite=lax`;
document.querySelector("[data-focus]")?.focus();

/* word count: <textarea data-word-limit="120" data-words="{n} of {limit} words" data-words-over="… {over} …"> */
for (const area of document.querySelectorAll("[data-word-limit]")) {
  const limit = Number(area.dataset.wordLimit);
  const place = document.querySelector(`[data-count-for="${CSS.escape(area.id)}"]`);
  if (!place) continue;
  const say = () => {
    const n = (area.value.match(WORD) || []).length, over = n > limit;
    const text = (over && area.dataset.wordsOver) || area.dataset.words || "{n} / {limit}";
    place.textContent = text.replace("{n}", figure(n)).replace("{limit}", figure(limit)).replace("{over}", figure(n - limit));
    place.classList.toggle("over", over);
  };
  area.addEventListener("input", say);
  say();
}

/* autosave: <form data-autosave="URL" data-saving="…" data-unsaved="…"> with a hidden "version"; [data-saved] says the state */
for (const form of document.querySelectorAll("form[data-autosave]")) {
  const place = document.querySelector("[data-saved]");
  let timer = 0, dirty = false, busy = false, wait = 1500;
  const say = (text, state) => {
    if (!place) return;
    place.textContent = text;
    place.classList.remove("is-done", "is-due", "is-now");
    place.classList.add(`is-${state}`);
  };
  const body = () => {
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    return data;
  };
  const send = async (leaving = false) => {
    if (!dirty || (busy && !leaving)) return;
    dirty = false;
    busy = true;
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST", body: body(), credentials: "same-origin", keepalive: leaving,
        headers: { "X-Requested-With": "fetch", Accept: "application/json" },
      });
      const told = await answer.json();
      if (answer.ok) {
        if (told.version) for (const field of form.querySelectorAll("[name=version]")) field.value = told.version;
        say(told.saved, "done");
        form.dispatchEvent(new CustomEvent("saved", { detail: told, bubbles: true }));
        wait = 1500;
      } else {
        say(told.conflict || told.refused || form.dataset.unsaved || "", "due");
        if (answer.status >= 500) again();
      }
    } catch {
      again();
    } finally {
      busy = false;
      if (dirty) later();
    }
  };
  const again = () => {
    dirty = true;
    wait = Math.min(wait * 2, 30000);
    say(form.dataset.unsaved || "", "due");
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(send, wait);
  };
  const changed = (event) => {
    if (event.target.type === "file") return;
    dirty = true;
    later();
  };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", () => { dirty = false; clearTimeout(timer); });
  addEventListener("pagehide", () => send(true));
  addEventListener("online", () => send());
  document.addEventListener("visibilitychange", () => { if (document.hidden) send(true); });
}

/* a second press of a button that is already at work does nothing */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent && form.method === "post") event.preventDefault();
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 4000);
});
})();
