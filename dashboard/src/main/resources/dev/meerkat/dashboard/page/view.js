// Draws what is known. Text goes in as text: nothing the server says is ever read as markup.
const SVG = "http://www.w3.org/2000/svg";

export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "class") element.className = value; else if (key === "on") element.addEventListener("click", value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter(child => child !== null && child !== undefined));
  return element;
}

function svg(name, attributes, text) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

export function span(millis) {
  if (millis === null || millis === undefined) return "–";
  if (millis < 10) return (Math.round(millis * 100) / 100) + " ms";
  if (millis < 1000) return Math.round(millis) + " ms";
  const seconds = millis / 1000;
  if (seconds < 60) return (seconds < 10 ? Math.round(seconds * 10) / 10 : Math.round(seconds)) + " s";
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return minutes + " min " + Math.round(seconds % 60) + " s";
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? hours + " h " + minutes % 60 + " min" : Math.floor(hours / 24) + " days";
}

const clock = time => new Date(time).toLocaleTimeString("en-GB") + "." + String(new Date(time).getMilliseconds()).padStart(3, "0");
const since = time => span(Math.max(0, Date.now() - new Date(time)));
const number = value => value.toLocaleString("en");

/** Changes a place only where it is different, so that focus and selection stay. */
export function put(place, ...children) {
  const fresh = el("div", {}, ...children);
  if (place.innerHTML !== fresh.innerHTML) place.replaceChildren(...fresh.childNodes);
}

export function list(place, connections, chosen, choose) {
  for (const connection of connections) {
    let item = [...place.children].find(each => each.dataset.name === connection.name);
    if (!item) {
      const button = el("button", {type: "button", on: () => choose(connection.name)});
      item = el("li", {"data-name": connection.name}, button);
      place.append(item);
    }
    const button = item.firstChild;
    button.className = "connection " + connection.health;
    button.setAttribute("aria-pressed", connection.name === chosen);
    put(button, el("span", {class: "title"}, el("b", {title: connection.name}, connection.name), el("span", {class: "pill " + connection.health}, connection.health)),
      el("small", {}, connection.state + " for " + since(connection.since) + (connection.required ? "" : " · optional")));
  }
  for (const item of [...place.children]) if (!connections.some(each => each.name === item.dataset.name)) item.remove();
}

/** A reason without the cause that is shown below it in full. */
const brief = (text, diagnosis) => diagnosis && text.endsWith(": " + diagnosis.message) ? text.slice(0, -2 - diagnosis.message.length) : text;

export function about(place, connection, rate, actions, drainedFrom) {
  const pools = connection.pools;
  const used = pools.reduce((sum, pool) => sum + pool.inUse, 0);
  const most = pools.reduce((sum, pool) => sum + pool.maxSize, 0);
  const queued = pools.reduce((sum, pool) => sum + pool.waiting, 0);
  const figure = (name, value, small) => el("div", {}, el("dt", {}, name), el("dd", {}, value, small ? el("small", {}, " " + small) : null));
  const head = el("section", {class: "hero", "aria-label": "State"},
    el("div", {class: "row"}, el("h3", {}, connection.name), el("span", {class: "pill " + connection.health}, connection.health),
      el("span", {class: "faint"}, connection.state + " for " + since(connection.since)), el("span", {class: "space"}), actions),
    el("dl", {class: "figures"},
      figure("Operations", number(Math.round(rate)), "/s"),
      figure("In flight", number(connection.inFlight)),
      figure("Connections in use", number(used), most ? "of " + number(most) : ""),
      figure("Waiting for the pool", number(queued)),
      figure("Waiting at the gate", number(connection.waiting)),
      figure("Accepts", connection.writable ? "writes" : connection.readable ? "reads" : "nothing")));
  if (connection.state === "DRAINING") {
    const start = Math.max(drainedFrom, connection.inFlight, 1);
    head.append(el("p", {class: "faint"}, "Draining: " + number(connection.inFlight) + " of " + number(start) + " still in flight"),
      el("progress", {max: start, value: start - connection.inFlight, "aria-label": "Drain"}));
  }
  if (connection.reasons.length) {
    head.append(el("div", {class: "note " + connection.health, "aria-label": "Reasons"}, el("ul", {}, ...connection.reasons.map(reason =>
      el("li", {}, el("code", {}, reason.code), " ", brief(reason.text, connection.diagnosis), reason.age === null ? "" : " (for " + span(reason.age) + ")")))));
  }
  if (connection.diagnosis) {
    const now = ["CONNECTING", "INTERRUPTED", "FAILED"].includes(connection.state);
    head.append(known(connection.diagnosis, now ? "" : "was the last failure" + (connection.state === "CONNECTED" ? "; the connection has recovered since. " : ". "), now ? "" : "over"));
  }
  put(place, head);
}

