import type { Finding, Report } from '@seo-live/protocol';
import type { Catalogue, CatalogueLanguage } from '@seo-live/protocol/catalogue';
import { stringify } from 'csv-stringify/sync';
import type { ReportFacts } from '../store/report/createReportFacts.ts';

/** Exports of a report. The text is made in pieces while it is read, so it is never in memory as a whole. */
export interface Exports {
  /** One JSON object: report, pages, findings, redirect_links. It contains all data to recalculate the score. */
  json(report: Report): AsyncIterable<string>;
  /** One line per finding, with the texts of this language. UTF-8 with BOM, safe to open in a spreadsheet. */
  csv(report: Report, language: CatalogueLanguage): AsyncIterable<string>;
}

const LINES = 500;

const columns = {
  en: [
    'Check',
    'Issue',
    'Severity',
    'Page',
    'Element',
    'Value',
    'Limit',
    'Unit',
    'Target',
    'Link text',
    'Status',
    'Evidence',
  ],
  'zh-TW': [
    '檢查',
    '問題',
    '嚴重程度',
    '頁面',
    '元素',
    '數值',
    '上限或下限',
    '單位',
    '目標',
    '連結文字',
    '狀態碼',
    '證據',
  ],
} as const;

const severityWords = {
  en: { critical: 'critical', high: 'high', medium: 'medium', low: 'low', info: 'info' },
  'zh-TW': { critical: '嚴重', high: '高', medium: '中', low: '低', info: '提示' },
} as const;

export const createExports = ({
  facts,
  catalogues,
}: {
  facts: ReportFacts;
  catalogues: Readonly<Record<CatalogueLanguage, Catalogue>>;
}): Exports => ({
  async *json(report) {
    yield `{"export_version":1,"report":${JSON.stringify(report)}`;
    yield* list('pages', facts.allPages(report.job_id));
    yield* list('findings', facts.allFindings(report.job_id));
    yield* list('redirect_links', facts.redirectLinks(report.job_id));
    yield '}\n';
  },

  async *csv(report, language) {
    yield `\uFEFF${lines([columns[language]])}`;
    let rows: unknown[][] = [];
    for await (const finding of facts.allFindings(report.job_id)) {
      rows.push(rowOf(finding, catalogues[language], severityWords[language]));
      if (rows.length < LINES) continue;
      yield lines(rows);
      rows = [];
    }
    if (rows.length > 0) yield lines(rows);
  },
});

async function* list(name: string, items: AsyncIterable<unknown>): AsyncIterable<string> {
  yield `,\n"${name}":[`;
  let piece = '';
  let first = true;
  for await (const item of items) {
    piece += `${first ? '' : ','}\n${JSON.stringify(item)}`;
    first = false;
    if (piece.length < 60_000) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}]`;
}

/**
 * Escapes text that begins like a formula, because a spreadsheet would run it. Quotes text with any line
 * break, because the library quotes only its own kind and the rest of the text would begin a new row.
 */
const lines = (rows: readonly (readonly unknown[])[]): string =>
  stringify(
    rows.map((row) => [...row]),
    { escape_formulas: true, record_delimiter: 'windows', quoted_match: /[\r\n]/ },
  );

function rowOf(finding: Finding, catalogue: Catalogue, words: Readonly<Record<Finding['severity'], string>>) {
  const { selector, value, limit, unit, target, anchor, status } = finding.evidence;
  return [
    finding.check,
    catalogue[finding.check]?.title ?? finding.check,
    words[finding.severity],
    finding.url ?? '',
    selector ?? '',
    value ?? '',
    limit ?? '',
    unit ?? '',
    target ?? '',
    anchor ?? '',
    status ?? '',
    JSON.stringify(finding.evidence),
  ];
}
