import type { ImageFormat } from './canvas/image';
import type { ChangeKind } from './canvas/history';
import type { LabelClass } from './canvas/palette';
import type { ObjectChange, TagObject } from './labels/objects';

export interface WindowPreset {
  readonly name: string;
  readonly center: number;
  readonly width: number;
  readonly function: 'linear' | 'linear-exact' | 'sigmoid';
  /** Greys 0–255 over centre ± width/2 as base64, instead of the function. */
  readonly table: string | null;
}

/** The series an image is a slice of. */
export interface SeriesInfo {
  readonly id: string;
  readonly name: string;
  /** Place of the image, from 0. */
  readonly index: number;
  readonly count: number;
  readonly sliceSpacingMm: number | null;
  readonly orientation: string | null;
  readonly findings: readonly string[];
  /** Images in the order of the slices. */
  readonly slices: readonly string[];
}

/** GET /api/images/{id}/workbench. Statistics and windows are in rescaled units. */
export interface ImageInfo extends ImageFormat {
  readonly imageId: string;
  readonly project: string;
  readonly name: string;
  readonly patient: string;
  readonly detail: string;
  readonly unit: string;
  readonly format: string;
  readonly modality: string;
  /** Distance between rows and between columns. */
  readonly spacingMm: readonly [number, number] | null;
  /** Nine numbers, see `planeOf`; null when it is not known where the image lies in the patient. */
  readonly plane: readonly number[] | null;
  readonly min: number;
  readonly max: number;
  readonly percentile1: number;
  readonly percentile99: number;
  readonly windows: readonly WindowPreset[];
  readonly classes: readonly LabelClass[];
  readonly pixelsUrl: string;
  readonly annotationUrl: string;
  readonly revision: number;
  readonly state: string;
  readonly canEdit: boolean;
  /** Null for an image that is no slice, and in answers that hold many slices. */
  readonly series: SeriesInfo | null;
  readonly task: 'segmentation' | 'detection' | 'classification';
  /** Whether an image, a series or a patient has one tag at most. */
  readonly tagsExcludeEachOther: boolean;
}

/** A remark of anybody who looked at the image. */
export interface Remark {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly replyTo: string | null;
  readonly author: string;
  readonly initials: string;
  readonly createdAt: string;
  readonly isOwn: boolean;
}

/** The signed-in person's document of an image: its parts belong to one revision. */
export interface Annotation {
  readonly revision: number;
  readonly objects: readonly ObjectChange[];
  readonly tags: readonly Omit<TagObject, 'kind'>[];
  readonly remarks: readonly Remark[];
  /** Whether classes may overlap. */
  readonly overlaps: boolean;
  /** One byte per pixel, row-major; a layer patch where classes may overlap. */
  readonly labels: Uint8Array<ArrayBuffer>;
}

export interface QueueItem {
  readonly imageId: string;
  readonly name: string;
  readonly patient: string;
  readonly state: string;
  /** Who skipped it and why: "AE: blurred". */
  readonly skipReason: string | null;
  readonly thumbnailUrl: string;
  readonly outlines: readonly { readonly classIndex: number; readonly path: string }[];
  readonly rows: number;
  readonly columns: number;
  /** The series that the item stands for with its middle slice; null for a single image. */
  readonly seriesId: string | null;
  readonly sliceCount: number;
}

/** What the signed-in person submitted today, and the median time on an image. */
export interface Today {
  readonly todayCount: number;
  readonly todaySecondsEach: number;
}

/** A long queue comes in part: the items around the image that was asked for. */
export interface Queue extends Today {
  readonly title: string;
  readonly items: readonly QueueItem[];
  /** Images of the queue before the first item. */
  readonly offset: number;
  readonly total: number;
  readonly done: number;
  readonly left: number;
}

export interface MissedOperation {
  readonly revision: number;
  readonly op: string;
  readonly kind: ChangeKind;
  /** LabelmapPatch or JSON of object changes, base64. */
  readonly patch: string;
}

export interface Accepted {
  readonly revision: number;
  readonly missed: readonly MissedOperation[];
}

export interface Session {
  readonly name: string;
  readonly initials: string;
}

/** Why a request did not do what it should. */
export type Failure = 'signed-out' | 'refused' | 'unreachable';

export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(readonly failure: Failure, message: string) {
    super(message);
  }
}

const TIMEOUT_MS = 20_000;
const RETRY_LATER = new Set([408, 425, 429]);