function kind({role, heartbeatAge}) {
  if (role === "UNKNOWN") return heartbeatAge === null ? "other" : "lost";
  if (/PRIMARY|STANDALONE|ROUTER|BALANCER/.test(role)) return "primary";
  return role.includes("SECONDARY") ? "secondary" : "other";
}

const role = ({role, heartbeatAge}) => role === "UNKNOWN" ? (heartbeatAge === null ? "not heard of yet" : "cannot be reached") : role.replace("REPLICA_SET_", "").replaceAll("_", " ").toLowerCase();

const ROW = 68;

/** Lines and signs are drawn; what is written beside them is text that wraps and can be selected. */
export function topology(place, connection) {
  const rank = {primary: 0, secondary: 1, other: 2, lost: 3};
  const members = connection.members.slice().sort((a, b) => rank[kind(a)] - rank[kind(b)] || a.host.localeCompare(b.host));
  if (!members.length) {
    put(place, el("p", {class: "empty"}, "No server is known now."));
    return;
  }
  const height = Math.max(96, members.length * ROW), middle = height / 2, row = height / members.length;
  const picture = svg("svg", {viewBox: "0 0 200 " + height, width: 200, height, class: "topology", "aria-hidden": "true"});
  const at = number => (number + .5) * row;
  members.forEach((member, number) => picture.append(svg("line", {x1: 46, y1: middle, x2: 160, y2: at(number), class: {lost: "lost", other: ""}[kind(member)] ?? "ok"})));
  members.forEach((member, number) => {
    const near = .62; // where lines are far enough from each other to be labelled
    const x = 46 + near * 114, y = middle + near * (at(number) - middle), time = span(member.roundTrip);
    if (member.role !== "UNKNOWN") picture.append(svg("rect", {x: x - 3.4 * time.length, y: y - 8, width: 6.8 * time.length, height: 16, class: "label"}), svg("text", {x, y: y + 4, "text-anchor": "middle", class: "small"}, time));
    const sign = {primary: member.role.includes("PRIMARY") ? "P" : "●", secondary: "S", lost: "✕", other: member.role === "UNKNOWN" ? "?" : role(member)[0].toUpperCase()}[kind(member)];
    picture.append(svg("circle", {cx: 178, cy: at(number), r: 18, class: "node " + kind(member)}), svg("text", {x: 178, y: at(number) + 4, "text-anchor": "middle"}, sign));
  });
  picture.append(svg("circle", {cx: 26, cy: middle, r: 24, class: "node self"}), svg("text", {x: 26, y: middle + 4, "text-anchor": "middle"}, "app"));
  const words = el("ul", {class: "members"}, ...members.map(member => el("li", {}, el("b", {}, member.host),
    el("small", {}, role(member), member.role === "UNKNOWN" ? null : el("span", {class: "unseen"}, " · round trip " + span(member.roundTrip)), (member.role === "UNKNOWN" ? "" : " · heard of " + span(member.heartbeatAge) + " ago")))));
  put(place, el("p", {class: "faint"}, connection.topology.replaceAll("_", " ").toLowerCase() + (connection.setName ? " “" + connection.setName + "”" : "")), el("div", {class: "map"}, picture, words));
}

export function pools(place, connection) {
  if (!connection.pools.length) {
    put(place, el("p", {class: "empty"}, "There is no pool while the connection is not open."));
    return;
  }
  put(place, ...connection.pools.slice().sort((a, b) => b.checkouts - a.checkouts || a.host.localeCompare(b.host)).map(pool => {
    const share = count => "width:" + Math.min(100, 100 * count / pool.maxSize) + "%";
    const bar = el("div", {class: "bar", role: "img", "aria-label": pool.inUse + " in use, " + pool.idle + " idle, " + pool.opening + " being opened, of " + pool.maxSize});
    for (const [name, count] of [["used", pool.inUse], ["opening", pool.opening], ["idle", pool.idle]]) bar.append(el("i", {class: name, "data-share": share(count)}));
    const closed = pool.closed.idle + pool.closed.stale + pool.closed.error + pool.closed.poolClosed;
    const line = (name, time) => el("tr", {}, el("th", {scope: "row"}, name), ...["p50", "p90", "p99", "max"].map(which => el("td", {}, time.recent ? span(time[which]) : "–")));
    if (!pool.checkouts && !pool.size) return el("div", {class: "pool"}, el("div", {class: "row"}, el("b", {}, pool.host), el("span", {class: "space"}), el("span", {class: "faint"}, "not used yet · " + number(pool.maxSize) + " at most")), bar);
    return el("div", {class: "pool"}, el("div", {class: "row"}, el("b", {}, pool.host), el("span", {class: "space"}), el("span", {}, pool.inUse + " in use · " + pool.idle + " idle" + (pool.opening ? " · " + pool.opening + " opening" : "") + " · " + number(pool.maxSize) + " at most")), bar,
      el("div", {class: "scroll", tabindex: "0", role: "group", "aria-label": "Times of " + pool.host}, el("table", {}, el("thead", {}, el("tr", {}, el("th", {scope: "col"}, "Last minute"), ...["p50", "p90", "p99", "max"].map(name => el("th", {scope: "col"}, name)))),
        el("tbody", {}, line("waited", pool.waited), line("in use", pool.used), line("to make", pool.made)))),
      el("p", {class: "faint"}, number(pool.checkouts) + " lent · " + number(pool.checkoutTimeouts) + " timed out · " + number(pool.created) + " made · " + number(closed) + " closed · " + number(pool.clears) + " clears"));
  }));
  place.querySelectorAll("[data-share]").forEach(each => { each.style.cssText = each.dataset.share; });
}

