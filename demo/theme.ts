import bootstrap from '../examples/themes/bootstrap-5.css?inline';
import cloudscape from '../examples/themes/cloudscape.css?inline';
import material from '../examples/themes/material-3.css?inline';

const sheetOf = (rules: string): CSSStyleSheet => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  return sheet;
};

/** The themes of examples/themes/, as a portal would link one of them. */
const sheets: ReadonlyMap<string, CSSStyleSheet> = new Map([
  ['bootstrap', sheetOf(bootstrap)],
  ['material', sheetOf(material)],
  ['cloudscape', sheetOf(cloudscape)],
]);

/** Applies a theme to the pickers, and the matching rules in themes.css to the page around them. */
export function setTheme(name: string): void {
  const sheet = sheets.get(name);
  document.adoptedStyleSheets = sheet ? [sheet] : [];
  document.documentElement.dataset['theme'] = name;
}
