import type { ImageInfo } from '../../api';
import { LabelDocument } from '../../canvas/document';
import { getReaderLabels } from './requests';

/** Another reader's labels by reader and image, or in words why there are none to see. Never drawn on. */
export class ReaderLabels {
  private readonly asked = new Map<string, Promise<LabelDocument | string>>();

  of(reader: string, { imageId, rows, columns }: ImageInfo): Promise<LabelDocument | string> {
    const key = `${reader} ${imageId}`;
    const asked = this.asked.get(key) ?? getReaderLabels(imageId, reader)
      .then((found) => (typeof found === 'string' ? found : new LabelDocument('', rows, columns, found, 0)))
      .catch(() => {
        this.asked.delete(key);
        return 'The labels cannot be read now.';
      });
    this.asked.set(key, asked);
    return asked;
  }

  forget(): void {
    this.asked.clear();
  }
}
