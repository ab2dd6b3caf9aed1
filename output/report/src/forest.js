// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
import { scaleLinear } from "d3-scale";
import { lines, roomIn, shortened, svg } from "./dom.js";
import { signed } from "./numbers.js";
import { styleOf } from "./theme.js";

const lineHeight = 15;
const least = 130; // pixels that a column of a scenario needs

/** The largest end of all intervals, or the margin. */
function range(rows, margin) {
  let most = margin * 1.6;
  for (const row of rows) {
    for (const result of row.results) {
      for (const end of [result.low, result.high, result.difference]) {
        if (end !== null) most = Math.max(most, Math.abs(end));
      }
    }
  }
  return (most || 1) * 1.05;
}

function mark(result, x, y, arm) {
  const { colour } = styleOf(arm);
  if (result.low === null) {
    return [svg("text", { class: "soft", x: x(0), y: y + 4,
      "text-anchor": "middle" }, "no interval")];
  }
  return [
    svg("line", { x1: x(result.low), x2: x(result.high), y1: y, y2: y,
      stroke: colour, "stroke-width": 3, "stroke-linecap": "round" }),
    svg("circle", { cx: x(result.difference), cy: y, r: 4.5, stroke: colour,
      "stroke-width": 2, fill: result.clear ? colour : "var(--paper)" }),
  ];
}

/** The fewest that show every number as it is. */
function decimalsOf(numbers) {
  const whole = (decimals) => numbers.every((number) =>
    Math.abs(number - Number(number.toFixed(decimals))) < 1e-9);
  let decimals = 0;
  while (decimals < 6 && !whole(decimals)) ++decimals;
  return decimals;
}

/** Every second one, as long as their numbers would touch. */
function spaced(x, ticks) {
  if (ticks.length < 3) return ticks;
  const step = ticks[1] - ticks[0];
  const widest = (decimalsOf(ticks) + 4) * 7;
  if (x(ticks[1]) - x(ticks[0]) >= widest) return ticks;
  const fewer = ticks.filter((tick) => Math.round(tick / step) % 2 === 0);
  // Zero alone is no scale: the ends stand beside it.
  return fewer.length > 1 ? spaced(x, fewer)
    : [ticks[0], 0, ticks[ticks.length - 1]];
}

/** Margin, grid and numbers of one column between `top` and `bottom`. */
function axis(x, top, bottom, most, margin, ticks) {
  const shown = spaced(x, x.ticks(ticks));
  const decimals = decimalsOf(shown);
  const nodes = [];
  if (margin > 0) {
    nodes.push(svg("rect", { class: "margin", x: x(-margin), y: top,
      width: x(margin) - x(-margin), height: bottom - top }));
  }
  for (const tick of shown) {
    nodes.push(svg("line", { class: tick === 0 ? "zero" : "grid", x1: x(tick),
      x2: x(tick), y1: top, y2: bottom }));
    nodes.push(svg("text", { class: "soft", x: x(tick), y: bottom + 16,
      "text-anchor": "middle" }, signed(tick, decimals)));
  }
  // Where both words would touch, signs stand for them.
  const wide = x(most) - x(-most) >= 130;
  nodes.push(svg("text", { class: "soft", x: x(-most), y: bottom + 34 },
    wide ? "◀ lower" : "◀ −"));
  nodes.push(svg("text", { class: "soft", x: x(most), y: bottom + 34,
    "text-anchor": "end" }, wide ? "higher ▶" : "+ ▶"));
  return nodes;
}

/** A column for each scenario: rows are read across. */
function grid(rows, titles, margin, width) {
  const labels = Math.min(340, width * 0.34);
  const each = (width - labels) / titles.length;
  const heads = titles.map((title) => lines(title, Math.floor((each - 20) / 7.4))
    .slice(0, 5));
  const top = Math.max(...heads.map((head) => head.length)) * lineHeight + 12;
  const most = range(rows, margin);
  const texts = rows.map((row) => lines(row.label, Math.floor(labels / 6.9)));
  const places = [];
  let bottom = top;
  for (const text of texts) {
    places.push(bottom);
    bottom += text.length * lineHeight + 9;
  }
  const nodes = [];
  titles.forEach((_, c) => {
    const from = labels + c * each;
    const x = scaleLinear([-most, most], [from + 22, from + each - 22]);
    heads[c].forEach((words, i) => nodes.push(svg("text", { class: "strong",
      x: from + 14, y: 12 + i * lineHeight }, words)));
    nodes.push(...axis(x, top, bottom, most, margin, 3));
    rows.forEach((row, i) => nodes.push(...mark(row.results[c], x,
      places[i] + texts[i].length * lineHeight / 2 + 3, c + 1)));
  });
  texts.forEach((text, i) => {
    if (i > 0) {
      nodes.push(svg("line", { class: "grid", x1: 0, x2: width,
        y1: places[i] - 1, y2: places[i] - 1 }));
    }
    text.forEach((words, l) => nodes.push(svg("text", { x: 0,
      y: places[i] + 13 + l * lineHeight }, words)));
  });
  return { nodes, height: bottom + 40 };
}

/** Rows of scenarios below each label, where there is no room for columns. */
function stacked(rows, titles, margin, width) {
  const labels = Math.min(230, width * 0.36);
  const most = range(rows, margin);
  const x = scaleLinear([-most, most], [labels + 12, width - 14]);
  const marks = [];
  let y = 8;
  for (const row of rows) {
    for (const words of lines(row.label, Math.floor(width / 7.2))) {
      marks.push(svg("text", { class: "strong", x: 0, y: y + 11,
        stroke: "var(--paper)", "stroke-width": 4, "paint-order": "stroke" },
      words));
      y += lineHeight;
    }
    y += 5;
    row.results.forEach((result, c) => {
      marks.push(svg("text", { x: labels, y: y + 12, class: "soft",
        "text-anchor": "end" }, shortened(titles[c],
        Math.floor(labels / 7.6))));
      marks.push(...mark(result, x, y + 8, c + 1));
      y += 19;
    });
    y += 9;
  }
  return { nodes: [...axis(x, 0, y, most, margin, 5), ...marks],
    height: y + 40 };
}

/**
 * Differences with their intervals.
 * @param rows [{label, results: [{difference, low, high, clear}]}]
 * @param margin what counts as none; 0: nothing does
 */
export function forest(rows, titles, margin, width, words) {
  const columns = titles.length > 1 && width * 0.66 >= least * titles.length;
  const { nodes, height } = (columns ? grid : stacked)(rows, titles, margin,
    width);
  return svg("svg", { viewBox: "0 0 " + width + " " + height, role: "img",
    "aria-label": words }, nodes);
}

/** Draws again when the width changes. */
export function forestChart(figure, draw) {
  const width = () => Math.max(280, roomIn(figure, 1040) - 40);
  let picture = draw(width());
  figure.append(picture);
  return {
    picture: () => picture,
    redraw: () => {
      const next = draw(width());
      picture.replaceWith(next);
      picture = next;
    },
  };
}
