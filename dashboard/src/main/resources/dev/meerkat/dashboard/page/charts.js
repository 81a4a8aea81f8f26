// Live charts. Keeps at most a quarter of an hour of seconds and a day of half minutes for each connection.
const LIMITS = {fine: 900, day: 2880};
const SERIES = [
  {key: 5, title: "Operations a second", unit: "/s", color: "#9a5b12", dark: "#e2a552"},
  {key: 1, title: "In flight", unit: "", color: "#2458b8", dark: "#8db6ff"},
  {key: 3, title: "Connections in use", unit: "", color: "#14794a", dark: "#5ad39a"},
  {key: 2, title: "Callers waiting", unit: "", color: "#b3202c", dark: "#ff8b92"},
  {key: 4, title: "Wait for a connection, p99", unit: " ms", color: "#7a3fa8", dark: "#cf9df5"},
];
const histories = {fine: {}, day: {}};
const plots = [];
const dark = matchMedia("(prefers-color-scheme: dark)");
const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const empty = () => [[], [], [], [], [], []];
const words = value => value >= 100 ? Math.round(value).toLocaleString("en") : (Math.round(value * 10) / 10).toLocaleString("en");

const hour = seconds => new Date(seconds * 1000).toLocaleTimeString("en-GB");

export function keep(range, all) {
  histories[range] = all;
}

/** Adds the newest sample of each connection, and forgets connections that have gone. */
export function add(samples) {
  for (const name of Object.keys(histories.fine)) if (!(name in samples)) delete histories.fine[name];
  for (const [name, sample] of Object.entries(samples)) {
    const columns = histories.fine[name] ??= empty();
    const times = columns[0];
    if (!sample[0].length || times.length && sample[0][0] <= times[times.length - 1]) continue;
    columns.forEach((column, at) => {
      column.push(sample[at][0]);
      if (column.length > LIMITS.fine) column.splice(0, column.length - LIMITS.fine);
    });
  }
}

function options(series, width) {
  const line = dark.matches ? series.dark : series.color;
  const axis = {stroke: css("--faint"), grid: {stroke: css("--line"), width: 1}, ticks: {show: false}, font: "11px system-ui, sans-serif"};
  return {
    width, height: 120, cursor: {y: false, points: {size: 6}}, legend: {show: false},
    scales: {y: {range: (_, low, high) => [0, Math.max(high * 1.15, 1)]}},
    axes: [{...axis, size: 26, space: 64, values: (_, all) => all.map(hour)}, {...axis, size: 46, space: 26, values: (_, all) => all.map(words)}],
    series: [{}, {stroke: line, fill: line + "22", width: 1.6, points: {show: false}}],
  };
}

/** Makes the charts, once; again when the colours change. */
export function build(place) {
  plots.splice(0).forEach(each => each.plot.destroy());
  place.replaceChildren();
  for (const series of SERIES) {
    const box = document.createElement("figure");
    box.className = "chart";
    box.style.margin = 0;
    const caption = document.createElement("figcaption");
    caption.className = "row";
    const key = document.createElement("span");
    key.className = "key";
    key.style.background = dark.matches ? series.dark : series.color;
    const title = document.createElement("span");
    title.textContent = series.title;
    const space = document.createElement("span");
    space.className = "space";
    const now = document.createElement("span");
    now.className = "now";
    caption.append(key, title, space, now);
    const canvas = document.createElement("div");
    canvas.setAttribute("aria-hidden", "true");
    box.append(caption, canvas);
    place.append(box);
    plots.push({series, now, box: canvas, plot: new uPlot(options(series, canvas.clientWidth || 300), [[], []], canvas)});
  }
  fit(); // only now is it known how they share the place
}

export function draw(name, range) {
  const columns = histories[range][name] ?? empty();
  const fine = histories.fine[name] ?? empty();
  for (const {series, now, plot} of plots) {
    plot.setData([columns[0], columns[series.key]]);
    const last = fine[series.key][fine[series.key].length - 1];
    now.textContent = last === undefined ? "–" : words(last) + series.unit;
  }
}

export function latest(name) {
  const columns = histories.fine[name] ?? empty();
  return columns[5][columns[5].length - 1] ?? 0;
}

export function fit() {
  for (const {plot, box} of plots) if (box.clientWidth) plot.setSize({width: box.clientWidth, height: 120});
}

export function whenColoursChange(action) {
  dark.addEventListener("change", action);
}
