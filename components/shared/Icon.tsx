const paths = {
  gear: 'M8 1.8v1.7M8 12.5v1.7M1.8 8h1.7M12.5 8h1.7M3.6 3.6l1.2 1.2M11.2 11.2l1.2 1.2M3.6 12.4l1.2-1.2M11.2 4.8l1.2-1.2M8 5.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4z',
  globe: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM2 8h12M8 2c2 2 2.6 4 2.6 6S10 12 8 14c-2-2-2.6-4-2.6-6S6 4 8 2z',
  right: 'M6 4l4 4-4 4',
  down: 'M4 6l4 4 4-4',
  up: 'M4 10l4-4 4 4',
  pause: 'M5.75 4v8M10.25 4v8',
  play: 'M5.5 3.8v8.4L12 8z',
  cross: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
  slow: 'M2.5 11.5a5.5 5.5 0 1 1 11 0M8 11.5L5.6 7.4',
  retry: 'M13 8a5 5 0 1 1-1.6-3.7M13 2.6v2.9h-2.9',
  plug: 'M5.5 2v3M10.5 2v3M4 5h8v2.5a4 4 0 0 1-8 0zM8 11.5V14',
  unplug: 'M6.5 5H5a3 3 0 0 0 0 6h1.5M9.5 5H11a3 3 0 0 1 0 6H9.5M3 2.5l10 11',
  key: 'M5.5 7.7a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM7.6 8.4L13 3M11 5l1.8 1.8',
  offline: 'M2.5 6.5a8 8 0 0 1 11 0M5 9.2a4.4 4.4 0 0 1 6 0M8 12.2v.1M3 14L13 3',
  shield: 'M8 2l5 1.8v3.9c0 3-2 5.2-5 6.3-3-1.1-5-3.3-5-6.3V3.8z',
  lines: 'M3 4.5h10M3 8h7M3 11.5h5',
  language:
    'M2.5 4h7M6 2.5V4M8.2 4c-.8 3-2.8 5-5.4 6M4 6.2c.9 1.7 2.4 3 4.2 3.8M8.5 14l2.8-6.5L14 14M9.4 12h3.8',
  bell: 'M4 11V7.5a4 4 0 0 1 8 0V11l1 1.2H3zM6.8 14h2.4',
  save: 'M8 2.5v7M5 7l3 3 3-3M3 13h10',
  search: 'M7 3a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM10 10l3.2 3.2',
  check: 'M3.5 8.5l3 3 6-7',
  done: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM5.4 8.2l1.8 1.8 3.4-3.8',
  stopped: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM6 6l4 4M10 6l-4 4',
  warning: 'M8 2.2l6.2 11H1.8zM8 6.4v3.2M8 11.4v.1',
  info: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM8 7.2v3.6M8 5v.1',
  panel:
    'M3.5 2.75h9A1.5 1.5 0 0 1 14 4.25v7.5a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 2 11.75v-7.5a1.5 1.5 0 0 1 1.5-1.5zM10 2.75v10.5',
  page: 'M4 2h5l3 3v9H4zM9 2v3h3',
} as const;
export type IconName = keyof typeof paths;

/** Line icons of one weight. They need words next to them, or a control with a name around them. */
export function Icon({ name, small }: { name: IconName; small?: boolean }) {
  return (
    <svg className={small ? 'i s' : 'i'} viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}

/** The product's mark. */
export function Mark({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" className="mark">
      <path className="m-hd" d="M11.3 11.3l3 3" strokeWidth="2.6" strokeLinecap="round" />
      <circle className="m-disc" cx="6.75" cy="6.75" r="6.25" />
      <path className="m-pl" d="M2.9 7.1h1.7l1.2-3 1.9 5.2 1.2-2.2h1.6" />
    </svg>
  );
}
