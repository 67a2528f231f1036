/** What the portal tells people unasked: notices they can close, and announcements for screen readers. */

export interface Notice {
  id: string;
  text: string;
  retry?: () => void;
}

export class Notices {
  list: readonly Notice[] = $state.raw([]);
  announcement = $state('');

  /** Shows a notice; one with the same id is replaced. */
  show(notice: Notice): void {
    this.list = [...this.list.filter(({ id }) => id !== notice.id), notice];
  }

  has(id: string): boolean {
    return this.list.some((notice) => notice.id === id);
  }

  close(id: string): void {
    this.list = this.list.filter((notice) => notice.id !== id);
  }

  announce(text: string): void {
    this.announcement = text;
  }
}
