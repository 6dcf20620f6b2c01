// Runs the verifier of verify.html outside a browser: a line of JSON in, a line of JSON out.
"use strict";
const fs = require("node:fs");
const readline = require("node:readline");

const html = fs.readFileSync(process.argv[2], "utf8");
const source = /<script id="verifier">([^]*?)<\/script>/.exec(html)[1];
const { verify, isSigned } = new Function(`${source}\nreturn goldenthread;`)();
const bytes = (text) => new Uint8Array(Buffer.from(text, "base64"));

async function answer(asked) {
  if (asked.signature !== undefined) {
    const parts = [asked.key, asked.message, asked.signature].map(bytes);
    return Promise.all([true, false].map((native) => isSigned(...parts, native)));
  }
  return verify(bytes(asked.bundle), asked.policy, { native: asked.native });
}

(async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(await answer(JSON.parse(line)))}\n`);
  }
})();
