// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
import { extent } from "d3-array";
import { buttons } from "./downloads.js";
import { html, lines, roomIn, svg } from "./dom.js";
import { dateWords, fixed, signed } from "./numbers.js";
import { higherColours, lowerColours, shareColours } from "./theme.js";

const few = "var(--few)";

/** Step of 1, 2 or 5 times a power of ten that so many of cover `most`. */
function niceStep(most, steps) {
  const raw = most / steps || 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  return [1, 2, 5, 10].map((n) => n * power).find((step) => step >= raw);
}

function shareScale(lists) {
  const most = extent(lists.flat().filter((v) => v !== null))[1] ?? 1;
  const step = niceStep(most, shareColours.length);
  const last = shareColours.length - 1;
  const end = (i) => fixed(i * step, step < 1 ? 1 : 0);
  return {
    colour: (v) => (v === null ? few
      : shareColours[Math.min(last, Math.floor(v / step))]),
    key: shareColours.slice(0, Math.max(2, Math.ceil(most / step)))
      .map((colour, i) => [colour, end(i) + "–" + end(i + 1) + "%"])
      .concat([[few, "too few to show"]]),
  };
}

function isClear(v) {
  return v !== null && v[1] !== null && (v[1] > 0 || v[2] < 0);
}

function changeScale(values) {
  const sizes = values.filter(isClear).map((v) => Math.abs(v[0]));
  const most = sizes.length ? Math.max(...sizes) : 1;
  const count = lowerColours.length;
  const step = niceStep(most, count);
  const at = (v) => Math.min(count - 1, Math.floor(Math.abs(v) / step));
  const decimals = Math.max(0, -Math.floor(Math.log10(step)));
  const row = (colours, sign) => colours.map((colour, i) => [colour,
    (i > 0 ? sign : "") + fixed(i * step, decimals) + " to " + sign +
    fixed((i + 1) * step, decimals)]);
  return {
    colour: (v) => (v === null ? few : !isClear(v) ? "var(--band)"
      : (v[0] < 0 ? lowerColours : higherColours)[at(v[0])]),
    key: row(lowerColours, "−").reverse()
      .concat([["var(--band)", "no clear difference"]])
      .concat(row(higherColours, "+")),
  };
}

function legend(key, width, top) {
  const column = 152;
  const columns = Math.max(1, Math.floor(width / column));
  const nodes = key.flatMap(([colour, words], i) => {
    const x = (i % columns) * column;
    const y = top + Math.floor(i / columns) * 19;
    return [
      svg("rect", { x, y, width: 15, height: 13, fill: colour,
        stroke: "var(--rule)" }),
      svg("text", { x: x + 20, y: y + 11 }, words),
    ];
  });
  return { nodes, height: Math.ceil(key.length / columns) * 19 };
}

function paint(map, panel, width) {
  const heading = lines(panel.title, Math.floor(width / 8));
  const top = panel.headings * 19 + 6;
  const factor = width / map.width;
  const height = map.height * factor;
  const shapes = svg("g", {
    transform: "translate(0 " + top + ") scale(" + factor + ")" });
  panel.values.forEach((value, i) => {
    const colour = panel.scale.colour(value);
    shapes.append(svg("path", { d: map.paths[i], fill: colour, stroke: colour,
      "stroke-width": 1.2, "stroke-linejoin": "round" },
    svg("title", {}, map.places[i] + ": " + panel.words(value))));
  });
  const key = legend(panel.scale.key, width, top + height + 12);
  return svg("svg", {
    viewBox: "0 0 " + width + " " + Math.ceil(top + height + 16 + key.height),
    role: "img",
    "aria-label": panel.title + "; save as CSV for the numbers",
  }, [...heading.map((line, i) => svg("text", { class: "title", x: 0,
    y: 15 + i * 19 }, line)), shapes, ...key.nodes]);
}

function select(label, options, change) {
  const box = html("select", { onchange: change },
    options.map((words, i) => html("option", { value: i }, words)));
  return [box, html("label", {}, [label + " ", box])];
}

function panelsOf(data, map, group, arm) {
  const label = map.groups[group].label;
  const dates = data.yearly_dates;
  const percent = (v) => (v === null ? "too few to show" : fixed(v, 1) + "%");
  const both = shareScale([map.start[group], ...map.end.map((e) => e[group])]);
  const panels = [
    { name: "start", values: map.start[group], scale: both, words: percent,
      title: label + ", " + dateWords(dates[0]) + ": the start" },
    { name: "end", values: map.end[arm][group], scale: both, words: percent,
      title: label + ", " + dateWords(dates[dates.length - 1]) + ": " +
        data.arms[arm].title },
  ];
  if (arm > 0) {
    const change = map.change[arm - 1][group];
    panels.push({ name: "difference", values: change,
      scale: changeScale(change),
      title: "Difference from the baseline, percentage points",
      words: (v) => (v === null ? "too few to show" : v[1] === null
        ? "no interval" : signed(v[0], 2) + " points (95% interval " +
        fixed(v[1], 2) + " to " + fixed(v[2], 2) + ")") });
  }
  return panels;
}

function csvRows(map, panel) {
  return [["neighbourhood", "value", "low", "high"],
    ...panel.values.map((v, i) => [map.places[i],
      ...(Array.isArray(v) ? v : [v, null, null])])];
}

/** Maps of one group: the start, the end of a scenario, the difference. */
export function mapChart(place, data) {
  const map = data.map;
  if (!map) {
    place.append(html("p", {}, "Too many small areas to draw on a page: open " +
      "map.qgz of each scenario in QGIS."));
    return () => {};
  }
  const maps = html("div", { class: "maps" });
  const draw = () => {
    const room = roomIn(place, 1040);
    if (room === 0) return;  // not on the screen
    const arm = data.arms.length > 1 ? Number(armBox.value) + 1 : 0;
    const panels = panelsOf(data, map, Number(groupBox.value), arm);
    const columns = room > 760 ? panels.length : 1;
    const width = Math.floor((room - 16 * (columns - 1)) / columns) - 42;
    const most = columns === 1 ? Math.min(width, 560) : width;
    for (const panel of panels) {
      panel.headings = columns === 1 ? lines(panel.title, Math.floor(most / 8))
        .length : Math.max(...panels.map((p) => lines(p.title,
        Math.floor(most / 8)).length));
    }
    maps.replaceChildren(...panels.map((panel) => {
      const picture = paint(map, panel, most);
      return html("figure", { class: "chart", "data-map": panel.name },
        [picture, buttons("map_" + panel.name, panel.title, () => picture,
          () => csvRows(map, panel))]);
    }));
  };
  const [groupBox, groupLabel] = select("Group",
    map.groups.map((g) => g.label), draw);
  if (map.groups.length > 1) groupBox.value = "1";
  const [armBox, armLabel] = select("Scenario",
    data.arms.slice(1).map((a) => a.title), draw);
  place.append(html("div", { class: "controls" },
    data.arms.length > 1 ? [groupLabel, armLabel] : [groupLabel]), maps);
  if (map.merged) {
    place.append(html("p", { class: "remark" }, "Drawn by middle-layer area " +
      "(several small areas together), as forecasts of groups should be."));
  }
  draw();
  return draw;
}
