// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0

const months = ["January", "February", "March", "April", "May", "June", "July",
  "August", "September", "October", "November", "December"];

export function dateWords(text) {
  const [year, month, day] = text.split("-").map(Number);
  return day + " " + months[month - 1] + " " + year;
}

/** Time in years, for an axis. */
export function years(text) {
  const [year, month, day] = text.split("-").map(Number);
  return year + (month - 1) / 12 + (day - 1) / 365.25;
}

/** Decimals that tell the ends of a range apart. */
export function decimalsFor(low, high) {
  const width = Math.abs(high - low);
  if (!(width > 0)) return 3;
  return Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(width))));
}

export function fixed(value, decimals) {
  if (value === null || !Number.isFinite(value)) return "–";
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "−");
}

export function signed(value, decimals) {
  const text = fixed(value, decimals);
  return value > 0 && Number(value.toFixed(decimals)) !== 0 ? "+" + text : text;
}
