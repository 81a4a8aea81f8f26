// Follows the server's events and keeps what they say, within bounds.
import * as charts from "./charts.js";
import * as view from "./view.js";

const $ = id => document.getElementById(id);
const EVENTS = 300;
const state = {connections: [], events: [], chosen: null, range: "fine", actions: false, drains: {}, result: "", plan: "", source: null, pause: 500, heard: 0};

function render() {
  const {connections} = state;
  if (!connections.some(each => each.name === state.chosen)) state.chosen = connections[0]?.name ?? null;
  view.list($("connections"), connections, state.chosen, choose);
  const connection = connections.find(each => each.name === state.chosen);
  const rank = ["UP", "DEGRADED", "DRAINING", "DOWN"];
  const worst = connections.filter(each => each.required).reduce((worst, each) => Math.max(worst, rank.indexOf(each.health)), 0);
  const verdict = connections.length ? rank[worst] : "no connection";
  $("verdict").className = "pill " + verdict;
  if ($("verdict").textContent !== verdict) $("verdict").textContent = verdict;
  document.title = (verdict === "UP" ? "" : verdict + " · ") + "Meerkat";
  $("detail").hidden = !connection;
  if (!connection) return;
  if (connection.state === "DRAINING") state.drains[connection.name] = Math.max(state.drains[connection.name] ?? 0, connection.inFlight);
  else delete state.drains[connection.name];
  view.about($("about"), connection, charts.latest(connection.name), buttons(connection), state.drains[connection.name] ?? 0);
  $("models").hidden = !connection.models.length;
  view.put($("compare"), state.actions ? view.el("button", {type: "button", "data-act": "indexes"}, "Compare with the server") : null);
  view.indexes($("indexes"), connection, state.plan);
  wire(connection);
  view.topology($("topology"), connection);
  view.pools($("pools"), connection);
  view.leaks($("leaks"), connection);
  const all = $("all").checked;
  view.events($("events"), state.events.filter(event => all || event.connection === connection.name), all);
  charts.draw(connection.name, state.range);
}

function choose(name) {
  state.chosen = name;
  state.result = state.plan = "";
  render();
}

function buttons(connection) {
  if (!state.actions) return null;
  const open = !["NEW", "CLOSED", "FAILED"].includes(connection.state);
  return view.el("span", {class: "actions"}, view.el("span", {class: "faint", role: "status"}, state.result),
    view.el("button", {type: "button", "data-act": "ping"}, "Ping"),
    connection.state === "DRAINING" ? null : view.el("button", {type: "button", "data-act": open ? "close" : "open"}, open ? "Close" : "Open"));
}

function wire(connection) {
  for (const button of document.querySelectorAll("[data-act]")) button.onclick = () => act(connection.name, button.dataset.act);
}

async function act(name, action) {
  if (action === "close" && !confirm("Close the connection " + name + "? Admitted work finishes, new work is refused.")) return;
  const told = text => action === "indexes" ? state.plan = text : state.result = text;
  told(action + " …");
  render();
  try {
    const answer = await fetch("api/connections/" + encodeURIComponent(name) + "/" + action, {method: "POST", headers: {"x-meerkat": "1"}});
    const body = await answer.json();
    told(body.result ?? body.error + ". Fix: " + body.fix);
  } catch (failure) {
    told("no answer");
  }
  render();
}

function link(text, kind) {
  $("link").className = "link " + kind;
  if ($("link").textContent !== text) $("link").textContent = text;
}

function follow() {
  const source = new EventSource("api/events");
  state.source = source;
  state.heard = Date.now();
  source.addEventListener("snapshot", message => {
    const data = JSON.parse(message.data);
    state.connections = data.connections;
    state.events = data.events.sort((a, b) => b.time.localeCompare(a.time) || b.sequence - a.sequence).slice(0, EVENTS);
    state.actions = data.actions;
    state.pause = 500;
    charts.keep("fine", data.history);
    heard();
    render();
  });
  source.addEventListener("status", message => {
    const data = JSON.parse(message.data);
    state.connections = data.connections;
    if (data.sample) charts.add(data.sample);
    heard();
    render();
  });
  source.addEventListener("event", message => {
    state.events.unshift({...JSON.parse(message.data), shown: Date.now()});
    state.events.length = Math.min(state.events.length, EVENTS);
    heard();
    render();
  });
  source.onerror = again;
}

function again() {
  if (!state.source) return;
  state.source.close();
  state.source = null;
  link("lost, trying again", "lost");
  setTimeout(follow, state.pause);
  state.pause = Math.min(state.pause * 2, 4000);
}

function heard() {
  state.heard = Date.now();
  link("live", "live");
}

/** A server that says nothing, or a machine that slept: begin anew. */
setInterval(() => Date.now() - state.heard > 5000 && again(), 1000);

async function show(range) {
  state.range = range;
  for (const button of document.querySelectorAll("[data-range]")) button.setAttribute("aria-pressed", button.dataset.range === range);
  if (range === "day") {
    try {
      charts.keep("day", await (await fetch("api/history?day")).json());
    } catch (failure) {
      // The next press asks again.
    }
  }
  render();
}

for (const button of document.querySelectorAll("[data-range]")) button.addEventListener("click", () => show(button.dataset.range));
setInterval(() => state.range === "day" && show("day"), 30000);
$("all").addEventListener("change", render);
charts.build($("charts"));
charts.whenColoursChange(() => { charts.build($("charts")); render(); });
new ResizeObserver(charts.fit).observe($("charts"));
follow();
