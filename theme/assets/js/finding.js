// What search answers, without a page to show it on: vtFinding() takes indexes in, and finds pages by words, the best first.
//
// Text and query become the same words: no accents, no capitals, no plural, « B1.3 » as « b13 ». A query is then read in
// several ways, each with a weight: as typed, with a typing error mended (one letter more, less, other or displaced), with
// two words joined or one cut in two, and by other names of the same thing. A page answers a way when it holds all its words;
// it is marked by where they stand (title, address, facts, text), and keeps its best mark over all ways.
window.vtFinding = () => {
  const TITLE = 8, CODE = 9, SLUG = 5, HEADING = 4, TERM = 3, CITED = 2, PLACE = 1.5, TEXT = 1, OWNER = 3;
  const SMALL = new Set("a au aux avec ce ces d dans de des du elle en est et il je l la le les leur leurs lui ma mes mon n ne nos notre on par pas pour qu que qui s sa se ses son sur un une vos votre y".split(" "));
  const BARE = { đ: "d", ø: "o", ł: "l", ı: "i", ß: "ss", œ: "oe", æ: "ae" };
  const fold = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đøłıßœæ]/g, (letter) => BARE[letter]);
  const singular = (word) => word.replace(/([a-z]{3,})[sx]$/, "$1");
  const WORD = /[\p{L}\p{N}]+(?:[.][\p{L}\p{N}]+)*/gu;
  const COMPOUND = /[\p{L}\p{N}.]+(?:[-‑][\p{L}\p{N}.]+)+/gu;
  const cut = (text) => (fold(text).match(WORD) ?? []).map((word) => singular(word.replaceAll(".", "")));
  const asked = (text) => {
    const all = cut(text);
    const own = all.filter((word) => !SMALL.has(word));
    return own.length ? own : all;
  };

  const pages = []; // {href, title, where, rank, parts: [{href, title, text}]}
  const known = new Set();
  const posts = new Map(); // word → Map(page → {mark, part})
  const spelled = new Map(); // word → as somebody wrote it
  const kin = new Map(); // the words of a name, joined → the rows that have it
  let vocabulary = [];

  const put = (text, page, part, mark) => {
    const joined = (text.match(COMPOUND) ?? []).map((found) => [singular(fold(found).replace(/[-‑.]/g, "")), found]);
    const found = [...(text.match(WORD) ?? []).map((word) => [singular(fold(word).replaceAll(".", "")), word]), ...joined];
    found.forEach(([word, written], rank) => {
      if (!spelled.has(word)) spelled.set(word, written.toLowerCase());
      let row = posts.get(word);
      if (!row) posts.set(word, (row = new Map()));
      const own = !rank && mark >= PLACE && /\d/.test(word) ? Math.max(mark, part ? CODE : mark) : mark;
      const had = row.get(page);
      if (!had) row.set(page, { mark: own, part });
      else if (own > Math.floor(had.mark)) row.set(page, { mark: own, part });
      else had.mark = Math.min(had.mark + 0.1, Math.floor(had.mark) + 0.9);
    });
  };
  // rank: how far the scope is from the page that asks, 1 for its own
  const add = ({ docs, cited }, place, name, rank) => {
    const homes = new Map();
    for (const [at, title] of docs) if (/(^|\/)index\.html$/.test(at)) homes.set(at.slice(0, -10), title);
    let page;
    for (const [at, title, text = "", terms = "", codes = ""] of docs) {
      const [path, anchor] = at.split("#");
      const href = place + path;
      if (anchor === undefined) {
        page = known.has(href) ? null : { href, title, rank, where: rank < 1 ? name : "", parts: [{ href, title, text, terms }] };
        known.add(href);
        if (!page) continue;
        pages.push(page);
        put(title, page, 0, TITLE);
        put(path.split("/").at(-1).slice(0, -5), page, 0, SLUG);
        for (let folder = path; folder.includes("/"); ) {
          folder = folder.slice(0, folder.slice(0, -1).lastIndexOf("/") + 1);
          const owner = folder && `${folder}index.html` !== path && homes.get(folder);
          if (!owner) continue;
          put(owner, page, 0, OWNER);
          page.where = owner;
          break;
        }
        for (const code of codes.split(" ")) if (code) put(cited[code], page, 0, CITED);
      } else if (page?.href === href) {
        page.parts.push({ href: place + at, title, text, terms });
        put(title, page, page.parts.length - 1, text ? HEADING : PLACE);
      } else continue;
      put(terms, page, page.parts.length - 1, TERM);
      put(text, page, page.parts.length - 1, TEXT);
    }
    vocabulary = [...posts.keys()].sort();
  };
  const relate = (rows) => {
    for (const [words, codes] of rows) {
      const row = { names: words.split(", ").map(cut), codes: codes.split(" ").filter(Boolean).map((code) => cut(code)[0]) };
      for (const name of row.names) kin.set(name.join(""), [...(kin.get(name.join("")) ?? []), row]);
      words.split(", ").forEach((written, rank) => spelled.has(row.names[rank].join("")) || spelled.set(row.names[rank].join(""), written));
    }
  };

  const beginning = (start) => {
    let low = 0;
    for (let high = vocabulary.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (vocabulary[middle] < start) low = middle + 1;
      else high = middle;
    }
    let end = low;
    while (end < vocabulary.length && vocabulary[end].startsWith(start)) end++;
    return vocabulary.slice(low, end);
  };
  // one letter apart: 2 for the whole word, 1 for its beginning, 0
  const near = (typed, word) => {
    let same = 0;
    while (same < typed.length && typed[same] === word[same]) same++;
    const left = typed.slice(same), right = word.slice(same);
    const ways = [[left.slice(1), right.slice(1)], [left, right.slice(1)], [left.slice(1), right]];
    if (left[0] === right[1] && left[1] === right[0]) ways.push([left.slice(2), right.slice(2)]);
    return Math.max(...ways.map(([one, other]) => (one === other ? 2 : typed.length > 4 && other.startsWith(one) ? 1 : 0)));
  };
  const others = () => [...vocabulary, ...kin.keys()];
  const mended = (word) =>
    word.length < 4 || /^\d/.test(word)
      ? []
      : others().map((one) => [near(word, one), one]).filter(([score]) => score).sort((a, b) => b[0] - a[0] || (posts.get(b[1])?.size ?? 0) - (posts.get(a[1])?.size ?? 0)).slice(0, 3).map(([, one]) => one);
  const halves = (word) =>
    [...word].slice(0, -5).map((_, rank) => [word.slice(0, rank + 3), word.slice(rank + 3)]).filter((two) => two.every((half) => posts.has(half)));

  // the ways to read what was typed: {words, weight, whole: whether they must follow each other}
  const readings = (words) => {
    const plain = [{ words, weight: 1, mended: false }];
    words.forEach((word, rank) => {
      const instead = (other, weight, fault) => plain.push({ words: [...words.slice(0, rank), ...other, ...words.slice(rank + 1)], weight, mended: fault });
      if (rank && beginning(words[rank - 1] + word).length) plain.push({ words: [...words.slice(0, rank - 1), words[rank - 1] + word, ...words.slice(rank + 1)], weight: 0.9 });
      if (!posts.has(word)) for (const two of halves(word)) instead(two, 0.8);
    });
    const unknown = words.filter((word) => !beginning(word).length && !kin.has(word) && !halves(word).length);
    for (const word of unknown)
      for (const way of [...plain])
        if (way.words.includes(word))
          for (const other of mended(word)) plain.push({ words: way.words.map((one) => (one === word ? other : one)), weight: way.weight * 0.7, mended: true });
    const every = [...plain];
    for (const way of plain.slice(0, 12))
      for (let from = 0; from < way.words.length; from++)
        for (let to = from + 1; to <= Math.min(from + 5, way.words.length); to++)
          for (const row of kin.get(way.words.slice(from, to).join("")) ?? []) {
            const instead = (other, weight) => every.push({ ...way, kin: true, words: [...way.words.slice(0, from), ...other, ...way.words.slice(to)], weight: way.weight * weight, name: other });
            for (const name of row.names) if (name.join("") !== way.words.slice(from, to).join("")) instead(name, 0.5 * Math.min(1, (to - from) / name.length)); // two words for one do not count twice
            for (const code of row.codes) instead([code], 0.15);
          }
    return every;
  };

  const holders = (word, seen) => {
    if (!seen.has(word)) {
      const found = new Map();
      for (const one of beginning(word)) {
        const share = one === word ? 1 : word.length > 2 ? 0.75 : 0.25;
        for (const [page, { mark, part }] of posts.get(one)) if (!(found.get(page)?.mark >= share * mark)) found.set(page, { mark: share * mark, part });
      }
      seen.set(word, found);
    }
    return seen.get(word);
  };
  const follows = (words) => new RegExp(words.map((word) => `${word}[sx]?`).join("[^a-z0-9]+(?:[a-z]{1,3}[^a-z0-9]+){0,2}"));
  const told = (page) => (page.told ??= fold(page.parts.map((part) => `${part.title} ${part.terms} ${part.text}`).join(" ")));
  const answer = (reading, best, seen, all) => {
    const maps = reading.words.map((word) => holders(word, seen));
    const among = all ? [...maps].sort((a, b) => a.size - b.size)[0].keys() : new Set(maps.flatMap((map) => [...map.keys()]));
    const run = reading.words.length > 1 && follows(reading.words);
    const name = reading.name?.length > 1 && follows(reading.name);
    for (const page of among) {
      const hits = maps.map((map) => map.get(page)).filter(Boolean);
      if ((all && hits.length < maps.length) || (name && !name.test(told(page)))) continue;
      const top = hits.reduce((a, b) => (b.mark > a.mark ? b : a));
      const title = cut(page.parts[top.part].title);
      const share = reading.words.filter((word) => title.some((one) => one.startsWith(word))).length / (title.length || 1);
      const mark = hits.reduce((sum, hit) => sum + hit.mark, 0) * reading.weight * page.rank * (1 + share / 2) * (run && run.test(told(page)) ? 1.3 : 1) * (page.href.includes("/realisations/") ? 1.15 : 1);
      const had = best.get(page);
      if (had && reading.kin && !had.reading.kin) had.mark = Math.max(had.mark, mark);
      else if (!(had?.mark >= mark)) best.set(page, { page, part: page.parts[top.part], mark, reading });
    }
  };
  const find = (typed) => {
    const words = asked(typed), best = new Map(), seen = new Map();
    if (!words.length) return { hits: [] };
    const ways = readings(words);
    for (const way of ways) answer(way, best, seen, true);
    const partly = !best.size && words.length > 1;
    if (partly) for (const way of ways) answer(way, best, seen, false);
    // what was typed, then what goes by another name or is about a kindred code
    const hits = [...best.values()].sort((a, b) => !!a.reading.kin - !!b.reading.kin || b.mark - a.mark);
    const first = hits[0]?.reading;
    return { hits, partly, mended: first?.mended ? first.words.map((word) => spelled.get(word) ?? word).join(" ") : "", meant: hits.length ? "" : meant(words) };
  };
  // nothing is found: the known words that are nearest to what was typed, up to a third of their letters apart
  const apart = (a, b) => {
    let row = [...Array(b.length + 1).keys()];
    for (let i = 1; i <= a.length; i++) {
      const next = [i];
      for (let j = 1; j <= b.length; j++) next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] !== b[j - 1])));
      row = next;
    }
    return row[b.length];
  };
  const meant = (words) => {
    const found = words.map((word) => {
      const most = Math.floor(word.length / 3);
      const close = others().filter((one) => Math.abs(one.length - word.length) <= most).map((one) => [apart(word, one), one]).filter(([distance]) => distance <= most);
      return close.sort((a, b) => a[0] - b[0])[0]?.[1];
    });
    return found.every(Boolean) ? found.map((word) => spelled.get(word) ?? word).join(" ") : "";
  };
  // the words of a text around the first that answers: [text, whether it is one that answers]…
  const excerpt = (text, words) => {
    const hit = (word) => words.some((one) => singular(fold(word).replaceAll(".", "")).startsWith(one));
    const all = [...text.matchAll(WORD)];
    const first = all.findIndex(([word]) => hit(word));
    if (first < 0) return [];
    const from = all[Math.max(0, first - 10)].index, to = all[Math.min(all.length - 1, first + 18)];
    const end = to.index + to[0].length;
    const cuts = all.filter(({ 0: word, index }) => index >= from && index < end && hit(word));
    const pieces = from ? [["… ", false]] : [];
    let done = from;
    for (const { 0: word, index } of cuts) {
      pieces.push([text.slice(done, index), false], [word, true]);
      done = index + word.length;
    }
    return [...pieces, [text.slice(done, end) + (end < text.length ? " …" : ""), false]];
  };
  return { add, relate, find, excerpt };
};
