"use strict";
// The part after # never reaches a server by itself: it is sent in the body of one question, and drawn.
function draw(shape, answer) {
  shape.querySelector(".verdict").classList.add(answer.colour);
  shape.querySelector("h2").textContent = answer.headline;
  const words = shape.querySelector(".verdict div");
  for (const line of answer.lines) make("p", line, words);
  const list = shape.querySelector("dl");
  for (const [label, value] of answer.rows || []) { const row = make("div", "", list); make("dt", label, row); make("dd", value, row); }
  if (!answer.rows) list.remove();
  shape.querySelector(".mode").textContent = answer.mode_words || "";
  const foot = shape.querySelector(".as_of");
  const signer = answer.signer && answer.signer.name ? foot.dataset.signer.replace("{name}", answer.signer.name).replace("{post}", answer.signer.post) + " " : "";
  foot.textContent = signer + (answer.as_of_words ? foot.dataset.asOf.replace("{when}", answer.as_of_words) : "");
}
const look = () => { if (location.hash.length > 1) ask("/api/check", { text: box.dataset.page + location.hash }, draw); };
addEventListener("hashchange", look);
document.getElementById("lang").addEventListener("click", (event) => { event.currentTarget.href += location.hash; });
document.querySelector("form").addEventListener("submit", (event) => { event.preventDefault(); ask("/api/check", { code: event.target.code.value }, draw); });
look();
