import { describe, expect, it } from 'vitest';
import { classifyAddress, createAddressGuard } from '../../../server/src/crawl/fetch/createAddressGuard.ts';

describe('classifyAddress', () => {
  it.each([
    ['8.8.8.8', 'public'],
    ['93.184.216.34', 'public'],
    ['192.175.48.1', 'public'],
    ['2606:4700::1111', 'public'],
    ['::ffff:8.8.8.8', 'public'],
    ['64:ff9b::8.8.8.8', 'public'],
    ['2002:808:808::1', 'public'],

    ['127.0.0.1', 'private'],
    ['127.255.255.254', 'private'],
    ['10.0.0.1', 'private'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.1.1', 'private'],
    ['100.64.0.1', 'private'],
    ['::1', 'private'],
    ['fc00::1', 'private'],
    ['fdff::1', 'private'],
    ['::ffff:127.0.0.1', 'private'],
    ['::ffff:7f00:1', 'private'],
    ['::127.0.0.1', 'private'],
    ['64:ff9b::10.0.0.1', 'private'],
    ['64:ff9b::7f00:1', 'private'],
    ['2002:7f00:1::', 'private'],
    ['2002:c0a8:101::1', 'private'],
    ['::ffff:0:127.0.0.1', 'private'],
    ['2001:0:808:808:0:0:80ff:fffe', 'private'],

    ['169.254.169.254', 'refused'],
    ['169.254.0.1', 'refused'],
    ['100.100.100.200', 'refused'],
    ['168.63.129.16', 'refused'],
    ['192.0.0.192', 'refused'],
    ['fd00:ec2::254', 'refused'],
    ['fd20:ce::254', 'refused'],
    ['fe80::1', 'refused'],
    ['fe80::1%eth0', 'refused'],
    ['febf::1', 'refused'],
    ['0.0.0.0', 'refused'],
    ['0.1.2.3', 'refused'],
    ['::', 'refused'],
    ['224.0.0.1', 'refused'],
    ['239.255.255.255', 'refused'],
    ['ff02::1', 'refused'],
    ['255.255.255.255', 'refused'],
    ['240.0.0.1', 'refused'],
    ['192.0.2.1', 'refused'],
    ['198.18.0.1', 'refused'],
    ['198.51.100.1', 'refused'],
    ['203.0.113.1', 'refused'],
    ['2001:db8::1', 'refused'],
    ['100::1', 'refused'],
    ['fec0::1', 'refused'],
    ['4000::1', 'refused'],
    ['5f00::1', 'refused'],
    ['64:ff9b:1::8.8.8.8', 'refused'],
    ['::ffff:169.254.169.254', 'refused'],
    ['64:ff9b::169.254.169.254', 'refused'],
    ['2002:a9fe:a9fe::', 'refused'],
    ['2001:0:a9fe:a9fe::1', 'refused'],
    ['::169.254.169.254', 'refused'],
    ['not an address', 'refused'],
    ['', 'refused'],
  ])('%s is %s', (ip, kind) => {
    expect(classifyAddress(ip)).toBe(kind);
  });
});

describe('the guard', () => {
  const guard = (allowPrivate: boolean) =>
    createAddressGuard({
      allowPrivate,
      ownPorts: () => [8001],
      ownAddresses: () => ['203.0.114.7', '::ffff:10.1.2.3'],
    });

  it.each([
    [false, '8.8.8.8', 80, true],
    [false, '127.0.0.1', 3000, false],
    [true, '127.0.0.1', 3000, true],
    [true, '10.0.0.1', 8001, true],
    [true, '127.0.0.1', 8001, false],
    [true, '127.9.9.9', 8001, false],
    [true, '::1', 8001, false],
    [true, '::ffff:127.0.0.1', 8001, false],
    [true, '10.1.2.3', 8001, false],
    [true, '10.1.2.3', 8002, true],
    [false, '203.0.114.7', 8001, false],
    [false, '203.0.114.7', 443, true],
    [true, '169.254.169.254', 80, false],
    [false, '8.8.8.8', 25, false],
    [true, '127.0.0.1', 6667, false],
    [true, '10.0.0.1', 22, false],
    [false, '8.8.8.8', 8080, true],
  ])('private allowed: %s; %s port %d: %s', (allowPrivate, ip, port, allowed) => {
    expect(guard(allowPrivate)(ip, port) === null).toBe(allowed);
  });
});

describe('disguised hosts', () => {
  it.each([
    ['http://0x7f.1/', '127.0.0.1'],
    ['http://2130706433/', '127.0.0.1'],
    ['http://017700000001/', '127.0.0.1'],
    ['http://127.1/', '127.0.0.1'],
    ['http://①②⑦.0.0.1/', '127.0.0.1'],
    ['http://[::ffff:169.254.169.254]/', '::ffff:a9fe:a9fe'],
    ['http://0xa9fea9fe/', '169.254.169.254'],
  ])('%s is judged as the literal %s', (url, literal) => {
    const { hostname } = new URL(url);
    expect(hostname.replace(/^\[|\]$/g, '')).toBe(literal);
    expect(classifyAddress(hostname.replace(/^\[|\]$/g, ''))).not.toBe('public');
  });
});
