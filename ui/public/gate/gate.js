// The gate: shows who may unlock and sends one try as bytes. No library, no npm code.
"use strict";
(() => {
  const invoke = window.__TAURI_INTERNALS__.invoke;
  const language = navigator.language.toLowerCase().startsWith("es") ? "es" : "en";
  const say = (key, values = {}) =>
    GATE_MESSAGES[language][key].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
  const part = (id) => document.getElementById(id);
  const pass = part("pass");
  let view = { users: [], state: "io" };
  let chosen = 0;
  let waiting = 0;
  let trying = false;

  /** Puts the words of the language on the page. */
  function speak() {
    document.documentElement.lang = language;
    for (const element of document.querySelectorAll("[data-text]")) element.textContent = say(element.dataset.text);
    part("users").setAttribute("aria-label", say("people"));
    part("reveal").setAttribute("aria-label", say("show"));
  }

  function userTile(user, index) {
    const tile = document.createElement("div");
    tile.className = "user";
    tile.id = `user-${index}`;
    tile.setAttribute("role", "option");
    const mark = document.createElement("span");
    mark.className = "who";
    mark.setAttribute("aria-hidden", "true");
    mark.textContent = user.initials;
    const words = document.createElement("span");
    words.className = "grow";
    const name = document.createElement("b");
    name.textContent = user.name;
    const role = document.createElement("span");
    role.className = "t2 sm";
    role.textContent = say(`role_${user.role}`);
    words.append(name, role);
    tile.append(mark, words);
    tile.addEventListener("click", () => { choose(index); pass.focus(); });
    return tile;
  }

  function choose(index) {
    const users = part("users");
    if (view.users.length === 0) return;
    if (chosen !== index) { pass.value = ""; hideError(); }
    chosen = (index + view.users.length) % view.users.length;
    for (const [at, tile] of [...users.children].entries()) tile.setAttribute("aria-selected", String(at === chosen));
    users.setAttribute("aria-activedescendant", `user-${chosen}`);
    users.children[chosen].scrollIntoView({ block: "nearest" });
    part("passLabel").textContent = say("passphraseFor", { name: view.users[chosen].name });
    part("fill").hidden = !view.users[chosen].demo_passphrase;
  }

  function hideError() {
    part("error").hidden = true;
    pass.removeAttribute("aria-invalid");
  }

  function showError(text) {
    part("errorText").textContent = text;
    part("error").hidden = false;
    pass.setAttribute("aria-invalid", "true");
  }

  /** Tells a miss, and counts the delay down to "now". */
  function showMiss(answer) {
    clearInterval(waiting);
    let wait = answer.wait_seconds;
    const tell = () => showError(say(wait > 0 ? "missWait" : "missNow", { wait, next: answer.next_wait_seconds }));
    tell();
    waiting = setInterval(() => {
      wait -= 1;
      tell();
      if (wait <= 0) clearInterval(waiting);
    }, 1000);
  }

  function setBusy(isBusy) {
    trying = isBusy;
    part("busy").textContent = isBusy ? say("opening") : "";
    pass.readOnly = isBusy;
  }

  /** Length of the name (two bytes), name, passphrase. The bytes are wiped here as soon as they were handed over. */
  function tryBytes(name, passphrase) {
    const encoder = new TextEncoder();
    const nameBytes = encoder.encode(name);
    const passBytes = encoder.encode(passphrase.normalize("NFKC"));
    const bytes = new Uint8Array(2 + nameBytes.length + passBytes.length);
    bytes.set([nameBytes.length >> 8, nameBytes.length & 255]);
    bytes.set(nameBytes, 2);
    bytes.set(passBytes, 2 + nameBytes.length);
    passBytes.fill(0);
    return bytes;
  }

  async function unlock() {
    if (trying) return;
    if (pass.value === "") { showError(say("empty")); pass.focus(); return; }
    hideError();
    setBusy(true);
    const bytes = tryBytes(view.users[chosen].name, pass.value);
    try {
      await invoke("unlock", bytes);
    } catch (answer) {
      setBusy(false);
      pass.select();
      const code = answer?.code ?? "io";
      if (code === "wrong_passphrase" || code === "too_soon") showMiss(answer);
      else showError(say(GATE_MESSAGES[language][code] ? code : "io"));
    } finally {
      bytes.fill(0);
    }
  }

  function fillDemo() {
    const passphrase = view.users[chosen]?.demo_passphrase;
    if (!passphrase) return;
    pass.value = passphrase;
    hideError();
    pass.focus();
  }

  function onKey(event) {
    part("caps").hidden = !event.getModifierState("CapsLock");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(chosen + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.altKey && event.key.toLowerCase() === "d") {
      event.preventDefault();
      fillDemo();
    } else if (event.key === "Enter" && document.activeElement === part("users")) {
      event.preventDefault();
      pass.focus();
    } else if (isBrowserKey(event)) {
      event.preventDefault();
    }
  }

  /** The webview's own accelerators are off. */
  function isBrowserKey(event) {
    return event.key === "F5" || ((event.ctrlKey || event.metaKey) && ["r", "p", "f", "g", "s"].includes(event.key.toLowerCase()));
  }

  function showAsk() {
    part("users").replaceChildren(...view.users.map(userTile));
    const last = view.users.findIndex((user) => user.name === view.last_user);
    chosen = Math.max(0, last);
    choose(chosen);
    pass.focus();
  }

  function showTrouble() {
    part("troubleTitle").textContent = say(`state_${view.state}`);
    part("troubleText").textContent = say(`state_${view.state}_text`);
    part("folder").textContent = view.store_folder;
    part("again").focus();
  }

  async function look() {
    view = await invoke("describe_gate");
    const ready = view.state === "ready";
    part("practice").textContent = view.practice_name ?? "";
    part("version").textContent = say("version", { version: view.version });
    part("place").textContent = ready ? view.store_folder : "";
    part("demo").hidden = !view.is_demo;
    part("ask").hidden = !ready;
    part("trouble").hidden = ready;
    part("gate").hidden = false;
    if (ready) showAsk();
    else showTrouble();
    document.documentElement.dataset.ready = "true";
  }

  speak();
  document.addEventListener("keydown", onKey);
  document.addEventListener("keyup", (event) => { part("caps").hidden = !event.getModifierState("CapsLock"); });
  document.addEventListener("contextmenu", (event) => { if (event.target !== pass) event.preventDefault(); });
  part("form").addEventListener("submit", (event) => { event.preventDefault(); void unlock(); });
  part("fill").addEventListener("click", fillDemo);
  part("again").addEventListener("click", () => void look());
  part("reveal").addEventListener("click", () => {
    const shown = pass.type === "password";
    pass.type = shown ? "text" : "password";
    part("reveal").setAttribute("aria-pressed", String(shown));
    pass.focus();
  });
  void look();
})();
