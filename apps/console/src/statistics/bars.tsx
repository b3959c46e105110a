import classes from './statistics.module.css';

export interface Bar {
  readonly key: string;
  readonly label: string;
  /** From 0 to 1 of the whole width; where it begins unless at 0. */
  readonly share: number;
  readonly start?: number;
  /** The number as it is written. */
  readonly text: string;
  readonly tone?: 'first' | 'second' | 'quiet';
}

/** Numbers as bars: what the eye gets as a length is read out as text. */
export function Bars({ bars }: { readonly bars: readonly Bar[] }) {
  return (
    <ul className={classes['bars']}>
      {bars.map(({ key, label, share, start = 0, text, tone = 'first' }) => (
        <li key={key}>
          <span>{label}</span>
          <b>{text}</b>
          <svg aria-hidden focusable="false">
            <rect className={classes['track']} width="100%" height="100%" rx="6" />
            <rect
              className={classes['value']}
              data-tone={tone}
              x={percent(start)}
              width={percent(Math.max(share, 0.01))}
              height="100%"
              rx="6"
            />
          </svg>
        </li>
      ))}
    </ul>
  );
}

interface Column {
  readonly key: string;
  readonly label: string;
  readonly share: number;
  readonly text: string;
  readonly isChosen: boolean;
}

/** The same as columns, for what follows one another in time. */
export function Columns({ columns }: { readonly columns: readonly Column[] }) {
  return (
    <ul className={classes['trend']}>
      {columns.map(({ key, label, share, text, isChosen }) => (
        <li key={key} data-chosen={isChosen}>
          <svg aria-hidden focusable="false">
            <rect className={classes['track']} y="0" width="100%" height="100%" rx="6" />
            <rect className={classes['value']} y={percent(1 - share)} width="100%" height={percent(share)} rx="6" />
          </svg>
          <b>{text}</b>
          <span>{label}</span>
        </li>
      ))}
    </ul>
  );
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}
