import type { Annotation } from '../src/api';

/** The studio's answer to a request for a document: one line of JSON, then the labelmap. */
export function annotationAnswer(labels: readonly number[], parts: Partial<Omit<Annotation, 'labels'>> = {}): Response {
  const head = new TextEncoder().encode(`${JSON.stringify({ revision: 5, overlaps: false, objects: [], tags: [], remarks: [], ...parts })}\n`);
  return new Response(Uint8Array.from([...head, ...labels]));
}
