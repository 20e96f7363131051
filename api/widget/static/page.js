// The chat page: sends what a person types, shows answers and places, and never loses a message.
//
// Everything that came from elsewhere enters the page as text nodes, never as HTML. A message gets
// its id here and is sent again until the service has it, so a lost connection costs nothing: the
// same id twice is stored once. The token lives in sessionStorage and ends with the tab.

const POLL_EVERY_MS = 4000;
const RETRY_FIRST_MS = 800;
const RETRY_LONGEST_MS = 15000;
const LEAVE_TO = "https://www.vrt.be/vrtnws/";

/** @param {string} id @returns {any} */
const element = (id) => document.getElementById(id);
const log = element("log");
const notice = element("notice");
const input = element("text");
const languages = element("language");

/** @type {Record<string, string>} */
let words = JSON.parse(element("words").textContent);
/** @type {{id: string, token: string, seq: number, language: string} | null} */
let talk = JSON.parse(sessionStorage.getItem("talk") || "null");
/** @type {{client_id: string, body: object, node: HTMLElement | null}[]} */
const outbox = [];
let sending = false;
let streaming = null;
let lastHeard = 0;
const shown = new Set();
/** @type {any[]} */
const echoes = [];

// ------------------------------------------------------------------ building nodes

/**
 * @param {string} tag @param {Record<string, string>} [attributes]
 * @param {...(Node | string | null | undefined | false)} children
 */
function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  for (const child of children) if (child) node.append(child);
  return node;
}

const word = (/** @type {string} */ key) => words[key] || "";

/** Only addresses that a person can be sent to; anything else is not made into a link. */
function safeLink(/** @type {unknown} */ address) {
  if (typeof address !== "string") return null;
  return /^(https?:|tel:|mailto:)/i.test(address) ? address : null;
}

function textBlock(block, message) {
  const nodes = [make("p", { class: "bubble" }, block.text)];
  if (block.original && block.original !== block.text) {
    nodes.push(
      make("details", { class: "original" },
        make("summary", {}, word("page.original")),
        make("p", { lang: "nl", dir: "ltr" }, block.original)),
    );
  }
  return nodes;
}

function choicesBlock(block) {
  const list = make("ul", { class: "choices" });
  for (const choice of block.choices) {
    const button = make("button", { type: "button" }, choice.label);
    button.addEventListener("click", () => sendChoice(choice));
    list.append(make("li", {}, button));
  }
  return [list];
}

function numbersBlock(block) {
  const list = make("ul", { class: "numbers" });
  for (const number of block.numbers) {
    const digits = String(number.phone).replace(/[^\d+]/g, "");
    list.append(make("li", {},
      make("a", { href: `tel:${digits}` },
        make("span", { class: "phone", dir: "ltr" }, number.phone),
        make("span", { dir: "auto" }, number.name))));
  }
  return [list];
}

function handoffBlock(block) {
  return block.text ? [make("p", { class: "bubble" }, block.text)] : [];
}

function placesBlock(block) {
  const list = make("ol", { class: "cards" });
  for (const place of block.places) list.append(make("li", {}, card(place)));
  return [list];
}

function card(place) {
  const facts = make("ul", { class: "facts" });
  const fact = (text, kind = "") => text && facts.append(make("li", kind ? { class: kind } : {}, text));
  fact(place.hours_text, place.open);
  fact(place.distance_text);
  fact(place.cost);
  fact(place.appointment);
  if (place.languages?.length) fact(place.languages.join(" · "));
  return make("article", { class: "card" },
    make("h2", {}, make("bdi", { lang: "nl" }, place.name)),
    make("p", {}, make("bdi", { lang: "nl" }, place.address || place.district || "")),
    facts.childElementCount ? facts : null,
    dutchNote(place.hours_note),
    ...(place.conditions || []).map((condition) => make("p", { class: "soft" }, condition.text)),
    place.call_first_text && make("p", { class: "soft" }, place.call_first_text),
    cardActions(place),
    dutchDetails(place.description),
    sourceLine(place));
}

/** Where the facts come from; a link when the source is a page. */
function sourceLine(place) {
  const link = safeLink(place.source_url);
  const source = link
    ? make("a", { href: link, target: "_blank", rel: "noopener noreferrer" }, place.source)
    : place.source;
  return make("p", { class: "source" }, source, source && " · ", place.checked_text);
}

/** What the source says in its own words, which are Dutch. */
function dutchNote(note) {
  return note && make("p", { class: "soft", lang: note.lang, dir: "ltr" }, note.text);
}

function dutchDetails(note) {
  return note && make("details", { class: "original" },
    make("summary", {}, word("page.details")),
    make("p", { lang: note.lang, dir: "ltr" }, note.text));
}

