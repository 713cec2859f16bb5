/* What script adds: a live word count, saving while one types, the reader's time zone. Every page works without it.

   Words    <textarea id="x" data-word-limit="120"> and <p data-count-for="x"> with data-words="{n} of {limit} words"
            and data-words-over="… {over} …" on either of them.
   Saving   <form data-autosave="URL"> with a hidden "version"; [data-saved] shows the state, its or the form's
            data-saving and data-unsaved say the words. The answer is JSON: saved, version; or conflict, refused.
            The form sends the event "saved" with that answer.
   Leaving  <form data-guard> asks before typed work is left behind.
   Focus    [data-focus] gets the focus when the page opens: the summary of errors. */

const SPACES = "\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200b\\u2028\\u2029\\u202f\\u205f\\ufeff";
const MARKS = "!\"()*;<=>?\\[\\]\\\\`{|}~¡«»¿،؛؟۔\\u0589\\u0964\\u0965\\u0f0b-\\u0f0d…—―“”„‹›•·"
  + "\\u3000-\\u3004\\u3008-\\u3020\\u3030\\u30a0\\u30fb\\uff01-\\uff0f\\uff1a-\\uff20\\uff3b-\\uff40\\uff5b-\\uff65";
const CHARACTERS = "\\u3005-\\u3007\\u3021-\\u3029\\u3041-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u31f0-\\u31ff"
  + "\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\uff66-\\uff9f\\u{20000}-\\u{3ffff}";
const UNSPACED = "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff";
const PIECE = new RegExp(`[${CHARACTERS}]|[${UNSPACED}]+|[^${SPACES}${MARKS}${CHARACTERS}${UNSPACED},:٬–]+`, "gu");
const RUN = new RegExp(`^[${UNSPACED}]`, "u");

/* The rule of awards_site/words.py. */
export function countWords(text) {
  const pieces = text.replace(/(\p{Nd})[,:٬–](?=\p{Nd})/gu, "$1").match(PIECE) || [];
  return pieces.reduce((sum, piece) => sum + (
    RUN.test(piece) ? Math.ceil(piece.length / 5) : Number(/[\p{L}\p{N}]/u.test(piece))), 0);
}

const lang = document.documentElement.lang;
const digits = { fa: "arabext", ur: "arabext", ar: "arab" }[lang.split("-")[0]] || "latn";
const figure = new Intl.NumberFormat(`${lang.split("-")[0] || "en"}-u-nu-${digits}`);
const fill = (text, facts) => text.replace(/\{(\w+)\}/g, (_, name) => figure.format(facts[name]));
const safe = location.protocol === "https:" ? ";secure" : "";
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone) document.cookie = `tz=${zone};path=/;max-age=31536000;samesite=lax${safe}`;
document.querySelector("[data-focus]")?.focus();
/* what scrolls inside the page can be reached by keyboard */
const scrolls = (box) => box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight;
const watch = new ResizeObserver((seen) => {
  for (const { target } of seen) scrolls(target) ? (target.tabIndex = 0) : target.removeAttribute("tabindex");
});
for (const box of document.querySelectorAll(".table-scroll, .code, .rubric, .gates")) watch.observe(box);

for (const area of document.querySelectorAll("[data-word-limit]")) {
  const place = document.querySelector(`[data-count-for="${CSS.escape(area.id)}"]`);
  const limit = Number(area.dataset.wordLimit);
  const words = { ...place?.dataset, ...area.dataset };
  if (!place || !words.words) continue;
  const shown = document.createElement("span");
  const heard = document.createElement("span");
  heard.className = "visually-hidden";
  heard.setAttribute("aria-live", "polite");
  let timer = 0;
  const say = () => {
    const n = countWords(area.value), over = n - limit;
    const text = fill((over > 0 && words.wordsOver) || words.words, { n, limit, over });
    shown.textContent = text;
    shown.className = over > 0 ? "over" : "";
    clearTimeout(timer);
    if (n > limit * 0.9) timer = setTimeout(() => { heard.textContent = text; }, 1200);
  };
  place.replaceChildren(shown, heard);
  area.addEventListener("input", say);
  say();
}

/* saved after a pause, and now and then while somebody types without one; in milliseconds */
const PAUSE = 1500, LONGEST = 10000;
for (const form of document.querySelectorAll("form[data-autosave]")) keepSaving(form);

function keepSaving(form) {
  const place = form.querySelector("[data-saved]") || document.querySelector("[data-saved]");
  const words = { ...place?.dataset, ...form.dataset };
  let timer = 0, dirty = false, since = 0, underWay = null, wait = PAUSE, stopped = false;

  const say = (text, state) => {
    if (!place || !text) return;
    place.textContent = text;
    place.classList.remove("is-done", "is-due", "is-now", "is-wait");
    place.classList.add(`is-${state}`);
  };
  const fields = () => {
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    return data;
  };
  const again = () => {
    dirty = true;
    wait = Math.min(wait * 2, 30000);
    say(words.unsaved, "due");
    later();
  };
  const later = () => {
    clearTimeout(timer);
    const most = wait > PAUSE ? wait : Math.max(0, since + LONGEST - performance.now());
    timer = setTimeout(() => save(), Math.min(wait, most));
  };
  const read = async (answer) => {
    const told = await answer.json();
    if (answer.ok) {
      for (const field of form.querySelectorAll("[name=version]")) field.value = told.version ?? field.value;
      wait = PAUSE;
      if (!dirty) say(told.saved, "done");
      form.dispatchEvent(new CustomEvent("saved", { detail: told, bubbles: true }));
    } else if (answer.status >= 500 || answer.status === 429) {
      again();
    } else {
      stopped = answer.status === 409;
      say(told.conflict || told.refused || words.unsaved, "due");
    }
  };
  const post = (keepalive) => fetch(form.dataset.autosave, {
    method: "POST", body: fields(), credentials: "same-origin", keepalive, redirect: "error",
    signal: AbortSignal.timeout?.(15000),
    headers: { "X-Requested-With": "fetch", Accept: "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken?.value || "" },
  });
  const save = ({ leaving = false, keepalive = false } = {}) => {
    if (!dirty || stopped || (underWay && !leaving)) return underWay;
    clearTimeout(timer);
    dirty = false;
    say(words.saving, "now");
    underWay = post(keepalive).catch((wrong) => { if (keepalive) return post(false); throw wrong; }).then(read).catch(again).finally(() => {
      underWay = null;
      if (dirty) later();
    });
    return underWay;
  };
  const changed = (event) => {
    if (event.target.type === "file" || stopped) return;
    if (!dirty) since = performance.now();
    dirty = true;
    later();
  };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    dirty = false;
    if (!underWay) return;
    /* what is being saved now brings a new version: wait for it, then go */
    event.preventDefault();
    event.stopImmediatePropagation();
    const button = event.submitter;
    underWay.finally(() => { dirty = false; clearTimeout(timer); form.requestSubmit(button); });
  });
  addEventListener("pagehide", () => save({ leaving: true, keepalive: true }));
  addEventListener("online", () => save());
  document.addEventListener("visibilitychange", () => { if (document.hidden) save({ keepalive: true }); });
}

for (const form of document.querySelectorAll("form[data-guard]")) {
  let typed = false;
  form.addEventListener("input", () => { typed = true; });
  form.addEventListener("submit", () => { typed = false; });
  addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });
}

/* a second press of a button that is already at work does nothing */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 4000);
});
addEventListener("pageshow", () => { for (const form of document.forms) delete form.dataset.sent; });
