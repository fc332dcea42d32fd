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
