// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0

/** After Okabe and Ito: told apart by people with any colour vision. */
export const colours = ["#0072b2", "#d55e00", "#009e73", "#b0588f", "#8a6d00",
  "#3a8fb7", "#7a4fb5", "#a63d40"];
/** Lines differ in more than colour. */
export const dashes = ["", "7 3", "2 3", "9 3 2 3", "1 4", "12 4", "5 2 1 2",
  "3 6"];

/** Colour and dash of an arm; the baseline is grey. */
export function styleOf(arm) {
  if (arm === 0) return { colour: "var(--base)", dash: "" };
  const at = (arm - 1) % colours.length;
  return { colour: "var(--arm-" + at + ")", dash: dashes[at] };
}

/** The light theme as CSS variables, for pictures that leave the page. */
export const light = "--ink:#1b2430;--soft:#566170;--rule:#d5dae1;" +
  "--paper:#ffffff;--band:#e9ecf0;--base:#6b7684;--few:#e6e0d4;" +
  colours.map((colour, i) => "--arm-" + i + ":" + colour).join(";");

/** What every chart needs, on the page and in a file. */
export const chartStyle =
  "svg text{font:12.5px system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;" +
  "fill:var(--ink)}svg text.soft{fill:var(--soft)}" +
  "svg text.title{font-weight:650;font-size:14.5px}" +
  "svg text.strong{font-weight:650}" +
  ".grid{stroke:var(--rule);stroke-width:1}" +
  ".zero{stroke:var(--soft);stroke-width:1.2}" +
  ".line{fill:none;stroke-width:2.2;stroke-linejoin:round}" +
  ".area{opacity:.17}.margin{fill:var(--band)}";

/** Nine steps of one hue for shares, light to dark. */
export const shareColours = ["#f3f6fa", "#d9e5f0", "#bcd2e6", "#9abdd9",
  "#74a4ca", "#4f89b8", "#326fa3", "#1d5488", "#0d3a66"];
/** Two hues for differences, away from none. */
export const lowerColours = ["#cfe3f2", "#7fb4d9", "#2f7fb8", "#0b4f82"];
export const higherColours = ["#fbdcc4", "#f2a873", "#d96c1e", "#9a4304"];
