// The review pages' script: filters, search, keys and corrections. The pages show and link everything without it.
"use strict";

(() => {
  const body = document.body;
  const word = (name) => body.getAttribute("data-word-" + name) || name;
  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  if (body.classList.contains("index")) {
    searchTable(document.getElementById("report-rows"));
    searchTable(document.getElementById("panel-rows"));
    return;
  }

  // The index: rows that hold every word that is typed.
  function searchTable(rows) {
    const input = make("input", { type: "search" });
    const count = make("span", {});
    count.setAttribute("role", "status");
    const texts = [...rows.children].map((row) => [row, row.textContent.toLowerCase()]);
    const filter = () => {
      const wanted = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const [row, text] of texts) {
        row.hidden = !wanted.every((part) => text.includes(part));
        shown += !row.hidden;
      }
      count.textContent = ` ${shown} / ${texts.length} ${word("shown")}`;
    };
    input.addEventListener("input", filter);
    rows.closest("section").querySelector("h2").after(make("p", {}, make("label", {}, word("search") + " ", input), count));
    filter();
  }

  const list = document.getElementById("rows");
  const rows = [...list.children];
  const place = (row) => document.getElementById(row.id.slice(2));
  let current = null;

  // One row and its words in the text are the current ones.
  function show(row, focus) {
    for (const old of document.querySelectorAll(".here")) old.classList.remove("here");
    current = row;
    if (!row) return;
    if (row.hidden) clearFilters();
    row.classList.add("here");
    const anchor = place(row);
    const mark = anchor && anchor.nextElementSibling;
    if (mark && mark.classList.contains("mark")) mark.classList.add("here");
    if (anchor) anchor.scrollIntoView({ block: "center" });
    row.scrollIntoView({ block: "nearest" });
    if (focus) row.focus({ preventScroll: true });
    history.replaceState(null, "", "#" + row.id);
  }

  document.getElementById("text").addEventListener("click", (event) => {
    const mark = event.target.closest("a.mark");
    if (!mark) return;
    event.preventDefault();
    show(document.getElementById(mark.getAttribute("href").slice(1)), true);
  });
  list.addEventListener("click", (event) => {
    const link = event.target.closest("a.place");
    if (!link) return;
    event.preventDefault();
    show(link.closest("li"), false);
  });

  // Filters.
  const tools = make("div", { className: "tools" });
  tools.setAttribute("role", "search");
  const search = make("input", { type: "search" });
  const count = make("span", {});
  count.setAttribute("role", "status");
  const labelled = (name, control) => make("label", {}, word(name), control);
  const select = (choices) => {
    const control = make("select", {}, make("option", { value: "", textContent: word("all") }));
    for (const [value, text] of choices) control.append(make("option", { value, textContent: text }));
    control.addEventListener("change", filter);
    return control;
  };
  const values = (name) => [...new Set(rows.flatMap((row) => (row.dataset[name] || "").split(" ")))].filter(Boolean).sort();
  const filters = {
    kind: select(["target", "actual", "project"].map((kind) => [kind, word(kind)])),
    most: select([["0.5", "0.5"], ["0.7", "0.7"], ["0.9", "0.9"]]),
    code: select(values("code").map((code) => [code, code])),
    flag: select(values("flags").map((flag) => [flag, flag])),
    section: select([...document.querySelectorAll(".outline a")].map((a) => [a.getAttribute("href").slice(1), a.textContent.slice(0, 40)])),
  };
  const inside = (section, outer) => section === outer || section.startsWith(outer + ".");
  const tests = {
    kind: (row, value) => row.dataset.kind === value,
    most: (row, value) => row.dataset.confidence !== "" && Number(row.dataset.confidence) < Number(value),
    code: (row, value) => row.dataset.code === value,
    flag: (row, value) => row.dataset.flags.split(" ").includes(value),
    section: (row, value) => inside(row.dataset.section, value),
  };
  function filter() {
    const wanted = search.value.trim().toLowerCase();
    let shown = 0;
    const chosen = Object.entries(filters).map(([name, control]) => [tests[name], control.value]).filter(([, value]) => value);
    for (const row of rows) {
      const fits = chosen.every(([test, value]) => test(row, value)) && (wanted === "" || row.textContent.toLowerCase().includes(wanted));
      if (row.hidden === fits) row.hidden = !fits;
      shown += fits;
    }
    count.textContent = `${shown} / ${rows.length} ${word("shown")}`;
  }
  function clearFilters() {
    for (const control of Object.values(filters)) control.value = "";
    search.value = "";
    filter();
  }
  search.addEventListener("input", filter);
  tools.append(labelled("search", search));
  for (const [name, control] of Object.entries(filters)) tools.append(labelled(name, control));
  tools.append(count);
  list.before(tools);

  // Corrections: kept in the browser by document, saved as corrections.csv.
  const documentName = body.dataset.document;
  const storeName = "baogao corrections";
  const load = () => {
    try { return JSON.parse(localStorage.getItem(storeName)) || {}; } catch { return {}; }
  };
  const keyOf = (row) => `${row.dataset.line}:${row.dataset.col} ${row.dataset.mention}`;
  const idOf = (row, field) => [documentName, row.dataset.table, keyOf(row), field].join("\u0000");
  const save = make("button", { type: "button" });
  function store(row, field, was, is) {
    const all = load();
    const id = idOf(row, field);
    if (is === null) delete all[id];
    else all[id] = { document: documentName, table: row.dataset.table, key: keyOf(row), field, was, is };
    try { localStorage.setItem(storeName, JSON.stringify(all)); } catch { /* a browser may refuse to keep anything */ }
    showCorrections(row);
  }
  function showCorrections(row) {
    const all = load();
    const verdict = all[idOf(row, "row")];
    row.dataset.verdict = verdict ? verdict.is : "";
    for (const button of row.querySelectorAll("button[data-verdict]"))
      button.setAttribute("aria-pressed", String(button.dataset.verdict === row.dataset.verdict));
    for (const cell of row.querySelectorAll("dl div")) {
      const amended = all[idOf(row, cell.dataset.field)];
      const value = cell.querySelector("dd");
      if (value.dataset.was === undefined) value.dataset.was = value.textContent;
      value.textContent = amended ? amended.is : value.dataset.was;
    }
    const kept = Object.keys(all).length;
    save.textContent = `${word("save")} (${kept})`;
    save.disabled = kept === 0;
  }
  const judge = (row, verdict) => store(row, "row", "", row.dataset.verdict === verdict ? null : verdict);
  function amend(row) {
    addDetails(row);
    const fields = [...row.querySelectorAll("dl div")].filter((cell) => !["confidence", "why", "flags"].includes(cell.dataset.field));
    const field = make("select", {}, ...fields.map((cell) => make("option", { value: cell.dataset.field, textContent: cell.querySelector("dt").textContent })));
    const value = make("input", { type: "text" });
    const was = () => fields[field.selectedIndex].querySelector("dd");
    const fill = () => { value.value = was().textContent; };
    field.addEventListener("change", fill);
    fill();
    const apply = make("button", { type: "submit", textContent: word("apply") });
    const form = make("form", { method: "dialog" }, labelled("field", field), " ", labelled("value", value), " ", apply);
    const dialog = make("dialog", {}, form);
    dialog.setAttribute("aria-label", word("amend"));
    form.addEventListener("submit", () => {
      const before = was().dataset.was;
      store(row, field.value, before, value.value === before ? null : value.value);
    });
    dialog.addEventListener("close", () => { dialog.remove(); row.focus(); });
    body.append(dialog);
    dialog.showModal();
    value.focus();
  }
  // The fields and buttons of a row are made when it comes near the window: a page may have a hundred thousand rows.
  const nearby = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target: row } of entries) if (isIntersecting) addDetails(row);
  }, { root: null, rootMargin: "600px" });
  const pairs = (text) => text.split("\n").filter(Boolean).map((line) => {
    const at = line.indexOf("：");
    return [line.slice(0, at), line.slice(at + 1)];
  });
  const fieldOf = Object.fromEntries(["targets", "projects"].map((table) =>
    [table, new Map(pairs(list.dataset[table]).map(([field, title]) => [title, field]))]));
  function addDetails(row) {
    nearby.unobserve(row);
    const lines = row.querySelector("p");
    if (!lines) return;
    const cells = pairs(lines.textContent).map(([title, value]) => {
      const cell = make("div", {}, make("dt", { textContent: title }), make("dd", { textContent: value }));
      cell.dataset.field = fieldOf[row.dataset.table].get(title);
      return cell;
    });
    lines.replaceWith(make("dl", {}, ...cells));
    const buttons = ["right", "wrong"].map((verdict) => {
      const button = make("button", { type: "button", textContent: word(verdict) });
      button.dataset.verdict = verdict;
      button.addEventListener("click", () => judge(row, verdict));
      return button;
    });
    const change = make("button", { type: "button", textContent: word("amend") });
    change.addEventListener("click", () => amend(row));
    row.append(make("div", { className: "verdict" }, ...buttons, change));
    showCorrections(row);
  }
  for (const row of rows) nearby.observe(row);

  const quoted = (value) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  save.addEventListener("click", () => {
    const columns = ["document", "table", "key", "field", "was", "is"];
    const lines = [columns, ...Object.values(load()).map((correction) => columns.map((column) => correction[column]))];
    const file = new Blob([lines.map((line) => line.map(quoted).join(",")).join("\r\n") + "\r\n"], { type: "text/csv" });
    const link = make("a", { href: URL.createObjectURL(file), download: "corrections.csv" });
    link.click();
    URL.revokeObjectURL(link.href);
  });
  tools.append(save);

  // Keys.
  function step(direction) {
    const doubtful = rows.filter((row) => "doubtful" in row.dataset && !row.hidden);
    if (doubtful.length === 0) return;
    const order = (row) => rows.indexOf(row);
    const from = current ? order(current) : direction > 0 ? -1 : rows.length;
    const next = direction > 0 ? doubtful.find((row) => order(row) > from) : doubtful.findLast((row) => order(row) < from);
    show(next || (direction > 0 ? doubtful[0] : doubtful.at(-1)), true);
  }
  function help() {
    const dialog = make("dialog", {}, make("p", { textContent: word("keys") }), make("form", { method: "dialog" }, make("button", { textContent: word("apply") })));
    dialog.setAttribute("aria-label", word("keys"));
    dialog.addEventListener("close", () => dialog.remove());
    body.append(dialog);
    dialog.showModal();
  }
  const keys = {
    n: () => step(1),
    p: () => step(-1),
    "/": () => search.focus(),
    "?": help,
    r: () => current && judge(current, "right"),
    w: () => current && judge(current, "wrong"),
    e: () => current && amend(current),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, dialog") || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });

  filter();
  save.textContent = `${word("save")} (${Object.keys(load()).length})`;
  save.disabled = Object.keys(load()).length === 0;
  const named = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (named && named.matches("#rows > li")) show(named, false);
  else if (named && named.classList.contains("anchor")) show(document.getElementById("r-" + named.id), false);
})();