/** What is held too long or was lost, by its place in the code; the panel is there only while there is any. */
export function leaks(place, connection) {
  place.closest("section").hidden = !connection.leaks.length;
  put(place, ...connection.leaks.map(leak => {
    const held = leak.count ? number(leak.count) + " held, the oldest for " + span(leak.age) + " by " + leak.thread : "";
    const lost = leak.collected ? number(leak.collected) + " lost without a close" : "";
    return el("li", {}, el("b", {}, leak.kind.replaceAll("_", " ").toLowerCase()), " of ", el("code", {}, leak.operation), " on " + leak.namespace + ": " + [held, lost].filter(Boolean).join(", "),
      el("div", {class: "faint"}, "from " + leak.stack.slice(0, 5).join(" < ")));
  }));
}

/** What the index policies came to last, from memory; a comparison is asked for, and its answer shown, by hand. */
export function indexes(place, connection, plan) {
  const done = report => {
    const parts = [["built", report.built], ["changed", report.changed], ["dropped", report.dropped]].filter(([, names]) => names.length).map(([what, names]) => what + " " + names.join(", "));
    return [...parts, ...(report.kept.length ? [report.kept.length + " as declared"] : []), ...(report.failures.length ? [report.failures.length + " failed"] : [])].join(" · ");
  };
  const failures = connection.models.flatMap(model => (model.indexes?.failures ?? []).map(failure => ({model, ...failure})));
  put(place, el("div", {class: "scroll", tabindex: "0", role: "group", "aria-label": "Models"}, el("table", {class: "words"},
    el("thead", {}, el("tr", {}, ...["Model", "Collection", "Policy", "Indexes at the last look"].map(name => el("th", {scope: "col"}, name)))),
    el("tbody", {}, ...connection.models.map(model => el("tr", {}, el("th", {scope: "row"}, model.name), el("td", {}, model.collection),
      el("td", {}, model.indexes?.policy ?? "–"), el("td", {}, model.indexes ? done(model.indexes) + " · " + span(model.indexes.took) : "not looked at yet")))))),
    ...failures.map(failure => known(failure.diagnosis, failure.model.name + (failure.index ? " " + failure.index : "") + ": ")),
    plan ? el("pre", {class: "plan", tabindex: "0", role: "region", "aria-label": "Comparison"}, plan) : null);
}

/** A diagnosis and its remedy. */
function known(diagnosis, before, tone = "") {
  const host = diagnosis.host && !diagnosis.message.includes(diagnosis.host) ? " (" + diagnosis.host + ")" : "";
  return el("div", {class: "diagnosis " + tone}, el("p", {}, el("code", {}, diagnosis.code), " ", before, diagnosis.message, host), el("p", {}, el("b", {}, "Fix: "), diagnosis.fix, "."));
}

const GOOD = new Set(["Connected", "Opened", "Reconnected", "PoolRecovered", "LeakReturned", "IndexBuilt"]);
const BAD = new Set(["Disconnected", "Failed", "CheckoutTimedOut", "ListenerFailed"]);
const WARN = new Set(["ConnectAttemptFailed", "PoolSaturated", "PoolCleared", "LeakSuspected", "IndexFailed", "Disconnecting"]);

export function events(place, all, many) {
  const at = place.scrollTop;
  put(place, ...(all.length ? all.map(event => {
    const tone = event.event === "Disconnected" && event.text === "closed" ? "" : BAD.has(event.event) ? "bad" : GOOD.has(event.event) ? "good" : WARN.has(event.event) ? "warn" : "";
    const text = [event.text, event.diagnosis ? event.diagnosis.code + ": " + event.diagnosis.message : ""].filter(Boolean).join(" · ");
    return el("li", {class: tone + (event.extra ? " extra" : ""), "data-shown": event.shown}, el("time", {datetime: event.time}, clock(event.time)),
      el("span", {class: "what"}, (many ? event.connection + " " : "") + event.event), el("span", {class: "text"}, text));
  }) : [el("li", {class: "empty"}, "Nothing has happened yet.")]));
  place.scrollTop = at;
}
