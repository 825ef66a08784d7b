// Search in the index of the portfolio or of the class: every word asked must be in the title or in the text.
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

for (const form of document.querySelectorAll("form[data-index]")) {
  let entries;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", async () => {
    entries ??= (await (await fetch(form.dataset.index)).json()).map((entry) => ({
      ...entry, words: folded(`${entry.title} ${entry.text}`),
    }));
    const wanted = folded(form.q.value).split(/\s+/).filter(Boolean);
    const found = wanted.length ? entries.filter((entry) => wanted.every((word) => entry.words.includes(word))) : [];
    form.querySelector(".results").replaceChildren(...found.slice(0, 20).map((entry) => {
      const item = document.createElement("li");
      const link = item.appendChild(document.createElement("a"));
      link.href = entry.url;
      link.textContent = entry.title;
      return item;
    }));
  });
}
