// Appended to lunr's French: « realisation » finds « réalisation » because index and query both lose their accents.
(() => {
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/œ/g, "oe").replace(/’/g, "'");
  const french = lunr.fr;
  const unaccent = (token) => token.update(fold);
  lunr.Pipeline.registerFunction(unaccent, "unaccent-fr");
  lunr.fr = Object.assign(function () {
    french.call(this);
    this.pipeline.add(unaccent);
  }, french);
  const Parser = lunr.QueryParser;
  lunr.QueryParser = class extends Parser {
    constructor(text, query) {
      super(fold(text), query);
    }
  };
})();
