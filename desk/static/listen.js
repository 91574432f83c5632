// Recordings from WeChat are AMR, which no browser plays: the first press fetches a decoder of our own and turns the
// recording into one it does. Without scripts the recording can still be saved and played elsewhere.
"use strict";

(() => {
  const DECODER = "/static/vendor/amr/amrnb.js";
  let loading = null;

  document.documentElement.classList.add("scripts");

  function decoder() {
    loading ??= new Promise((resolve, reject) => {
      window.module ??= {}; // the decoder's file is a module and leaves itself here
      const script = document.createElement("script");
      script.src = DECODER;
      script.addEventListener("load", () => resolve(window.module.exports));
      script.addEventListener("error", () => { loading = null; reject(new Error("no decoder")); });
      document.head.append(script);
    });
    return loading;
  }

  async function listen(button) {
    const [amr, answer] = await Promise.all([decoder(), fetch(button.dataset.listen)]);
    const wave = answer.ok ? amr.toWAV(new Uint8Array(await answer.arrayBuffer())) : null;
    if (!wave) throw new Error("not a recording");
    const player = document.createElement("audio");
    player.controls = true;
    player.src = URL.createObjectURL(new Blob([wave], { type: "audio/wav" }));
    button.replaceWith(player);
    await player.play().catch(() => {});
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-listen]");
    if (!button || button.disabled) return;
    button.disabled = true;
    listen(button).catch(() => { button.hidden = true; });
  });
})();
