type Child = Node | string | undefined;
type Attributes = Readonly<Record<string, string | boolean | undefined>>;

/** An element with attributes and children; text is text, never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

const SVG = 'http://www.w3.org/2000/svg';

/** A drawing of one line, for the eye alone: the words beside it say the same. */
export function icon(path: string, className = 'icon'): SVGSVGElement {
  const drawing = document.createElementNS(SVG, 'svg');
  drawing.setAttribute('viewBox', '0 0 24 24');
  drawing.setAttribute('class', className);
  drawing.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS(SVG, 'path');
  line.setAttribute('d', path);
  drawing.append(line);
  return drawing;
}

export const ICONS = {
  good: 'm5 12.5 4.5 4.5L19 7.5',
  fault: 'M6.5 6.5l11 11m0-11-11 11',
  warning: 'M12 7v6.5m0 3.4v.1',
  'not-made': 'M7 12h10',
  file: 'M13.5 3H6.5v18h11V7zm0 0v4h4M9.5 13.5 11.5 15.5 15 11.5',
  paper: 'M5 4h14v16H5zM8.5 8.5h7M8.5 12h7M8.5 15.5h4',
  shield: 'M12 3 5 5.7v5.4c0 4.3 2.9 7.6 7 9.1 4.1-1.5 7-4.8 7-9.1V5.7z',
} as const;
