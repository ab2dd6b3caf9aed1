// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
/*! Contains d3-array, d3-scale, d3-shape and what they use (d3-color, d3-format,
d3-interpolate, d3-path, d3-time, d3-time-format, internmap): Copyright 2010-2023 Mike
Bostock. Permission to use, copy, modify, and/or distribute this software for any
purpose with or without fee is hereby granted, provided that the above copyright notice
and this permission notice appear in all copies. THE SOFTWARE IS PROVIDED "AS IS" AND
THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED
WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR
ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER
RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT,
NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR
PERFORMANCE OF THIS SOFTWARE. */
import { causes, deprivation, glance } from "./glance.js";
import { mapChart } from "./map.js";
import { measureChart } from "./measure.js";
import { html } from "./dom.js";
import { chartStyle } from "./theme.js";

const charts = { causes, deprivation, glance, measure: measureChart,
  map: mapChart };

const data = JSON.parse(document.getElementById("data").textContent);
document.head.append(html("style", {}, chartStyle));

const redraw = [];
for (const place of document.querySelectorAll("[data-chart]")) {
  redraw.push(charts[place.dataset.chart](place, data));
}

// What is folded has no width until it is opened.
for (const part of document.querySelectorAll("details.more")) {
  part.addEventListener("toggle", () => redraw.forEach((draw) => draw()));
}

let width = document.documentElement.clientWidth;
addEventListener("resize", () => {
  const now = document.documentElement.clientWidth;
  if (now === width) return;
  width = now;
  redraw.forEach((draw) => draw());
});

// Paper gets charts of its width, and of what is folded only what is short;
// the rest stays as the reader left it.
const short = document.querySelectorAll("details.order, details.more");
addEventListener("beforeprint", () => {
  short.forEach((part) => { part.dataset.was = part.open; part.open = true; });
  document.documentElement.dataset.paper = "yes";
  redraw.forEach((draw) => draw());
});
addEventListener("afterprint", () => {
  short.forEach((part) => { part.open = part.dataset.was === "true"; });
  delete document.documentElement.dataset.paper;
  redraw.forEach((draw) => draw());
});
document.documentElement.dataset.ready = "yes";
