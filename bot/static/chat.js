// What scripts add to the page: it scrolls, reads aloud, and says in words when the network is away. No words stand here.
(() => {
  "use strict";
  const find = (id) => document.getElementById(id);
  const lines = find("lines");
  const say = find("say");
  const box = say.elements.text;
  document.documentElement.classList.add("js");

  const toEnd = () => find("end").scrollIntoView({ block: "end" });
  toEnd();

  // Two answers that crossed on the way may bring one line twice.
  const dropRepeats = () => {
    const seen = new Set();
    for (const line of [...lines.children]) {
      const seq = line.dataset.seq;
      if (seq !== "0" && seen.has(seq)) line.remove();
      seen.add(seq);
    }
  };

  let away = false;
  const show = (id, shown) => { find(id).hidden = !shown; };
  const back = () => {
    show("held", false);
    if (!away) return;
    away = false;
    show("offline", false);
    show("online", true);
    setTimeout(() => show("online", false), 5000);
  };
  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target !== lines) return;
    dropRepeats();
    toEnd();
  });
  document.body.addEventListener("htmx:afterRequest", (event) => {
    const { successful, elt, xhr } = event.detail;
    if (successful) {
      back();
      if (elt === say) {
        say.reset();
        box.value = "";
        photoChanged();
        box.focus();
      }
    } else if (xhr && xhr.status) {
      if (elt !== find("poll")) { show("held", true); toEnd(); }
    }
  });
  for (const lost of ["htmx:sendError", "htmx:timeout"]) {
    document.body.addEventListener(lost, () => { away = true; show("offline", true); toEnd(); });
  }

  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      if (box.value.trim() || say.elements.photo.files.length) say.requestSubmit();
    }
  });

  const label = find("photo-label");
  const plain = label.textContent;
  const photoChanged = () => {
    const count = say.elements.photo.files.length;
    label.textContent = count ? label.dataset.chosen + count : plain;
  };
  say.elements.photo.addEventListener("change", photoChanged);

  if ("speechSynthesis" in window && "SpeechSynthesisUtterance" in window) {
    const aloud = find("aloud");
    const start = aloud.textContent;
    const stopped = () => { aloud.textContent = start; };
    aloud.hidden = false;
    aloud.addEventListener("click", () => {
      if (speechSynthesis.speaking) { speechSynthesis.cancel(); stopped(); return; }
      const words = [];
      for (const line of [...lines.children].reverse()) {
        if (line.classList.contains("me")) break;
        words.unshift(line.querySelector(".bubble").textContent);
      }
      const speech = new SpeechSynthesisUtterance(words.join("\n"));
      speech.lang = "zh-CN";
      speech.rate = 0.85;
      speech.onend = stopped;
      speech.onerror = stopped;
      aloud.textContent = aloud.dataset.stop;
      speechSynthesis.speak(speech);
    });
  }
})();
