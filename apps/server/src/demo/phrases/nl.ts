import type { Phrases } from './phrases.js';

export const nl: Phrases = {
  language: 'nl',
  titles: {
    audio: 'geluidsspoor',
    socket: 'stopcontact en schakelaar',
    vegetation: 'bomen en licht',
    edition: 'vergeleken met het voorjaar',
    metadata: 'twee apparaten',
    open: 'waar te beginnen',
    packaging: 'verpakking van een regionaal merk',
    receipt: 'kassabon met deel van een straatnaam',
    timetable: 'lesrooster',
    vehicle: 'voertuig van achteren',
  },
  sights: {
    audio: [
      'Op de achtergrond een weerbericht om {t}; de streeknamen wijzen naar {a}.',
      'De omroeper zegt de tijd zoals in {a} gebruikelijk is.',
      'Er klinkt na {n} minuten een herkenningsmelodie van een zender.',
    ],
    socket: [
      'Stopcontact type F met rond kader; de schakelaar ernaast werd in {a} en {b} verkocht.',
      'Het kader heeft {n} schroeven, dat is ongewoon.',
      'De kabelgoot is overgeschilderd, dat zag je vooral in huurwoningen in {a}.',
    ],
    vegetation: [
      'Berken en sneeuwpalen langs de weg: eerder {a} dan {b}.',
      'De schaduw is lang voor {t}.',
      'De haag is in {a} gewoon en in {b} zeldzaam.',
    ],
    edition: [
      'In het voorjaar had {ref} hetzelfde gordijnpatroon.',
      'Er zijn {n} regels bijgekomen sinds het voorjaar, de rest was bekend.',
      'De serie staat twee keer in het register onder een ander nummer.',
    ],
    metadata: [
      'Twee typen apparaat volgens de kopgegevens; het oudste schrijft geen tijdzone.',
      'De klok loopt {n} uur achter. Gecorrigeerd kloppen ze met elkaar.',
      'De taalinstelling is {a}, het toetsenbord {b}.',
    ],
    open: [
      'Nog geen aanknopingspunt. Ik begin met deurkruk, plint en radiator.',
      'De radiatorkraan zit rechtsonder, dat is gewoon in {a}.',
      'Een derde bekeken, nog niets dat naar één land wijst.',
    ],
    packaging: [
      'Een pak melk met tekst in twee talen; de kleinste kan van {a} zijn.',
      'Het statiegeldlogo hoort bij {a}.',
      'De streepjescode begint met het voorvoegsel van {a}.',
    ],
    receipt: [
      'Leesbaar zijn "…straat {n}" en een postcode die op twee letters eindigt.',
      'De btw-tarieven zijn die van {a} na 2023.',
      'De tijd op de bon is {t}, dus een doordeweekse dag.',
    ],
    timetable: [
      'Lessen van 50 minuten en pauze om {t}: zo doen scholen in {a} het.',
      'De afkortingen van de vakken zijn die van {a}.',
      'De vakantie in week {n} past bij {a} en één regio van {b}.',
    ],
    vehicle: [
      'Het kenteken lijkt op {p}, achter geel. Dat kan {a} of {b} zijn.',
      'De keuringssticker zit links, dus niet {b}.',
      'Om het kenteken zit een dealerkader van {n} woorden.',
    ],
  },
  questions: [
    '{who} kun jij hiernaar kijken met de gegevens van {a}?',
    'Heeft iemand dit al bij {a} nagevraagd?',
    'Is {ref} dezelfde serie?',
    'Wie neemt de vraag aan {a} mee? Ik kan morgen na {t}.',
    'Klopt het tijdstip? Ik lees {t}.',
  ],
  replies: [
    'Eens. Ik zet het op redelijk zeker tot {a} heeft geantwoord.',
    'Dank. Ik kijk vanmiddag en meld me voor {t}.',
    'Niet van {a}: met twee collega’s thuis nagekeken.',
    'Dat past bij wat ik in {ref} zie.',
    'Voorzichtig, {b} gebruikte dezelfde tot 2016.',
    'Gedaan. Het antwoord van {a} kwam om {t} en is negatief.',
    'Mooi gevonden. Zet je het ook in de beoordeling?',
    'Ik neem hem op me.',
  ],
  errands: ['Rooster en zalen', 'Ochtendoverleg', 'Wie is er wanneer', 'Vragen over het register', 'Vervoer'],
  logistics: [
    'Overleg om {t} in zaal {n}, tien minuten.',
    'De toegangspassen liggen vanaf {t} bij de balie.',
    'Ik ga om {t} weg, {who} heeft mijn open punten.',
    'De lijst voor de komende twee dagen staat in het register.',
    'Het netwerk is traag in zaal {n}. Met kabel werkt het.',
    'Alleen aantallen en opmerkingen hier, niets van het materiaal zelf.',
  ],
  decisions: [
    'Land bepaald als {a}, gaat naar het contactpunt.',
    'Nagevraagd bij {a} en {b}: niet van hen. Blijft open.',
    'Beantwoord, hier is niets meer te doen.',
  ],
};
