// Keys for those who work without a mouse, and a word when a page that keeps itself up to date no longer can. Nothing
// typed is kept in the browser: words stay in their form, and a part of the page is renewed beside them.
"use strict";

(() => {
  const show = (id, shown) => { document.getElementById(id).hidden = !shown; };

  document.addEventListener("htmx:afterRequest", (event) => {
    const status = event.detail.xhr.status;
    show("signed-out", status === 401);
    show("cut-off", status === 0 || status >= 500);
  });

  function focus(selector) {
    const found = document.querySelector(selector);
    found?.focus();
    found?.scrollIntoView({ block: "nearest" });
  }

  function step(by) {
    const rows = [...document.querySelectorAll("a[data-row]")];
    const here = rows.indexOf(document.activeElement);
    const next = here < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(here + by, 0), rows.length - 1);
    rows[next]?.focus();
  }

  const KEYS = {
    j: () => step(1),
    k: () => step(-1),
    n: () => { location.href = document.getElementById("next")?.href ?? "/desk/next"; },
    c: () => focus("form[action$='/claim'] button"),
    d: () => focus("form.decide input:not([type=hidden]), #finish textarea"),
    m: () => focus("form.ask input:not([type=hidden]), form.ask textarea"),
    w: () => focus("form[action$='/write'] textarea, form[action$='/take-over'] button"),
    "/": () => focus("input[name=find]"),
    "?": () => document.getElementById("keys").showModal(),
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select, dialog");
    if (typing || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const act = KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
})();
