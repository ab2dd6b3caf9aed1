// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
import { scaleLinear } from "d3-scale";
import { buttons } from "./downloads.js";
import { lines, shortened, svg } from "./dom.js";
import { decimalsFor, signed } from "./numbers.js";
import { styleOf } from "./theme.js";

const lineHeight = 15;

/** Rows of scenarios below the name of each measure. */
function layout(measures, width) {
  const rows = [];
  let y = 8;
  for (const measure of measures) {
    const name = lines(measure.name, Math.floor(width / 7.2));
    rows.push({ measure, name, y });
    y += name.length * lineHeight + 5;
    for (let c = 0; c < measure.results.length; ++c) {
      rows.push({ measure, contrast: c, y });
      y += 19;
    }
    y += 9;
  }
  return { rows, height: y };
}

function range(measures, margin) {
  let most = margin * 1.6;
  for (const measure of measures) {
    for (const result of measure.results) {
      for (const end of [result.low, result.high]) {
        if (end !== null) most = Math.max(most, Math.abs(end));
      }
    }
  }
  return most * 1.05;
}

function axis(x, height, most) {
  const decimals = decimalsFor(-most, most);
  return x.ticks(5).flatMap((tick) => [
    svg("line", { class: tick === 0 ? "zero" : "grid", x1: x(tick),
      x2: x(tick), y1: 0, y2: height }),
    svg("text", { class: "soft", x: x(tick), y: height + 16,
      "text-anchor": "middle" }, signed(tick, decimals)),
  ]);
}

function mark(result, x, y, arm) {
  const { colour } = styleOf(arm);
  if (result.low === null) {
    return [svg("text", { class: "soft", x: x(0) + 8, y: y + 4 },
      "no interval")];
  }
  const clear = ["lower", "higher"].includes(result.verdict);
  return [
    svg("line", { x1: x(result.low), x2: x(result.high), y1: y, y2: y,
      stroke: colour, "stroke-width": 3, "stroke-linecap": "round" }),
    svg("circle", { cx: x(result.difference), cy: y, r: 5, stroke: colour,
      "stroke-width": 2, fill: clear ? colour : "var(--paper)" }),
  ];
}

function paint(data, measures, width) {
  const labels = Math.min(230, width * 0.36);
  const { rows, height } = layout(measures, width);
  const most = range(measures, data.margin);
  const x = scaleLinear([-most, most], [labels + 12, width - 14]);
  const nodes = [
    svg("rect", { class: "margin", x: x(-data.margin), y: 0,
      width: x(data.margin) - x(-data.margin), height }),
    ...axis(x, height, most),
    svg("text", { class: "soft", x: x(-most), y: height + 34 }, "◀ lower"),
    svg("text", { class: "soft", x: x(most), y: height + 34,
      "text-anchor": "end" }, "higher ▶"),
  ];
  for (const row of rows) {
    if (row.name) {
      row.name.forEach((line, i) => nodes.push(svg("text", {
        class: "strong", x: 0, y: row.y + 11 + i * lineHeight,
        stroke: "var(--paper)", "stroke-width": 4, "paint-order": "stroke",
      }, line)));
      continue;
    }
    nodes.push(svg("text", { x: labels, y: row.y + 12, class: "soft",
      "text-anchor": "end" }, shortened(data.arms[row.contrast + 1].title,
      Math.floor(labels / 7.6))));
    nodes.push(...mark(row.measure.results[row.contrast], x, row.y + 8,
      row.contrast + 1));
  }
  return svg("svg", {
    viewBox: "0 0 " + width + " " + (height + 40), role: "img",
    "aria-label": "Differences from the baseline with 95% intervals, all " +
      "measures and scenarios; the table below has the numbers",
  }, nodes);
}

function csvRows(data) {
  const rows = [["measure", "scenario", "difference", "low", "high",
    "verdict"]];
  for (const measure of data.measures) {
    measure.results.forEach((result, c) => rows.push([measure.id,
      data.arms[c + 1].title, result.difference, result.low, result.high,
      result.verdict]));
  }
  return rows;
}

/** Differences with intervals of every measure and scenario. */
export function glance(figure, data) {
  // One axis needs one unit: counts have charts of their own.
  const measures = data.measures.filter((m) => m.share);
  const width = () => Math.max(280, figure.clientWidth - 40);
  let picture = paint(data, measures, width());
  figure.append(picture,
    buttons("glance", "all outcomes", () => picture, () => csvRows(data)));
  return () => {
    const next = paint(data, measures, width());
    picture.replaceWith(next);
    picture = next;
  };
}
