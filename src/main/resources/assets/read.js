// How far a story was read, told once when it is left: the story's number and a quarter of its length, nothing else,
// and nothing at all if the reader objects.
{
  const told = document.querySelector("[data-story]");
  if (told && navigator.sendBeacon && !navigator.globalPrivacyControl && navigator.doNotTrack !== "1") {
    let furthest = 0;
    const look = () => {
      const box = told.getBoundingClientRect();
      if (document.visibilityState !== "visible" || box.height === 0) return;
      furthest = Math.max(furthest, Math.min(1, (innerHeight - box.top) / box.height));
    };
    const tell = () => {
      const quarters = Math.floor(furthest * 4 + 0.02) * 25;
      if (quarters === 0) return;
      removeEventListener("scroll", look);
      document.removeEventListener("visibilitychange", leave);
      navigator.sendBeacon("/read", new URLSearchParams({ story: told.dataset.story, read: quarters }));
    };
    const leave = () => { if (document.visibilityState === "hidden") tell(); };
    addEventListener("scroll", look, { passive: true });
    document.addEventListener("visibilitychange", leave);
    look();
  }
}
