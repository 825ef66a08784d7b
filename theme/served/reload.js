/* Loads the page again once the site was made again. Only a server of one's own machine adds it to a page; its tag says
   what to ask (`data-ask`, where {seen} is the last answer and {now} makes each question new), and the answer that goes
   with the page (`data-seen`). */
(async ({ ask: address, seen }) => {
  const ask = async () => (await fetch(address.replace("{seen}", seen).replace("{now}", Date.now()))).text();
  for (;;) {
    try {
      if (await ask() !== seen) { location.reload(); return; }
    } catch { await new Promise((wait) => setTimeout(wait, 1000)); }
  }
})(document.currentScript.dataset);
