// Draws the parts of the cartoon faces that vae-faces learns from; attnviz/training/vae/faces.py puts them together.
//
//   npm install @dicebear/core@9 @dicebear/toon-head@9 @resvg/resvg-js@2
//   node tools/face_parts.mjs DIR        (run where node_modules lies)
//
// The drawings are ToonHead by Johan Melin, CC BY 4.0, as packaged by DiceBear. Every part is drawn alone on nothing, once
// with its colour black and once white: a part's pixels are a linear function of its colour. Writes DIR/face-parts.npy,
// uint8 [parts, 7, SIDE, SIDE] (alpha, red, green and blue in black, the same in white, all times alpha), and the parts' names.

import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(join(process.cwd(), "here.js"));
const { Resvg } = require("@resvg/resvg-js");
const components = join("node_modules", "@dicebear", "toon-head", "lib", "components");
const KINDS = ["rearHair", "body", "head", "clothes", "mouth", "beard", "eyes", "eyebrows", "hair"];

const SIDE = 96;
const SAMPLES = 4; // a side, within a pixel
const VIEW = "8 16 752 752"; // of 768 x 768: down to the lower edge

function drawn(part, kind, colour) {
  const colours = { hair: colour, skin: colour, clothes: colour };
  const shapes = part({}, colours)
    // a mask by alpha is taken for one by luminance: white lets everything through in both
    .replace(/<mask.*?<\/mask>/gs, (mask) => mask.replace(/fill="#[0-9A-Fa-f]+"/g, 'fill="white"'));
  const lower = kind === "rearHair" ? ' transform="translate(0 10)"' : "";
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${VIEW}" fill="none"><g${lower}>${shapes}</g></svg>`;
  const image = new Resvg(svg, { fitTo: { mode: "width", value: SIDE * SAMPLES } }).render();
  return averaged(image.pixels, image.width);
}

// RGBA of SIDE * SAMPLES pixels a side, colours times alpha already -> four planes [4, SIDE, SIDE]
function averaged(pixels, width) {
  const planes = new Float64Array(4 * SIDE * SIDE);
  for (let y = 0; y < width; y++) {
    for (let x = 0; x < width; x++) {
      const to = Math.floor(y / SAMPLES) * SIDE + Math.floor(x / SAMPLES);
      for (let c = 0; c < 4; c++) planes[c * SIDE * SIDE + to] += pixels[4 * (y * width + x) + c];
    }
  }
  return planes.map((sum) => Math.round(sum / SAMPLES ** 2));
}

function npy(parts) {
  const shape = `(${parts.length}, 7, ${SIDE}, ${SIDE})`;
  const header = `{'descr': '|u1', 'fortran_order': False, 'shape': ${shape}, }`;
  const padded = header.padEnd(Math.ceil((header.length + 11) / 64) * 64 - 11) + "\n";
  const start = Buffer.from([0x93, ...Buffer.from("NUMPY"), 1, 0, padded.length & 255, padded.length >> 8]);
  return Buffer.concat([start, Buffer.from(padded), ...parts.map((part) => Buffer.from(part))]);
}

const names = [];
const parts = [];
for (const kind of KINDS) {
  const options = (await import(pathToFileURL(resolve(components, `${kind}.js`))))[kind];
  for (const [name, part] of Object.entries(options)) {
    const [black, white] = ["#000000", "#ffffff"].map((colour) => drawn(part, kind, colour));
    const alpha = black.slice(3 * SIDE * SIDE);
    names.push(`${kind}/${name}`);
    parts.push(Uint8Array.from([...alpha, ...black.slice(0, 3 * SIDE * SIDE), ...white.slice(0, 3 * SIDE * SIDE)]));
  }
}
const folder = process.argv[2] ?? ".";
writeFileSync(join(folder, "face-parts.npy"), npy(parts));
writeFileSync(join(folder, "face-parts.json"), JSON.stringify(names, null, 1));
console.log(`${names.length} parts in ${folder}`);
