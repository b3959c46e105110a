import { Link } from '@tanstack/react-router';
import classes from './operations.module.css';

interface TileProps {
  readonly to?: '/operations' | '/keys' | '/outages' | '/witnesses';
  readonly count: number;
  readonly label: string;
  readonly isLoud?: boolean;
}

/** A number that an operator wants at a glance. */
export function Tile({ to, count, label, isLoud = false }: TileProps) {
  const content = (
    <>
      <b>{count}</b>
      <span>{label}</span>
    </>
  );
  return to === undefined ? (
    <div className={classes['tile']} data-loud={isLoud}>
      {content}
    </div>
  ) : (
    <Link to={to} className={classes['tile'] ?? ''} data-loud={isLoud}>
      {content}
    </Link>
  );
}
