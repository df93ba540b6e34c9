import { ApiError, getAnnotation, request, type Annotation, type SeriesInfo } from '../../api';

/** GET /api/images/{id}/beside: the image's own series first. */
export interface StackBeside {
  readonly series: SeriesInfo;
  /** Channel, description or modality: short, for a list to choose from. */
  readonly label: string;
  readonly isSameCase: boolean;
  /** Of the slices in their order, see `planeOf`. */
  readonly planes: readonly (readonly number[] | null)[];
}

export interface Reader {
  readonly id: string;
  readonly name: string;
  /** Null when there are only labels of other slices. */
  readonly revision: number | null;
  readonly isSubmitted: boolean;
  readonly updatedAt: string;
}

/** GET /api/images/{id}/readers */
export interface Readers {
  readonly readers: readonly Reader[];
  /** Why nobody is listed, in words. */
  readonly reason: string | null;
}

export async function getBeside(imageId: string): Promise<StackBeside[]> {
  return (await request(`/api/images/${encodeURIComponent(imageId)}/beside`)).json() as Promise<StackBeside[]>;
}

export async function getReaders(imageId: string): Promise<Readers> {
  return (await request(`/api/images/${encodeURIComponent(imageId)}/readers`, { cache: 'no-store' })).json() as Promise<Readers>;
}

/** Another reader's labels of an image, or in words why there are none to see. */
export async function getReaderLabels(imageId: string, readerId: string): Promise<Annotation | string> {
  try {
    return await getAnnotation(`/api/images/${encodeURIComponent(imageId)}/readers/${encodeURIComponent(readerId)}/annotation`);
  } catch (error) {
    if (error instanceof ApiError) return error.message;
    throw error;
  }
}
