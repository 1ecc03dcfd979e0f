// Reads Mermaid texts with Mermaid's own parser: a JSON string a line in, a JSON value a line out.
// The folder with the packages is the first argument.

import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const modules = process.argv[2];
const { JSDOM } = createRequire(join(modules, "_"))("jsdom");
const { window } = new JSDOM("<!DOCTYPE html><body></body>");
globalThis.window = window; // Mermaid cleans texts with the DOM
globalThis.document = window.document;
const entry = JSON.parse(readFileSync(join(modules, "mermaid", "package.json"))).module;
const main = entry ?? "./dist/mermaid.core.mjs";
const { default: mermaid } = await import(pathToFileURL(join(modules, "mermaid", main)));

async function read(text) {
  try {
    await mermaid.parse(text);
    const { db, type } = await mermaid.mermaidAPI.getDiagramFromText(text);
    const nodes = [...db.getVertices().values()].map((node) => ({
      id: node.id, text: node.text, shape: node.type, classes: node.classes,
    }));
    const edges = db.getEdges().map((edge) => ({
      start: edge.start, end: edge.end, text: edge.text, stroke: edge.stroke, type: edge.type,
    }));
    return { type, nodes, edges };
  } catch (error) {
    return { error: String(error.message ?? error) };
  }
}

process.stdout.write("ready\n");
for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(JSON.stringify(await read(JSON.parse(line))) + "\n");
}
