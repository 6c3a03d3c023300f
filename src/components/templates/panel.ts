import { html, nothing, type TemplateResult } from 'lit';
import { details } from './details.js';
import { filters, filtersEnd, fitting } from './filters.js';
import { iconButton, keepInside, words } from './parts.js';
import { canFit } from './toolbar.js';
import type { PickerView } from './view.js';
import type { PickerActions } from '../../interaction/actions.js';

/** Filters or details, beside the images or in place of them. */
export function panel(view: PickerView, actions: PickerActions): TemplateResult | typeof nothing {
  const { messages, panel: kind, subject, disabled } = view;
  if (kind === undefined) return nothing;
  const title = messages[kind];
  return html`<section
    class="panel ${kind}"
    part="panel ${kind}"
    id="panel"
    role=${kind === 'filters' ? 'dialog' : 'region'}
    aria-label=${title}
    tabindex="-1"
    @input=${keepInside}
    @change=${keepInside}
    @keydown=${(event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.isComposing) return;
      // Only the panel closes, not the dropdown or the dialog that it may be in.
      event.preventDefault();
      event.stopPropagation();
      actions.panels.toggle(kind, false);
    }}
  >
    <header>
      ${words(title, 'title')}${kind === 'filters' && canFit(view) ? fitting(view, actions) : nothing}
      ${iconButton('close', messages.close, () => actions.panels.toggle(kind, false), false, disabled)}
    </header>
    <div class="content">
      ${kind === 'filters' ? filters(view, actions) : subject && details(subject, view, actions)}
    </div>
    ${kind === 'filters' ? filtersEnd(view, actions) : nothing}
  </section>`;
}
