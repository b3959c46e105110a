import type { ReactNode } from 'react';
import classes from './ask.module.css';

interface SectionFrame {
  readonly step: number;
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}

/** One step of the form, with its number. */
export function Section({ step, title, text, children }: SectionFrame) {
  return (
    <section className={classes['section']} aria-labelledby={`step-${step}`}>
      <div className={classes['head']}>
        <span className={classes['step']} aria-hidden>
          {step}
        </span>
        <div>
          <h2 id={`step-${step}`} className={classes['title']}>
            {title}
          </h2>
          <p className={classes['text']}>{text}</p>
        </div>
      </div>
      {children}
    </section>
  );
}
