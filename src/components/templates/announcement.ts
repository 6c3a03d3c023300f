import { pageCount } from '../../catalog/index.js';
import { problemOf } from './choice.js';
import { failureOf, hiddenCount, noneText } from './states.js';
import type { PickerView } from './view.js';

/** What a screen reader is told of the state; `undefined` where there is nothing to add to what it has said. */
export function announcementOf(view: PickerView): string | undefined {
  const { messages, state, result, slow, choices } = view;
  if (state.status === 'unconfigured') return '';
  if (state.status === 'error') {
    const kind = failureOf(state.error, view);
    return `${messages.errorTitle(kind)} ${messages.errorAdvice(kind)}`;
  }
  if (state.status === 'loading' && slow) return messages.slow;
  // Nobody has to know that a list is brought up to date, nor that a dropdown nobody has opened is being filled.
  if (!result || state.status === 'loading') return result || closed(view) ? undefined : messages.loading;
  const troubles = choices.flatMap((choice) => {
    const trouble = problemOf(choice, view);
    return trouble === undefined ? [] : `${choice.image?.name ?? choice.id}: ${trouble}.`;
  });
  return [...(closed(view) ? [] : answer(view)), ...troubles.slice(0, MOST_PROBLEMS)].filter(Boolean).join('; ');
}

/** Nobody listens to more; all of them can be read. */
const MOST_PROBLEMS = 3;

const closed = ({ dropdown, open }: PickerView): boolean => dropdown && !open;

/** What was found, where one stands in it, and what may be missing. */
function answer(view: PickerView): string[] {
  const { messages, result, query, paged } = view;
  if (!result) return [];
  const { total, totalKind, page, incomplete, loaded, expected } = result;
  const pages = pageCount(result, query.pageSize);
  const hidden = hiddenCount(view);
  return [
    total > 0 ? messages.found(messages.total(total, totalKind)) : noneText(view),
    total === 0 && hidden > 0 ? messages.deletedHidden(hidden) : '',
    !paged || pages === 1 ? '' : messages.page(page, pages),
    incomplete ? messages.incomplete(incomplete, loaded, expected) : '',
  ];
}
