/*
 * Opens each document in a frame of its own, and once more through innerHTML, does to it what a
 * reader might, and tells which called alert() and what in them should not be there. Waits for
 * those that are expected to call, by number, and then a while for others.
 */
async ({ documents, expected }) => {
  const fired = new Set();
  const faults = [];
  addEventListener('message', (event) => {
    let frame = event.source;
    while (frame && frame.parent !== window) frame = frame.parent;
    const element = frames.find((f) => f.contentWindow === frame);
    if (element) fired.add(Number(element.dataset.number));
  });

  const frames = documents.map((html, number) => {
    const frame = document.createElement('iframe');
    frame.dataset.number = number;
    frame.srcdoc = '<!doctype html><meta charset=utf-8><body>' + html;
    return frame;
  });
  const loaded = frames.map((frame) => new Promise((done) => frame.addEventListener('load', done)));
  document.body.append(...frames);
  const patience = new Promise((done) => setTimeout(done, 4000));
  await Promise.race([Promise.all(loaded), patience]);

  const safe = ['http:', 'https:', 'mailto:', 'tel:', 'about:'];
  const inspect = (doc, number) => {
    for (const element of doc.body.querySelectorAll('*')) {
      if (element.namespaceURI !== 'http://www.w3.org/1999/xhtml') faults.push([number, element.tagName]);
      for (const { name, value } of element.attributes) {
        if (/^(on.*|style|name|is|slot|srcdoc|form.*|action|data-.*|hx-.*|ping|target)$/.test(name)) {
          faults.push([number, name]);
        }
        if (name === 'id' && !value.startsWith('s-')) faults.push([number, 'id ' + value]);
      }
      for (const address of [element.href, element.src, element.poster, element.cite]) {
        const protocol = address && URL.parse(address, 'https://x.example')?.protocol;
        if (protocol && !safe.includes(protocol)) faults.push([number, address]);
      }
    }
  };
  const act = (doc) => {
    for (const element of doc.querySelectorAll('*')) {
      for (const type of ['mouseover', 'pointerover', 'pointerenter', 'focus', 'input', 'submit', 'reset']) {
        element.dispatchEvent(new Event(type, { bubbles: true }));
      }
      if (element.closest?.('a, area') && /^https?:/.test(element.closest('a, area').protocol)) continue;
      element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, composed: true }));
    }
  };
  const mutate = (doc, number) => {
    const [first, second] = [doc.createElement('div'), doc.createElement('section')];
    first.innerHTML = doc.body.innerHTML;
    second.innerHTML = first.innerHTML;
    if (second.innerHTML !== doc.body.innerHTML) faults.push([number, 'reads back otherwise']);
    doc.body.append(first);
  };
  frames.forEach((frame, number) => {
    for (const step of [inspect, mutate, act]) {
      try {
        step(frame.contentDocument, number);
      } catch (e) {
        faults.push([number, e.message]); // an attack may have put itself in the way
      }
    }
  });
  const until = performance.now() + 15_000;
  while (!expected.every((number) => fired.has(number)) && performance.now() < until) {
    await new Promise((done) => setTimeout(done, 50));
  }
  await new Promise((done) => setTimeout(done, 600));
  return JSON.stringify({ fired: [...fired], faults });
}
