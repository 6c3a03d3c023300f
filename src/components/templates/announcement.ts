import { pageCount } from '../../catalog/index.js';
import { problemOf } from './choice.js';
import type { StatesPart } from './stand-in.js';
import type { PickerView } from './view.js';

/** The announcement of the state; `undefined` if there is nothing to add. */
export function announcementOf(view: PickerView, states: StatesPart): string | undefined {
  const { messages, state, result, slow, choices } = view;
  if (state.status === 'unconfigured') return '';
  if (state.status === 'error')
    return states.part ? states.part.errorText(state.error, view) : states.failed ? messages.notLoaded : undefined;
  if (state.status === 'loading' && slow) return messages.slow;
  // Updates of a list are not announced, nor is the loading of a closed dropdown.
  if (!result || state.status === 'loading') return result || closed(view) ? undefined : messages.loading;
  const troubles = choices.flatMap((choice) => {
    const trouble = problemOf(choice, view);
    return trouble === undefined ? [] : `${choice.image?.name ?? choice.id}: ${trouble}.`;
  });
  return [...(closed(view) ? [] : answer(view, states.part)), ...troubles.slice(0, MOST_PROBLEMS)]
    .filter(Boolean)
    .join('; ');
}

/** More would be too long to listen to. All of them are visible. */
const MOST_PROBLEMS = 3;

const closed = ({ dropdown, open }: PickerView): boolean => dropdown && !open;

/** The number of results, the current page, and what may be missing. */
function answer(view: PickerView, states: StatesPart['part']): string[] {
  const { messages, result, query, paged } = view;
  if (!result) return [];
  const { total, totalKind, page } = result;
  const pages = pageCount(result, query.pageSize);
  return [
    total > 0 ? messages.found(messages.total(total, totalKind)) : (states?.noneText(view) ?? ''),
    total > 0 ? '' : (states?.hiddenText(view) ?? ''),
    !paged || pages === 1 ? '' : messages.page(page, pages),
    states?.incompleteText(view) ?? '',
  ];
}
