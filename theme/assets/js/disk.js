// From the disk, browsers forbid workers: this one runs the same script in an empty frame and passes messages both ways.
// The name IFrameWorker is what Material's script looks for in its parent, to find the language files.
if (location.protocol === "file:")
  window.Worker = window.IFrameWorker = class IFrameWorker extends EventTarget {
    constructor(url) {
      super();
      const frame = document.createElement("iframe");
      frame.hidden = true;
      frame.title = "Recherche";
      document.body.append(frame);
      const room = (this.room = frame.contentWindow);
      const load = (address) =>
        new Promise((resolve, reject) => {
          const script = room.document.createElement("script");
          Object.assign(script, { src: address, onload: resolve, onerror: reject });
          room.document.head.append(script);
        });
      room.importScripts = (...addresses) => addresses.reduce((before, next) => before.then(() => load(next)), Promise.resolve());
      room.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
      this.ready = load(new URL(url, location));
    }
    postMessage(data) {
      this.ready.then(() => this.room.dispatchEvent(new MessageEvent("message", { data })));
    }
  };
