import {
  convertCssVariables,
  createTheme,
  DEFAULT_THEME,
  defaultCssVariablesResolver,
  mergeMantineTheme,
  type MantineColorsTuple,
} from '@mantine/core';

const ink: MantineColorsTuple = [
  ...(['#eef4fb', '#dbe7f4', '#b3cce8', '#87afdc', '#6296d1', '#4a86ca'] as const),
  ...(['#3b7bc4', '#2b67a8', '#1c4f87', '#123a66'] as const),
];
const sea: MantineColorsTuple = [
  ...(['#e6faf5', '#cff2e9', '#a0e4d3', '#6dd5bb', '#45c8a7', '#2bc09b'] as const),
  ...(['#17a886', '#0c8a6e', '#076e58', '#045343'] as const),
];

/** Blue as the house, where Mantine's is brown. */
const dark: MantineColorsTuple = [
  ...(['#e6edf5', '#c6d2df', '#a9b6c6', '#7f8fa3', '#55677c'] as const),
  ...(['#3a4b5f', '#1f2c3b', '#17222f', '#111b26', '#0b131c'] as const),
];

export const theme = createTheme({
  colors: { ink, sea, dark },
  primaryColor: 'ink',
  primaryShade: { light: 8, dark: 7 },
  autoContrast: true,
  fontFamily: "'Public Sans Variable', system-ui, sans-serif",
  headings: { fontFamily: "'Public Sans Variable', system-ui, sans-serif", fontWeight: '680' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  components: {
    // the lock would write a style sheet into the page, which the policy for contents forbids
    Modal: { defaultProps: { lockScroll: false, centered: true } },
    Select: { defaultProps: { checkIconPosition: 'right', allowDeselect: false } },
    Badge: { defaultProps: { variant: 'light', tt: 'none', fw: 600 } },
  },
});

/**
 * The colours of the theme as a style sheet of the document. Mantine would write a style element, which a strict policy
 * for contents does not allow; a sheet that is made by a script is no part of the page's text.
 *
 * @see CSP 3, section 6.1.16; documents-web: reds and greys of Mantine are too pale for WCAG AA
 */
export function adoptThemeColours(): void {
  const variables = defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme));
  const text = convertCssVariables(
    {
      variables: variables.variables,
      light: {
        ...variables.light,
        ...{ '--mantine-color-error': 'var(--mantine-color-red-9)', '--mantine-color-dimmed': '#4d5b6b' },
        ...{ '--mantine-color-placeholder': '#667280', '--mantine-color-text': '#17212e' },
        ...{ '--mantine-color-orange-light-color': '#8f3a06', '--mantine-color-red-light-color': '#a51d1d' },
        ...{ '--mantine-color-body': '#ffffff', '--mantine-color-anchor': 'var(--mantine-color-ink-8)' },
      },
      dark: {
        ...variables.dark,
        ...{ '--mantine-color-error': '#ff9d9d', '--mantine-color-dimmed': '#a9b6c6' },
        ...{ '--mantine-color-placeholder': '#97a4b5', '--mantine-color-text': '#e6edf5' },
        ...{ '--mantine-color-body': '#17222f', '--mantine-color-anchor': 'var(--mantine-color-ink-3)' },
        ...{ '--mantine-color-default': '#1d2a39', '--mantine-color-default-border': '#3a4b5f' },
        ...{ '--mantine-color-default-hover': '#243447' },
      },
    },
    ':root',
  );
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
