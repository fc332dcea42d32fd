import { readFileSync } from 'node:fs';
import { type Catalogue, parseWords } from './parseWords.ts';

/** Path of the texts of the screens that `worker.{locale}.yaml` may take; null for every other file. */
export function screensFileOf(path: string): string | null {
  const screens = path.replace(/worker\.([\w-]+\.yaml)$/, '$1');
  return screens === path ? null : screens;
}

/** The texts of a file by its path; the worker's file takes some of the screens' file of its language. */
export function readWords(path: string): Catalogue {
  const screens = screensFileOf(path);
  return parseWords(readFileSync(path, 'utf8'), screens ? readWords(screens) : {});
}