function cardActions(place) {
  const row = make("div", { class: "actions" });
  const { call, route, website } = place.actions || {};
  if (safeLink(call)) {
    row.append(make("a", { class: "button call", href: call },
      `${word("page.call")} `, make("span", { dir: "ltr" }, place.phone)));
  }
  const outward = { target: "_blank", rel: "noopener noreferrer" };
  if (safeLink(route)) row.append(make("a", { class: "button", href: route, ...outward }, word("page.route")));
  if (safeLink(website)) row.append(make("a", { class: "button", href: website, ...outward }, word("page.website")));
  return row.childElementCount ? row : null;
}

const BLOCKS = {
  text: textBlock, places: placesBlock, choices: choicesBlock, numbers: numbersBlock, handoff: handoffBlock,
};

// ------------------------------------------------------------------ messages in the log

function show(message) {
  if (shown.has(message.seq)) return;
  // While a message is on its way, its echo may be here before its number is: wait for the number.
  if (message.author === "person" && sending) return void echoes.push(message);
  shown.add(message.seq);
  if (talk && message.seq > talk.seq) remember({ seq: message.seq });
  if (message.author === "person") return showOwn(message);
  if (message.key === "talk_forgotten") log.replaceChildren();
  dropOldChoices();
  const turn = make("div", {
    class: message.key === "crisis" ? "turn crisis" : "turn", lang: message.language, dir: message.direction,
  });
  for (const block of message.blocks) turn.append(...(BLOCKS[block.type]?.(block, message) || []));
  log.append(turn);
  if (message.language !== talk?.language) adopt(message.language);
  turn.scrollIntoView({ block: "start" });
  notice.textContent = "";
}

/** Buttons belong to the newest answer; older ones would act on what is no longer on the table. */
function dropOldChoices() {
  for (const old of log.querySelectorAll(".choices")) old.remove();
}

function showOwn(message) {
  const text = (message.blocks || []).map((block) => block.text).filter(Boolean).join("\n");
  if (text) log.append(ownBubble(text));
}

function ownBubble(text) {
  return make("div", { class: "turn mine" }, make("p", { class: "bubble", dir: "auto" }, text));
}

// ------------------------------------------------------------------ talking with the service

async function call(method, path, body) {
  const headers = { "Content-Type": "application/json" };
  if (talk) headers.Authorization = `Bearer ${talk.token}`;
  return fetch(path, {
    method, headers, body: body === undefined ? undefined : JSON.stringify(body),
    credentials: "omit", cache: "no-store", signal: AbortSignal.timeout(15000),
  });
}

function remember(changes) {
  talk = { ...talk, ...changes };
  sessionStorage.setItem("talk", JSON.stringify(talk));
}

async function begin() {
  const asked = new URLSearchParams(location.search);
  const body = { language: asked.get("lang") || document.documentElement.lang, channel: "web" };
  if (asked.get("near")) body.near = asked.get("near");
  for (let pause = RETRY_FIRST_MS; ; pause = Math.min(pause * 2, RETRY_LONGEST_MS)) {
    try {
      const reply = await call("POST", "/v1/conversations", body);
      if (!reply.ok) throw new Error(String(reply.status));
      const made = await reply.json();
      remember({ id: made.id, token: made.token, seq: 0, language: made.language });
      made.messages.forEach(show);
      return;
    } catch {
      notice.textContent = word("page.connecting");
      await new Promise((done) => setTimeout(done, pause));
    }
  }
}

function enqueue(body, label) {
  const client_id = crypto.randomUUID ? crypto.randomUUID() : fallbackId();
  const node = label ? ownBubble(label) : null;
  if (node) {
    log.append(node);
    node.scrollIntoView({ block: "end" });
  }
  outbox.push({ client_id, body: { ...body, client_id }, node });
  drain();
}

/** Random UUID where the page is not served over a secure origin (a test desk on the local network). */
function fallbackId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

async function drain() {
  if (sending) return;
  sending = true;
  let pause = RETRY_FIRST_MS;
  while (outbox.length) {
    const next = outbox[0];
    try {
      if (!talk) await begin();
      const reply = await call("POST", `/v1/conversations/${talk.id}/messages`, next.body);
      if (reply.status === 404) {
        await startOver();
        continue;
      }
      if (reply.status === 429 || reply.status >= 500) throw new Error(String(reply.status));
      const answer = await reply.json().catch(() => ({}));
      if (reply.ok) shown.add(answer.seq);
      else notice.textContent = answer.message || word("page.failed");
      outbox.shift();
      mark(next.node, "");
      listen();
      pause = RETRY_FIRST_MS;
    } catch {
      mark(next.node, word("page.queued"));
      notice.textContent = word("page.offline");
      await new Promise((done) => setTimeout(done, pause));
      pause = Math.min(pause * 2, RETRY_LONGEST_MS);
    }
  }
  sending = false;
  echoes.splice(0).forEach(show);
}

