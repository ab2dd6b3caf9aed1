// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0

const svgSpace = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) {
      node.setAttribute(name, value);
    }
  }
  for (const child of [children ?? []].flat()) node.append(child);
  return node;
}

/** An HTML element; text children stay text, whatever they hold. */
export function html(tag, attributes, children) {
  return fill(document.createElement(tag), attributes, children);
}

/** An SVG element. */
export function svg(tag, attributes, children) {
  return fill(document.createElementNS(svgSpace, tag), attributes, children);
}

/** Width that a line of text needs, about. */
export function textWidth(text, size) {
  return text.length * size * 0.56;
}

/** Words in lines of at most so many characters. */
export function lines(text, most) {
  const result = [""];
  for (const word of text.split(" ")) {
    const last = result[result.length - 1];
    if (last && last.length + word.length + 1 > most) result.push(word);
    else result[result.length - 1] = last ? last + " " + word : word;
  }
  return result;
}

/** Cut to so many characters. */
export function shortened(text, most) {
  return text.length > most ? text.slice(0, most - 1) + "…" : text;
}

/** Room for a chart: paper is as wide everywhere, whatever the screen. */
export function roomIn(element, ofPaper) {
  return document.documentElement.dataset.paper === "yes"
    ? ofPaper : element.clientWidth;
}
