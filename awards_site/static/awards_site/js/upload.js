/* Files that go up in pieces as soon as they are chosen, and after a broken line go on where the server stands.
   Box      <div data-upload="URL" data-question="KEY"> with a file box in a form; its data-… say the words. The button
            [data-plain] sends whole files where there is no script, and goes.
   Rows     [data-uploads] is the list of files on their way, its <template> a row: [data-name], <progress>, [data-said],
            [data-cancel]. A row that came with the page has data-token and tells of a file that is not whole yet.
   Held     [data-held] holds the files that are there; the answer for a whole file brings it anew. [data-heard] is read
            aloud. */

const PIECE = 256 * 1024, LEAST = 16 * 1024, EDGE = 64 * 1024;
const PATIENCE = 60000, PATIENCE_AT_END = 180000, FIRST_WAIT = 1000, LONGEST_WAIT = 30000;
const lang = document.documentElement.lang.split("-")[0] || "en";
const figure = new Intl.NumberFormat(`${lang}-u-nu-${{ fa: "arabext", ur: "arabext", ar: "arab" }[lang] || "latn"}`);
const fill = (text, facts) => text.replace(/\{(\w+)\}/g, (_, name) => (
  typeof facts[name] === "number" ? figure.format(facts[name]) : facts[name]));
const kilobytes = (bytes) => Math.ceil(bytes / 1000);
let onTheirWay = 0;

for (const box of document.querySelectorAll("[data-upload]")) receive(box);
addEventListener("beforeunload", (event) => { if (onTheirWay) event.preventDefault(); });

function receive(box) {
  const choose = box.querySelector("input[type=file]");
  let queue = Promise.resolve();
  box.querySelector("[data-plain]")?.remove();
  for (const row of box.querySelectorAll("[data-token]")) {
    row.hidden = false;
    row.querySelector("[data-cancel]").addEventListener("click", () => {
      row.remove();
      choose?.focus();
      post(box, { upload: row.dataset.token, cancel: "on" }).catch(() => {});
    });
  }
  choose?.addEventListener("change", () => {
    for (const file of choose.files) {
      const sending = begin(box, file, choose);
      queue = queue.then(() => send(box, file, sending));
    }
    choose.value = ""; /* else the form would send them too */
  });
}

/* draw a row for a file, with a way to stop it */
function begin(box, file, choose) {
  const list = box.querySelector("[data-uploads]");
  const row = list.querySelector("template").content.firstElementChild.cloneNode(true);
  const sending = { row, over: false, token: "", stop: () => {} };
  for (const name of row.querySelectorAll("[data-name]")) name.textContent = file.name;
  const bar = row.querySelector("progress");
  bar.setAttribute("aria-label", file.name);
  bar.max = file.size || 1;
  row.querySelector("[data-cancel]").addEventListener("click", () => {
    sending.over = true;
    sending.stop();
    row.remove();
    choose.focus();
    if (sending.token) post(box, { upload: sending.token, cancel: "on" }).catch(() => {});
  });
  list.append(row);
  return sending;
}

async function send(box, file, sending) {
  let wait = FIRST_WAIT, size = PIECE, told = null, about = null;
  onTheirWay += 1;
  while (!sending.over) {
    try {
      about ||= { name: file.name, size: file.size, mark: await fingerprint(file) };
      const post = told ? await piece(file, told, size) : about;
      const is_last = told && told.received + size >= file.size;
      if (is_last) say(sending, box.dataset.checking);
      const began = performance.now();
      const answer = await patiently(box, post, sending, is_last ? PATIENCE_AT_END : PATIENCE);
      if (told && performance.now() - began < 5000) size = Math.min(PIECE, size * 2);
      wait = FIRST_WAIT;
      if (answer.refused) refuse(box, sending, answer.refused);
      else if ("files" in answer) arrive(box, file, sending, answer);
      else told = goOn(box, file, sending, answer);
    } catch (wrong) {
      if (sending.over) break;
      if (/^Not(Readable|Found)/.test(wrong.name)) { refuse(box, sending, box.dataset.unread); break; }
      say(sending, fill(box.dataset.broken, { seconds: Math.round(wait / 1000) }));
      await pause(wait, sending);
      wait = Math.min(wait * 2, LONGEST_WAIT);
      size = Math.max(LEAST, size / 2);
      told = null; /* the server says where it stands */
    }
  }
  onTheirWay -= 1;
}

function goOn(box, file, sending, answer) {
  sending.token = answer.upload;
  box.querySelector(`[data-token="${CSS.escape(answer.upload)}"]`)?.remove();
  sending.row.querySelector("progress").value = answer.received;
  const percent = Math.floor((answer.received / file.size) * 100);
  say(sending, fill(box.dataset.sending, { sent: kilobytes(answer.received), size: kilobytes(file.size), percent }));
  return answer;
}

function arrive(box, file, sending, answer) {
  sending.over = true;
  sending.row.remove();
  if (answer.upload) box.querySelector(`[data-token="${CSS.escape(answer.upload)}"]`)?.remove();
  box.querySelector("[data-held]").innerHTML = answer.files;
  box.querySelector("[data-heard]").textContent = fill(box.dataset.added, { name: file.name });
  if (answer.full) box.querySelector("[data-choose]").hidden = true;
}

function refuse(box, sending, sentence) {
  sending.over = true;
  sending.row.querySelector("progress").remove();
  say(sending, sentence);
  sending.row.querySelector("[data-said]").className = "error";
  box.querySelector("[data-heard]").textContent = sentence;
}

const say = (sending, text) => { sending.row.querySelector("[data-said]").textContent = text; };

async function piece(file, told, size) {
  const bytes = await file.slice(told.received, told.received + size).arrayBuffer();
  return { upload: told.upload, offset: told.received, piece: new Blob([bytes]) };
}

/* by name, size and this a file is known again: two sums over its first and last bytes */
async function fingerprint(file) {
  const ends = new Blob([file.slice(0, EDGE), file.slice(-EDGE)]);
  let one = 0x811c9dc5, other = 0x41c6ce57;
  for (const byte of new Uint8Array(await ends.arrayBuffer())) {
    one = Math.imul(one ^ byte, 0x01000193);
    other = Math.imul(other ^ byte, 0x5f356495);
  }
  return [one, other].map((sum) => (sum >>> 0).toString(16).padStart(8, "0")).join("");
}

async function patiently(box, told, sending, patience) {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), patience);
  sending.stop = () => control.abort();
  try {
    return await post(box, told, control.signal);
  } finally {
    clearTimeout(timer);
  }
}

async function post(box, told, signal) {
  const body = new FormData();
  body.set("question", box.dataset.question);
  for (const [name, value] of Object.entries(told)) body.set(name, value);
  const answer = await fetch(box.dataset.upload, {
    method: "POST", body, credentials: "same-origin", redirect: "error", signal,
    headers: { "X-Requested-With": "fetch", Accept: "application/json", "X-CSRFToken": box.closest("form").elements.csrfmiddlewaretoken.value },
  });
  if (answer.status >= 500 || answer.status === 429 || answer.status === 408) throw new Error("later");
  const is_told = (answer.headers.get("Content-Type") || "").includes("json");
  return is_told ? answer.json() : { refused: box.dataset.lost };
}

/* wait, unless the line comes back or somebody cancels */
function pause(wait, sending) {
  return new Promise((go) => {
    const on = () => { clearTimeout(timer); removeEventListener("online", on); go(); };
    const timer = setTimeout(on, wait);
    addEventListener("online", on);
    sending.stop = on;
  });
}
