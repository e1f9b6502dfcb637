import type { Phrases } from './phrases.js';

export const de: Phrases = {
  language: 'de',
  titles: {
    audio: 'Tonspur',
    socket: 'Steckdose und Schalter',
    vegetation: 'Bäume und Licht',
    edition: 'Vergleich mit der Frühjahrsausgabe',
    metadata: 'zwei Geräte',
    open: 'womit anfangen',
    packaging: 'Verpackung einer regionalen Marke',
    receipt: 'Kassenzettel mit Teil eines Straßennamens',
    timetable: 'Stundenplan',
    vehicle: 'Fahrzeug von hinten',
  },
  sights: {
    audio: [
      'Im Hintergrund läuft um {t} ein Wetterbericht; die Landschaftsnamen weisen nach {a}.',
      'Der Sprecher nennt die Uhrzeit so, wie man es in {a} tut.',
      'Nach {n} Minuten ist das Zeichen eines Senders zu hören.',
    ],
    socket: [
      'Steckdose Typ F mit rundem Rahmen; der Schalter daneben wurde in {a} und {b} verkauft.',
      'Der Rahmen hat {n} Schrauben, das ist ungewöhnlich.',
      'Typ J statt F: das spricht für {a}.',
    ],
    vegetation: [
      'Birken und Schneestangen an der Straße: eher {a} als {b}.',
      'Der Schatten ist lang für {t}.',
      'Die Hecke ist in {a} häufig und in {b} selten.',
    ],
    edition: [
      'Im Frühjahr hatte {ref} dasselbe Vorhangmuster.',
      'Seit dem Frühjahr sind {n} Einträge neu, der Rest war bekannt.',
      'Die Serie steht zweimal im Register, unter verschiedenen Nummern.',
    ],
    metadata: [
      'Zwei Gerätetypen laut Kopfdaten; das ältere schreibt keine Zeitzone.',
      'Die Uhr geht {n} Stunden nach. Berichtigt stimmen beide überein.',
      'Die Sprache ist auf {a} gestellt, die Tastatur auf {b}.',
    ],
    open: [
      'Noch kein Ansatz. Ich beginne mit Türgriff, Sockelleiste und Heizkörper.',
      'Das Ventil am Heizkörper sitzt unten rechts, in {a} üblich.',
      'Ein Drittel durchgesehen, nichts weist auf ein einzelnes Land.',
    ],
    packaging: [
      'Ein Milchkarton mit Text in zwei Sprachen; die kleinere könnte aus {a} sein.',
      'Das Pfandzeichen gehört zu {a}.',
      'Der Strichcode beginnt mit dem Vorsatz von {a}.',
    ],
    receipt: [
      'Lesbar sind „…gasse {n}“ und eine vierstellige Postleitzahl.',
      'Die Steuersätze sind die von {a} nach 2023.',
      'Die Uhrzeit auf dem Zettel ist {t}, also ein Werktag.',
    ],
    timetable: [
      'Stunden von 45 Minuten und Pause um {t}: so machen es Schulen in {a}.',
      'Die Kürzel der Fächer sind die aus {a}.',
      'Die Ferien in Woche {n} passen zu {a} und einer Region von {b}.',
    ],
    vehicle: [
      'Das Kennzeichen sieht aus wie {p}. Das wäre {a} oder {b}.',
      'Die Plakette sitzt links, also nicht {b}.',
      'Um das Kennzeichen ist ein Händlerrahmen mit {n} Wörtern.',
    ],
  },
  questions: [
    '{who} kannst du das mit den Unterlagen von {a} vergleichen?',
    'Hat schon jemand in {a} nachgefragt?',
    'Gehört {ref} zur selben Serie?',
    'Wer nimmt die Frage nach {a} mit? Ich kann morgen nach {t}.',
    'Passt die Uhrzeit? Ich lese {t}.',
  ],
  replies: [
    'Einverstanden. Mittlere Sicherheit, bis {a} geantwortet hat.',
    'Danke. Ich sehe es mir am Nachmittag an und melde mich vor {t}.',
    'Nicht aus {a}: mit zwei Kollegen daheim geprüft.',
    'Das passt zu dem, was ich in {ref} sehe.',
    'Vorsicht, {b} hatte dieselben bis 2016.',
    'Erledigt. Die Antwort von {a} kam um {t} und ist negativ.',
    'Gut gesehen. Trägst du es bitte auch in die Bewertung ein?',
    'Ich übernehme das.',
  ],
  errands: ['Zeitplan und Räume', 'Morgenrunde', 'Wer ist wann da', 'Fragen zum Register', 'Anreise'],
  logistics: [
    'Runde um {t} in Raum {n}, zehn Minuten.',
    'Die Ausweise liegen ab {t} am Empfang.',
    'Ich gehe um {t}, {who} hat meine offenen Punkte.',
    'Die Liste für die nächsten zwei Tage steht im Register.',
    'Das Netz in Raum {n} ist langsam. Mit Kabel geht es.',
    'Hier nur Anzahlen und Bemerkungen, nichts vom Material selbst.',
  ],
  decisions: [
    'Land bestimmt als {a}, geht an die Kontaktstelle.',
    'Mit {a} und {b} geprüft: nicht von dort. Bleibt offen.',
    'Beantwortet, hier ist nichts mehr zu tun.',
  ],
};
