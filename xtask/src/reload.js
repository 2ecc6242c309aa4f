// Only while `cargo xtask watch` runs: asks the server which build it carries, and starts the page
// afresh when that changes. The tablet's set of files is dropped first, or the page would come back old.
(async () => {
  const ask = async () => {
    try {
      const answer = await fetch("/health/ready", { cache: "no-store" });
      return answer.ok ? await answer.text() : undefined;
    } catch { return undefined; }
  };
  let build;
  for (;;) {
    const now = await ask();
    if (now && build && now !== build) break;
    build ??= now;
    await new Promise((resume) => setTimeout(resume, 700));
  }
  for (const registration of await navigator.serviceWorker?.getRegistrations() ?? []) await registration.unregister();
  for (const name of await caches.keys()) if (name.startsWith("threshold-")) await caches.delete(name);
  location.reload();
})();
