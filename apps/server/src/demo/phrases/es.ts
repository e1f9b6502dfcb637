import type { Phrases } from './phrases.js';

export const es: Phrases = {
  language: 'es',
  titles: {
    audio: 'pista de audio',
    socket: 'enchufe e interruptor',
    vegetation: 'árboles y luz',
    edition: 'comparación con la edición de primavera',
    metadata: 'dos dispositivos',
    open: 'por dónde empezar',
    packaging: 'envase de una marca regional',
    receipt: 'recibo con parte de una calle',
    timetable: 'horario escolar',
    vehicle: 'vehículo visto por detrás',
  },
  sights: {
    audio: [
      'De fondo hay un parte del tiempo a las {t}; los nombres de comarcas apuntan a {a}.',
      'La locutora da la hora como se hace en {a}.',
      'A los {n} minutos suena la sintonía de una emisora.',
    ],
    socket: [
      'Enchufe de tipo F con marco redondo; el interruptor de al lado se vendía en {a} y {b}.',
      'El marco tiene {n} tornillos, no es habitual.',
      'La canaleta está pintada, era común en pisos de alquiler en {a}.',
    ],
    vegetation: [
      'Encinas y un muro de piedra seca: antes {a} que {b}.',
      'La sombra es larga para las {t}.',
      'Ese seto es común en {a} y raro en {b}.',
    ],
    edition: [
      'En primavera {ref} tenía el mismo estampado de cortina.',
      'Hay {n} entradas nuevas desde la primavera, el resto ya se conocía.',
      'La serie está dos veces en el registro con números distintos.',
    ],
    metadata: [
      'Dos modelos de dispositivo según las cabeceras; el más antiguo no escribe la zona horaria.',
      'El reloj lleva {n} horas de retraso. Corregido, coinciden.',
      'El idioma es el de {a}, el teclado el de {b}.',
    ],
    open: [
      'Sin pista todavía. Empiezo por el tirador, el rodapié y el radiador.',
      'La llave del radiador está abajo a la derecha, habitual en {a}.',
      'Revisado un tercio; nada apunta a un solo país.',
    ],
    packaging: [
      'Un cartón de leche con texto en dos lenguas; la menor puede ser de {a}.',
      'El símbolo de reciclaje es el de {a} desde 2021.',
      'El código de barras empieza por el prefijo de {a}.',
    ],
    receipt: [
      'Se lee «calle … {n}» y un código postal de cinco cifras incompleto.',
      'Los tipos de IVA son los de {a} después de 2023.',
      'La hora del recibo es {t}, así que es un día laborable.',
    ],
    timetable: [
      'Clases de 55 minutos y recreo a las {t}: así es en {a}.',
      'Las abreviaturas de las asignaturas son las de {a}.',
      'La fiesta de la semana {n} encaja con {a} y con una región de {b}.',
    ],
    vehicle: [
      'La matrícula parece {p}. Podría ser {a} o {b}.',
      'La pegatina está a la izquierda, luego no es {b}.',
      'Hay un marco de concesionario con {n} palabras.',
    ],
  },
  questions: [
    '{who} ¿puedes mirarlo con las referencias de {a}?',
    '¿Alguien ha preguntado ya a {a}?',
    '¿{ref} es de la misma serie?',
    '¿Quién lleva la pregunta a {a}? Yo puedo mañana después de las {t}.',
    '¿Cuadra la hora? Leo {t}.',
  ],
  replies: [
    'De acuerdo. Confianza moderada hasta que responda {a}.',
    'Gracias. Lo miro esta tarde y vuelvo antes de las {t}.',
    'No es de {a}: comprobado con dos colegas.',
    'Encaja con lo que veo en {ref}.',
    'Cuidado, {b} usó el mismo hasta 2016.',
    'Hecho. La respuesta de {a} llegó a las {t} y es negativa.',
    'Buen hallazgo. ¿Lo pones también en la valoración?',
    'Me encargo yo.',
  ],
  errands: ['Horarios y salas', 'Reunión de la mañana', 'Quién está cuándo', 'Preguntas sobre el registro'],
  logistics: [
    'Reunión a las {t} en la sala {n}, diez minutos.',
    'Las tarjetas están en recepción desde las {t}.',
    'Salgo a las {t}, {who} tiene mis puntos abiertos.',
    'La lista de los dos próximos días está en el registro.',
    'La red va lenta en la sala {n}. Por cable funciona.',
    'Aquí solo cifras y observaciones, nada del material.',
  ],
  decisions: [
    'País determinado: {a}, pasa a su punto de contacto.',
    'Comprobado con {a} y {b}: no es suyo. Sigue abierto.',
    'Respondido, aquí no queda nada por hacer.',
  ],
};
