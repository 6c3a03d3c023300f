/** The English messages of the filters and details panels. */
export const enPanels = {
  close: 'Close',
  show: (images: string): string => `Show ${images}`,
  copyId: 'Copy ID',
  problem: 'Problem',
  history: 'History',
  everything: 'Raw response',
};
