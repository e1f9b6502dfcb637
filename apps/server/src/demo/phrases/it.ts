import type { Phrases } from './phrases.js';

export const it: Phrases = {
  language: 'it',
  titles: {
    audio: 'traccia audio',
    socket: 'presa e interruttore',
    vegetation: 'alberi e luce',
    edition: 'confronto con l’edizione di primavera',
    metadata: 'due dispositivi',
    open: 'da dove cominciare',
    packaging: 'confezione di una marca regionale',
    receipt: 'scontrino con parte di una via',
    timetable: 'orario scolastico',
    vehicle: 'veicolo visto da dietro',
  },
  sights: {
    audio: [
      'Sullo sfondo un bollettino meteo alle {t}; i nomi delle zone portano a {a}.',
      'Lo speaker dice l’ora come si fa in {a}.',
      'Dopo {n} minuti si sente la sigla di una stazione.',
    ],
    socket: [
      'Presa di tipo L accanto a una di tipo F; l’interruttore era venduto in {a} e {b}.',
      'La placca ha {n} moduli, poco comune.',
      'La canalina è verniciata, era usuale negli alloggi in affitto in {a}.',
    ],
    vegetation: [
      'Cipressi e muro a secco: piuttosto {a} che {b}.',
      'L’ombra è lunga per le {t}.',
      'Questa siepe è comune in {a} e rara in {b}.',
    ],
    edition: [
      'In primavera {ref} aveva lo stesso motivo della tenda.',
      '{n} voci sono nuove rispetto alla primavera, il resto era noto.',
      'La serie è due volte nel registro con numeri diversi.',
    ],
    metadata: [
      'Due modelli di dispositivo secondo le intestazioni; il più vecchio non scrive il fuso.',
      'L’orologio è indietro di {n} ore. Corretto, coincidono.',
      'La lingua è quella di {a}, la tastiera di {b}.',
    ],
    open: [
      'Nessuna pista per ora. Comincio da maniglia, battiscopa e termosifone.',
      'La valvola del termosifone è in basso a destra, usuale in {a}.',
      'Visto un terzo, niente che indichi un solo paese.',
    ],
    packaging: [
      'Un cartone di latte con testo in due lingue; la minore può essere di {a}.',
      'Il simbolo del riciclo è quello di {a} dal 2023.',
      'Il codice a barre comincia con il prefisso di {a}.',
    ],
    receipt: [
      'Si legge «via … {n}» e un codice postale di cinque cifre incompleto.',
      'Le aliquote IVA sono quelle di {a} dopo il 2023.',
      'L’ora sullo scontrino è {t}, quindi un giorno feriale.',
    ],
    timetable: [
      'Lezioni di 60 minuti e intervallo alle {t}: così in {a}.',
      'Le sigle delle materie sono quelle di {a}.',
      'La festa della settimana {n} va bene per {a} e una regione di {b}.',
    ],
    vehicle: [
      'La targa sembra {p}. Potrebbe essere {a} o {b}.',
      'Il bollino è a sinistra, quindi non {b}.',
      'C’è una cornice di concessionario con {n} parole.',
    ],
  },
  questions: [
    '{who} puoi guardarlo con i riferimenti di {a}?',
    'Qualcuno ha già chiesto a {a}?',
    '{ref} è della stessa serie?',
    'Chi porta la domanda a {a}? Io posso domani dopo le {t}.',
    'L’ora torna? Leggo {t}.',
  ],
  replies: [
    'D’accordo. Fiducia moderata finché {a} non risponde.',
    'Grazie. Lo guardo nel pomeriggio e torno prima delle {t}.',
    'Non è di {a}: verificato con due colleghi.',
    'Corrisponde a quello che vedo in {ref}.',
    'Attenzione, {b} usava lo stesso fino al 2016.',
    'Fatto. La risposta di {a} è arrivata alle {t} ed è negativa.',
    'Ben visto. Lo metti anche nella valutazione?',
    'Ci penso io.',
  ],
  errands: ['Orari e sale', 'Riunione del mattino', 'Chi c’è quando', 'Domande sul registro'],
  logistics: [
    'Riunione alle {t} in sala {n}, dieci minuti.',
    'I tesserini sono alla reception dalle {t}.',
    'Esco alle {t}, {who} ha i miei punti aperti.',
    'La lista dei prossimi due giorni è nel registro.',
    'La rete è lenta in sala {n}. Via cavo funziona.',
    'Qui solo numeri e osservazioni, niente del materiale.',
  ],
  decisions: [
    'Paese determinato: {a}, va al suo punto di contatto.',
    'Verificato con {a} e {b}: non è loro. Resta aperto.',
    'Risposto, qui non c’è altro da fare.',
  ],
};
