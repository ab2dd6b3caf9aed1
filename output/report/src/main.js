// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
import { glance } from "./glance.js";
import { mapChart } from "./map.js";
import { measureChart } from "./measure.js";
import { html } from "./dom.js";
import { chartStyle } from "./theme.js";

const charts = { glance, measure: measureChart, map: mapChart };

const data = JSON.parse(document.getElementById("data").textContent);
document.head.append(html("style", {}, chartStyle));

const redraw = [];
for (const place of document.querySelectorAll("[data-chart]")) {
  redraw.push(charts[place.dataset.chart](place, data));
}

let width = document.documentElement.clientWidth;
addEventListener("resize", () => {
  const now = document.documentElement.clientWidth;
  if (now === width) return;
  width = now;
  redraw.forEach((draw) => draw());
});

// Paper has nothing to open: show what is folded.
addEventListener("beforeprint", () => document.querySelectorAll("details")
  .forEach((part) => { part.dataset.was = part.open; part.open = true; }));
addEventListener("afterprint", () => document.querySelectorAll("details")
  .forEach((part) => { part.open = part.dataset.was === "true"; }));
document.documentElement.dataset.ready = "yes";
