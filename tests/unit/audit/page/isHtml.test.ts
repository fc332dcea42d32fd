import { describe, expect, it } from 'vitest';
import { isHtml } from '../../../../audit/src/page/isHtml.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const page = bytes('<!doctype html><title>t</title>');

describe('an HTML page', () => {
  it.each([
    'text/html',
    ' Text/HTML ; charset=utf-8',
    'text/html;;charset=UTF-8',
    'text/html, text/html',
    'text/html charset=utf-8',
    'application/xhtml+xml',
  ])('has the type %s', (type) => {
    expect(isHtml({ 'content-type': type }, bytes(''))).toBe(true);
  });

  it.each(['text/plain', 'text/htmlx', 'application/json', 'text/x-html', 'image/png', 'text/xml'])(
    'does not have the type %s',
    (type) => {
      expect(isHtml({ 'content-type': type }, page)).toBe(false);
    },
  );

  it.each([undefined, '', ' ', 'none', 'html', 'charset=utf-8', '*/*', 'unknown/unknown'])(
    'is known by its first bytes when the type is %j',
    (type) => {
      const headers = type === undefined ? {} : { 'content-type': type };
      expect(isHtml(headers, page)).toBe(true);
      expect(isHtml(headers, bytes('%PDF-1.4'))).toBe(false);
    },
  );

  it.each([
    '\uFEFF<!DOCTYPE HTML>',
    '\n\t <html lang=en>',
    '<!-- made by a tool --><!-- > --> <html>',
    '<HTML>',
  ])('may begin with %j', (start) => {
    expect(isHtml({}, bytes(start))).toBe(true);
  });

  it.each(['', '<p>', '<htmlx>', '<!-- without end <html>', 'text <html>', '<?xml version="1.0"?><rss>'])(
    'does not begin with %j',
    (start) => {
      expect(isHtml({}, bytes(start))).toBe(false);
    },
  );

  it('may be in UTF-16', () => {
    expect(isHtml({}, Buffer.from('\uFEFF<!doctype html>', 'utf16le'))).toBe(true);
  });
});
