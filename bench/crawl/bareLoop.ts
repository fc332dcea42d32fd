// The peer to compare with: undici and htmlparser2 in the shortest loop that reads every page, without checks and store.
import { Parser } from 'htmlparser2';
import { Agent, request } from 'undici';

const origin = process.argv[2] ?? '';
const limit = Number(process.argv[3]);
const agent = new Agent({ connections: 8 });
const seen = new Set<string>([`${origin}/page/0`]);
const waiting = [...seen];
let read = 0;

async function visit(url: string) {
  const answer = await request(url, { dispatcher: agent });
  const text = await answer.body.text();
  const titles: string[] = [];
  let inTitle = false;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'title') inTitle = true;
      if (name !== 'a' || !attributes.href) return;
      const target = new URL(attributes.href, url).href;
      if (seen.has(target) || seen.size >= limit) return;
      seen.add(target);
      waiting.push(target);
    },
    ontext(part) {
      if (inTitle) titles.push(part);
    },
    onclosetag(name) {
      if (name === 'title') inTitle = false;
    },
  });
  parser.end(text);
  read += 1;
}

const started = performance.now();
let active = 0;
await new Promise<void>((resolve, reject) => {
  const pump = () => {
    if (waiting.length === 0 && active === 0) resolve();
    while (active < 8) {
      const url = waiting.shift();
      if (!url) return;
      active += 1;
      visit(url).then(() => {
        active -= 1;
        pump();
      }, reject);
    }
  };
  pump();
});
const seconds = (performance.now() - started) / 1000;
process.send?.({ pages: read, seconds });
process.disconnect?.();
await agent.close();
