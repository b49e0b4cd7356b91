// Drives the frame of this page by the messages of docs/embed.md.
const API = "lora-descent/1";

const frame = document.querySelector("#run");
const origin = new URL(frame.src).origin;

// Questions that wait for their answer, by the id under which they were sent.
const waiting = new Map();
let lastId = 0;

/** Asks the frame; resolves to what it answers, rejects with its sentence. */
function ask(type, fields = {}) {
  const id = ++lastId;
  frame.contentWindow.postMessage({ api: API, id, type, ...fields }, origin);
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
  });
}

function showState({ status, engine, t, computed, T, link }) {
  document.querySelector("#state").textContent =
    `t = ${t} of ${T}, ${computed} computed on ${engine}, ${status}. The frame shows ${link}`;
}

const answerLine = document.querySelector("#answer");

window.addEventListener("message", ({ data, source, origin: from }) => {
  if (source !== frame.contentWindow || from !== origin || data?.api !== API) return;
  if (data.type === "state") showState(data);
  if (data.type === "ready") ask("state").then(showState);
  if (data.type !== "answer" || !waiting.has(data.id)) return;
  const { resolve, reject } = waiting.get(data.id);
  waiting.delete(data.id);
  if (data.ok) resolve(data.result);
  else reject(new Error(data.error));
});

async function command(button) {
  const { load, command: name } = button.dataset;
  if (load) return showState(await ask("load", { link: load }));
  if (name === "seek") return showState(await ask("seek", { t: document.querySelector("#seek").valueAsNumber }));
  if (name !== "read") return showState(await ask(name));
  const { columns } = await ask("read", { columns: ["loss"] });
  const last = columns.loss.length - 1;
  answerLine.textContent = `${last + 1} rows; the loss falls from ${columns.loss[0]} to ${columns.loss[last]}.`;
}

for (const button of document.querySelectorAll("button")) {
  button.addEventListener("click", async () => {
    answerLine.textContent = "";
    try {
      await command(button);
    } catch (error) {
      answerLine.textContent = `The frame refuses: ${error.message}.`;
    }
  });
}
