import type { Phrases } from './phrases.js';

export const pl: Phrases = {
  language: 'pl',
  titles: {
    audio: 'ścieżka dźwiękowa',
    socket: 'gniazdko i włącznik',
    vegetation: 'drzewa i światło',
    edition: 'porównanie z edycją wiosenną',
    metadata: 'dwa urządzenia',
    open: 'od czego zacząć',
    packaging: 'opakowanie marki regionalnej',
    receipt: 'paragon z częścią nazwy ulicy',
    timetable: 'plan lekcji',
    vehicle: 'pojazd widziany z tyłu',
  },
  sights: {
    audio: [
      'W tle prognoza pogody o {t}; nazwy regionów wskazują na {a}.',
      'Spiker podaje godzinę tak, jak robi się to w {a}.',
      'Po {n} minutach słychać sygnał stacji.',
    ],
    socket: [
      'Gniazdko typu E z okrągłą ramką; włącznik obok sprzedawano w {a} i {b}.',
      'Ramka ma {n} śruby, to nietypowe.',
      'Listwa jest zamalowana, tak bywało w mieszkaniach na wynajem w {a}.',
    ],
    vegetation: [
      'Brzozy i tyczki śniegowe przy drodze: raczej {a} niż {b}.',
      'Cień jest długi jak na {t}.',
      'Taki żywopłot jest częsty w {a}, a rzadki w {b}.',
    ],
    edition: [
      'Wiosną {ref} miał ten sam wzór zasłony.',
      'Od wiosny doszło {n} pozycji, reszta była znana.',
      'Seria jest w rejestrze dwa razy pod różnymi numerami.',
    ],
    metadata: [
      'Dwa modele urządzeń według nagłówków; starszy nie zapisuje strefy.',
      'Zegar spóźnia się o {n} godziny. Po poprawce oba się zgadzają.',
      'Język ustawiony na {a}, klawiatura na {b}.',
    ],
    open: [
      'Na razie bez tropu. Zaczynam od klamki, listwy i grzejnika.',
      'Zawór grzejnika jest na dole po prawej, zwykle tak w {a}.',
      'Przejrzana jedna trzecia, nic nie wskazuje na jeden kraj.',
    ],
    packaging: [
      'Karton mleka z tekstem w dwóch językach; mniejszy może być z {a}.',
      'Znak recyklingu jest z {a} od 2020 roku.',
      'Kod kreskowy zaczyna się prefiksem {a}.',
    ],
    receipt: [
      'Czytelne są „ul. … {n}” i kod pocztowy z kreską.',
      'Stawki VAT są z {a} po 2023 roku.',
      'Godzina na paragonie to {t}, więc dzień roboczy.',
    ],
    timetable: [
      'Lekcje po 45 minut i przerwa o {t}: tak jest w {a}.',
      'Skróty przedmiotów są z {a}.',
      'Ferie w tygodniu {n} pasują do {a} i jednego regionu {b}.',
    ],
    vehicle: [
      'Tablica wygląda jak {p}. Może to być {a} albo {b}.',
      'Nalepka jest po lewej, więc nie {b}.',
      'Wokół tablicy ramka dealera z {n} słowami.',
    ],
  },
  questions: [
    '{who} możesz to sprawdzić w danych {a}?',
    'Czy ktoś już pytał w {a}?',
    'Czy {ref} to ta sama seria?',
    'Kto zabierze pytanie do {a}? Ja mogę jutro po {t}.',
    'Czy godzina się zgadza? Czytam {t}.',
  ],
  replies: [
    'Zgoda. Średnia pewność, dopóki {a} nie odpowie.',
    'Dziękuję. Zajrzę po południu i wrócę przed {t}.',
    'Nie z {a}: sprawdzone z dwojgiem kolegów.',
    'Pasuje do tego, co widzę w {ref}.',
    'Ostrożnie, {b} używało tego samego do 2016.',
    'Zrobione. Odpowiedź z {a} przyszła o {t} i jest negatywna.',
    'Dobrze zauważone. Wpiszesz to też do oceny?',
    'Biorę to.',
  ],
  errands: ['Godziny i sale', 'Poranna odprawa', 'Kto kiedy jest', 'Pytania o rejestr'],
  logistics: [
    'Odprawa o {t} w sali {n}, dziesięć minut.',
    'Karty są w recepcji od {t}.',
    'Wychodzę o {t}, {who} ma moje otwarte sprawy.',
    'Lista na dwa dni jest w rejestrze.',
    'Sieć w sali {n} jest wolna. Po kablu działa.',
    'Tu tylko liczby i uwagi, nic z samego materiału.',
  ],
  decisions: [
    'Kraj ustalony: {a}, przekazane do punktu kontaktowego.',
    'Sprawdzone z {a} i {b}: nie ich. Pozostaje otwarte.',
    'Odpowiedziano, nic więcej do zrobienia.',
  ],
};
