// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
import { buttons } from "./downloads.js";
import { forest, forestChart } from "./forest.js";

const titlesOf = (data) => data.arms.slice(1).map((arm) => arm.title);

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
  const rows = data.measures.filter((m) => m.share).map((measure) => ({
    label: measure.name,
    results: measure.results.map((result) => ({ ...result,
      clear: ["lower", "higher"].includes(result.verdict) })),
  }));
  const words = "Differences from the baseline with 95% intervals, all " +
    "measures and scenarios; the table below has the numbers";
  const chart = forestChart(figure, (width) => forest(rows, titlesOf(data),
    data.margin, width, words));
  figure.append(buttons("glance", "all outcomes", chart.picture,
    () => csvRows(data)));
  return chart.redraw;
}

function spread(part) {
  return (figure, data) => {
    const { name, rows } = data[part];
    const chart = forestChart(figure, (width) => forest(rows, titlesOf(data),
      0, width, name + " with 95% intervals; the table below has the numbers"));
    const csv = () => [["row", "scenario", "difference", "low", "high"],
      ...rows.flatMap((row) => row.results.map((result, c) => [row.label,
        data.arms[c + 1].title, result.difference, result.low,
        result.high]))];
    figure.append(buttons(part, name, chart.picture, csv));
    return chart.redraw;
  };
}

/** Parts of the difference by cause. */
export const causes = spread("causes");
/** Differences of residents by deprivation. */
export const deprivation = spread("deprivation");
