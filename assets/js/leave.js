// "Leave quickly": sign out in the background and replace this page at once, so that "back" doesn't return to it.
export function leaveQuickly() {
  for (const form of document.querySelectorAll("form[data-leave]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      document.documentElement.hidden = true;
      const gone = () => window.location.replace(form.dataset.leave);
      const wait = window.setTimeout(gone, 1500);
      fetch(form.action, { method: "POST", body: new FormData(form), keepalive: true, redirect: "manual" })
        .catch(() => undefined)
        .finally(() => { window.clearTimeout(wait); gone(); });
    });
  }
  leaveByKey();
}

// Escape, three times within two seconds, does the same: nobody has to aim at a button.
function leaveByKey() {
  let pressed = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") { pressed = []; return; }
    pressed = [...pressed.filter((at) => event.timeStamp - at < 2000), event.timeStamp];
    if (pressed.length >= 3) document.querySelector("form[data-leave]")?.requestSubmit();
  });
}