function mark(node, text) {
  if (!node) return;
  node.querySelector(".state")?.remove();
  if (text) node.append(make("p", { class: "state" }, text));
}

async function startOver() {
  sessionStorage.removeItem("talk");
  talk = null;
  shown.clear();
  stopListening();
  await begin();
}

// Server-sent events through fetch, because EventSource cannot carry the token in a header.
async function listen() {
  if (streaming || !talk) return;
  const control = new AbortController();
  streaming = control;
  try {
    const reply = await fetch(`/v1/conversations/${talk.id}/events`, {
      headers: { Authorization: `Bearer ${talk.token}`, "Last-Event-ID": String(talk.seq), Accept: "text/event-stream" },
      credentials: "omit", cache: "no-store", signal: control.signal,
    });
    if (reply.status === 404) {
      streaming = null;
      return startOver();
    }
    if (!reply.ok || !reply.body) throw new Error(String(reply.status));
    await readEvents(reply.body);
  } catch {
    // The stream ended or never began: polling below fetches what was missed.
  }
  if (streaming === control) streaming = null;
}

async function readEvents(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    lastHeard = Date.now();
    rest += value;
    const events = rest.split(/\r?\n\r?\n/);
    rest = events.pop() || "";
    for (const event of events) {
      const data = event.split(/\r?\n/).filter((line) => line.startsWith("data:")).map((line) => line.slice(5).trim());
      if (data.length) show(JSON.parse(data.join("\n")));
    }
  }
}

function stopListening() {
  streaming?.abort();
  streaming = null;
}

async function poll() {
  if (!talk) return;
  try {
    const reply = await call("GET", `/v1/conversations/${talk.id}/messages?after=${talk.seq}`);
    if (reply.status === 404) return startOver();
    if (!reply.ok) return;
    const read = await reply.json();
    (read.messages || read).forEach(show);
    if (!outbox.length) notice.textContent = "";
  } catch {
    notice.textContent = word("page.offline");
  }
}

async function keepInTouch() {
  const silent = Date.now() - lastHeard > 45000;
  if (streaming && silent) stopListening();
  if (!streaming) {
    await poll();
    listen();
  }
  setTimeout(keepInTouch, POLL_EVERY_MS);
}

// ------------------------------------------------------------------ what the person does

function sendText() {
  const text = input.value.trim();
  if (!text) return;
  input.value = "";
  fit();
  enqueue({ text }, text);
}

function sendChoice(choice) {
  dropOldChoices();
  enqueue({ choice: choice.id }, choice.label);
}

async function adopt(language) {
  remember({ language });
  const reply = await fetch(`/v1/words?lang=${encodeURIComponent(language)}`, { credentials: "omit" });
  if (!reply.ok) return;
  const page = await reply.json();
  words = page.words;
  document.documentElement.lang = page.language;
  document.documentElement.dir = page.direction;
  document.title = word("page.title");
  languages.value = language;
  input.placeholder = word("page.placeholder");
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = word(node.dataset.word);
}

function leave() {
  if (talk) {
    // keepalive lets the request finish while the page goes away.
    fetch(`/v1/conversations/${talk.id}`, {
      method: "DELETE", headers: { Authorization: `Bearer ${talk.token}` }, keepalive: true, credentials: "omit",
    }).catch(() => {});
  }
  sessionStorage.clear();
  log.replaceChildren();
  location.replace(LEAVE_TO);
}

function fit() {
  input.style.height = "auto";
  input.style.height = `${Math.min(input.scrollHeight + 3, 128)}px`;
}

element("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  sendText();
});
input.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    sendText();
  }
});
input.addEventListener("input", fit);
languages.addEventListener("change", () => {
  const chosen = languages.selectedOptions[0];
  enqueue({ choice: `language:${languages.value}` }, chosen.textContent);
});
element("human").addEventListener("click", () => enqueue({ choice: "human" }, word("page.human")));
element("leave").addEventListener("click", leave);
for (const happening of ["online", "pageshow"]) addEventListener(happening, () => (drain(), poll()));
document.addEventListener("visibilitychange", () => document.hidden || poll());

if (talk) {
  const language = talk.language;
  remember({ seq: 0 });
  if (language !== document.documentElement.lang) adopt(language);
  await poll();
} else {
  await begin();
}
keepInTouch();
