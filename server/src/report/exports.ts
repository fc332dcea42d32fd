import type { Report } from '@seo-live/protocol';

/** Text of an export in pieces, made while it is read: nothing is held in memory as a whole. */
export interface Exports {
  /** One JSON object: report, pages, findings, redirect_links. The score can be counted again from it. */
  json(report: Report): AsyncIterable<string>;
  /** One line a finding, with the check's words in this language; UTF-8 with BOM, safe to open in a spreadsheet. */
  csv(report: Report, language: 'en' | 'zh-TW'): AsyncIterable<string>;
}
