// Pictures at the desk: handing in by drop, paste and choice with progress, the dialog to choose one, the focal point.
// Without this all of it is plain forms.
//
// For editors and other screens. A picture is {id, src, thumb, width, height, name, alt, caption, credit}; src is the
// address to write as <img src>, every size is offered from it when the story is shown.
//
//   document.dispatchEvent(new CustomEvent("courant:pick-picture", { detail: { done(picture) {}, elsewhere() {}, bare } }));
//     opens the library in a dialog: to find, hand in, describe and choose one; done is called with what was chosen, or
//     never. Where elsewhere is given, a picture from another address is offered, too, and it is called for that. Where
//     bare is true, a picture is taken as it is chosen, without asking what it shows.
//   document.dispatchEvent(new CustomEvent("courant:hand-in-pictures", { detail: { files, done(picture) {}, failed(words) {}, progress(share) {} } }));
//     hands in what was dropped or pasted (event.clipboardData.files); done once for each picture that is in the library,
//     failed with words for the writer for each that is not, progress with 0 to 1 and the file. All but files and done may
//     be left out.
{
  const words = document.currentScript.dataset;
  const largest = Number(words.largest);

  const send = (file, progress) => new Promise((resolve) => {
    if (file.size > largest) return resolve({ pictures: [], problems: [{ name: file.name, what: words.tooLarge }] });
    const failed = { pictures: [], problems: [{ name: file.name, what: words.failed }] };
    const body = new FormData();
    body.append("file", file, file.name || "picture");
    const request = new XMLHttpRequest(); // fetch tells no progress of what it sends
    request.open("POST", "/desk/media");
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.onprogress = (event) => progress(event.loaded / event.total);
    request.onload = () => resolve(request.response?.pictures ? request.response
      : request.status === 413 ? { pictures: [], problems: [{ name: file.name, what: words.tooLarge }] } : failed);
    request.onerror = request.ontimeout = () => resolve(failed);
    request.send(body);
  });

  // Two at a time: one on the wire while the other is developed.
  const waiting = [];
  let running = 0;
  const next = () => {
    while (running < 2 && waiting.length) {
      running++;
      waiting.shift()().finally(() => { running--; next(); });
    }
  };
  const handIn = (files, { done, failed = () => {}, progress = () => {} }) => {
    for (const file of files) {
      waiting.push(async () => {
        const { pictures, problems } = await send(file, (share) => progress(share, file));
        pictures.forEach((picture) => done(picture, file));
        problems.forEach((problem) => failed(problem.what, file));
      });
    }
    next();
  };
  document.addEventListener("courant:hand-in-pictures", ({ detail }) => handIn(detail.files, detail));

  const dropped = (place, take) => {
    const carries = (event) => [...event.dataTransfer.types].includes("Files");
    place.addEventListener("dragover", (event) => { if (carries(event)) { event.preventDefault(); place.classList.add("over"); } });
    place.addEventListener("dragleave", (event) => { if (!place.contains(event.relatedTarget)) place.classList.remove("over"); });
    place.addEventListener("drop", (event) => {
      if (!carries(event)) return;
      event.preventDefault();
      place.classList.remove("over");
      take([...event.dataTransfer.files]);
    });
  };

  // The library's own form.
  const form = document.querySelector("[data-upload]");
  if (form) {
    const list = form.querySelector("[data-uploads]");
    const chosen = form.querySelector("[type=file]");
    const refresh = async () => {
      const answer = await fetch(location.href);
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-shelf]");
      if (fresh) document.querySelector("[data-shelf]").replaceWith(fresh);
    };
    const take = (files) => files.forEach((file) => {
      const row = document.createElement("li");
      const name = Object.assign(document.createElement("span"), { textContent: file.name });
      const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
      const said = Object.assign(document.createElement("span"), { textContent: words.waits });
      bar.setAttribute("aria-label", file.name);
      row.append(name, bar, said);
      list.append(row);
      handIn([file], {
        done: (picture) => {
          const link = Object.assign(document.createElement("a"), { href: `/desk/media/${picture.id}`, textContent: words.taken });
          const image = Object.assign(document.createElement("img"), { src: picture.thumb, alt: "", width: 60, height: 40 });
          bar.remove();
          row.prepend(image);
          said.replaceChildren(link);
          refresh();
        },
        failed: (why) => { bar.remove(); row.classList.add("failed"); said.textContent = why; },
        progress: (share) => { bar.value = share; if (share === 1) bar.removeAttribute("value"); },
      });
    });
    form.querySelector("[data-droppable]").hidden = false;
    form.querySelector("button").hidden = true;
    chosen.addEventListener("change", () => { take([...chosen.files]); chosen.value = ""; });
    form.addEventListener("submit", (event) => event.preventDefault());
    dropped(document.querySelector("main"), take);
    addEventListener("paste", (event) => { if (event.clipboardData.files.length) take([...event.clipboardData.files]); });
  }

  // The focal point: a click, or the two sliders.
  const aim = (place) => {
    const picture = place.querySelector("[data-focal-picture]");
    const point = place.querySelector("[data-focal-point]");
    const [x, y] = ["x", "y"].map((name) => place.querySelector(`[name="${name}"]`));
    const show = () => {
      point.style.left = `${x.value}%`;
      point.style.top = `${y.value}%`;
      for (const crop of place.querySelectorAll("[data-crops] img")) crop.style.objectPosition = `${x.value}% ${y.value}%`;
    };
    point.hidden = false;
    picture.addEventListener("click", (event) => {
      const { left, top, width, height } = picture.getBoundingClientRect();
      x.value = Math.round(((event.clientX - left) / width) * 100);
      y.value = Math.round(((event.clientY - top) / height) * 100);
      show();
    });
    x.addEventListener("input", show);
    y.addEventListener("input", show);
    show();
    return show;
  };

  // The dialog: choose one, then say what it shows.
  const FIELDS = ["alt", "caption", "credit", "x", "y"];
  const pick = async ({ done, elsewhere, bare }) => {
    const dialog = document.createElement("dialog");
    dialog.className = "picker";
    dialog.setAttribute("aria-labelledby", "pick-title");
    const load = async (query) => (await fetch(`/desk/media/pick?q=${encodeURIComponent(query)}`)).text();
    dialog.innerHTML = await load("");
    const find = (name) => dialog.querySelector(`[data-pick-${name}]`);
    const details = find("details");
    const field = (name) => details.querySelector(`[name="${name}"]`);
    const shelves = [find("tools"), find("grid")];
    const turn = (describing) => {
      shelves[1] = find("grid");
      shelves.forEach((part) => { part.hidden = describing; });
      details.hidden = !describing;
      find("status").textContent = "";
    };
    const aimed = aim(details);
    let chosen = null;
    const choose = (picture) => {
      if (bare) { dialog.close(); return done(picture); }
      chosen = picture;
      const shown = details.querySelector("[data-focal-picture] img");
      Object.assign(shown, { src: picture.src, width: picture.width, height: picture.height });
      for (const name of FIELDS) field(name).value = picture[name];
      turn(true);
      aimed();
      field("alt").focus();
    };
    const unchanged = () => FIELDS.every((name) => String(chosen[name]) === field(name).value);
    details.addEventListener("submit", async (event) => {
      event.preventDefault();
      const said = { ...chosen, ...Object.fromEntries(FIELDS.map((name) => [name, field(name).value.trim()])) };
      // What the library does not hear of now stands in the story all the same.
      if (!unchanged()) await fetch(`/desk/media/${chosen.id}`, { method: "POST", body: new URLSearchParams(new FormData(details)), redirect: "manual" }).catch(() => {});
      dialog.close();
      done(said);
    });
    dialog.addEventListener("close", () => dialog.remove());
    dialog.addEventListener("click", (event) => {
      const choice = event.target.closest("[data-picture]");
      if (choice) choose(JSON.parse(choice.dataset.picture));
      else if (event.target.closest("[data-pick-back]")) { turn(false); find("words").focus(); }
      else if (event.target.closest("[data-pick-elsewhere]")) { dialog.close(); elsewhere(); }
      else if (event.target.closest("[data-pick-close]") || event.target === dialog) dialog.close();
    });
    find("elsewhere").hidden = !elsewhere;
    let timer = 0;
    find("words").addEventListener("input", (event) => {
      clearTimeout(timer);
      timer = setTimeout(async () => {
        const fresh = new DOMParser().parseFromString(await load(event.target.value), "text/html");
        find("grid").replaceWith(fresh.querySelector("[data-pick-grid]"));
      }, 200);
    });
    const take = (files) => {
      const bar = find("progress");
      const over = (why) => { bar.hidden = true; find("status").textContent = why; };
      if (!files.length) return;
      bar.hidden = false;
      find("status").textContent = words.waits;
      handIn(files.slice(0, 1), {
        done: (picture) => { over(""); choose(picture); },
        failed: over,
        progress: (share) => { if (share < 1) bar.value = share; else bar.removeAttribute("value"); },
      });
    };
    find("file").addEventListener("change", (event) => take([...event.target.files]));
    dropped(dialog, take);
    dialog.addEventListener("paste", (event) => take([...event.clipboardData.files]));
    document.body.append(dialog);
    dialog.showModal();
  };
  document.addEventListener("courant:pick-picture", ({ detail }) => pick(detail));

  const showAt = (image, address) => {
    image.hidden = !/^(https?:\/)?\/\S+/.test(address);
    if (!image.hidden) image.src = address;
  };

  // The lead picture of a story.
  const lead = document.querySelector("[data-lead]");
  if (lead) {
    const find = (name) => lead.querySelector(`[data-lead-${name}]`);
    const field = (name) => lead.querySelector(`[name="picture${name}"]`);
    const shown = find("shown");
    const set = (picture) => {
      for (const [name, value] of [["", picture.src], ["-alt", picture.alt], ["-caption", picture.caption], ["-credit", picture.credit]]) {
        field(name).value = value;
      }
      field("").dispatchEvent(new Event("input", { bubbles: true }));
      find("status").textContent = "";
      if (picture.src && !picture.alt) field("-alt").focus();
    };
    const show = () => {
      const { value } = field("");
      showAt(shown, value);
      find("none").hidden = !value;
    };
    find("pick").hidden = false;
    find("without").hidden = true;
    find("pick").addEventListener("click", () => pick({ done: set }));
    find("none").addEventListener("click", () => set({ src: "", alt: "", caption: "", credit: "" }));
    field("").addEventListener("input", show);
    dropped(lead.closest(".box") ?? lead, (files) => {
      find("status").textContent = words.waits;
      handIn(files.slice(0, 1), { done: set, failed: (why) => { find("status").textContent = why; } });
    });
    show();
  }

  // A logo, the masthead's or a partner's.
  const logo = document.querySelector("[data-logo]");
  if (logo) {
    const find = (name) => logo.querySelector(`[data-logo-${name}]`);
    const say = (text) => { find("status").textContent = text; };
    const show = () => {
      const address = find("address").value.trim();
      showAt(find("shown").querySelector("img"), address);
      find("shown").hidden = find("drop").hidden = !address;
    };
    const set = (address) => { find("address").value = address; say(""); show(); };
    const take = (files) => {
      if (files.length) say(words.waits);
      handIn(files.slice(0, 1), { done: (picture) => set(picture.src), failed: say });
    };
    find("buttons").hidden = false;
    for (const each of logo.querySelectorAll("[data-logo-plain]")) each.hidden = true;
    find("file").addEventListener("change", (event) => { take([...event.target.files]); event.target.value = ""; });
    find("pick").addEventListener("click", () => pick({ bare: true, done: (picture) => set(picture.src) }));
    find("drop").addEventListener("click", () => { set(""); find("pick").focus(); });
    find("address").addEventListener("input", show);
    dropped(logo, take);
    show();
  }

  const focal = document.querySelector("[data-focal]");
  if (focal) aim(focal);
}
