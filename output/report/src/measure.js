// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
import { extent } from "d3-array";
import { scaleLinear } from "d3-scale";
import { area, line } from "d3-shape";
import { buttons } from "./downloads.js";
import { html, lines, roomIn, shortened, svg, textWidth } from "./dom.js";
import { dateWords, decimalsFor, fixed, signed, years } from "./numbers.js";
import { styleOf } from "./theme.js";

const left = 54;
const right = 14;
const panel = 170;

function band(values, times, x, y, arm) {
  const { colour, dash } = styleOf(arm);
  const points = times.map((_, i) => i);
  const shape = area().defined((i) => values.low[i] !== null)
    .x((i) => x(times[i])).y0((i) => y(values.low[i]))
    .y1((i) => y(values.high[i]));
  const path = line().defined((i) => values.mean[i] !== null)
    .x((i) => x(times[i])).y((i) => y(values.mean[i]));
  return [
    svg("path", { class: "area", d: shape(points), fill: colour }),
    svg("path", { class: "line", d: path(points), stroke: colour,
      "stroke-dasharray": dash }),
  ];
}

function scaleOf(all, top, margin) {
  const numbers = all.flatMap((v) => [...v.mean, ...v.low, ...v.high])
    .filter((n) => n !== null);
  let [low, high] = extent(numbers);
  if (low === undefined) [low, high] = [0, 1];
  if (margin !== undefined) {
    [low, high] = [Math.min(low, -margin), Math.max(high, margin)];
  }
  const room = (high - low || Math.abs(high) || 1) * 0.08;
  return scaleLinear([low - room, high + room], [top + panel, top]);
}

function axes(x, y, top, words, width) {
  const [low, high] = y.domain();
  const decimals = decimalsFor(low, high);
  const nodes = [svg("text", { class: "soft", x: left, y: top - 8 }, words)];
  for (const tick of y.ticks(4)) {
    nodes.push(svg("line", { class: "grid", x1: left, x2: width - right,
      y1: y(tick), y2: y(tick) }));
    nodes.push(svg("text", { class: "soft", x: left - 7, y: y(tick) + 4,
      "text-anchor": "end" }, fixed(tick, decimals)));
  }
  const whole = x.ticks(Math.max(2, Math.floor((width - left) / 75)))
    .filter(Number.isInteger);
  for (const year of whole) {
    nodes.push(svg("text", { class: "soft", x: x(year), y: top + panel + 17,
      "text-anchor": "middle" }, String(year)));
  }
  return nodes;
}

/** What the lines are, in rows that fit. */
function legend(data, width, top) {
  const nodes = [];
  let x = left;
  let y = top;
  data.arms.forEach((arm, i) => {
    const { colour, dash } = styleOf(i);
    const title = shortened(arm.title, 34);
    const need = 34 + textWidth(title, 12.5) + 14;
    if (x > left && x + need > width) {
      x = left;
      y += 18;
    }
    nodes.push(svg("line", { x1: x, x2: x + 26, y1: y, y2: y, stroke: colour,
      "stroke-width": 3, "stroke-dasharray": dash }));
    nodes.push(svg("text", { x: x + 33, y: y + 4 }, title));
    x += need;
  });
  return { nodes, bottom: y + 10 };
}

function paint(data, measure, width) {
  const dates = measure.yearly ? data.yearly_dates : data.dates;
  const times = dates.map(years);
  const title = lines(measure.name, Math.floor(width / 9));
  const key = legend(data, width, title.length * 19 + 16);
  const x = scaleLinear(extent(times), [left, width - right]);
  const first = key.bottom + 28;
  const y = scaleOf(measure.levels, first);
  const nodes = title.map((words, i) => svg("text", { class: "title", x: 0,
    y: 15 + i * 19 }, words));
  nodes.push(...key.nodes, ...axes(x, y, first, "Level", width));
  measure.levels.forEach((values, arm) =>
    nodes.push(...band(values, times, x, y, arm)));
  let bottom = first + panel + 26;
  if (measure.differences.length > 0) {
    const second = bottom + 26;
    const margin = measure.share ? data.margin : 0;
    const z = scaleOf(measure.differences, second, margin);
    nodes.push(svg("rect", { class: "margin", x: left,
      width: width - left - right, y: z(margin),
      height: z(-margin) - z(margin) }));
    nodes.push(...axes(x, z, second, "Difference from the baseline", width));
    nodes.push(svg("line", { class: "zero", x1: left, x2: width - right,
      y1: z(0), y2: z(0) }));
    measure.differences.forEach((values, c) =>
      nodes.push(...band(values, times, x, z, c + 1)));
    bottom = second + panel + 26;
  }
  return svg("svg", { viewBox: "0 0 " + width + " " + bottom, role: "img",
    "aria-label": measure.name + " over time, by scenario, with 95% " +
      "intervals; the table below has the numbers" }, nodes);
}

function csvRows(data, measure) {
  const dates = measure.yearly ? data.yearly_dates : data.dates;
  const rows = [["date", "scenario", "what", "mean", "low", "high"]];
  const add = (values, arm, what) => dates.forEach((date, i) => rows.push([
    date, data.arms[arm].title, what, values.mean[i], values.low[i],
    values.high[i]]));
  measure.levels.forEach((values, arm) => add(values, arm, "level"));
  measure.differences.forEach((values, c) => add(values, c + 1, "difference"));
  return rows;
}

function cell(values, i, format) {
  if (values.low[i] === null) return html("td", {}, "no interval");
  const decimals = Math.max(3, decimalsFor(values.low[i], values.high[i]));
  return html("td", {}, format(values.mean[i], decimals) + " (" +
    fixed(values.low[i], decimals) + " to " + fixed(values.high[i], decimals) +
    ")");
}

/** Numbers at each anniversary, for those who cannot see the chart. */
function table(data, measure) {
  const dates = measure.yearly ? data.yearly_dates : data.dates;
  const shown = dates.map((date, i) => [date, i])
    .filter(([date]) => date.slice(4) === dates[0].slice(4));
  const titles = data.arms.map((arm) => arm.title);
  const head = html("tr", {}, ["Date", ...titles,
    ...titles.slice(1).map((title) => title + ": difference")]
    .map((words) => html("th", { scope: "col" }, words)));
  const body = shown.map(([date, i]) => html("tr", {}, [
    html("th", { scope: "row" }, dateWords(date)),
    ...measure.levels.map((values) => cell(values, i, fixed)),
    ...measure.differences.map((values) => cell(values, i, signed)),
  ]));
  return html("details", { class: "repeat" }, [
    html("summary", {}, "The numbers"),
    html("div", { class: "scroll", tabindex: 0, role: "region",
      "aria-label": measure.name + ", by date" },
    html("table", {}, [
      html("caption", {}, measure.name + ", mean and 95% interval"),
      html("thead", {}, head), html("tbody", {}, body)])),
  ]);
}

/** Levels over time, and below them the differences from the baseline. */
export function measureChart(figure, data) {
  const measure = data.measures[Number(figure.dataset.row)];
  const width = () => Math.max(270, roomIn(figure, 540) - 40);
  let picture = paint(data, measure, width());
  const name = measure.id.replace(/[^a-z0-9]+/gi, "_");
  figure.append(picture,
    html("figcaption", {}, measure.about),
    table(data, measure),
    buttons(name, measure.name, () => picture, () => csvRows(data, measure)));
  return () => {
    const next = paint(data, measure, width());
    picture.replaceWith(next);
    picture = next;
  };
}
