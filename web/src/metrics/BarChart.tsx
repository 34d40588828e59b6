export interface Bar {
  name: string;
  shortName: string;
  value: number;
}

interface Props {
  bars: Bar[];
  /** The chart in one sentence, for screen readers. */
  chartSummary: string;
  number: Intl.NumberFormat;
}

/** Bars over time. The exact numbers are in the table below and in the bars' tooltips. */
export function BarChart({ bars, chartSummary, number }: Props) {
  const top = roundUp(Math.max(...bars.map(({ value }) => value)));
  return (
    <div role="img" aria-label={chartSummary} className="chart">
      <div className="chart-scale">
        {[top, top / 2, 0].map((value) => (
          <span key={value}>{number.format(value)}</span>
        ))}
      </div>
      {/* The view box is one unit wide per bar and as high as the scale. The browser stretches it. */}
      <svg
        viewBox={`0 0 ${bars.length} ${top}`}
        preserveAspectRatio="none"
        className="chart-bars"
        aria-hidden
      >
        {[0, top / 2, top].map((y) => (
          <line key={y} x1="0" x2={bars.length} y1={y} y2={y} vectorEffect="non-scaling-stroke" />
        ))}
        {bars.map(({ name, value }, index) => (
          <rect key={name} x={index + 0.15} width="0.7" y={top - value} height={value}>
            <title>{`${name}: ${number.format(value)}`}</title>
          </rect>
        ))}
      </svg>
      <svg className="chart-names" aria-hidden>
        {bars.map(({ name, shortName }, index) => (
          <text
            key={name}
            x={`${((index + 0.5) / bars.length) * 100}%`}
            y="1em"
            className={whereNamed(index, bars.length)}
          >
            {shortName}
          </text>
        ))}
      </svg>
    </div>
  );
}

/** The next round number whose half is round too. */
function roundUp(value: number) {
  const size = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  return ([2, 4, 6, 8, 10].find((step) => step * size >= value) ?? 10) * size;
}

/** Twelve names fit below a wide chart, four below a narrow one. */
function whereNamed(index: number, count: number) {
  const isOneOf = (most: number) => {
    const every = Math.ceil(count / most);
    return index % every === Math.floor(every / 2);
  };
  return `${isOneOf(12) ? 'wide' : ''} ${isOneOf(4) ? 'narrow' : ''}`;
}
