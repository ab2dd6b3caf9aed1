// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
import { html } from "./dom.js";
import { chartStyle, light } from "./theme.js";

function save(name, blob) {
  const link = html("a", { href: URL.createObjectURL(blob), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

function sizeOf(picture) {
  return picture.getAttribute("viewBox").split(" ").slice(2).map(Number);
}

/** The picture as a file that needs no page, in the light theme. */
export function standalone(picture) {
  const copy = picture.cloneNode(true);
  const [width, height] = sizeOf(picture);
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  const style = document.createElementNS("http://www.w3.org/2000/svg", "style");
  style.textContent = "svg{" + light + ";background:#fff}" + chartStyle;
  copy.prepend(style);
  return new XMLSerializer().serializeToString(copy);
}

function savePng(name, picture) {
  const [width, height] = sizeOf(picture);
  const image = new Image();
  image.onload = () => {
    const canvas = html("canvas", { width: width * 2, height: height * 2 });
    const context = canvas.getContext("2d");
    context.fillStyle = "#fff";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => save(name, blob), "image/png");
  };
  image.src = "data:image/svg+xml;charset=utf-8," +
    encodeURIComponent(standalone(picture));
}

function field(value) {
  const text = value === null || value === undefined ? "" : String(value);
  return /[",\r\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
}

export function csv(rows) {
  return rows.map((row) => row.map(field).join(",")).join("\r\n") + "\r\n";
}

/** Buttons that save a chart; `rows` gives its numbers with a head. */
export function buttons(name, what, picture, rows) {
  const button = (label, act) => html("button", {
    type: "button",
    "aria-label": label + ": save " + what,
    onclick: act,
  }, label);
  return html("div", { class: "downloads" }, [
    button("SVG", () => save(name + ".svg",
      new Blob([standalone(picture())], { type: "image/svg+xml" }))),
    button("PNG", () => savePng(name + ".png", picture())),
    button("CSV", () => save(name + ".csv",
      new Blob([csv(rows())], { type: "text/csv" }))),
  ]);
}
