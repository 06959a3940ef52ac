// The first run: makes a practice, makes the demo practice, or goes to another folder. No library, no npm code: passphrases and
// the recovery key pass through here. Rust checks every field; this page only shows what it says.
"use strict";
(() => {
  const invoke = window.__TAURI_INTERNALS__.invoke;
  const language = navigator.language.toLowerCase().startsWith("es") ? "es" : "en";
  const words = SETUP_MESSAGES[language];
  const say = (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
  const part = (id) => document.getElementById(id);
  const PEOPLE = ["administrator", "supervisor", "biller"];
  const ZONES = ["America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico"];
  /** What was typed, by field: it survives going back and forth. Passphrases are not among it. */
  const typed = {};
  let view = { store_folder: "", time_zone: "UTC", has_demo: false, version: "" };
  let step = "choose";
  let isBusy = false;
  let demoTimer = 0;

  /** An element with its attributes and children; a text child is text, never markup. */
  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value === true) element.setAttribute(name, "");
      else if (value !== false && value !== undefined) element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child !== undefined));
    return element;
  }

  function show(name) {
    step = name;
    for (const id of ["choose", "making", "form", "recovery"]) part(id).hidden = id !== (name === "practice" || name === "people" ? "form" : name);
  }

  // The three ways.

  function showChoose() {
    show("choose");
    const ways = [
      ["create", "createText", showPractice],
      ["demo", view.has_demo ? "demoThere" : "demoText", () => void makeDemo()],
      ["folder", "folderText", () => void chooseFolder()],
    ];
    part("ways").replaceChildren(...ways.map(([name, text, act]) => {
      const way = make("button", { type: "button", class: "way", id: `way-${name}` },
        make("span", { class: "grow" }, make("b", {}, say(name)), make("span", { class: "t2 sm" }, say(text))));
      way.addEventListener("click", act);
      return way;
    }));
    part("ways").firstElementChild.focus();
  }

  function walkWays(by) {
    const ways = [...part("ways").children];
    const at = ways.indexOf(document.activeElement);
    ways[(at + by + ways.length) % ways.length].focus();
  }

  function showChooseError(thrown) {
    part("chooseError").textContent = say(codeOf(thrown));
    part("chooseError").hidden = false;
  }

  const codeOf = (thrown) => (thrown?.code in words ? thrown.code : "io");

  async function chooseFolder() {
    part("chooseError").hidden = true;
    try {
      await invoke("choose_practice");
    } catch (thrown) {
      showChooseError(thrown);
    }
  }

  async function makeDemo() {
    part("chooseError").hidden = true;
    show("making");
    part("stopDemo").focus();
    await invoke("make_demo");
    clearInterval(demoTimer);
    demoTimer = setInterval(() => void watchDemo(), 200);
  }

  async function watchDemo() {
    const demo = await invoke("describe_demo");
    part("demoProgress").value = demo.percent;
    part("demoPercent").textContent = demo.percent > 0 ? say("percent", { percent: demo.percent }) : "";
    if (demo.state === "running" || demo.state === "done") return;
    clearInterval(demoTimer);
    showChoose();
    if (demo.state === "failed") showChooseError(undefined);
  }

  // Forms.

  function field(name, label, options = {}) {
    const id = `f-${name.replace(".", "-")}`;
    const hint = options.hint ? make("p", { class: "note", id: `${id}-hint` }, say(options.hint)) : undefined;
    const error = make("p", { class: "note stop", id: `${id}-error`, hidden: true });
    const control = options.choices ? select(options.choices) : make("input", { class: "input", type: options.type ?? "text", autocomplete: "off", spellcheck: "false" });
    control.id = id;
    control.name = name;
    control.value = typed[name] ?? options.value ?? "";
    if (options.needed) control.setAttribute("aria-required", "true");
    control.setAttribute("aria-describedby", [hint && `${id}-hint`, `${id}-error`].filter(Boolean).join(" "));
    control.addEventListener("input", () => {
      if (options.type !== "password") typed[name] = control.value;
      control.removeAttribute("aria-invalid");
      error.hidden = true;
    });
    return make("div", { class: `field ${options.size ?? ""}` }, make("label", { for: id }, say(label)), control, hint, error);
  }

  function select(choices) {
    return make("select", { class: "input" }, ...choices.map((choice) => make("option", { value: choice }, choice.replace("_", " "))));
  }

  function check(name, label) {
    const id = `f-${name}`;
    const box = make("input", { type: "checkbox", id, name });
    box.checked = typed[name] === true;
    box.addEventListener("change", () => { typed[name] = box.checked; });
    return make("div", { class: "check" }, box, make("label", { for: id }, say(label)));
  }

  function group(legend, help, ...fields) {
    return make("fieldset", {}, make("legend", {}, say(legend)), help && make("p", { class: "t2 sm" }, say(help)), make("div", { class: "pair" }, ...fields));
  }

  function showForm(name, at, ...fields) {
    show(name);
    clearProblems();
    part("formTitle").textContent = say(`${name}Title`);
    part("formHelp").textContent = say(`${name}Help`);
    part("formStep").textContent = say("step", { at });
    part("nextText").textContent = say(name === "practice" ? "next" : "makePractice");
    part("fields").replaceChildren(...fields);
    part("fields").querySelector("input").focus();
  }

  function showPractice() {
    const half = { size: "half", needed: true };
    const third = { size: "third", needed: true };
    const zones = ZONES.includes(view.time_zone) ? ZONES : [view.time_zone, ...ZONES];
    typed.time_zone ??= view.time_zone;
    showForm("practice", 1,
      make("div", { class: "pair" },
        field("name", "name", { needed: true }), field("npi", "npi", half), field("taxonomy", "taxonomy", { ...half, hint: "taxonomyHint" }),
        field("tin", "tin", { ...half, hint: "tinHint" }), field("time_zone", "time_zone", { ...half, choices: zones }),
        check("tin_is_ssn", "tin_is_ssn"),
        field("line1", "line1", half), field("line2", "line2", { size: "half" }),
        field("city", "city", third), field("state", "state", third), field("zip", "zip", { ...third, hint: "zipHint" }),
        field("contact_name", "contact_name", half), field("phone", "phone", half)),
      group("clearinghouse", "clearinghouseHelp", field("receiver_name", "receiver_name", third), field("receiver_id", "receiver_id", third),
        field("submitter_id", "submitter_id", third), check("is_production", "is_production")));
  }

  function showPeople() {
    const secret = (who, name) => field(`${who}.${name}`, name, { size: "third", type: "password", needed: who !== "biller" });
    showForm("people", 2,
      ...PEOPLE.map((who) => group(who, `${who}Help`, field(`${who}.name`, "personName", { size: "third", needed: who !== "biller" }),
        secret(who, "passphrase"), secret(who, "again"))),
      check("is_single_person", "is_single_person"));
  }

  function clearProblems() {
    part("summary").hidden = true;
    for (const note of document.querySelectorAll("[id$='-error']")) note.hidden = true;
    for (const control of document.querySelectorAll("[aria-invalid]")) control.removeAttribute("aria-invalid");
  }

  function markField(control, text) {
    const note = part(`${control.id}-error`);
    note.textContent = text;
    note.hidden = false;
    control.setAttribute("aria-invalid", "true");
  }

  function showProblems(problems) {
    const links = problems.flatMap(({ field: name, problem }) => {
      const control = part("fields").elements.namedItem(name);
      if (!control) return [];
      const text = say(problem in words ? problem : "bad_shape");
      markField(control, text);
      const link = make("a", { href: `#${control.id}` }, `${control.labels[0].textContent}: ${text}`);
      link.addEventListener("click", (event) => { event.preventDefault(); control.focus(); });
      return [make("li", {}, link)];
    });
    part("summaryTitle").textContent = say("problemsTitle", { count: links.length });
    part("summaryList").replaceChildren(...links);
    part("summary").hidden = false;
    part("summary").focus();
  }

  function showFailure(thrown) {
    part("summaryTitle").textContent = say(codeOf(thrown));
    part("summaryList").replaceChildren();
    part("summary").hidden = false;
    part("summary").focus();
  }

  function practiceFields() {
    const text = (name) => typed[name] ?? "";
    const address = Object.fromEntries(["line1", "line2", "city", "state", "zip"].map((name) => [name, text(name)]));
    const names = ["name", "npi", "tin", "taxonomy", "phone", "contact_name", "submitter_id", "receiver_name", "receiver_id", "time_zone"];
    const marks = ["tin_is_ssn", "is_production", "is_single_person"].map((name) => [name, typed[name] === true]);
    return { ...Object.fromEntries(names.map((name) => [name, text(name)])), ...Object.fromEntries(marks), address };
  }

  /** Each text with two bytes of length before it. The caller wipes the bytes. */
  function pack(texts) {
    const parts = texts.map((text) => new TextEncoder().encode(text));
    const bytes = new Uint8Array(parts.reduce((sum, one) => sum + 2 + one.length, 0));
    let at = 0;
    for (const one of parts) {
      bytes.set([one.length >> 8, one.length & 255], at);
      bytes.set(one, at + 2);
      at += 2 + one.length;
      one.fill(0);
    }
    return bytes;
  }

  async function busily(text, act) {
    if (isBusy) return;
    isBusy = true;
    part("busy").textContent = say(text);
    clearProblems();
    try {
      await act();
    } catch (thrown) {
      showFailure(thrown);
    } finally {
      isBusy = false;
      part("busy").textContent = "";
    }
  }

  async function checkPractice() {
    const answer = await invoke("check_setup", { fields: practiceFields() });
    if (answer.outcome === "done") showPeople();
    else showProblems(answer.problems);
  }

  async function makePractice() {
    const form = part("fields").elements;
    const secrets = PEOPLE.flatMap((who) => ["name", "passphrase", "again"].map((name) => form.namedItem(`${who}.${name}`).value.normalize("NFKC")));
    const bytes = pack([JSON.stringify(practiceFields()), ...secrets]);
    try {
      const answer = await invoke("begin_practice", bytes);
      if (answer.outcome === "done") showRecovery(answer.view);
      else showProblems(answer.problems);
    } finally {
      bytes.fill(0);
    }
  }

  function goOn() {
    if (step === "practice") void busily("checking", checkPractice);
    else if (step === "people") void busily("makingPractice", makePractice);
  }

  // The recovery key.

  function showRecovery(begun) {
    show("recovery");
    part("recoveryStep").textContent = say("step", { at: 3 });
    part("codePractice").textContent = say("codePractice", { name: typed.name ?? "" });
    part("codePrefix").textContent = begun.prefix;
    part("codeGroups").replaceChildren(...begun.groups.map((text, at) => make("li", {}, make("span", {}, String(at + 1)), text)));
    part("answers").replaceChildren(...begun.asked.map((number) => {
      const id = `f-group-${number}`;
      const input = make("input", { class: "input mono", id, autocomplete: "off", spellcheck: "false", "aria-describedby": `${id}-error`, "aria-required": "true" });
      return make("div", { class: "field half" }, make("label", { for: id }, say("group", { number })), input, make("p", { class: "note stop", id: `${id}-error`, role: "alert", hidden: true }));
    }));
    part("recoveryTitle").focus();
  }

  async function finish() {
    if (isBusy) return;
    isBusy = true;
    clearProblems();
    part("finishing").textContent = say("finishing");
    const [first, second] = [...part("answers").querySelectorAll("input")];
    try {
      const right = await invoke("confirm_practice", { first: first.value, second: second.value });
      if (!right.is_second_right) { markField(second, say("wrong_group")); second.focus(); }
      if (!right.is_first_right) { markField(first, say("wrong_group")); first.focus(); }
    } catch (thrown) {
      markField(first, say(codeOf(thrown)));
    } finally {
      isBusy = false;
      part("finishing").textContent = "";
    }
  }

  async function startOver() {
    part("codeGroups").replaceChildren();
    await invoke("abandon_practice");
    showPeople();
  }

  function back() {
    if (isBusy) return;
    if (step === "making") void invoke("cancel_demo");
    else if (step === "people") showPractice();
    else if (step === "practice") showChoose();
    else if (step === "recovery") void startOver();
  }

  function onKey(event) {
    const control = event.ctrlKey || event.metaKey;
    if (step === "choose" && (event.key === "ArrowDown" || event.key === "ArrowUp")) walkWays(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Escape") back();
    else if (control && event.key === "Enter") goOn();
    else if (!(event.key === "F5" || (control && ["r", "p", "f", "g", "s"].includes(event.key.toLowerCase())))) return;
    event.preventDefault();
  }

  async function begin() {
    document.documentElement.lang = language;
    for (const element of document.querySelectorAll("[data-text]")) element.textContent = say(element.dataset.text);
    view = await invoke("describe_setup");
    part("place").textContent = view.store_folder;
    part("version").textContent = say("version", { version: view.version });
    part("setup").hidden = false;
    showChoose();
    document.documentElement.dataset.ready = "true";
  }

  document.addEventListener("keydown", onKey);
  document.addEventListener("contextmenu", (event) => { if (!(event.target instanceof HTMLInputElement)) event.preventDefault(); });
  part("fields").addEventListener("submit", (event) => { event.preventDefault(); goOn(); });
  part("back").addEventListener("click", back);
  part("recoveryBack").addEventListener("click", back);
  part("stopDemo").addEventListener("click", back);
  part("print").addEventListener("click", () => window.print());
  part("confirm").addEventListener("submit", (event) => { event.preventDefault(); void finish(); });
  void begin();
})();
