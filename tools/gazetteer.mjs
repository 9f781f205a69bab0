// Makes src/main/resources/topic/gazetteer.tsv from data that others keep:
//
//   npm install --no-save cldr-core@48.2.0 cldr-dates-full@48.2.0 cldr-localenames-full@48.2.0 \
//       countries-list@3.4.1 i18n-iso-countries@7.14.0 i18n-nationality@1.4.0
//   node tools/gazetteer.mjs > src/main/resources/topic/gazetteer.tsv
//
// Run where the packages are installed, or name that folder as the argument.
import { readFileSync, existsSync } from 'node:fs';

const packages = (process.argv[2] ?? '.') + '/node_modules/';
const read = (path) => JSON.parse(readFileSync(packages + path, 'utf8'));
const has = (path) => existsSync(packages + path);

// The languages in which every place is known; each country is known in its own as well.
const LANGUAGES = ['en', 'ar', 'fr', 'es', 'de', 'pt', 'ru', 'zh'];
const DEMONYMS = ['en', 'fr', 'es', 'de'];
const ORGANISATIONS = new Set(['UN', 'EU', 'EZ']);
// No place to write about (world, unknown, pseudo), or larger than one would follow.
const LEFT_OUT = /^(001|ZZ|XA|XB|QO|UM|AQ-.*)$/;

const territories = (language) =>
  read(`cldr-localenames-full/main/${language}/territories.json`).main[language].localeDisplayNames.territories;
const listed = read('countries-list/countries.min.json');
const population = read('cldr-core/supplemental/territoryInfo.json').supplemental.territoryInfo;

function tidy(name) {
  return name.replace(/[\u200e\u200f]/g, '').replace(/\s+/g, ' ').trim();
}

/** "Korea, Republic of" and "Congo (DRC)" are for sorted lists; nobody writes them in a sentence. */
const written = (name) => name && !/[(),/\[]| - |^.\..?.\.$/.test(name) && [...name].length > 1;

class Entry {
  constructor(key, kind) {
    this.key = key;
    this.kind = kind;
    this.names = new Map();
    this.demonyms = new Map();
  }
  add(into, language, name) {
    const tidied = tidy(name ?? '');
    if (!written(tidied)) return;
    if (!into.has(language)) into.set(language, new Set());
    into.get(language).add(tidied);
  }
  line() {
    const cells = (mark, names) => [...names].map(([language, all]) => `${language}${mark}${[...all].join('|')}`);
    return [this.key, this.kind, ...cells('=', this.names), ...cells('~', this.demonyms)].join('\t');
  }
}

function officialLanguages(code) {
  const spoken = population[code]?.languagePopulation ?? {};
  return Object.entries(spoken)
    .filter(([, facts]) => /^(de_facto_)?official$/.test(facts._officialStatus ?? ''))
    .map(([tag]) => tag.replace('_', '-'))
    .filter((tag) => has(`cldr-localenames-full/main/${tag}/territories.json`));
}

function country(code) {
  const entry = new Entry(code, ORGANISATIONS.has(code) ? 'organisation' : 'place');
  for (const language of new Set([...LANGUAGES, ...officialLanguages(code)])) {
    const names = territories(language);
    for (const form of ['', '-alt-short', '-alt-variant']) entry.add(entry.names, language, names[code + form]);
    if (has(`i18n-iso-countries/langs/${language}.json`)) {
      for (const name of [read(`i18n-iso-countries/langs/${language}.json`).countries[code] ?? []].flat()) {
        entry.add(entry.names, language, name);
      }
    }
  }
  for (const name of listed[code]?.alias ?? []) entry.add(entry.names, 'en', name);
  for (const language of DEMONYMS) {
    const name = read(`i18n-nationality/langs/${language}.json`).nationalities[code];
    // The package has the Welsh on Wallis and Futuna, and repeats the country where it knows no better.
    if (code === 'WF' || !written(name) || known(entry, name)) continue;
    entry.add(entry.demonyms, language, name);
    if (language === 'en' && /[ani]$/.test(name)) entry.add(entry.demonyms, 'en', name + 's');
  }
  return entry;
}

const known = (entry, name) => [...entry.names.values()].some((names) => names.has(name));

/** Zone names by city in one language, such as "Africa/Tripoli" to "طرابلس". */
function cities(language) {
  const found = new Map();
  const walk = (path, node) => {
    for (const [part, below] of Object.entries(node)) {
      if (below._type === 'zone') {
        if (below.exemplarCity) found.set([...path, part].join('/'), below.exemplarCity);
      } else walk([...path, part], below);
    }
  };
  const data = read(`cldr-dates-full/main/${language}/timeZoneNames.json`).main[language];
  walk([], data.dates.timeZoneNames.zone);
  return found;
}

const plain = (name) => name.normalize('NFD').replace(/[^A-Za-z]/g, '').toLowerCase();

function places(taken) {
  const byLanguage = new Map(LANGUAGES.map((language) => [language, cities(language)]));
  const english = byLanguage.get('en');
  const zones = new Map();
  for (const zone of [...byLanguage.values()].flatMap((names) => [...names.keys()])) {
    const [area, ...rest] = zone.split('/');
    if (rest.length !== 1 || !/^(Africa|America|Asia|Australia|Europe|Pacific)$/.test(area)) continue;
    zones.set(zone, english.get(zone) ?? rest[0].replaceAll('_', ' '));
  }
  const entries = new Map();
  const put = (name, kind) => {
    const key = 'city/' + plain(name);
    if (taken.has(plain(name)) || !plain(name)) return undefined;
    if (!entries.has(key)) entries.set(key, new Entry(key, kind));
    entries.get(key).add(entries.get(key).names, 'en', name);
    return entries.get(key);
  };
  for (const [zone, name] of zones) {
    const entry = put(name, 'place');
    for (const [language, names] of byLanguage) entry?.add(entry.names, language, names.get(zone));
  }
  for (const { capital } of Object.values(listed)) if (capital) put(capital, 'place');
  return [...entries.values()];
}

const countries = Object.keys(territories('en'))
  .filter((code) => !code.includes('-alt-') && !LEFT_OUT.test(code))
  .map(country)
  .filter((entry) => entry.names.size > 0);
const taken = new Set(countries.flatMap((entry) => [...entry.names.values()].flatMap((names) => [...names].map(plain))));
const lines = [...countries, ...places(taken)].map((entry) => entry.line()).sort();

console.log(`# Countries, regions, capitals and large cities in ${LANGUAGES.join(', ')} and their own languages.
# Made by tools/gazetteer.mjs, never by hand, from:
#   Unicode CLDR 48.2 (cldr-core, cldr-dates-full, cldr-localenames-full), Unicode License V3:
#     names of territories, exemplar cities of time zones. Copyright (c) 1991-2025 Unicode, Inc.
#   countries-list 3.4.1, MIT License, Copyright (c) Dmitry Motyl: capitals, other names of countries
#   i18n-iso-countries 7.14.0, MIT License, Copyright (c) widdix GmbH: other names of countries
#   i18n-nationality 1.4.0, MIT License, Copyright (c) 2016 widdix GmbH: what their people are called
# Columns: key, kind, then a cell each language: language=names, language~demonyms; names are parted by |.`);
console.log(lines.join('\n'));
