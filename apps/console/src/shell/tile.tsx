import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { PAGES } from './navigation.js';
import classes from './tile.module.css';

/** Numbers and ways that somebody wants at a glance, side by side. */
export function Tiles({ children }: { readonly children: ReactNode }) {
  return <div className={classes['tiles']}>{children}</div>;
}

interface TileProps {
  /** The page that tells more. */
  readonly to?: (typeof PAGES)[number]['path'];
  /** What it says large: a number, a sign; nothing as long as the number is not known, which is not zero. */
  readonly says: ReactNode;
  readonly label: string;
  /** Somebody should do something about it. */
  readonly isLoud?: boolean;
}

export function Tile({ to, says, label, isLoud = false }: TileProps) {
  const content = (
    <>
      <b>{says ?? '–'}</b>
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
