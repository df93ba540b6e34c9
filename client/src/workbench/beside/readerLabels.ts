import type { Annotation, ImageInfo } from '../../api';
import { LabelDocument } from '../../canvas/document';
import { History } from '../../canvas/history';
import { ObjectSet } from '../../labels/objects';
import { pixelsOf } from '../images';
import { getReaderLabels } from './requests';

/** Another reader's labels by reader and image, or in words why there are none to see. Never drawn on. */
export class ReaderLabels {
  private readonly asked = new Map<string, Promise<LabelDocument | string>>();

  of(reader: string, info: ImageInfo): Promise<LabelDocument | string> {
    const key = `${reader} ${info.imageId}`;
    const asked = this.asked.get(key) ?? getReaderLabels(info.imageId, reader)
      .then((found) => (typeof found === 'string' ? found : documentOf(found, info)))
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

function documentOf(annotation: Annotation, info: ImageInfo): LabelDocument {
  return new LabelDocument('', info.rows, info.columns, pixelsOf(annotation, info), annotation.revision, new History(), new ObjectSet(annotation.objects));
}
