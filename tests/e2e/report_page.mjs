// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// Opens a report in Chromium and prints what it saw as JSON.
// usage: node report_page.mjs NODE_MODULES_OWNER PAGE [SCREENSHOT_FOLDER]
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [owner, file, pictures] = process.argv.slice(2);
const require = createRequire(join(owner, "package.json"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update",
    "--disable-sync"],
});
const context = await browser.newContext({
  viewport: { width: 1280, height: 900 }, acceptDownloads: true,
});
const page = await context.newPage();
const seen = { errors: [], requests: [], axe: [], widths: {}, downloads: {} };
page.on("console", (message) => {
  if (["error", "warning"].includes(message.type())) {
    seen.errors.push(message.text());
  }
});
page.on("pageerror", (error) => seen.errors.push(String(error)));
const address = pathToFileURL(file).href;
page.on("request", (request) => {
  const url = request.url();
  if (url !== address && !/^(data|blob):/.test(url)) seen.requests.push(url);
});

await page.goto(address);
await page.waitForSelector("html[data-ready=yes]");

seen.charts = await page.evaluate(() =>
  [...document.querySelectorAll("[data-chart]")].map((place) => ({
    kind: place.dataset.chart,
    pictures: place.querySelectorAll("svg").length,
    marks: place.querySelectorAll("svg path, svg circle").length,
    named: [...place.querySelectorAll("svg")].every((picture) =>
      picture.getAttribute("role") === "img" &&
      picture.getAttribute("aria-label")),
    buttons: place.querySelectorAll(".downloads button").length,
  })));
seen.data = await page.evaluate(() =>
  JSON.parse(document.getElementById("data").textContent));
seen.text = await page.evaluate(() => document.querySelector("main").textContent);
seen.verdicts = await page.evaluate(() =>
  [...document.querySelectorAll(".card")].map((card) => ({
    title: card.querySelector("h3").textContent,
    verdict: card.querySelector(".verdict").textContent,
    lead: card.querySelector(".lead").textContent,
    text: card.textContent,
  })));
seen.table = await page.evaluate(() =>
  [...document.querySelectorAll("#glance tbody tr")].map((row) =>
    [...row.cells].map((cell) => cell.textContent)));
seen.tables = await page.evaluate(() =>
  [...document.querySelectorAll("table")].map((table) => ({
    caption: table.caption ? table.caption.textContent : "",
    rows: [...table.tBodies[0].rows].map((row) =>
      [...row.cells].map((cell) => cell.textContent)),
  })));
seen.hostile = await page.evaluate(() => ({
  ran: window.hostile === true,
  images: document.querySelectorAll("img").length,
  scripts: document.scripts.length,
}));

async function check(name) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, {
    resultTypes: ["violations"],
  }));
  for (const one of found.violations) {
    seen.axe.push([name, one.impact, one.id,
      one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160))]);
  }
}

async function shoot(name, fullPage = true) {
  if (pictures) {
    await page.screenshot({ path: join(pictures, name + ".png"), fullPage });
  }
}

await check("light");
await shoot("light");
await shoot("top", false);
await page.emulateMedia({ colorScheme: "dark" });
await check("dark");
await shoot("dark");
await page.emulateMedia({ colorScheme: "light" });

const folder = mkdtempSync(join(tmpdir(), "report-"));
for (const kind of ["SVG", "PNG", "CSV"]) {
  for (const [chart, selector] of [["glance", "[data-chart=glance]"],
    ["measure", "[data-chart=measure]"], ["map", "[data-map]"]]) {
    const button = page.locator(selector + " .downloads button",
      { hasText: kind }).first();
    if (await button.count() === 0) continue;
    const [download] = await Promise.all([
      page.waitForEvent("download"), button.click()]);
    const path = join(folder, chart + kind);
    await download.saveAs(path);
    const bytes = readFileSync(path);
    seen.downloads[chart + "." + kind] = kind === "PNG"
      ? { size: bytes.length, head: bytes.subarray(1, 4).toString() }
      : { size: bytes.length, text: bytes.toString().slice(0, 4000) };
  }
}

// By keyboard alone: the first stop skips to the content.
await page.reload();
await page.waitForSelector("html[data-ready=yes]");
await page.keyboard.press("Tab");
seen.firstStop = await page.evaluate(() =>
  document.activeElement.getAttribute("href"));

for (const width of [320, 360, 414, 768, 1280, 1920]) {
  await page.setViewportSize({ width, height: 800 });
  await page.waitForTimeout(150);
  seen.widths[width] = await page.evaluate(() =>
    document.documentElement.scrollWidth);
  if (width === 360) {
    await check("phone");
    await shoot("phone");
  }
}
await page.setViewportSize({ width: 1280, height: 900 });
const paper = await page.pdf({ format: "A4" });
seen.sheets = paper.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
if (pictures) writeFileSync(join(pictures, "print.pdf"), paper);
await browser.close();
process.stdout.write(JSON.stringify(seen));
