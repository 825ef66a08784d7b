// Appended to lunr's French: « serveur » finds « Serveurs » and « realisation » finds « réalisation », because index
// and query both lose their accents and their plurals.
(() => {
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/œ/g, "oe").replace(/’/g, "'");
  const singular = (text) => text.replace(/([a-z]{3,})[sx](?=[*~^\s]|$)/gi, "$1");
  const french = lunr.fr;
  const plain = (token) => token.update((text) => singular(fold(text)));
  lunr.Pipeline.registerFunction(plain, "plain-fr");
  lunr.fr = Object.assign(function () {
    french.call(this);
    this.pipeline.add(plain);
  }, french);
  const Parser = lunr.QueryParser;
  lunr.QueryParser = class extends Parser {
    constructor(text, query) {
      // « en » alone would find every « entreprise »: a small word counts only when nothing else was asked
      const small = (word) => !french.stopWordFilter(new lunr.Token(word.replace(/[*~^].*$/, "").toLowerCase()));
      const words = text.split(/\s+/);
      const kept = words.filter((word) => !small(word));
      super(singular(fold((kept.length ? kept : words).join(" "))), query);
    }
  };
})();
