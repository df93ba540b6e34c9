export async function signOut(): Promise<void> {
  await fetch('/api/sign-out', { method: 'POST' });
  window.location.assign('/sign-in');
}