/** @param series whether the series comes too, for who does not have it already. */
export async function getImage(imageId: string, series = true): Promise<ImageInfo> {
  const query = series ? '' : '?series=false';
  return (await request(`/api/images/${encodeURIComponent(imageId)}/workbench${query}`)).json() as Promise<ImageInfo>;
}

/** Slices of a series from place `first` on; the studio sends at most 64. */
export async function getSlices(seriesId: string, first: number, count: number): Promise<ImageInfo[]> {
  return (await request(`/api/series/${encodeURIComponent(seriesId)}/slices?first=${first}&count=${count}`)).json() as Promise<ImageInfo[]>;
}

export async function getPixels(url: string): Promise<ArrayBuffer> {
  return (await request(url)).arrayBuffer();
}

/** One line of JSON, a line feed, then the labelmap. */
export async function getAnnotation(url: string): Promise<Annotation> {
  const bytes = new Uint8Array(await (await request(url, { cache: 'no-store' })).arrayBuffer());
  const end = bytes.indexOf(10);
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end))) as Omit<Annotation, 'labels'>;
  return { ...head, labels: bytes.subarray(end + 1) };
}

export async function getQueue(project: string, queue: string, imageId: string): Promise<Queue> {
  const query = new URLSearchParams({ ...(queue && { queue }), ...(imageId && { image: imageId }) });
  return (await request(`/api/projects/${encodeURIComponent(project)}/queue?${query}`)).json() as Promise<Queue>;
}

/** The next image of the whole queue that waits for the person; null when none does. */
export async function getNextInQueue(project: string, queue: string, imageId: string, begun: boolean): Promise<QueueItem | null> {
  const query = new URLSearchParams({ ...(queue && { queue }), image: imageId, begun: String(begun) });
  const response = await request(`/api/projects/${encodeURIComponent(project)}/queue/next?${query}`, { cache: 'no-store' });
  return response.status === 204 ? null : (response.json() as Promise<QueueItem>);
}

export async function getToday(project: string): Promise<Today> {
  return (await request(`/api/projects/${encodeURIComponent(project)}/queue/today`, { cache: 'no-store' })).json() as Promise<Today>;
}

export async function getSession(): Promise<Session> {
  return (await request('/api/session', { cache: 'no-store' })).json() as Promise<Session>;
}

export interface Operation {
  readonly imageId: string;
  readonly op: string;
  readonly base: number;
  readonly tool: string;
  readonly change: ChangeKind;
  readonly patch: Uint8Array<ArrayBuffer>;
  /** Who drew it. The studio turns it away while somebody else is signed in here; empty takes whoever is. */
  readonly author: string;
}

export async function postOperation({ imageId, op, base, tool, change, patch, author }: Operation, keepalive = false): Promise<Accepted> {
  const query = new URLSearchParams({ op, base: String(base), tool, kind: change, author });
  const response = await request(`/api/images/${encodeURIComponent(imageId)}/operations?${query}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream' },
    body: patch,
    keepalive,
  });
  return response.json() as Promise<Accepted>;
}

/** @param seconds somebody worked on the image. */
export async function postSubmit(imageId: string, seconds: number, author: string): Promise<void> {
  const query = new URLSearchParams({ seconds: seconds.toFixed(1), author });
  await request(`/api/images/${encodeURIComponent(imageId)}/submit?${query}`, { method: 'POST' });
}

export async function postSkip(imageId: string, reason: string, author: string): Promise<void> {
  await request(`/api/images/${encodeURIComponent(imageId)}/skip?${new URLSearchParams({ author })}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ reason }),
  });
}

export async function request(url: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  if (init.method && init.method !== 'GET') headers.set('X-Studio', '1');
  let response: Response;
  try {
    response = await fetch(url, { ...init, headers, credentials: 'same-origin', signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch {
    throw new ApiError('unreachable', 'The studio cannot be reached.');
  }
  if (response.ok) return response;
  if (response.status === 401) throw new ApiError('signed-out', 'You are signed out.');
  const title = await titleOf(response);
  const later = response.status >= 500 || RETRY_LATER.has(response.status);
  throw new ApiError(later ? 'unreachable' : 'refused', title);
}

async function titleOf(response: Response): Promise<string> {
  const fallback = response.status === 404 ? 'It is not in the studio any more.' : `The studio answered with status ${response.status}.`;
  try {
    const problem = (await response.json()) as { title?: string };
    return problem.title ?? fallback;
  } catch {
    return fallback;
  }
}
