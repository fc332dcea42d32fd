import { readFileSync } from 'node:fs';

const build = '.output/chrome-mv3';

/** Every script and stylesheet that a page loads at once: what a person waits for. */
const partsOf = (page) =>
  [...readFileSync(`${build}/${page}`, 'utf8').matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map(
    (match) => `${build}/${match[1]}`,
  );

export default [
  { name: 'background', path: [`${build}/background.js`], limit: '46 kB', gzip: true, brotli: false },
  { name: 'popup', path: partsOf('popup.html'), limit: '132 kB', gzip: true, brotli: false },
];
