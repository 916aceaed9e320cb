"use strict";
// A slip's code holds ticket and PIN after the #; they go into the body of one question and out of the address.
function draw(shape, answer) {
  shape.querySelector(".head").textContent = [answer.service, answer.office, answer.ticket].join(" · ");
  const status = shape.querySelector("h2");
  status.textContent = answer.status_words;
  status.classList.add(answer.status);
  const list = shape.querySelector("ol");
  for (const step of answer.steps) { const item = make("li", "", list); make("strong", step.words, item); make("time", step.day, item); }
  const files = shape.querySelector(".files");
  files.textContent = answer.files_words;
  files.hidden = !answer.files_words;
  const foot = shape.querySelector(".as_of");
  foot.textContent = foot.dataset.asOf.replace("{when}", answer.as_of_words);
}
const form = document.querySelector("form");
const send = () => ask("/api/track", { ticket: form.ticket.value, pin: form.pin.value }, draw);
const [ticket, pin] = location.hash.slice(1).split(".");
if (ticket && pin) { form.ticket.value = ticket; form.pin.value = pin; history.replaceState(null, "", location.pathname + location.search); send(); }
form.addEventListener("submit", (event) => { event.preventDefault(); send(); });
