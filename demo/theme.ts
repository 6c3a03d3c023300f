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

/** Gives the pickers a theme, and the page around them what goes with it in themes.css. */
export function setTheme(name: string): void {
  const sheet = sheets.get(name);
  document.adoptedStyleSheets = sheet ? [sheet] : [];
  document.documentElement.dataset['theme'] = name;
}
