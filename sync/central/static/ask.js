"use strict";
// Sends a question to the center and puts the answer into the page; nothing is kept and nothing comes from elsewhere.
const box = document.getElementById("result");
const lang = document.documentElement.lang;
const make = (tag, text, into) => { const el = document.createElement(tag); el.textContent = text; into.append(el); return el; };
async function ask(route, question, draw) {
  box.hidden = false;
  box.replaceChildren();
  make("p", box.dataset.wait, box);
  try {
    const reply = await fetch(route, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ ...question, lang }) });
    const answer = await reply.json();
    const shape = document.getElementById("shape").content.cloneNode(true);
    box.replaceChildren();
    if (answer.error) { make("p", answer.words, box).className = "error"; return; }
    draw(shape, answer);
    box.append(shape);
  } catch { box.replaceChildren(); make("p", box.dataset.lost, box).className = "error"; }
}
